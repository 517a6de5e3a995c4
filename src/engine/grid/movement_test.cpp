#include "engine/grid/movement.hpp"

#include <gtest/gtest.h>

#include "engine/grid/test_maps.hpp"

namespace live::engine::grid {
namespace {

using testing_maps::map_of;

Occupant other(Cell at, Size size = Size::medium) { return Occupant{.space = space_of(size, at), .size = size}; }
Occupant foe(Cell at, Size size = Size::medium) {
  Occupant result = other(at, size);
  result.hostile = true;
  return result;
}
Occupant ally(Cell at, Size size = Size::medium) {
  Occupant result = other(at, size);
  result.ally = true;
  return result;
}

std::vector<Cell> diagonal_path(int steps) {
  std::vector<Cell> path;
  for (int at = 0; at <= steps; ++at) path.push_back(moved({}, at, at));
  return path;
}

int cost(const Ground& ground, const MoveProfile& profile, const std::vector<Cell>& path, int diagonals = 0) {
  const auto result = path_cost(ground, profile, path, diagonals);
  return result ? result->cost_ft : -1;
}

MoveFault fault(const Ground& ground, const MoveProfile& profile, const std::vector<Cell>& path) {
  const auto result = path_cost(ground, profile, path, 0);
  EXPECT_FALSE(result);
  return result ? MoveFault::path : result.error().fault;
}

TEST(Movement, SixDiagonalsCostThirtyFeetOrFortyFive) {
  const GridMap map = GridMap::endless();
  const Ground ground{.map = map};
  EXPECT_EQ(cost(ground, {}, diagonal_path(6)), 30);  // examples: movement-001
  const MoveProfile steep{.diagonal = DiagonalRule::five_ten_five};
  EXPECT_EQ(cost(ground, steep, diagonal_path(6)), 45);
  // The count goes on from earlier moves of the turn [R9].
  EXPECT_EQ(cost(ground, steep, diagonal_path(1), 1), 10);
  EXPECT_EQ(path_cost(ground, steep, diagonal_path(3), 1)->diagonals, 4);
}

TEST(Movement, ExtrasAddUpPerStep) {
  const GridMap map = map_of({"..~.", ".~..", "ww.."});
  const Ground ground{.map = map};
  EXPECT_EQ(cost(ground, {}, {{1, 0}, {2, 0}}), 10);
  EXPECT_EQ(cost(ground, {.crawling = true}, {{0, 0}, {1, 0}}), 10);
  EXPECT_EQ(cost(ground, {.crawling = true}, {{1, 0}, {2, 0}}), 15);
  EXPECT_EQ(cost(ground, {.diagonal = DiagonalRule::five_ten_five}, {{0, 0}, {1, 1}}, 1), 20);
  EXPECT_EQ(cost(ground, {}, {{0, 1}, {0, 2}}), 10);
  EXPECT_EQ(cost(ground, {.swims_badly = false}, {{0, 1}, {0, 2}}), 5);
  EXPECT_EQ(cost(ground, {.ignores_difficult = true}, {{1, 0}, {2, 0}}), 5);
  EXPECT_EQ(cost(ground, {.climbing = true}, {{0, 0}, {1, 0}}), 10);
  EXPECT_EQ(cost(ground, {.ruleset = Ruleset::srd2024, .dragging = true}, {{0, 0}, {1, 0}}), 10);
  EXPECT_EQ(cost(ground, {.ruleset = Ruleset::srd2014, .dragging = true}, {{0, 0}, {1, 0}}), 5);
  const std::vector<Cell> thorns{{1, 0}};
  const Ground webbed{.map = map, .difficult = thorns};
  EXPECT_EQ(cost(webbed, {}, {{0, 0}, {1, 0}}), 10);
  const std::vector<Cell> twice{{2, 0}};
  EXPECT_EQ(cost(Ground{.map = map, .difficult = twice}, {}, {{1, 0}, {2, 0}}), 10) << "difficult counts once";
}

TEST(Movement, WallsDoorsEdgesAndCornersStopAStep) {
  const GridMap map = map_of({"...", ".#.", "+.T"});
  const Ground ground{.map = map};
  EXPECT_EQ(fault(ground, {}, {{1, 0}, {1, 1}}), MoveFault::blocked);
  EXPECT_EQ(fault(ground, {}, {{0, 1}, {0, 2}}), MoveFault::blocked);
  EXPECT_EQ(fault(ground, {}, {{0, 0}, {-1, 0}}), MoveFault::blocked);
  EXPECT_EQ(fault(ground, {}, {{1, 0}, {2, 1}}), MoveFault::corner);
  EXPECT_EQ(fault(ground, {}, {{1, 2}, {2, 1}}), MoveFault::corner);
  EXPECT_EQ(fault(ground, {}, {{1, 2}, {2, 2}}), MoveFault::blocked) << "a tree cannot be entered";
  EXPECT_EQ(fault(ground, {}, {{0, 0}, {2, 0}}), MoveFault::path);
  EXPECT_EQ(fault(ground, {}, {{0, 0}, {0, 0}}), MoveFault::path);
  EXPECT_EQ(fault(ground, {}, {}), MoveFault::path);
  const GridMap trees = map_of({".T", ".."});
  EXPECT_EQ(cost(Ground{.map = trees}, {}, {{0, 0}, {1, 1}}), 5) << "only wall-filled cells forbid cutting a corner";
}

TEST(Movement, CreaturesDoNotBlockCorners) {
  const GridMap map = GridMap::plain(3, 3);
  const std::vector<Occupant> others{foe({1, 0}), foe({0, 1})};
  EXPECT_EQ(cost(Ground{.map = map, .occupants = others}, {}, {{0, 0}, {1, 1}}), 5);
}

TEST(Movement, PassingCreaturesFollowsTheRuleset) {
  struct Case {
    Occupant occupant;
    int cost_2014, cost_2024;  // of entering and leaving the cell; -1: may not
  };
  Occupant stunned = foe({1, 0});
  stunned.incapacitated = true;
  Occupant corpse = foe({1, 0});
  corpse.dead = true;
  const Case cases[] = {
      {ally({1, 0}), 15, 10},
      {other({1, 0}), 15, -1},  // neither friend nor foe: 2014 non-hostile, 2024 no ally
      {foe({1, 0}), -1, -1},
      {stunned, -1, 15},
      {corpse, 10, 10},
      {foe({1, 0}, Size::tiny), 15, 10},  // two sizes apart, and Tiny
      {foe({1, 0}, Size::small), -1, -1},
  };
  const GridMap map = GridMap::plain(3, 1);
  const std::vector<Cell> path{{0, 0}, {1, 0}, {2, 0}};
  int index = 0;
  for (const Case& c : cases) {
    const std::vector<Occupant> others{c.occupant};
    const Ground ground{.map = map, .occupants = others};
    EXPECT_EQ(cost(ground, {.ruleset = Ruleset::srd2014}, path), c.cost_2014) << "case " << index;
    EXPECT_EQ(cost(ground, {.ruleset = Ruleset::srd2024}, path), c.cost_2024) << "case " << index;
    ++index;
  }
}

TEST(Movement, NobodyEndsInAnothersSpace) {
  const GridMap map = GridMap::plain(4, 1);
  const std::vector<Occupant> others{ally({1, 0})};
  const Ground ground{.map = map, .occupants = others};
  EXPECT_EQ(fault(ground, {}, {{0, 0}, {1, 0}}), MoveFault::occupied);
  const std::vector<Occupant> foes{foe({1, 0})};
  EXPECT_EQ(fault(Ground{.map = map, .occupants = foes}, {}, {{0, 0}, {1, 0}}), MoveFault::creature);
}

TEST(Movement, FourTinyCreaturesShareACell) {
  const GridMap map = GridMap::plain(2, 1);
  std::vector<Occupant> others(3, ally({1, 0}, Size::tiny));
  const MoveProfile tiny{.size = Size::tiny};
  EXPECT_TRUE(may_stand(Ground{.map = map, .occupants = others}, Size::tiny, Space{{1, 0}}));
  EXPECT_GE(cost(Ground{.map = map, .occupants = others}, tiny, {{0, 0}, {1, 0}}), 0);
  others.push_back(ally({1, 0}, Size::tiny));
  EXPECT_EQ(fault(Ground{.map = map, .occupants = others}, tiny, {{0, 0}, {1, 0}}), MoveFault::occupied);
}

TEST(Movement, ThoseAboveDoNotStandInTheWay) {
  const GridMap map = GridMap::plain(3, 1);
  Occupant flyer = foe({1, 0});
  flyer.space.z_ft = 10;
  const std::vector<Occupant> others{flyer};
  EXPECT_EQ(cost(Ground{.map = map, .occupants = others}, {}, {{0, 0}, {1, 0}}), 5);
}

TEST(Movement, ALargeFootprintNeedsAllItsCells) {
  const GridMap map = map_of({"....", "....", "..#.", "...."});
  const Ground ground{.map = map};
  const MoveProfile large{.size = Size::large};
  EXPECT_EQ(fault(ground, large, {{0, 0}, {1, 1}}), MoveFault::blocked);
  EXPECT_EQ(cost(ground, large, {{0, 0}, {1, 0}, {2, 0}}), 10);
  EXPECT_EQ(fault(ground, large, {{2, 0}, {3, 0}}), MoveFault::blocked) << "half of it would be off the map";
  // Its south-west cell would sweep past the wall's corner.
  const GridMap corner = map_of({"....", "....", "#...", "...."});
  EXPECT_EQ(fault(Ground{.map = corner}, large, {{0, 0}, {1, 1}}), MoveFault::corner);
}

TEST(Movement, SqueezingIn2014HasASmallerFootprintAndCostsMore) {
  const GridMap map = map_of({"...", "##.", "..."});
  const Ground ground{.map = map};
  EXPECT_EQ(fault(ground, {.size = Size::large}, {{0, 0}, {1, 0}}), MoveFault::blocked);
  EXPECT_EQ(cost(ground, {.size = Size::large, .squeezing = true}, {{0, 0}, {1, 0}}), 10);
}

TEST(Movement, OnlyNewlyCoveredCellsAreEntered) {
  const GridMap map = map_of({"~...", "~..."});
  const MoveProfile large{.size = Size::large};
  EXPECT_EQ(cost(Ground{.map = map}, large, {{0, 0}, {1, 0}}), 5);
  EXPECT_EQ(cost(Ground{.map = map}, large, {{1, 0}, {0, 0}}), 10);
}

TEST(Movement, FearForbidsComingNearer) {
  const GridMap map = GridMap::plain(6, 3);
  const std::vector<Space> fears{Space{{5, 1}}};
  const MoveProfile afraid{.fears = fears};
  EXPECT_EQ(fault(Ground{.map = map}, afraid, {{2, 1}, {3, 1}}), MoveFault::feared);
  EXPECT_EQ(fault(Ground{.map = map}, afraid, {{2, 0}, {2, 1}}), MoveFault::feared);
  EXPECT_EQ(cost(Ground{.map = map}, afraid, {{2, 1}, {2, 0}}), 5);
  EXPECT_EQ(cost(Ground{.map = map}, afraid, {{2, 1}, {1, 1}}), 5);
}

}  // namespace
}  // namespace live::engine::grid
