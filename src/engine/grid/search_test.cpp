#include <gtest/gtest.h>

#include <map>

#include "engine/grid/movement.hpp"
#include "engine/grid/test_maps.hpp"

namespace live::engine::grid {
namespace {

using testing_maps::map_of;
using testing_maps::random_map;

using State = std::pair<Cell, int>;  // and the parity of its diagonals

/// The same answer the slow way: relax every step() until nothing changes.
std::map<Cell, int> brute_force(const Ground& ground, const MoveProfile& profile, const Space& start, int budget_ft,
                                int diagonals) {
  std::map<State, int> best{{{start.min, diagonals % 2}, 0}};
  std::vector<State> open{{start.min, diagonals % 2}};
  while (!open.empty()) {
    const State at = open.back();
    open.pop_back();
    for (int dx = -1; dx <= 1; ++dx) {
      for (int dy = -1; dy <= 1; ++dy) {
        const Space from{.min = at.first, .side = start.side, .z_ft = start.z_ft};
        const auto taken = step(ground, profile, from, moved(at.first, dx, dy), at.second);
        if (!taken) continue;
        const State next{moved(at.first, dx, dy), (at.second + (taken->diagonal ? 1 : 0)) % 2};
        const int cost = best.at(at) + taken->cost_ft;
        const auto known = best.find(next);
        if (cost > budget_ft || (known != best.end() && known->second <= cost)) continue;
        best[next] = cost;
        open.push_back(next);
      }
    }
  }
  std::map<Cell, int> cells;
  for (const auto& [state, cost] : best) {
    const auto found = cells.emplace(state.first, cost).first;
    found->second = std::min(found->second, cost);
  }
  return cells;
}

std::vector<Occupant> random_crowd(Dice& dice, int count, int side) {
  std::vector<Occupant> crowd;
  for (int index = 0; index < count; ++index) {
    const auto size = static_cast<Size>(dice.roll(5) - 1);
    Occupant one{.space = space_of(size, {static_cast<std::int16_t>(dice.roll(side) - 1),
                                          static_cast<std::int16_t>(dice.roll(side) - 1)}),
                 .size = size};
    const int stance = dice.roll(3);
    one.hostile = stance == 1;
    one.ally = stance == 2;
    one.incapacitated = dice.roll(4) == 1;
    one.dead = dice.roll(8) == 1;
    crowd.push_back(one);
  }
  return crowd;
}

TEST(MoveSearch, AgreesWithBruteForceAndItsPathsCostWhatItSays) {
  constexpr std::uint64_t seed = 4711;
  SeededDice dice(seed);
  MoveSearch search;
  for (int round = 0; round < 250; ++round) {
    SCOPED_TRACE("seed " + std::to_string(seed) + " round " + std::to_string(round));
    GridMap map = random_map(dice, 11, 11, "##~~wT+hQ ", 4);
    map.unbounded = dice.roll(4) == 1;
    const auto crowd = random_crowd(dice, dice.roll(7) - 1, 11);
    const std::vector<Cell> webs{{3, 3}, {3, 4}, {4, 3}};
    const Ground ground{.map = map, .occupants = crowd, .difficult = webs};
    const auto size = static_cast<Size>(dice.roll(5) - 1);
    const std::vector<Space> fears{Space{{5, 5}}};
    MoveProfile profile{.size = size,
                        .ruleset = dice.roll(2) == 1 ? Ruleset::srd2014 : Ruleset::srd2024,
                        .diagonal = dice.roll(2) == 1 ? DiagonalRule::five_five_five : DiagonalRule::five_ten_five,
                        .crawling = dice.roll(5) == 1,
                        .swims_badly = dice.roll(2) == 1,
                        .squeezing = dice.roll(4) == 1,
                        .ignores_difficult = dice.roll(5) == 1};
    if (dice.roll(4) == 1) profile.fears = fears;
    const Space start = moving_space(
        profile, {static_cast<std::int16_t>(dice.roll(11) - 1), static_cast<std::int16_t>(dice.roll(11) - 1)});
    const int budget_ft = 5 * dice.roll(9);
    const int diagonals = dice.roll(3) - 1;

    search.run(ground, profile, start, budget_ft, diagonals);
    const auto expected = brute_force(ground, profile, start, budget_ft, diagonals);
    ASSERT_EQ(search.cells().size(), expected.size());
    for (const ReachCell& reached : search.cells()) {
      ASSERT_TRUE(expected.contains(reached.cell));
      ASSERT_EQ(reached.cost_ft, expected.at(reached.cell));
      const auto path = search.path_to(reached.cell);
      ASSERT_FALSE(path.empty());
      ASSERT_EQ(path.front(), start.min);
      ASSERT_EQ(path.back(), reached.cell);
      const auto walked = path_cost(ground, profile, path, diagonals);
      if (path.size() > 1) ASSERT_EQ(walked.has_value(), reached.may_end);
      if (walked) ASSERT_EQ(walked->cost_ft, reached.cost_ft);
      MoveSearch aimed;
      aimed.run(ground, profile, start, budget_ft, diagonals, reached.cell);
      ASSERT_EQ(aimed.find(reached.cell), reached);
      ASSERT_EQ(aimed.path_to(reached.cell), path);
    }
  }
}

TEST(MoveSearch, FindsTheWayRoundAWall) {
  const GridMap map = map_of({"...#.", "...#.", ".....", "...#."});
  MoveSearch search;
  search.run(Ground{.map = map}, {}, Space{{2, 0}}, 30, 0);
  ASSERT_TRUE(search.find({4, 0}));
  // Two south, two east, two north: the wall's corners may not be cut.
  EXPECT_EQ(search.find({4, 0})->cost_ft, 30);
  EXPECT_EQ(search.path_to({4, 0}), (std::vector<Cell>{{2, 0}, {2, 1}, {2, 2}, {3, 2}, {4, 2}, {4, 1}, {4, 0}}));
  search.run(Ground{.map = map}, {}, Space{{2, 0}}, 25, 0);
  EXPECT_FALSE(search.find({4, 0}));
  EXPECT_TRUE(search.path_to({4, 0}).empty());
}

TEST(MoveSearch, AnOpenPlainIsASquareOrAnOctagon) {
  const GridMap map = GridMap::endless();
  MoveSearch search;
  search.run(Ground{.map = map}, {}, Space{{-100, 40}}, 30, 0);
  EXPECT_EQ(search.cells().size(), 13U * 13U);
  search.run(Ground{.map = map}, {.diagonal = DiagonalRule::five_ten_five}, Space{{0, 0}}, 30, 0);
  std::size_t within = 0;
  for (int x = -6; x <= 6; ++x) {
    for (int y = -6; y <= 6; ++y) {
      const int longer = std::max(std::abs(x), std::abs(y));
      if (5 * (longer + std::min(std::abs(x), std::abs(y)) / 2) <= 30) ++within;
    }
  }
  EXPECT_EQ(search.cells().size(), within);
}

TEST(MoveSearch, ASearchWithoutRunningKnowsNothing) {
  const MoveSearch search;
  EXPECT_TRUE(search.cells().empty());
  EXPECT_FALSE(search.find({0, 0}));
  EXPECT_TRUE(search.path_to({0, 0}).empty());
}

}  // namespace
}  // namespace live::engine::grid
