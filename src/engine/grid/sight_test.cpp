#include "engine/grid/sight.hpp"

#include <gtest/gtest.h>

#include <array>

#include "engine/grid/test_maps.hpp"

namespace live::engine::grid {
namespace {

using testing_maps::map_of;
using testing_maps::random_map;
using testing_maps::walled;

constexpr HalfPoint at(int x, int y) { return HalfPoint{.x = 2 * x, .y = 2 * y}; }

TEST(Line, AWallBlocksWhatCrossesItsInteriorOnly) {
  const GridMap map = walled({{1, 0}});
  EXPECT_TRUE(line_blocked(map, at(0, 0), at(3, 1), Carries::effect));
  EXPECT_FALSE(line_blocked(map, at(0, 0), at(3, 0), Carries::effect)) << "sliding along one face";
  EXPECT_FALSE(line_blocked(map, at(0, 1), at(3, 1), Carries::effect));
  EXPECT_FALSE(line_blocked(map, at(0, 0), at(2, 2), Carries::effect)) << "touching a corner";
  EXPECT_FALSE(line_blocked(map, at(1, 0), at(1, 0), Carries::effect));
}

TEST(Line, RunsBetweenTwoWallsAndThroughAPinchAreBlocked) {
  const GridMap seam = walled({{1, 0}, {1, 1}});
  EXPECT_TRUE(line_blocked(seam, at(0, 1), at(3, 1), Carries::effect)) << "an edge with walls on both sides";
  const GridMap pinch = walled({{0, 0}, {1, 1}});
  EXPECT_TRUE(line_blocked(pinch, at(0, 2), at(2, 0), Carries::effect));
  EXPECT_TRUE(line_blocked(pinch, at(1, 1), at(1, 1), Carries::effect)) << "a point that is a pinch [R30]";
  EXPECT_TRUE(line_blocked(pinch, at(1, 1), at(2, 0), Carries::effect)) << "end points are included";
  EXPECT_FALSE(line_blocked(pinch, at(0, 1), at(0, 2), Carries::effect));
}

TEST(Line, NobodyLooksRoundAWallAlongTheEdgeOfTheMap) {
  const GridMap map = map_of({"..#..", "..#.."});
  EXPECT_TRUE(line_blocked(map, at(0, 0), at(5, 0), Carries::sight));
  EXPECT_FALSE(line_of_sight(map, Space{{0, 0}}, Space{{4, 1}}));
  EXPECT_FALSE(line_blocked(map, at(0, 0), at(2, 0), Carries::sight));
  const GridMap open = map_of({"..", ".."});
  EXPECT_EQ(cover(open, Space{{1, 1}}, Space{{0, 0}}, Size::medium, {}), Cover::none);
}

TEST(Line, CurtainsStopSightGlassStopsEffectsDoorsBoth) {
  const GridMap map = map_of({".c.", ".g.", ".+.", "./."});
  const auto stopped = [&](int row, Carries carries) {
    return line_blocked(map, HalfPoint{1, 2 * row + 1}, HalfPoint{5, 2 * row + 1}, carries);
  };
  EXPECT_TRUE(stopped(0, Carries::sight));
  EXPECT_FALSE(stopped(0, Carries::effect));
  EXPECT_FALSE(stopped(1, Carries::sight));
  EXPECT_TRUE(stopped(1, Carries::effect));
  EXPECT_TRUE(stopped(2, Carries::sight) && stopped(2, Carries::effect));
  EXPECT_FALSE(stopped(3, Carries::sight) || stopped(3, Carries::effect));
}

/// The rule word for word: clip the segment to each cell with fractions, look along every edge, at every point.
bool slowly_blocked(const GridMap& map, HalfPoint p, HalfPoint q) {
  const auto wall = [&](int x, int y) {
    return (map.at({static_cast<std::int16_t>(x), static_cast<std::int16_t>(y)}) & terrain::blocks_effect) != 0;
  };
  const std::int64_t dx = q.x - p.x;
  const std::int64_t dy = q.y - p.y;
  for (int x = -2; x < 14; ++x) {
    for (int y = -2; y < 14; ++y) {
      if (wall(x, y) && (dx != 0 || dy != 0)) {
        // Parameters t = n/d with the point strictly inside; all fractions over the common denominator |dx*dy| or |d|.
        const std::int64_t scale = (dx == 0 ? 1 : std::abs(dx)) * (dy == 0 ? 1 : std::abs(dy));
        std::int64_t low = 0;
        std::int64_t high = scale;
        bool outside = false;
        const auto clip = [&](std::int64_t from, std::int64_t d, std::int64_t cell) {
          const std::int64_t edge = 2 * cell;
          if (d == 0) {
            outside = outside || from <= edge || from >= edge + 2;
            return;
          }
          const std::int64_t a = (edge - from) * (scale / d);
          const std::int64_t b = (edge + 2 - from) * (scale / d);
          low = std::max(low, std::min(a, b));
          high = std::min(high, std::max(a, b));
        };
        clip(p.x, dx, x);
        clip(p.y, dy, y);
        if (!outside && low < high) return true;
      }
      // The vertical edge west of the cell, the horizontal one north of it, and its north-west corner.
      const auto overlaps = [](int a, int b, int from) {
        return std::max(std::min(a, b), from) < std::min(std::max(a, b), from + 2);
      };
      // The far side of the map's edge counts as whatever the near side is.
      const auto both = [&](int x1, int y1) {
        const auto outside = [&](int a, int b) { return a < 0 || b < 0 || a >= map.width() || b >= map.height(); };
        return (wall(x1, y1) || outside(x1, y1)) && (wall(x, y) || outside(x, y)) && (wall(x1, y1) || wall(x, y));
      };
      if (dx == 0 && p.x == 2 * x && overlaps(p.y, q.y, 2 * y) && both(x - 1, y)) return true;
      if (dy == 0 && p.y == 2 * y && overlaps(p.x, q.x, 2 * x) && both(x, y - 1)) return true;
      const bool in_box = std::min(p.x, q.x) <= 2 * x && 2 * x <= std::max(p.x, q.x) && std::min(p.y, q.y) <= 2 * y &&
                          2 * y <= std::max(p.y, q.y);
      const bool on_line = in_box && dx * (2 * y - p.y) == dy * (2 * x - p.x);
      const bool pinch = (wall(x - 1, y - 1) && wall(x, y)) || (wall(x, y - 1) && wall(x - 1, y));
      if (on_line && pinch) return true;
    }
  }
  return false;
}

TEST(Line, AgreesWithTheRuleWordForWordAndIsSymmetric) {
  constexpr std::uint64_t seed = 99;
  SeededDice dice(seed);
  int blocked = 0;
  for (int round = 0; round < 6000; ++round) {
    const GridMap map = random_map(dice, 10, 10, "##+g.", 3);
    const HalfPoint p{dice.roll(21) - 1, dice.roll(21) - 1};
    const HalfPoint q{dice.roll(21) - 1, dice.roll(21) - 1};
    const bool result = line_blocked(map, p, q, Carries::effect);
    ASSERT_EQ(result, slowly_blocked(map, p, q))
        << "seed " << seed << " round " << round << ": " << p.x << "," << p.y << " to " << q.x << "," << q.y;
    ASSERT_EQ(result, line_blocked(map, q, p, Carries::effect));
    blocked += result ? 1 : 0;
  }
  EXPECT_GT(blocked, 1000);
  EXPECT_LT(blocked, 5000);
}

TEST(LineOfSight, IsSymmetricForCreaturesOfOneCell) {
  SeededDice dice(123);
  for (int round = 0; round < 3000; ++round) {
    const GridMap map = random_map(dice, 10, 10, "##c", 4);
    const Space a{{static_cast<std::int16_t>(dice.roll(10) - 1), static_cast<std::int16_t>(dice.roll(10) - 1)}};
    const Space b{{static_cast<std::int16_t>(dice.roll(10) - 1), static_cast<std::int16_t>(dice.roll(10) - 1)}};
    ASSERT_EQ(line_of_sight(map, a, b), line_of_sight(map, b, a)) << "round " << round;
  }
}

TEST(LineOfSight, EndsAtALongWall) {
  std::vector<Cell> wall;
  for (std::int16_t y = -6; y <= 7; ++y) wall.push_back({4, y});  // examples: actions-005
  const GridMap map = walled(wall);
  EXPECT_FALSE(line_of_sight(map, Space{{0, 0}}, Space{{9, 0}}));
  EXPECT_TRUE(line_of_sight(map, Space{{0, 0}}, Space{{3, 5}}));
  EXPECT_TRUE(reaches(map, Space{{0, 0}}, Point{4, 2}));
  EXPECT_FALSE(reaches(map, Space{{0, 0}}, Point{5, 2}));
}

// NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding): in the order a table row is read.
struct CoverCase {
  const char* what = "";
  GridMap map;
  Space attacker = {};
  Space target = {};
  Size target_size = Size::medium;
  std::vector<Bystander> bystanders;
  Cover expected = Cover::none;
};

std::vector<Cell> column(std::int16_t x, std::int16_t from, std::int16_t to) {
  std::vector<Cell> cells;
  for (std::int16_t y = from; y <= to; ++y) cells.push_back({x, y});
  return cells;
}

TEST(Cover, IsTheLowestDegreeTheAttackerCanChoose) {
  const Space a{{0, 0}};
  const Space t{{4, 0}};
  const auto in_way = [](Size size) { return std::vector<Bystander>{{space_of(size, {2, 0}), size}}; };
  const CoverCase cases[] = {
      {"open ground", GridMap::endless(), a, t, Size::medium, {}, Cover::none},
      {"a creature between (R31)", GridMap::endless(), a, t, Size::medium, in_way(Size::medium), Cover::half},
      {"a creature one size smaller", GridMap::endless(), a, t, Size::medium, in_way(Size::small), Cover::half},
      {"a Tiny creature, cover-006", GridMap::endless(), a, t, Size::medium, in_way(Size::tiny), Cover::none},
      {"a low wall, cover-008", walled(column(3, -3, 3), terrain::half_cover), a, t, Size::medium, {}, Cover::half},
      {"an arrow slit",
       walled(column(3, -3, 3), terrain::three_quarters_cover),
       a,
       t,
       Size::medium,
       {},
       Cover::three_quarters},
      {"a long wall", walled(column(3, -9, 9)), a, t, Size::medium, {}, Cover::total},
      {"a tree in the attacker's own cell", walled({{0, 0}}, terrain::half_cover), a, t, Size::medium, {}, Cover::none},
      {"a low wall in the target's own cell",
       walled({{4, 0}}, terrain::half_cover),
       a,
       t,
       Size::medium,
       {},
       Cover::none},
      {"glass", walled(column(3, -9, 9), terrain::glass), a, t, Size::medium, {}, Cover::total},
      {"a curtain", walled(column(3, -9, 9), terrain::curtain), a, t, Size::medium, {}, Cover::none},
      {"one wall cell between", walled({{2, 0}}), a, t, Size::medium, {}, Cover::half},
      // From (1,0) only the line to (5,2) is clear, from (0,1) only the one to (4,3).
      {"half hidden behind a pillar", walled({{2, 1}}), a, {{4, 2}}, Size::medium, {}, Cover::three_quarters},
      {"adjacent", walled({{1, 1}}), a, {{1, 0}}, Size::medium, {}, Cover::none},
  };
  for (const CoverCase& c : cases) {
    EXPECT_EQ(cover(c.map, c.attacker, c.target, c.target_size, c.bystanders), c.expected) << c.what;
  }
  EXPECT_EQ(cover_bonus(Cover::half), 2);
  EXPECT_EQ(cover_bonus(Cover::three_quarters), 5);
}

TEST(Cover, FromAPointOfOriginCountsThatPointOnly) {
  // A fireball bursting just round the corner of a wall.
  const GridMap map = walled({{1, 0}, {1, -1}});
  EXPECT_EQ(cover(map, at(1, 1), Space{{2, 0}}, Size::medium, {}), Cover::half);
  EXPECT_EQ(cover(map, at(1, 0), Space{{2, 0}}, Size::medium, {}), Cover::total);
  EXPECT_EQ(cover(map, at(2, 0), Space{{2, 0}}, Size::medium, {}), Cover::none);
}

TEST(Cover, NeverFallsWhenSomethingIsAddedAndIsTotalWithoutALine) {
  constexpr std::uint64_t seed = 5;
  SeededDice dice(seed);
  for (int round = 0; round < 1500; ++round) {
    GridMap map = random_map(dice, 9, 9, "##hq", 4);
    const Space a{{static_cast<std::int16_t>(dice.roll(9) - 1), static_cast<std::int16_t>(dice.roll(9) - 1)}};
    const auto size = static_cast<Size>(dice.roll(4));
    const Space t =
        space_of(size, {static_cast<std::int16_t>(dice.roll(9) - 1), static_cast<std::int16_t>(dice.roll(9) - 1)});
    const std::vector<Bystander> crowd{{Space{{4, 4}}, Size::medium}};
    const Cover bare = cover(map, a, t, size, {});
    const Cover crowded = cover(map, a, t, size, crowd);
    ASSERT_GE(crowded, bare) << "seed " << seed << " round " << round;
    ASSERT_LE(crowded, std::max(bare, Cover::half));
    ASSERT_EQ(well_covered(map, a, t), crowded >= Cover::three_quarters) << "seed " << seed << " round " << round;
    if (!line_of_sight(map, a, t, Carries::effect)) ASSERT_EQ(bare, Cover::total);
    if (bare != Cover::total) ASSERT_TRUE(line_of_sight(map, a, t, Carries::effect));
    (void)map.set({static_cast<std::int16_t>(dice.roll(9) - 1), static_cast<std::int16_t>(dice.roll(9) - 1)},
                  terrain::wall);
    if (bare == Cover::total) continue;
    // A new wall may replace a cover object in place; only walls over floor are sure to add.
    ASSERT_GE(std::max(cover(map, a, t, size, {}), Cover::half), std::min(bare, Cover::half));
  }
}

}  // namespace
}  // namespace live::engine::grid
