#pragma once
// What a viewer's stream carries: the seed's GameEvent union, with the snapshot that opens or heals a stream added.
// On the wire each event is one JSON object {seq, timestamp, interactionId, type, …}; `seq` counts the viewer's own
// events and the tracked id is "<epoch>.<seq>". Folding the deltas over the snapshot gives the viewer's GameState:
//   participant  changes[entityId] = members that changed; null = the entity is gone; a member null = absent now
//   turn         members of GameState itself; `log` is appended (newest 200 kept), `turnHistory` is merged by
//                turnNumber (newest 50 kept), every other member is replaced; null = absent now
//   map          members of GameState.mapState, replaced
//   initiative   {initiativeOrder}, replaced
//   chat         {chatLog}, appended (newest 200 kept)
// Every event's timestamp becomes the state's. ERROR alone stands outside of the log: it carries the seq that the
// stream is at and moves it no further.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "room/audience/view_types.hpp"
#include "schema/types.hpp"

namespace live::room {

enum class DeltaType { participant, turn, map, initiative, chat };
BOOST_DESCRIBE_ENUM(DeltaType, participant, turn, map, initiative, chat)

struct StateDelta {
  DeltaType type = DeltaType::turn;
  schema::Raw changes;
  std::int64_t timestamp = 0;
};
BOOST_DESCRIBE_STRUCT(StateDelta, (), (type, changes, timestamp))

struct StateSnapshot {
  static constexpr std::string_view tag = "STATE_SNAPSHOT";
  GameState state;
};
BOOST_DESCRIBE_STRUCT(StateSnapshot, (), (state))

struct StateDeltaEvent {
  static constexpr std::string_view tag = "STATE_DELTA";
  StateDelta changes;
};
BOOST_DESCRIBE_STRUCT(StateDeltaEvent, (), (changes))

struct ParticipantJoined {
  static constexpr std::string_view tag = "PARTICIPANT_JOINED";
  std::string user_id;
  std::string entity_id;  ///< the member's first entity; empty for a DM or spectator
};
BOOST_DESCRIBE_STRUCT(ParticipantJoined, (), (user_id, entity_id))

struct ParticipantLeft {
  static constexpr std::string_view tag = "PARTICIPANT_LEFT";
  std::string user_id;
};
BOOST_DESCRIBE_STRUCT(ParticipantLeft, (), (user_id))

struct TurnStarted {
  static constexpr std::string_view tag = "TURN_STARTED";
  std::string entity_id;
  std::int32_t time_limit = 90;  ///< seconds
};
BOOST_DESCRIBE_STRUCT(TurnStarted, (), (entity_id, time_limit))

/// One action of a finished turn, as the seed's TurnAction.
struct TurnActionRecord {
  ActionType type = ActionType::interact;
  std::string entity_id;
  std::optional<std::string> target;
  std::optional<Position> position;
  std::optional<std::string> item_id;
  std::optional<std::string> spell_id;
  std::optional<std::string> action_id;
};
BOOST_DESCRIBE_STRUCT(TurnActionRecord, (), (type, entity_id, target, position, item_id, spell_id, action_id))

struct TurnCompleted {
  static constexpr std::string_view tag = "TURN_COMPLETED";
  std::string entity_id;
  std::vector<TurnActionRecord> actions;
};
BOOST_DESCRIBE_STRUCT(TurnCompleted, (), (entity_id, actions))

struct TurnSkipped {
  static constexpr std::string_view tag = "TURN_SKIPPED";
  std::string entity_id;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(TurnSkipped, (), (entity_id, reason))

struct ChatMessageEvent {
  static constexpr std::string_view tag = "CHAT_MESSAGE";
  ChatMessage message;
};
BOOST_DESCRIBE_STRUCT(ChatMessageEvent, (), (message))

struct InitiativeUpdated {
  static constexpr std::string_view tag = "INITIATIVE_UPDATED";
  std::vector<InitiativeEntry> order;
};
BOOST_DESCRIBE_STRUCT(InitiativeUpdated, (), (order))

struct InteractionPaused {
  static constexpr std::string_view tag = "INTERACTION_PAUSED";
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(InteractionPaused, (), (reason))

struct InteractionResumed {
  static constexpr std::string_view tag = "INTERACTION_RESUMED";
};
BOOST_DESCRIBE_STRUCT(InteractionResumed, (), ())

struct GameError {
  std::string code;
  std::string message;
};
BOOST_DESCRIBE_STRUCT(GameError, (), (code, message))

struct ErrorEvent {
  static constexpr std::string_view tag = "ERROR";
  GameError error;
};
BOOST_DESCRIBE_STRUCT(ErrorEvent, (), (error))

using GameEvent =
    std::variant<StateSnapshot, StateDeltaEvent, ParticipantJoined, ParticipantLeft, TurnStarted, TurnCompleted,
                 TurnSkipped, ChatMessageEvent, InitiativeUpdated, InteractionPaused, InteractionResumed, ErrorEvent>;

}  // namespace live::room
