// Whoever holds a grappled creature takes it along (rules §6, §10).
#include <algorithm>
#include <limits>
#include <optional>

#include "engine/grid/distance.hpp"
#include "engine/turn/move.hpp"

namespace live::engine {
namespace {

constexpr int hold_ft = 5;

/// One step of the held creature that keeps it within reach: into the cell its holder has left, else the nearest.
std::optional<grid::Cell> step_after(const State& state, Slot holder, Slot held, grid::Cell left) {
  const Participant& who = state.at(held);
  const Crowd crowd = crowd_around(state, held, false);
  const grid::Space from = space_of(who);
  const grid::Space master = space_of(state.at(holder));
  const grid::Ground bare{.map = state.map};
  const grid::MoveProfile profile{.size = who.sheet.size};
  std::optional<grid::Cell> best;
  int best_distance = std::numeric_limits<int>::max();
  for (int dy = -1; dy <= 1; ++dy) {
    for (int dx = -1; dx <= 1; ++dx) {
      const grid::Cell to = grid::moved(from.min, dx, dy);
      grid::Space space = from;
      space.min = to;
      // Who passes whom is no matter to what is pulled; walls are, and whose space it ends in.
      if ((dx == 0 && dy == 0) || !grid::step(bare, profile, from, to, 0)) continue;
      if (grid::distance_ft(space, master, state.options.diagonal) > hold_ft) continue;
      if (!grid::may_stand(crowd.ground(state.map), who.sheet.size, space)) continue;
      if (to == left) return to;
      const grid::HalfPoint a = grid::centre(space);
      const grid::HalfPoint b = grid::centre(master);
      const int distance = (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
      if (distance < best_distance) {
        best = to;
        best_distance = distance;
      }
    }
  }
  return best;
}

}  // namespace

void drag_along(Run& run, Slot holder, grid::Cell left) {
  for (std::size_t i = 0; i < run.state.participants.size(); ++i) {
    const Slot held = slot_at(i);
    if (!holds(run.state, holder, held) || distance_ft(run.state, holder, held) <= hold_ft) continue;
    // Where it cannot follow the hold is lost, as with any other distance.
    const auto to = step_after(run.state, holder, held, left);
    if (!to) continue;
    run.emit(Moved{.slot = held, .from = run.at(held).pos, .path = {*to}, .mode = MoveMode::walk, .forced = true});
  }
}

}  // namespace live::engine
