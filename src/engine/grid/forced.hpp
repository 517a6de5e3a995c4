#pragma once
// Forced movement, jumps and falls: rules §7.
#include <cstdint>
#include <vector>

#include "engine/grid/movement.hpp"

namespace live::engine::grid {

struct Direction {
  std::int8_t dx = 0;
  std::int8_t dy = 0;
  auto operator<=>(const Direction&) const = default;
};

/// The fixed direction of a push away from a creature [R14]; (0,0) if the centres coincide.
[[nodiscard]] Direction direction_away(const Space& from, const Space& target);
[[nodiscard]] constexpr Direction opposite(Direction direction) {
  return Direction{.dx = static_cast<std::int8_t>(-direction.dx), .dy = static_cast<std::int8_t>(-direction.dy)};
}

/// The cells passed, start excluded, up to the farthest legal one [R13]: stops before walls, cut corners, the map's
/// edge and spaces of others; difficult terrain does not matter. A pull is a push in the opposite direction.
[[nodiscard]] std::vector<Cell> forced_path(const Ground& ground, Size size, const Space& start, Direction direction,
                                            int distance_ft, DiagonalRule rule);

/// Long jump: the Strength score in feet after 10 ft on foot, else half.
[[nodiscard]] constexpr int long_jump_ft(int strength_score, bool running) {
  return running ? strength_score : strength_score / 2;
}
/// High jump: 3 + Strength modifier, at least 0; half without the run.
[[nodiscard]] constexpr int high_jump_ft(int strength_modifier, bool running) {
  const int full = 3 + strength_modifier > 0 ? 3 + strength_modifier : 0;
  return running ? full : full / 2;
}
/// d6 of bludgeoning damage: one per full 10 ft, at most 20.
[[nodiscard]] constexpr int falling_dice(int distance_ft) {
  return distance_ft < 10 ? 0 : distance_ft >= 200 ? 20 : distance_ft / 10;
}

}  // namespace live::engine::grid
