#pragma once
// The room's evolve: folds a commit's events into the state and says what changed, so that the audience looks at
// nothing else. Viewers' counts and answered requests are written after it, by project() (project.hpp).
#include <cstdint>
#include <string>
#include <vector>

#include "room/commit.hpp"
#include "room/state.hpp"

namespace live::room {

/// A discrete event and who gets it. Chat goes by its own readers.
struct Told {
  enum class To : std::uint8_t { everyone, dm, players };
  To to = To::everyone;
  GameEvent event;
};

/// A turn that ended, for the archive's record.
struct FinishedTurn {
  TurnRecord record;  ///< the DM's numbering
  std::vector<TurnActionRecord> actions;
  std::string user_id;
};

struct Changes {
  bool opened = false;        ///< a new session: every earlier view is void
  std::vector<bool> touched;  ///< by slot: look at it again
  bool map = false;
  bool presence = false;
  bool status = false;  ///< waiting, active, paused, completed
  std::vector<Told> told;
  std::vector<ChatMessage> chat;
  std::int64_t dm_log_before = 0;
  std::int64_t players_log_before = 0;
  std::vector<std::int32_t> dm_turns;  ///< numbers of turn records that are new or changed
  std::vector<std::int32_t> players_turns;
  std::vector<FinishedTurn> finished_turns;
  std::vector<std::string> joined_keys;  ///< viewer keys seen for the first time
  // What the seed takes snapshots at.
  bool round_ended = false;
  bool entity_defeated = false;
  bool paused = false;
  bool completed = false;
  bool player_left = false;
  bool dm_left = false;

  void touch(engine::Slot slot);
  void touch_all();
};

/// Total: a commit that was decided on this state always folds.
[[nodiscard]] Changes fold(RoomState& state, const Commit& commit);

}  // namespace live::room
