#pragma once
// What a person may ask of a room, in the words of the wire: ids are strings, the room finds the creatures. `api` fills
// these from its inputs. Who may ask what stands in decide.hpp.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "room/audience/view_types.hpp"
#include "schema/types.hpp"

namespace live::room {

/// DM: opens the room (room_manager creates it), or a new session of a completed one.
struct SetLive {
  static constexpr std::string_view tag = "setLive";
};
BOOST_DESCRIBE_STRUCT(SetLive, (), ())

/// Says "I am here" ahead of the subscription; shows the member as online.
struct Join {
  static constexpr std::string_view tag = "join";
};
BOOST_DESCRIBE_STRUCT(Join, (), ())

struct Leave {
  static constexpr std::string_view tag = "leave";
};
BOOST_DESCRIBE_STRUCT(Leave, (), ())

/// The seed's TurnAction; the comment of api::TurnAction says what each type takes.
struct TakeTurn {
  static constexpr std::string_view tag = "takeTurn";
  ActionType action = ActionType::end;
  std::string entity_id;
  std::optional<std::string> target;
  std::optional<Position> position;
  std::optional<std::string> item_id;
  std::optional<std::string> spell_id;
  std::optional<std::string> action_id;
  std::optional<schema::Raw> parameters;
};
BOOST_DESCRIBE_STRUCT(TakeTurn, (), (action, entity_id, target, position, item_id, spell_id, action_id, parameters))

/// DM. Refused unless it is `entity_id`'s turn, when given.
struct SkipTurn {
  static constexpr std::string_view tag = "skipTurn";
  std::optional<std::string> entity_id;
  std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(SkipTurn, (), (entity_id, reason))

struct RollInitiative {
  static constexpr std::string_view tag = "rollInitiative";
};
BOOST_DESCRIBE_STRUCT(RollInitiative, (), ())

struct Pause {
  static constexpr std::string_view tag = "pause";
  std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(Pause, (), (reason))

struct Resume {
  static constexpr std::string_view tag = "resume";
};
BOOST_DESCRIBE_STRUCT(Resume, (), ())

struct Complete {
  static constexpr std::string_view tag = "complete";
  std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(Complete, (), (reason))

/// Without an option the reaction is declined.
struct Respond {
  static constexpr std::string_view tag = "respond";
  std::string prompt_id;
  std::optional<std::string> option_id;
};
BOOST_DESCRIBE_STRUCT(Respond, (), (prompt_id, option_id))

/// DM: sets what is given on one entity.
struct Override {
  static constexpr std::string_view tag = "override";
  std::string entity_id;
  std::optional<std::int32_t> current_hp;
  std::optional<std::int32_t> temp_hp;
  std::optional<Position> position;
  std::optional<bool> secret;
  std::optional<std::string> add_condition;
  std::optional<std::string> remove_condition;
  std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(Override, (),
                      (entity_id, current_hp, temp_hp, position, secret, add_condition, remove_condition, reason))

struct SendChat {
  static constexpr std::string_view tag = "sendChat";
  std::string content;
  ChatType channel = ChatType::party;  ///< never system
  std::optional<std::string> entity_id;
  std::vector<std::string> recipients;
};
BOOST_DESCRIBE_STRUCT(SendChat, (), (content, channel, entity_id, recipients))

using RoomCommand = std::variant<SetLive, Join, Leave, TakeTurn, SkipTurn, RollInitiative, Pause, Resume, Complete,
                                 Respond, Override, SendChat>;

}  // namespace live::room
