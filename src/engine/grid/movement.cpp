#include "engine/grid/movement.hpp"

#include <algorithm>
#include <cstdlib>

#include "engine/grid/passing.hpp"

namespace live::engine::grid {
namespace {

bool far_apart(Size a, Size b) { return std::abs(static_cast<int>(a) - static_cast<int>(b)) >= 2; }

struct StepGround {
  bool difficult = false;
  bool water = false;
};

/// What the cells the step newly covers are like; the ones it already stood on are not entered.
StepGround entered_ground(const Ground& ground, const MoveProfile& profile, const Space& from, const Space& to) {
  StepGround result;
  for (int y = 0; y < to.side; ++y) {
    for (int x = 0; x < to.side; ++x) {
      const Cell cell = moved(to.min, x, y);
      if (from.contains(cell)) continue;
      const Terrain terrain = ground.map.at(cell);
      result.water = result.water || (terrain & terrain::water) != 0;
      result.difficult =
          result.difficult || (terrain & terrain::difficult) != 0 || std::ranges::binary_search(ground.difficult, cell);
      for (const Occupant& other : ground.occupants) {
        if (result.difficult) break;
        result.difficult =
            other.space.contains(cell) && passing::same_height(other.space, to) && hinders(profile, other);
      }
    }
  }
  result.difficult = result.difficult && !profile.ignores_difficult;
  result.water = result.water && profile.swims_badly;
  return result;
}

bool cuts_corner(const GridMap& map, const Space& from, int dx, int dy) {
  for (int y = 0; y < from.side; ++y) {
    for (int x = 0; x < from.side; ++x) {
      const Cell cell = moved(from.min, x, y);
      const Terrain beside = static_cast<Terrain>(map.at(moved(cell, dx, 0)) | map.at(moved(cell, 0, dy)));
      if ((beside & terrain::fills) != 0) return true;
    }
  }
  return false;
}

}  // namespace

namespace passing {

int extras(const MoveProfile& profile) {
  const bool squeezed = profile.squeezing && profile.ruleset == Ruleset::srd2014;
  const bool drags = profile.dragging && profile.ruleset == Ruleset::srd2024;
  return (profile.crawling ? 1 : 0) + (profile.climbing ? 1 : 0) + (squeezed ? 1 : 0) + (drags ? 1 : 0);
}

bool nearer_to_fear(const MoveProfile& profile, const Space& from, const Space& to) {
  const auto square = [](HalfPoint a, HalfPoint b) {
    const std::int64_t dx = std::int64_t{a.x} - b.x;
    const std::int64_t dy = std::int64_t{a.y} - b.y;
    return dx * dx + dy * dy;
  };
  return std::ranges::any_of(profile.fears, [&](const Space& fear) {
    return square(centre(to), centre(fear)) < square(centre(from), centre(fear));
  });
}

bool fits(const GridMap& map, const Space& space) {
  for (int y = 0; y < space.side; ++y) {
    for (int x = 0; x < space.side; ++x) {
      if ((map.at(moved(space.min, x, y)) & terrain::no_entry) != 0) return false;
    }
  }
  return true;
}

}  // namespace passing

Space moving_space(const MoveProfile& profile, Cell at, std::int16_t z_ft) {
  Space space = space_of(profile.size, at, z_ft);
  if (profile.squeezing && profile.ruleset == Ruleset::srd2014 && space.side > 1) --space.side;
  return space;
}

bool may_pass(const MoveProfile& mover, const Occupant& other) {
  if (other.dead) return true;
  if (mover.ruleset == Ruleset::srd2014) return !other.hostile || far_apart(mover.size, other.size);
  return other.ally || other.incapacitated || other.size == Size::tiny || far_apart(mover.size, other.size);
}

bool hinders(const MoveProfile& mover, const Occupant& other) {
  if (other.dead) return false;
  return mover.ruleset == Ruleset::srd2014 || !(other.ally || other.size == Size::tiny);
}

bool may_stand(const Ground& ground, Size size, const Space& space) {
  if (!passing::fits(ground.map, space)) return false;
  int tiny_ones = 0;
  for (const Occupant& other : ground.occupants) {
    if (other.dead || !passing::overlap(other.space, space)) continue;
    // Four Tiny creatures share a cell (rules §6).
    if (size != Size::tiny || other.size != Size::tiny || ++tiny_ones >= passing::tiny_per_cell) return false;
  }
  return true;
}

std::expected<StepCost, MoveFault> step(const Ground& ground, const MoveProfile& profile, const Space& from, Cell to,
                                        int diagonals) {
  const int dx = to.x - from.min.x;
  const int dy = to.y - from.min.y;
  if (std::abs(dx) > 1 || std::abs(dy) > 1 || (dx == 0 && dy == 0)) return std::unexpected(MoveFault::path);
  const Space next{.min = to, .side = from.side, .z_ft = from.z_ft};
  if (!passing::fits(ground.map, next)) return std::unexpected(MoveFault::blocked);
  const bool diagonal = dx != 0 && dy != 0;
  if (diagonal && cuts_corner(ground.map, from, dx, dy)) return std::unexpected(MoveFault::corner);
  for (const Occupant& other : ground.occupants) {
    if (passing::overlap(other.space, next) && !may_pass(profile, other)) return std::unexpected(MoveFault::creature);
  }
  if (passing::nearer_to_fear(profile, from, next)) return std::unexpected(MoveFault::feared);

  const StepGround entered = entered_ground(ground, profile, from, next);
  const bool long_diagonal = diagonal && profile.diagonal == DiagonalRule::five_ten_five && diagonals % 2 == 1;
  const int base = long_diagonal ? 2 * cell_ft : cell_ft;
  const int extras = passing::extras(profile) + (entered.difficult ? 1 : 0) + (entered.water ? 1 : 0);
  return StepCost{.cost_ft = base * (1 + extras), .diagonal = diagonal, .difficult = entered.difficult};
}

std::expected<PathCost, PathFault> path_cost(const Ground& ground, const MoveProfile& profile,
                                             std::span<const Cell> path, int diagonals, std::int16_t z_ft) {
  if (path.empty() || path.size() > max_path_cells) return std::unexpected(PathFault{MoveFault::path, 0});
  PathCost total{.cost_ft = 0, .diagonals = diagonals};
  Space at = moving_space(profile, path.front(), z_ft);
  for (std::size_t index = 1; index < path.size(); ++index) {
    const auto taken = step(ground, profile, at, path[index], total.diagonals);
    if (!taken) return std::unexpected(PathFault{taken.error(), static_cast<std::uint16_t>(index)});
    total.cost_ft += taken->cost_ft;
    total.diagonals += taken->diagonal ? 1 : 0;
    at.min = path[index];
  }
  if (path.size() > 1 && !may_stand(ground, profile.size, at)) {
    return std::unexpected(PathFault{MoveFault::occupied, static_cast<std::uint16_t>(path.size() - 1)});
  }
  return total;
}

}  // namespace live::engine::grid
