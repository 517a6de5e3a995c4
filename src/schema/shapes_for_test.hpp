#pragma once
// Shapes of every kind, shared by the tests and the fuzzer of this module.
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "schema/describe.hpp"
#include "schema/types.hpp"

namespace live::schema::test {

enum class Ruleset { rules_2014, rules_2024, house_rules_ };
BOOST_DESCRIBE_ENUM(Ruleset, rules_2014, rules_2024, house_rules_)
constexpr auto schema_enum_names(Ruleset) {
  return std::array{std::pair{Ruleset::rules_2014, std::string_view("2014")},
                    std::pair{Ruleset::rules_2024, std::string_view("2024")}};
}

enum class Code { out_of_range, not_your_turn };
BOOST_DESCRIBE_ENUM(Code, out_of_range, not_your_turn)
constexpr Case schema_enum_case(Code) { return Case::screaming; }

enum class Level : std::uint8_t { none = 0, some = 7 };

struct Position {
  Int<-1000, 1000> x;
  Int<-1000, 1000> y;
  bool operator==(const Position&) const = default;
};
BOOST_DESCRIBE_STRUCT(Position, (), (x, y))

struct EntityId {
  using wire_type = Text<64, 1>;
  Text<64, 1> value = "e";
  auto operator<=>(const EntityId&) const = default;
};

struct Entity {
  EntityId entity_id;
  std::int32_t current_hp = 0;
  static constexpr std::pair<std::string_view, std::string_view> wire_names[] = {{"current_hp", "currentHP"}};
  bool operator==(const Entity&) const = default;
};
BOOST_DESCRIBE_STRUCT(Entity, (), (entity_id, current_hp))

struct Participant : Entity {
  static constexpr std::string_view doc = "One who takes part.\nComments end with */ here.";
  Position position;
  std::optional<std::string> nick_name;
  Nullable<Position> target;
  Ruleset ruleset = Ruleset::rules_2014;
  bool operator==(const Participant&) const = default;
};
BOOST_DESCRIBE_STRUCT(Participant, (Entity), (position, nick_name, target, ruleset))

struct TurnStarted {
  static constexpr std::string_view tag = "TURN_STARTED";
  EntityId who;
  bool operator==(const TurnStarted&) const = default;
};
BOOST_DESCRIBE_STRUCT(TurnStarted, (), (who))

struct Paused {
  static constexpr std::string_view tag = "PAUSED";
  bool operator==(const Paused&) const = default;
};
BOOST_DESCRIBE_STRUCT(Paused, (), ())

struct Event {
  using wire_type = std::variant<TurnStarted, Paused>;
  wire_type value;
  bool operator==(const Event&) const = default;
};

/// Contains itself, as a tree of choices does.
struct Node {
  std::string label;
  std::vector<Node> children;
  bool operator==(const Node&) const = default;
};
BOOST_DESCRIBE_STRUCT(Node, (), (label, children))

struct Everything {
  bool flag = false;
  std::int8_t int_8 = 0;
  std::uint16_t uint_16 = 0;
  std::int64_t int_64 = 0;
  std::uint64_t uint_64 = 0;
  U64 seed;
  double number = 0;
  std::string text;
  Text<8, 2> limited = "ok";
  Raw raw;
  None nothing;
  List<Participant, 3> participants;
  std::array<double, 2> pair{};
  std::optional<std::vector<bool>> bits;
  std::map<std::string, std::vector<int>> by_name;
  std::map<Code, Text<4>> by_code;
  std::map<EntityId, Level> by_entity;
  std::vector<Event> events;
  std::optional<Node> tree;
  bool operator==(const Everything&) const = default;
};
BOOST_DESCRIBE_STRUCT(Everything, (),
                      (flag, int_8, uint_16, int_64, uint_64, seed, number, text, limited, raw, nothing, participants,
                       pair, bits, by_name, by_code, by_entity, events, tree))

struct Settings {
  static constexpr bool absent_keeps_default = true;
  Int<5, 3600> turn_time_limit_seconds = 90;
  std::string title = "Untitled";
  bool operator==(const Settings&) const = default;
};
BOOST_DESCRIBE_STRUCT(Settings, (), (turn_time_limit_seconds, title))

}  // namespace live::schema::test
