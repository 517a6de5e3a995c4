#pragma once
// Distances of rules §6. "Within N ft" means distance <= N.
#include "engine/grid/types.hpp"

namespace live::engine::grid {

/// Feet for offsets in cells: 5-5-5 counts the longer, 5-10-5 adds every second diagonal.
[[nodiscard]] constexpr int planar_ft(int dx, int dy, DiagonalRule rule) {
  const int ax = dx < 0 ? -dx : dx;
  const int ay = dy < 0 ? -dy : dy;
  const int longer = ax > ay ? ax : ay;
  const int shorter = ax > ay ? ay : ax;
  return cell_ft * (rule == DiagonalRule::five_ten_five ? longer + shorter / 2 : longer);
}

/// Between the closest cells of two spaces, heights included [R7].
[[nodiscard]] int distance_ft(const Space& from, const Space& to, DiagonalRule rule);
[[nodiscard]] inline int distance_ft(const Space& from, Cell to, DiagonalRule rule) {
  return distance_ft(from, Space{.min = to, .side = 1, .z_ft = from.z_ft}, rule);
}
/// From a space to a lattice point: the least over the four cells that touch the point [R8].
[[nodiscard]] int distance_ft(const Space& from, Point to, DiagonalRule rule);

/// The closest cells of two spaces; among equals the ones of least x, then least y.
struct CellPair {
  Cell from;
  Cell to;
};
[[nodiscard]] CellPair nearest_cells(const Space& from, const Space& to);

}  // namespace live::engine::grid
