#pragma once
// Planning a walk (rules §6): shared by the move action, the list of reachable cells and what interrupts a move.
#include <expected>
#include <vector>

#include "engine/grid/movement.hpp"
#include "engine/turn/actions.hpp"

namespace live::engine {

/// Who stands where, as one mover meets them. Kept together because grid::Ground only points at it.
struct Crowd {
  std::vector<grid::Occupant> occupants = {};
  std::vector<Slot> slots = {};
  [[nodiscard]] grid::Ground ground(const grid::GridMap& map) const {
    return {.map = map, .occupants = occupants, .difficult = {}};
  }
};
/// `known_only`: without hostile creatures only the DM knows of, so that planning tells nothing.
[[nodiscard]] Crowd crowd_around(const State& state, Slot mover, bool known_only);

struct Gait {
  grid::MoveProfile profile = {};
  /// The profile's fears point here.
  std::vector<grid::Space> fears = {};
  MoveMode mode = MoveMode::walk;
};
/// How it would go in that mode now; prone creatures crawl.
[[nodiscard]] Gait gait_of(const State& state, Slot mover, MoveMode mode);

/// Those the holder has grappled follow it, after it has made one step from `left`.
void drag_along(Run& run, Slot holder, grid::Cell left);

/// The cells to enter, in order.
[[nodiscard]] std::expected<std::vector<grid::Cell>, Refusal> plan_move(const Situation& at, const Move& action);

}  // namespace live::engine
