#pragma once
// What a room starts from, as the campaign's archive gives it in JSON (ports.hpp: Archive::load_setup), and its way to
// the engine's first command. Everything wrong in it is named by its path.
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/command.hpp"
#include "engine/content/content.hpp"
#include "room/audience/view_types.hpp"
#include "room/commit.hpp"
#include "schema/value.hpp"

namespace live::room {

struct SetupSettings {
  static constexpr bool absent_keeps_default = true;
  std::int32_t turn_time_limit = 90;      ///< seconds, 10 to 3600
  std::int32_t reaction_time_limit = 20;  ///< seconds, 5 to 300
  std::string ruleset = "2014";           ///< or 2024
  bool five_ten_five = false;             ///< every second diagonal costs 10 ft
  bool chat_enabled = true;
  bool allow_private_chat = true;
};
BOOST_DESCRIBE_STRUCT(SetupSettings, (),
                      (turn_time_limit, reaction_time_limit, ruleset, five_ten_five, chat_enabled, allow_private_chat))

struct SetupMap {
  static constexpr bool absent_keeps_default = true;
  std::string id;
  std::string name;
  std::vector<std::string> rows;  ///< the legend of view_types.hpp MapState and engine/grid/map.hpp
  std::string light = "bright";   ///< bright, dim, dark
};
BOOST_DESCRIBE_STRUCT(SetupMap, (), (id, name, rows, light))

/// One creature on the map. Either `stat_block` names an entry of the content's monsters, or `participant` is the
/// creature's own document: an engine::Participant as JSON, of which id, name, kind, side, user and position are
/// replaced by the members here, and members that are absent keep their defaults.
struct SetupCreature {
  static constexpr bool absent_keeps_default = true;
  std::string entity_id;
  std::string name;
  EntityType entity_type = EntityType::monster;
  std::string side;                    ///< empty: "party" for player characters, else "foes"
  std::optional<std::string> user_id;  ///< the player; absent: the DM plays it
  std::string creature_id;             ///< of the campaign: where outcomes are written back
  std::string description;             ///< empty: made from the sheet
  Position position;
  bool secret = false;  ///< never for a player's character
  std::optional<std::string> stat_block;
  std::optional<schema::Raw> participant;
};
BOOST_DESCRIBE_STRUCT(SetupCreature, (),
                      (entity_id, name, entity_type, side, user_id, creature_id, description, position, secret,
                       stat_block, participant))

struct Setup {
  static constexpr bool absent_keeps_default = true;
  std::string interaction_id;
  std::string name;
  std::vector<RoomMember> members;
  SetupSettings settings;
  SetupMap map;
  std::vector<SetupCreature> creatures;
};
BOOST_DESCRIBE_STRUCT(Setup, (), (interaction_id, name, members, settings, map, creatures))

/// A setup turned into the engine's first command and what the room keeps beside it.
struct Opening {
  engine::CreateEncounter encounter;
  std::vector<EntityInfo> entities;  ///< in the order of the participants
};

[[nodiscard]] std::expected<Setup, schema::Issues> parse_setup(std::string_view json);
[[nodiscard]] std::expected<Opening, schema::Issues> open_setup(const Setup& setup, const engine::Content& content);

}  // namespace live::room
