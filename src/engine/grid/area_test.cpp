#include "engine/grid/area.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "engine/grid/distance.hpp"
#include "engine/grid/sight.hpp"
#include "engine/grid/test_maps.hpp"
#include "schema/json.hpp"

namespace live::engine::grid {
namespace {

using testing_maps::random_map;
using testing_maps::walled;
using Cells = std::vector<Cell>;

AreaShape sphere(int radius_ft) { return {.kind = AreaKind::sphere, .size_ft = static_cast<std::int16_t>(radius_ft)}; }
AreaPlacement at_point(std::int16_t x, std::int16_t y) { return {.origin = half(Point{x, y})}; }
AreaPlacement aimed(Space caster, HalfPoint aim) { return {.aim = aim, .caster = caster}; }

Cells cells(const AreaShape& shape, const AreaPlacement& placement, const GridMap& map = GridMap::endless()) {
  EXPECT_FALSE(area_fault(shape, placement));
  const Cells result = area_cells(map, shape, placement);
  EXPECT_TRUE(std::ranges::is_sorted(result));
  return result;
}

TEST(Area, SpheresFromALatticePointHoldTheCellsTheRulesCount) {
  const std::pair<int, std::size_t> counts[] = {{5, 4}, {10, 12}, {15, 32}, {20, 52}, {30, 112}, {40, 208}};
  for (const auto& [radius_ft, count] : counts) {
    EXPECT_EQ(cells(sphere(radius_ft), at_point(3, -7)).size(), count) << radius_ft;
    AreaShape cylinder = sphere(radius_ft);
    cylinder.kind = AreaKind::cylinder;
    EXPECT_EQ(cells(cylinder, at_point(0, 0)).size(), count) << radius_ft;
  }
  EXPECT_EQ(cells(sphere(5), at_point(2, 2)), (Cells{{1, 1}, {1, 2}, {2, 1}, {2, 2}}));
  EXPECT_EQ(cells(sphere(5), {.origin = centre(Cell{0, 0})}), (Cells{{-1, 0}, {0, -1}, {0, 0}, {0, 1}, {1, 0}}));
}

TEST(Area, AConeOfFifteenFeetHasSevenCellsOrSixDiagonally) {
  const AreaShape cone{.kind = AreaKind::cone, .size_ft = 15};
  const Space caster{{5, 5}};
  EXPECT_EQ(cells(cone, aimed(caster, centre(Cell{8, 5}))),
            (Cells{{6, 5}, {7, 4}, {7, 5}, {7, 6}, {8, 4}, {8, 5}, {8, 6}}));
  EXPECT_EQ(cells(cone, aimed(caster, centre(Cell{8, 8}))).size(), 6U);
  EXPECT_EQ(cells(cone, aimed(caster, centre(Cell{2, 5}))).size(), 7U);
  EXPECT_EQ(cells(cone, aimed(caster, centre(Cell{5, 1}))).size(), 7U);
}

TEST(Area, AConeTurnsWithItsAim) {
  // A quarter turn about the caster's centre takes the cells of one cone to those of the other.
  const AreaShape cone{.kind = AreaKind::cone, .size_ft = 30};
  for (std::int16_t x = -6; x <= 6; ++x) {
    for (std::int16_t y = -6; y <= 6; ++y) {
      if (x == 0 && y == 0) continue;
      Cells turned;
      for (const Cell cell : cells(cone, aimed(Space{{0, 0}}, centre(Cell{x, y})))) {
        turned.push_back(Cell{.x = static_cast<std::int16_t>(-cell.y), .y = cell.x});
      }
      std::ranges::sort(turned);
      const Cell aim{.x = static_cast<std::int16_t>(-y), .y = x};
      ASSERT_EQ(cells(cone, aimed(Space{{0, 0}}, centre(aim))), turned) << x << "," << y;
    }
  }
}

TEST(Area, LinesRunFromThePerimeterOfTheCaster) {
  const AreaShape line{.kind = AreaKind::line, .size_ft = 30, .width_ft = 5};
  Cells east;
  for (std::int16_t x = 1; x <= 6; ++x) east.push_back({x, 0});
  EXPECT_EQ(cells(line, aimed(Space{{0, 0}}, centre(Cell{9, 0}))), east);
  // A wide line starts at a lattice point of the perimeter and covers two columns.
  const AreaShape wide{.kind = AreaKind::line, .size_ft = 20, .width_ft = 10};
  AreaPlacement placement = aimed(Space{{0, 0}}, HalfPoint{20, 2});
  placement.origin = half(Point{1, 1});
  EXPECT_EQ(cells(wide, placement), (Cells{{1, 0}, {1, 1}, {2, 0}, {2, 1}, {3, 0}, {3, 1}, {4, 0}, {4, 1}}));
  // A Large caster's line may start at any of its perimeter cells.
  AreaPlacement large = aimed(Space{{0, 0}, 2}, centre(Cell{9, 1}));
  large.origin = centre(Cell{1, 1});
  const Cells from_large = cells(line, large);
  EXPECT_EQ(from_large.front(), (Cell{2, 1}));
  EXPECT_EQ(from_large.size(), 6U);
}

TEST(Area, ACubeIsItsBlock) {
  const AreaShape cube{.kind = AreaKind::cube, .size_ft = 15};
  const AreaPlacement placement{.min_cell = Cell{6, 4}};
  const Cells block = cells(cube, placement);
  EXPECT_EQ(block.size(), 9U);
  EXPECT_EQ(block.front(), (Cell{6, 4}));
  EXPECT_EQ(block.back(), (Cell{8, 6}));
}

TEST(Area, ASelfOriginCubeTouchesItsCasterAndSparesIt) {
  const AreaShape cube{.kind = AreaKind::cube, .size_ft = 15};
  const auto at = [&](Cell min) { return area_fault(cube, {.min_cell = min, .caster = Space{{5, 5}}}, true); };
  EXPECT_FALSE(at({6, 4}));
  EXPECT_FALSE(at({6, 6})) << "a corner is enough";
  EXPECT_EQ(at({5, 5}), AreaFault::caster_inside);
  EXPECT_EQ(at({4, 4}), AreaFault::caster_inside);
  EXPECT_EQ(at({7, 5}), AreaFault::origin);
  EXPECT_EQ(cube_distance_ft(Space{{5, 5}}, {7, 5}, 15, DiagonalRule::five_five_five), 5);
  EXPECT_EQ(cube_distance_ft(Space{{0, 0}}, {0, 0}, 15, DiagonalRule::five_five_five), 0);
}

TEST(Area, AnEmanationIsEveryCellWithinReachOfTheCreature) {
  AreaShape aura{.kind = AreaKind::emanation, .size_ft = 10};
  const AreaPlacement placement{.caster = Space{{0, 0}, 2}};
  EXPECT_EQ(cells(aura, placement).size(), 36U - 4U);
  aura.own_space = true;
  EXPECT_EQ(cells(aura, placement).size(), 36U);
  EXPECT_EQ(area_cells(GridMap::endless(), aura, placement, DiagonalRule::five_ten_five).size(), 36U - 4U);
}

TEST(Area, WallsCastShadows) {
  const GridMap map = walled({{1, 0}, {1, -1}});
  const Cells burst = cells(sphere(15), at_point(0, 0), map);
  const auto has = [&](Cell cell) { return std::ranges::binary_search(burst, cell); };
  // examples: aoe-017
  EXPECT_TRUE(has({1, -2}) && has({1, 1}) && has({2, 1}));
  EXPECT_FALSE(has({2, -1}) || has({2, 0}) || has({1, 0}));
}

TEST(Area, SomeSpreadAroundCorners) {
  const GridMap map = walled({{1, -1}, {1, 0}, {1, 1}});
  AreaShape fireball = sphere(15);
  fireball.spreads_around_corners = true;
  const Cells burst = cells(fireball, at_point(0, 0), map);
  const auto has = [&](Cell cell) { return std::ranges::binary_search(burst, cell); };
  // examples: aoe-021
  EXPECT_TRUE(has({2, -1}) && has({2, 0}) && has({2, 1}));
  EXPECT_FALSE(has({1, 0}));
  // A closed room keeps it in.
  Cells room;
  for (std::int16_t i = -2; i <= 1; ++i) {
    for (const Cell cell : {Cell{i, -2}, Cell{i, 1}, Cell{-2, i}, Cell{1, i}}) room.push_back(cell);
  }
  EXPECT_EQ(cells(fireball, at_point(0, 0), walled(room)), (Cells{{-1, -1}, {-1, 0}, {0, -1}, {0, 0}}));
}

TEST(Area, WhatIsReachedIsAPartOfTheShapeAndASpreadOfTheShapeToo) {
  constexpr std::uint64_t seed = 31;
  SeededDice dice(seed);
  for (int round = 0; round < 300; ++round) {
    SCOPED_TRACE("seed " + std::to_string(seed) + " round " + std::to_string(round));
    const GridMap map = random_map(dice, 12, 12, "##g", 6);
    AreaShape shape{.kind = static_cast<AreaKind>(dice.roll(6) - 1),
                    .size_ft = static_cast<std::int16_t>(5 * dice.roll(5)),
                    .width_ft = static_cast<std::int16_t>(5 * dice.roll(3))};
    const auto number = [&] { return static_cast<std::int16_t>(dice.roll(12) - 1); };
    AreaPlacement placement{.min_cell = Cell{number(), number()},
                            .caster = Space{{number(), number()}, static_cast<std::int16_t>(dice.roll(3))}};
    placement.aim = centre(Cell{number(), number()});
    if (shape.kind == AreaKind::sphere || shape.kind == AreaKind::cylinder)
      placement.origin = half(Point{number(), number()});
    if (area_fault(shape, placement)) continue;
    GridMap bare = GridMap::plain(12, 12);
    const Cells whole = area_cells(bare, shape, placement);
    const Cells reached = area_cells(map, shape, placement);
    const auto origin = area_origin(shape, placement);
    ASSERT_TRUE(origin);
    Cells expected;
    for (const Cell cell : whole) {
      const bool line = shape.kind == AreaKind::emanation
                            ? line_of_sight(map, *placement.caster, Space{cell}, Carries::effect)
                            : reaches(map, *origin, cell);
      if (line && (map.at(cell) & terrain::blocks_effect) == 0) expected.push_back(cell);
    }
    ASSERT_EQ(reached, expected);
    shape.spreads_around_corners = true;
    ASSERT_TRUE(std::ranges::includes(whole, area_cells(map, shape, placement)));
  }
}

TEST(Area, FaultsNameWhatIsMissing) {
  EXPECT_EQ(area_fault(sphere(20), {}), AreaFault::origin);
  EXPECT_EQ(area_fault(sphere(0), at_point(0, 0)), AreaFault::size);
  EXPECT_EQ(area_fault(sphere(7), at_point(0, 0)), AreaFault::size);
  EXPECT_EQ(area_fault(sphere(605), at_point(0, 0)), AreaFault::size);
  const AreaShape cone{.kind = AreaKind::cone, .size_ft = 15};
  EXPECT_EQ(area_fault(cone, {.caster = Space{{0, 0}}}), AreaFault::aim);
  EXPECT_EQ(area_fault(cone, aimed(Space{{0, 0}}, centre(Cell{0, 0}))), AreaFault::aim);
  EXPECT_EQ(area_fault(cone, {.aim = HalfPoint{1, 1}}), AreaFault::origin);
  const AreaShape line{.kind = AreaKind::line, .size_ft = 30};
  AreaPlacement inside = aimed(Space{{0, 0}, 3}, centre(Cell{9, 9}));
  inside.origin = centre(Cell{1, 1});
  EXPECT_EQ(area_fault(line, inside), AreaFault::start) << "the middle of a Huge creature is not its perimeter";
  inside.origin = half(Point{0, 0});
  EXPECT_EQ(area_fault(line, inside), AreaFault::start);
  AreaPlacement far = at_point(0, 0);
  far.origin = HalfPoint{1 << 20, 0};
  EXPECT_EQ(area_fault(sphere(20), far), AreaFault::origin);
  EXPECT_TRUE(area_cells(GridMap::endless(), sphere(20), far).empty());
  AreaPlacement corner{.origin = half(Point{1, 1}), .min_cell = Cell{0, 0}};
  EXPECT_EQ(area_fault({.kind = AreaKind::cube, .size_ft = 10}, corner), AreaFault::origin) << "not on the boundary";
}

TEST(Area, HeightsCountForSpheresAndCylinders) {
  const AreaShape ball = sphere(20);
  const AreaPlacement ground = at_point(0, 0);
  const Cells burst = cells(ball, ground);
  EXPECT_TRUE(area_affects(ball, ground, burst, Space{{0, 0}, 1, 0}));
  EXPECT_TRUE(area_affects(ball, ground, burst, Space{{0, 0}, 1, 15}));
  EXPECT_FALSE(area_affects(ball, ground, burst, Space{{0, 0}, 1, 20}));
  EXPECT_FALSE(area_affects(ball, ground, burst, Space{{3, 0}, 1, 10})) << "the ball is narrower up there";
  EXPECT_FALSE(area_affects(ball, ground, burst, Space{{4, 0}, 1, 0}));
  EXPECT_TRUE(area_affects(ball, ground, burst, Space{{-5, -1}, 2, 0})) << "any cell of its space";
  const AreaShape pillar{.kind = AreaKind::cylinder, .size_ft = 20, .height_ft = 40};
  EXPECT_TRUE(area_affects(pillar, ground, burst, Space{{3, 0}, 1, 35}));
  EXPECT_FALSE(area_affects(pillar, ground, burst, Space{{3, 0}, 1, 40}));
}

TEST(Area, AnOriginBehindAWallFallsShort) {
  std::vector<Cell> wall;
  for (std::int16_t y = -9; y <= 9; ++y) wall.push_back({5, y});
  const GridMap map = walled(wall);
  EXPECT_EQ(settle_origin(map, Space{{0, 0}}, Point{4, 4}), (Point{4, 4}));
  const Point settled = settle_origin(map, Space{{0, 0}}, Point{9, 0});
  EXPECT_EQ(settled.x, 5);
  EXPECT_TRUE(reaches(map, Space{{0, 0}}, settled));
}

TEST(Area, ShapesAndPlacementsTravelAsJson) {
  const auto shape = schema::decode<AreaShape>(R"({"kind":"cone","sizeFt":15})");
  ASSERT_TRUE(shape);
  EXPECT_EQ(*shape, (AreaShape{.kind = AreaKind::cone, .size_ft = 15}));
  const AreaPlacement placement = aimed(Space{{0, 0}}, HalfPoint{7, 1});
  EXPECT_EQ(*schema::decode<AreaPlacement>(schema::to_json(placement)), placement);
}

}  // namespace
}  // namespace live::engine::grid
