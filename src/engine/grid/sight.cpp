#include "engine/grid/sight.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "engine/grid/line.hpp"

namespace live::engine::grid {
namespace {

/// One blocking set: what stops sight, or what stops effects.
struct MapBlocks {
  const GridMap& map;
  Terrain bit;
  std::uint8_t operator()(Cell cell) const { return (map.at(cell) & bit) != 0 ? 1 : 0; }
  [[nodiscard]] bool outside(Cell cell) const { return (map.at(cell) & terrain::outside) != 0; }
};

Terrain stopping(Carries carries) { return carries == Carries::sight ? terrain::blocks_sight : terrain::blocks_effect; }

std::array<HalfPoint, 4> corners(const Space& space) {
  const HalfPoint north_west{.x = 2 * space.min.x, .y = 2 * space.min.y};
  const int side = 2 * space.side;
  return {north_west, HalfPoint{.x = north_west.x + side, .y = north_west.y},
          HalfPoint{.x = north_west.x, .y = north_west.y + side},
          HalfPoint{.x = north_west.x + side, .y = north_west.y + side}};
}

/// Whether a clear line leads from the point to some corner of some cell of the space.
bool any_clear(const GridMap& map, HalfPoint from, const Space& to, Terrain bit) {
  const MapBlocks blocks{.map = map, .bit = bit};
  for (int y = 0; y <= to.side; ++y) {
    for (int x = 0; x <= to.side; ++x) {
      const HalfPoint corner{.x = 2 * (to.min.x + x), .y = 2 * (to.min.y + y)};
      if (line::blocked(from, corner, 1, blocks) == 0) return true;
    }
  }
  return false;
}

// The three blocking sets of the cover test, as bits of one walk.
constexpr std::uint8_t walls_bit = 1;
constexpr std::uint8_t low_bit = 2;   // walls, half-cover objects, creatures
constexpr std::uint8_t high_bit = 4;  // walls, three-quarters objects
constexpr std::uint8_t all_bits = walls_bit | low_bit | high_bit;

class CoverField {
 public:
  CoverField(const GridMap& map, const Space* attacker, const Space& target)
      : map_(map), attacker_(attacker), target_(target) {}

  /// Keeps the bystanders that count and are near enough to matter.
  void add(std::span<const Bystander> bystanders, Size target_size, HalfPoint low, HalfPoint high) {
    for (const Bystander& other : bystanders) {
      if (static_cast<int>(other.size) < static_cast<int>(target_size) - 1) continue;
      const Space& space = other.space;
      const bool near = 2 * (space.min.x + space.side) >= low.x && 2 * space.min.x <= high.x &&
                        2 * (space.min.y + space.side) >= low.y && 2 * space.min.y <= high.y;
      if (near) creatures_.push_back(space);
    }
  }

  /// An endless plain without anybody between: nothing can block.
  [[nodiscard]] bool is_empty() const { return creatures_.empty() && map_.rows.empty(); }

  std::uint8_t operator()(Cell cell) const {
    const Terrain terrain = map_.at(cell);
    if ((terrain & terrain::blocks_effect) != 0) return all_bits;
    std::uint8_t bits = 0;
    constexpr Terrain objects = terrain::half_cover | terrain::three_quarters_cover;
    // An object in the attacker's or the target's own cell does not come between them.
    if ((terrain & objects) != 0 && !target_.contains(cell) && !(attacker_ != nullptr && attacker_->contains(cell))) {
      bits = (terrain & terrain::three_quarters_cover) != 0 ? high_bit : low_bit;
    }
    if ((bits & low_bit) == 0 && std::ranges::any_of(creatures_, [&](const Space& s) { return s.contains(cell); })) {
      bits = static_cast<std::uint8_t>(bits | low_bit);
    }
    return bits;
  }
  [[nodiscard]] bool outside(Cell cell) const { return (map_.at(cell) & terrain::outside) != 0; }

