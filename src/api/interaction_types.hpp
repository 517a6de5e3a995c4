#pragma once
// Inputs and outputs of the router `interaction`, as the seed names them. Limits stand in the types, so that the
// decoder, the TypeScript types and the zod schemas all know them.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "room/audience/event_types.hpp"
#include "room/room_types.hpp"
#include "schema/types.hpp"

namespace live::api {

using Id = schema::Text<64, 1>;
using RequestId = schema::Text<64, 1>;

struct InteractionInput {
  Id interaction_id;
};
BOOST_DESCRIBE_STRUCT(InteractionInput, (), (interaction_id))

/// The seed's TurnActionSchema, with `interactionId` and `requestId` added. What each type takes:
///   move      position, or parameters.path: [{x,y}…]; parameters.mode: walk (default), crawl, climb, swim, fly
///   attack    actionId: an attack or weapon of the entity (absent: its first); target;
///             parameters: {mode: "offhand", grip: "two-handed", knockOut: true, targets: […]}
///   cast      spellId; target or parameters.targets: […] or position; parameters: {slot, aim: {x,y}}
///   useItem   itemId; target (absent: itself)
///   interact  actionId: dash, disengage, dodge, help, hide, search, stabilize, escape, grapple, shove, standUp,
///             dropProne, ready, equip, unequip, or a feature (secondWind, actionSurge, …); target, itemId as needed;
///             parameters: {as: "bonus"}
///   end       nothing
struct TurnAction {
  room::ActionType type = room::ActionType::end;
  Id entity_id;
  std::optional<Id> target;
  std::optional<room::Position> position;
  std::optional<Id> item_id;
  std::optional<Id> spell_id;
  std::optional<Id> action_id;
  std::optional<schema::Raw> parameters;
  std::optional<Id> interaction_id;
  std::optional<RequestId> request_id;
};
BOOST_DESCRIBE_STRUCT(TurnAction, (),
                      (type, entity_id, target, position, item_id, spell_id, action_id, parameters, interaction_id,
                       request_id))

/// The answer to every mutation of a room. It is sent when the change is durable. `seq` is the position in the
/// caller's own stream by which the change has been shown.
struct Accepted {
  std::int64_t seq = 0;
  std::optional<std::string> request_id;
  bool repeated = false;  ///< the requestId had been seen: this is the first answer again, nothing was done twice
  bool queued = false;    ///< the interaction is paused: the action waits for its resumption
  std::vector<room::LogEntry> log;  ///< what came of it, as the caller may see it
};
BOOST_DESCRIBE_STRUCT(Accepted, (), (seq, request_id, repeated, queued, log))

struct JoinRoomInput {
  Id interaction_id;
  std::optional<RequestId> request_id;
};
BOOST_DESCRIBE_STRUCT(JoinRoomInput, (), (interaction_id, request_id))

struct JoinRoomResult {
  std::string interaction_id;
  room::Viewer viewer;
  std::string epoch;
  std::int64_t seq = 0;  ///< the stream's position of `state`
  room::GameState state;
};
BOOST_DESCRIBE_STRUCT(JoinRoomResult, (), (interaction_id, viewer, epoch, seq, state))

struct RoomStateResult {
  std::string epoch;
  std::int64_t seq = 0;
  room::GameState state;
};
BOOST_DESCRIBE_STRUCT(RoomStateResult, (), (epoch, seq, state))

struct RoomUpdatesInput {
  Id interaction_id;
  std::optional<std::string> last_event_id;
};
BOOST_DESCRIBE_STRUCT(RoomUpdatesInput, (), (interaction_id, last_event_id))

struct DmCommandInput {
  Id interaction_id;
  std::optional<schema::Text<200>> reason;
  std::optional<RequestId> request_id;
};
BOOST_DESCRIBE_STRUCT(DmCommandInput, (), (interaction_id, reason, request_id))

struct SkipTurnInput {
  Id interaction_id;
  std::optional<Id> entity_id;  ///< refused unless it is this entity's turn; absent: whoever's turn it is
  std::optional<schema::Text<200>> reason;
  std::optional<RequestId> request_id;
};
BOOST_DESCRIBE_STRUCT(SkipTurnInput, (), (interaction_id, entity_id, reason, request_id))

struct RollInitiativeInput {
  Id interaction_id;
  std::optional<RequestId> request_id;
};
BOOST_DESCRIBE_STRUCT(RollInitiativeInput, (), (interaction_id, request_id))

/// Answers a prompt (a reaction window). Without `optionId` the reaction is declined.
struct RespondInput {
  Id interaction_id;
  Id prompt_id;
  std::optional<Id> option_id;
  std::optional<RequestId> request_id;
};
BOOST_DESCRIBE_STRUCT(RespondInput, (), (interaction_id, prompt_id, option_id, request_id))

/// What the DM may set on an entity; each use is on record.
struct OverrideInput {
  Id interaction_id;
  Id entity_id;
  std::optional<std::int32_t> current_hp;
  std::optional<std::int32_t> temp_hp;
  std::optional<room::Position> position;
  std::optional<bool> secret;  ///< false reveals it to the players
  std::optional<Id> add_condition;
  std::optional<Id> remove_condition;
  std::optional<schema::Text<200>> reason;
  std::optional<RequestId> request_id;
  static constexpr std::pair<std::string_view, std::string_view> wire_names[] = {{"current_hp", "currentHP"},
                                                                                 {"temp_hp", "tempHP"}};
};
BOOST_DESCRIBE_STRUCT(OverrideInput, (),
                      (interaction_id, entity_id, current_hp, temp_hp, position, secret, add_condition,
                       remove_condition, reason, request_id))

/// The types a person may send; `system` is the server's own.
enum class ChatChannel { party, dm, private_ };
BOOST_DESCRIBE_ENUM(ChatChannel, party, dm, private_)

struct SendChatMessageInput {
  Id interaction_id;
  schema::Text<2000, 1> content;  ///< "/roll 2d6+3" rolls
  ChatChannel type = ChatChannel::party;
  std::optional<Id> entity_id;
  std::optional<schema::List<Id, 16>> recipients;  ///< user ids; wanted for private
  std::optional<RequestId> request_id;
};
BOOST_DESCRIBE_STRUCT(SendChatMessageInput, (), (interaction_id, content, type, entity_id, recipients, request_id))

struct ChatHistoryInput {
  Id interaction_id;
  std::optional<std::string> before;  ///< message id: the page ends before it
  std::optional<schema::Int<1, 200>> limit;
};
BOOST_DESCRIBE_STRUCT(ChatHistoryInput, (), (interaction_id, before, limit))

struct ChatHistoryResult {
  std::vector<room::ChatMessage> messages;  ///< oldest first
  bool more = false;
};
BOOST_DESCRIBE_STRUCT(ChatHistoryResult, (), (messages, more))

using room::LiveState;

/// The seed's LiveStatus.
struct LiveStatus {
  std::string interaction_id;
  LiveState status = LiveState::idle;
  std::int32_t participant_count = 0;       ///< people online in the room
  std::optional<std::string> current_turn;  ///< name of whose turn it is, as any player may know it
  std::int32_t round_number = 0;
  std::int64_t last_activity = 0;
  std::vector<std::string> online_users;
};
BOOST_DESCRIBE_STRUCT(LiveStatus, (),
                      (interaction_id, status, participant_count, current_turn, round_number, last_activity,
                       online_users))

struct LiveStatusesInput {
  std::optional<Id> campaign_id;
  std::optional<std::string> last_event_id;
};
BOOST_DESCRIBE_STRUCT(LiveStatusesInput, (), (campaign_id, last_event_id))

struct LiveStatuses {
  std::vector<LiveStatus> statuses;
};
BOOST_DESCRIBE_STRUCT(LiveStatuses, (), (statuses))

struct HealthResult {
  std::string status;  ///< ok
  std::string version;
  std::int64_t now = 0;
};
BOOST_DESCRIBE_STRUCT(HealthResult, (), (status, version, now))

}  // namespace live::api
