#pragma once
// What movement.cpp, search.cpp and forced.cpp share; not for other folders.
#include <algorithm>

#include "engine/grid/movement.hpp"

namespace live::engine::grid::passing {

inline constexpr int tiny_per_cell = 4;

/// Creatures are as tall as they are wide; those above or below do not stand in each other's way.
[[nodiscard]] constexpr bool same_height(const Space& a, const Space& b) {
  return a.z_ft < b.z_ft + b.side * cell_ft && b.z_ft < a.z_ft + a.side * cell_ft;
}
[[nodiscard]] constexpr bool overlap(const Space& a, const Space& b) {
  return a.min.x < b.min.x + b.side && b.min.x < a.min.x + a.side && a.min.y < b.min.y + b.side &&
         b.min.y < a.min.y + a.side && same_height(a, b);
}

/// Extras that every step of the profile costs, whatever the cell.
[[nodiscard]] int extras(const MoveProfile& profile);
/// Does the step bring the mover's centre nearer to a source of fear [R15]?
[[nodiscard]] bool nearer_to_fear(const MoveProfile& profile, const Space& from, const Space& to);
/// No cell of the space is off the map or filled.
[[nodiscard]] bool fits(const GridMap& map, const Space& space);

}  // namespace live::engine::grid::passing