 private:
  const GridMap& map_;
  const Space* attacker_;
  const Space& target_;
  std::vector<Space> creatures_;
};

/// Walls and three-quarters objects alone.
struct HighBlocks {
  const GridMap& map;
  const Space& attacker;
  const Space& target;
  std::uint8_t operator()(Cell cell) const {
    const Terrain terrain = map.at(cell);
    if ((terrain & terrain::blocks_effect) != 0) return 1;
    const bool object = (terrain & terrain::three_quarters_cover) != 0;
    return object && !target.contains(cell) && !attacker.contains(cell) ? 1 : 0;
  }
  [[nodiscard]] bool outside(Cell cell) const { return (map.at(cell) & terrain::outside) != 0; }
};

constexpr Cover by_lines(int blocked_lines) {
  constexpr std::array degrees{Cover::none, Cover::half, Cover::half, Cover::three_quarters, Cover::total};
  return degrees[static_cast<std::size_t>(blocked_lines)];
}

/// The degree seen from one corner against one cell of the target.
Cover degree(const CoverField& field, HalfPoint from, Cell cell) {
  int walls = 0;
  int low = 0;
  int high = 0;
  for (const HalfPoint corner : corners(Space{.min = cell})) {
    const std::uint8_t bits = line::blocked(from, corner, all_bits, field);
    walls += (bits & walls_bit) != 0 ? 1 : 0;
    low += (bits & low_bit) != 0 ? 1 : 0;
    high += (bits & high_bit) != 0 ? 1 : 0;
  }
  return std::max(
      {by_lines(walls), std::min(Cover::half, by_lines(low)), std::min(Cover::three_quarters, by_lines(high))});
}

Cover lowest(const GridMap& map, std::span<const HalfPoint> from, const Space* attacker, const Space& target,
             Size target_size, std::span<const Bystander> bystanders) {
  const auto ends = corners(target);
  HalfPoint low = ends.front();
  HalfPoint high = ends.back();
  for (const HalfPoint point : from) {
    low = HalfPoint{.x = std::min(low.x, point.x), .y = std::min(low.y, point.y)};
    high = HalfPoint{.x = std::max(high.x, point.x), .y = std::max(high.y, point.y)};
  }
  CoverField field(map, attacker, target);
  field.add(bystanders, target_size, low, high);
  if (field.is_empty()) return Cover::none;
  Cover best = Cover::total;
  for (int y = 0; y < target.side; ++y) {
    for (int x = 0; x < target.side; ++x) {
      for (const HalfPoint point : from) {
        best = std::min(best, degree(field, point, moved(target.min, x, y)));
        if (best == Cover::none) return best;
      }
    }
  }
  return best;
}

}  // namespace

bool line_blocked(const GridMap& map, HalfPoint from, HalfPoint to, Carries carries) {
  return line::blocked(from, to, 1, MapBlocks{.map = map, .bit = stopping(carries)}) != 0;
}

bool line_of_sight(const GridMap& map, const Space& from, const Space& to, Carries carries) {
  return std::ranges::any_of(corners(from),
                             [&](HalfPoint corner) { return any_clear(map, corner, to, stopping(carries)); });
}

bool reaches(const GridMap& map, HalfPoint from, Cell to, Carries carries) {
  return any_clear(map, from, Space{.min = to}, stopping(carries));
}

bool reaches(const GridMap& map, HalfPoint from, const Space& to, Carries carries) {
  return any_clear(map, from, to, stopping(carries));
}

bool reaches(const GridMap& map, const Space& from, Point to, Carries carries) {
  return std::ranges::any_of(corners(from),
                             [&](HalfPoint corner) { return !line_blocked(map, corner, half(to), carries); });
}

Cover cover(const GridMap& map, const Space& attacker, const Space& target, Size target_size,
            std::span<const Bystander> bystanders) {
  return lowest(map, corners(attacker), &attacker, target, target_size, bystanders);
}

bool well_covered(const GridMap& map, const Space& attacker, const Space& target) {
  const HighBlocks field{.map = map, .attacker = attacker, .target = target};
  for (const HalfPoint from : corners(attacker)) {
    for (int cell = 0; cell < target.side * target.side; ++cell) {
      // Three of a cell's four lines make three-quarters: two clear ones anywhere settle it.
      int clear = 0;
      for (const HalfPoint corner : corners(Space{.min = moved(target.min, cell % target.side, cell / target.side)})) {
        if (line::blocked(from, corner, 1, field) == 0 && ++clear == 2) return false;
      }
    }
  }
  return true;
}

Cover cover(const GridMap& map, HalfPoint origin, const Space& target, Size target_size,
            std::span<const Bystander> bystanders) {
  return lowest(map, std::span(&origin, 1), nullptr, target, target_size, bystanders);
}

}  // namespace live::engine::grid
