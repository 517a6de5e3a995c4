#pragma once
// Where things are: cells, lattice points, half-cell points. A cell is 5 ft; x grows east, y grows south; cell (x,y)
// covers [x,x+1] x [y,y+1] and lattice points are the integer corners (rules §0).
#include <compare>
#include <cstdint>

#include "schema/describe.hpp"

namespace live::engine::grid {

inline constexpr int cell_ft = 5;

struct Cell {
  std::int16_t x = 0;
  std::int16_t y = 0;
  auto operator<=>(const Cell&) const = default;
};
BOOST_DESCRIBE_STRUCT(Cell, (), (x, y))

/// A lattice point: the north-west corner of the cell with the same numbers.
struct Point {
  std::int16_t x = 0;
  std::int16_t y = 0;
  auto operator<=>(const Point&) const = default;
};
BOOST_DESCRIBE_STRUCT(Point, (), (x, y))

/// Half-cell units (rules §18): lattice point (X,Y) is (2X,2Y), the centre of cell (x,y) is (2x+1,2y+1).
struct HalfPoint {
  std::int32_t x = 0;
  std::int32_t y = 0;
  auto operator<=>(const HalfPoint&) const = default;
};
BOOST_DESCRIBE_STRUCT(HalfPoint, (), (x, y))

[[nodiscard]] constexpr Cell moved(Cell cell, int dx, int dy) {
  return Cell{.x = static_cast<std::int16_t>(cell.x + dx), .y = static_cast<std::int16_t>(cell.y + dy)};
}

[[nodiscard]] constexpr HalfPoint half(Point point) { return HalfPoint{.x = 2 * point.x, .y = 2 * point.y}; }
[[nodiscard]] constexpr HalfPoint centre(Cell cell) { return HalfPoint{.x = 2 * cell.x + 1, .y = 2 * cell.y + 1}; }

/// Coordinates stay within +-max_coordinate, so that no sum or product of this folder can overflow.
inline constexpr int max_coordinate = 4096;
[[nodiscard]] constexpr bool in_range(Cell cell) {
  return cell.x >= -max_coordinate && cell.x <= max_coordinate && cell.y >= -max_coordinate && cell.y <= max_coordinate;
}

}  // namespace live::engine::grid
