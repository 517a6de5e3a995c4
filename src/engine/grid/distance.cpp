#include "engine/grid/distance.hpp"

#include <algorithm>

namespace live::engine::grid {
namespace {

/// Cells from the last of one run to the first of the other: 0 if they share one, 1 if they touch.
constexpr int gap(int first_a, int length_a, int first_b, int length_b) {
  if (first_b >= first_a + length_a) return first_b - (first_a + length_a - 1);
  if (first_a >= first_b + length_b) return first_a - (first_b + length_b - 1);
  return 0;
}

/// The layer of 5-ft cubes a height lies in.
constexpr int layer(int z_ft) { return z_ft >= 0 ? z_ft / cell_ft : -((cell_ft - 1 - z_ft) / cell_ft); }

constexpr std::int16_t nearest_to(int first, int length, int other_first, int other_length) {
  const int low = std::max(first, other_first);
  const int high = std::min(first + length, other_first + other_length) - 1;
  if (low <= high) return static_cast<std::int16_t>(low);
  return static_cast<std::int16_t>(other_first > first ? first + length - 1 : first);
}

}  // namespace

int distance_ft(const Space& from, const Space& to, DiagonalRule rule) {
  const int dx = gap(from.min.x, from.side, to.min.x, to.side);
  const int dy = gap(from.min.y, from.side, to.min.y, to.side);
  const int planar = planar_ft(dx, dy, rule);
  const int height = gap(layer(from.z_ft), from.side, layer(to.z_ft), to.side);
  return height == 0 ? planar : planar_ft(planar / cell_ft, height, rule);
}

int distance_ft(const Space& from, Point to, DiagonalRule rule) {
  const Cell south_east{.x = to.x, .y = to.y};
  int least = distance_ft(from, south_east, rule);
  least = std::min(least, distance_ft(from, moved(south_east, -1, 0), rule));
  least = std::min(least, distance_ft(from, moved(south_east, 0, -1), rule));
  return std::min(least, distance_ft(from, moved(south_east, -1, -1), rule));
}

CellPair nearest_cells(const Space& from, const Space& to) {
  return CellPair{.from = Cell{.x = nearest_to(from.min.x, from.side, to.min.x, to.side),
                               .y = nearest_to(from.min.y, from.side, to.min.y, to.side)},
                  .to = Cell{.x = nearest_to(to.min.x, to.side, from.min.x, from.side),
                             .y = nearest_to(to.min.y, to.side, from.min.y, from.side)}};
}

}  // namespace live::engine::grid
