#pragma once
// The whole state of a room: a fold over its commits (fold.hpp), saved as a snapshot and read from nowhere else.
// It knows every secret; audience/view.hpp is the only way from here to a viewer.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "engine/state/state.hpp"
#include "room/commit.hpp"
#include "room/room_types.hpp"

namespace live::room {

inline constexpr std::size_t log_kept = 200;
inline constexpr std::size_t chat_kept = 200;     ///< in a view
inline constexpr std::size_t chat_history = 500;  ///< newest messages of each viewer that can still be paged through
inline constexpr std::size_t turns_kept = 50;
inline constexpr std::size_t requests_kept = 2048;
inline constexpr base::Milliseconds requests_kept_ms = 10 * 60'000;
inline constexpr std::size_t max_members = 64;

/// The turn as one audience knows it. For players it lasts on while a creature acts that they do not know of
/// (docs/decisions/0003).
struct ShownTurn {
  std::int32_t slot = -1;
  std::int32_t engine_turn = 0;  ///< the engine's number of the turn; 0: none was shown yet
  std::int32_t round_number = 0;
  std::int64_t deadline_ms = 0;              ///< 0: none
  TurnOutcome ending = TurnOutcome::active;  ///< how it ended, when it has but is still shown
  std::string ending_reason;
  std::vector<TurnActionRecord> actions;
};
BOOST_DESCRIBE_STRUCT(ShownTurn, (), (slot, engine_turn, round_number, deadline_ms, ending, ending_reason, actions))

/// The story as one audience knows it: the DM's, or the players'.
struct Story {
  std::vector<LogEntry> log;  ///< newest log_kept
  std::int64_t log_total = 0;
  std::vector<TurnRecord> turns;  ///< newest turns_kept; turn_number counts this audience's turns
  std::int32_t turn_count = 0;
  ShownTurn turn;
  std::vector<TurnStatus> statuses;  ///< by slot, of the round that `turn` is in
};
BOOST_DESCRIBE_STRUCT(Story, (), (log, log_total, turns, turn_count, turn, statuses))

struct MemberState {
  RoomMember member;
  bool online = false;
};
BOOST_DESCRIBE_STRUCT(MemberState, (), (member, online))

/// A viewer's own count of events; it exists from the first time that the viewer was online.
struct ViewerCount {
  std::int64_t seq = 0;
  base::Milliseconds time_ms = 0;  ///< of the last event
};
BOOST_DESCRIBE_STRUCT(ViewerCount, (), (seq, time_ms))

struct AnsweredRequest {
  Request request;
  base::Milliseconds time_ms = 0;
  std::int64_t commit_seq = 0;
  Answer answer;
};
BOOST_DESCRIBE_STRUCT(AnsweredRequest, (), (request, time_ms, commit_seq, answer))

struct RoomState {
  std::int64_t seq = 0;  ///< of the last commit
  base::Milliseconds time_ms = 0;
  std::string interaction_id;
  std::string name;
  std::string epoch;
  std::string session_id;
  std::string dice_seed;
  std::string map_id;
  std::string map_name;
  ChatSettings chat_settings;
  std::vector<MemberState> members;
  std::vector<EntityInfo> entities;
  engine::State game;
  std::string pause_reason;
  bool paused_by_absence = false;
  base::Milliseconds dm_absent_since_ms = 0;  ///< since the last DM went away; 0: one is there, or none ever was
  Story dm;
  Story players;
  std::vector<TurnActionRecord> turn_actions;  ///< of the running turn
  std::vector<ChatMessage> chat;
  std::int64_t chat_total = 0;
  std::map<std::string, ViewerCount> viewers;
  std::vector<AnsweredRequest> requests;  ///< oldest first

  [[nodiscard]] const MemberState* member(std::string_view user_id) const;
  [[nodiscard]] bool online(std::string_view user_id) const;
  [[nodiscard]] bool dm_online() const;
  [[nodiscard]] const AnsweredRequest* answered(std::string_view user_id, std::string_view request_id) const;
  /// none when there is no such entity, or it was removed.
  [[nodiscard]] engine::Slot slot_of(std::string_view entity_id) const;
};
BOOST_DESCRIBE_STRUCT(RoomState, (),
                      (seq, time_ms, interaction_id, name, epoch, session_id, dice_seed, map_id, map_name,
                       chat_settings, members, entities, game, pause_reason, paused_by_absence, dm_absent_since_ms, dm,
                       players, turn_actions, chat, chat_total, viewers, requests))

}  // namespace live::room
