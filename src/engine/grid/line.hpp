#pragma once
// Exact walking along a segment between points in half-cell units; what rules §17 and §19 test lines with. Cells are
// the squares [2x,2x+2] x [2y,2y+2] here.
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <utility>

#include "engine/grid/cell.hpp"

namespace live::engine::grid::line {

[[nodiscard]] constexpr std::int64_t floor_div(std::int64_t value, std::int64_t by) {
  const std::int64_t quotient = value / by;
  return value % by < 0 ? quotient - 1 : quotient;
}
[[nodiscard]] constexpr std::int64_t ceil_div(std::int64_t value, std::int64_t by) { return -floor_div(-value, by); }

[[nodiscard]] constexpr Cell cell_at(std::int64_t x, std::int64_t y) {
  return Cell{.x = static_cast<std::int16_t>(x), .y = static_cast<std::int16_t>(y)};
}

/// Calls f(cell) for every cell whose open interior the segment crosses for positive length, until f returns false.
/// Returns false if it was stopped. A segment along a cell edge crosses no interior.
template <class F>
constexpr bool each_crossed(HalfPoint from, HalfPoint to, F&& f) {
  if (to.x < from.x) std::swap(from, to);
  const std::int64_t dx = std::int64_t{to.x} - from.x;
  const std::int64_t dy = std::int64_t{to.y} - from.y;
  if (dx == 0) {
    if (from.x % 2 == 0) return true;
    const std::int64_t column = floor_div(from.x, 2);
    const std::int64_t last = ceil_div(from.y < to.y ? to.y : from.y, 2);
    for (std::int64_t row = floor_div(from.y < to.y ? from.y : to.y, 2); row < last; ++row) {
      if (!f(cell_at(column, row))) return false;
    }
    return true;
  }
  if (dy == 0 && from.y % 2 == 0) return true;
  const std::int64_t last_column = ceil_div(to.x, 2);
  std::int64_t x = from.x;
  std::int64_t y = from.y * dx;  // y times dx, so that it stays an integer
  for (std::int64_t column = floor_div(from.x, 2); column < last_column; ++column) {
    const std::int64_t next_x = 2 * column + 2 < to.x ? 2 * column + 2 : to.x;
    const std::int64_t next_y = y + dy * (next_x - x);
    const std::int64_t low = y < next_y ? y : next_y;
    const std::int64_t high = y < next_y ? next_y : y;
    const std::int64_t first_row = floor_div(low, 2 * dx);
    const std::int64_t end_row = low == high ? first_row + 1 : ceil_div(high, 2 * dx);
    for (std::int64_t row = first_row; row < end_row; ++row) {
      if (!f(cell_at(column, row))) return false;
    }
    x = next_x;
    y = next_y;
  }
  return true;
}

/// The sets of blocking cells that stop the line, as bits [R30]. `at(cell)` gives the sets the cell belongs to; `all`
/// is every bit it may give, so that the walk ends early; `at.outside(cell)` says that the cell lies beyond the map's
/// edge.
template <class At>
[[nodiscard]] constexpr std::uint8_t blocked(HalfPoint from, HalfPoint to, std::uint8_t all, const At& at) {
  std::uint8_t found = 0;
  const auto add = [&](int bits) {
    found = static_cast<std::uint8_t>(found | bits);
    return found != all;
  };
  if (!each_crossed(from, to, [&](Cell cell) { return add(at(cell)); })) return found;

  // Along an edge the line is stopped where both sides block. On the map's own edge the inner side decides: nobody
  // looks round the end of a wall that reaches the edge.
  const auto add_edge = [&](Cell one, Cell other) {
    if (at.outside(one)) return add(at(other));
    return add(at.outside(other) ? at(one) : at(one) & at(other));
  };
  const std::int64_t dx = std::int64_t{to.x} - from.x;
  const std::int64_t dy = std::int64_t{to.y} - from.y;
  if (dx == 0 && dy != 0 && from.x % 2 == 0) {
    const std::int64_t east = floor_div(from.x, 2);
    const std::int64_t last = ceil_div(dy > 0 ? to.y : from.y, 2);
    for (std::int64_t row = floor_div(dy > 0 ? from.y : to.y, 2); row < last; ++row) {
      if (!add_edge(cell_at(east - 1, row), cell_at(east, row))) return found;
    }
  } else if (dy == 0 && dx != 0 && from.y % 2 == 0) {
    const std::int64_t south = floor_div(from.y, 2);
    const std::int64_t last = ceil_div(dx > 0 ? to.x : from.x, 2);
    for (std::int64_t column = floor_div(dx > 0 ? from.x : to.x, 2); column < last; ++column) {
      if (!add_edge(cell_at(column, south - 1), cell_at(column, south))) return found;
    }
  }

  // A lattice point on the line, ends included, stops it where two diagonal neighbours block.
  const std::int64_t steps = std::gcd(dx, dy);
  for (std::int64_t step = 0; step <= steps; ++step) {
    const std::int64_t x = from.x + (steps == 0 ? 0 : dx / steps * step);
    const std::int64_t y = from.y + (steps == 0 ? 0 : dy / steps * step);
    if (x % 2 != 0 || y % 2 != 0) continue;
    const std::int64_t east = floor_div(x, 2);
    const std::int64_t south = floor_div(y, 2);
    const int falling = at(cell_at(east - 1, south - 1)) & at(cell_at(east, south));
    const int rising = at(cell_at(east, south - 1)) & at(cell_at(east - 1, south));
    if (!add(falling | rising)) return found;
  }
  return found;
}

}  // namespace live::engine::grid::line
