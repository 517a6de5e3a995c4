#pragma once
// Lines, line of sight and effect, and cover: rules §17, exact integer geometry.
#include <cstdint>
#include <span>

#include "engine/grid/map.hpp"
#include "engine/grid/types.hpp"

namespace live::engine::grid {

/// What a line carries: walls and closed doors stop both, curtains only sight, glass and force only effects.
enum class Carries : std::uint8_t { sight, effect };

enum class Cover : std::uint8_t { none, half, three_quarters, total };
BOOST_DESCRIBE_ENUM(Cover, none, half, three_quarters, total)
/// Bonus to armour class and Dexterity saves; total cover has none because it cannot be targeted.
[[nodiscard]] constexpr int cover_bonus(Cover cover) {
  return cover == Cover::half ? 2 : cover == Cover::three_quarters ? 5 : 0;
}

/// A creature that may stand in the way; neither the attacker nor the target.
struct Bystander {
  Space space = {};
  Size size = Size::medium;
};

/// Does the map block the line between two points (half-cell units; lattice corners are even)? [R30]
[[nodiscard]] bool line_blocked(const GridMap& map, HalfPoint from, HalfPoint to, Carries carries);

/// Some line from an outer corner of `from` to a corner of a cell of `to` is clear.
[[nodiscard]] bool line_of_sight(const GridMap& map, const Space& from, const Space& to,
                                 Carries carries = Carries::sight);
/// From a point (in half-cell units) to a cell, to any cell of a space, or to another point.
[[nodiscard]] bool reaches(const GridMap& map, HalfPoint from, Cell to, Carries carries = Carries::effect);
[[nodiscard]] bool reaches(const GridMap& map, HalfPoint from, const Space& to, Carries carries = Carries::effect);
/// From a creature to a lattice point: some outer corner has a clear line (a spell's point of origin, rules §18).
[[nodiscard]] bool reaches(const GridMap& map, const Space& from, Point to, Carries carries = Carries::effect);

/// The lowest degree the attacker can choose. Bystanders count from one size below the target's [R31].
[[nodiscard]] Cover cover(const GridMap& map, const Space& attacker, const Space& target, Size target_size,
                          std::span<const Bystander> bystanders);
/// Is it three-quarters or total? The same answer as cover() gives, sooner: creatures and low objects cannot give it.
[[nodiscard]] bool well_covered(const GridMap& map, const Space& attacker, const Space& target);
/// Against an effect that comes from a point (a fireball's centre).
[[nodiscard]] Cover cover(const GridMap& map, HalfPoint origin, const Space& target, Size target_size,
                          std::span<const Bystander> bystanders);

}  // namespace live::engine::grid
