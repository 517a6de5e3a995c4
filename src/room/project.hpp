#pragma once
// One commit, taken all the way: folded into the state, made into every viewer's events, and into the answer that a
// repeat of its request will get. The same steps run when a command is decided and when the log is replayed.
#include <optional>

#include "room/audience/broadcast.hpp"
#include "room/commit.hpp"
#include "room/fold.hpp"
#include "room/state.hpp"

namespace live::room {

struct Projected {
  Changes changes;
  Broadcast broadcast;
  std::optional<Answer> answer;
};

[[nodiscard]] Projected project(RoomState& state, Broadcaster& broadcaster, const Commit& commit);

}  // namespace live::room
