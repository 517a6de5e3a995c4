#pragma once
// The shape tests of rules §18 on cell centres, in half-cell units; what area.cpp and vision.cpp share. Products stay
// within int64 because coordinates are within max_coordinate and lengths within max_area_ft.
#include <cstdint>

#include "engine/grid/types.hpp"

namespace live::engine::grid::shapes {

struct Vector {
  std::int64_t x = 0;
  std::int64_t y = 0;
};
[[nodiscard]] constexpr Vector from_to(HalfPoint from, HalfPoint to) {
  return Vector{.x = std::int64_t{to.x} - from.x, .y = std::int64_t{to.y} - from.y};
}
[[nodiscard]] constexpr std::int64_t dot(Vector a, Vector b) { return a.x * b.x + a.y * b.y; }
[[nodiscard]] constexpr std::int64_t cross(Vector a, Vector b) { return a.x * b.y - a.y * b.x; }
[[nodiscard]] constexpr std::int64_t magnitude(std::int64_t value) { return value < 0 ? -value : value; }

/// Feet as half cells.
[[nodiscard]] constexpr std::int64_t half_cells(int feet) { return 2 * std::int64_t{feet} / cell_ft; }

[[nodiscard]] constexpr bool in_circle(HalfPoint centre_of_cell, HalfPoint origin, std::int64_t radius) {
  const Vector w = from_to(origin, centre_of_cell);
  return dot(w, w) <= radius * radius;
}
/// `reach` is 2L/5+n: the length and the caster's half width.
[[nodiscard]] constexpr bool in_cone(Vector w, Vector aim, std::int64_t reach) {
  const std::int64_t along = dot(w, aim);
  return along > 0 && 2 * magnitude(cross(w, aim)) <= along && along * along <= reach * reach * dot(aim, aim);
}
/// `width` is w/5, `reach` is 2L/5+u.
[[nodiscard]] constexpr bool in_line(Vector w, Vector aim, std::int64_t width, std::int64_t reach) {
  const std::int64_t along = dot(w, aim);
  const std::int64_t across = cross(w, aim);
  const std::int64_t square = dot(aim, aim);
  return along > 0 && across * across <= width * width * square && along * along <= reach * reach * square;
}

}  // namespace live::engine::grid::shapes
