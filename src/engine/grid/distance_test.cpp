#include "engine/grid/distance.hpp"

#include <gtest/gtest.h>

#include "engine/dice/dice.hpp"

namespace live::engine::grid {
namespace {

constexpr auto flat = DiagonalRule::five_five_five;
constexpr auto steep = DiagonalRule::five_ten_five;

struct Case {
  Space from, to;
  int flat_ft, steep_ft;
};

TEST(Distance, CountsBetweenTheClosestCells) {
  const Case cases[] = {
      {{{0, 0}}, {{0, 0}}, 0, 0},
      {{{0, 0}}, {{1, 1}}, 5, 5},
      {{{0, 0}}, {{4, 3}}, 20, 25},
      {{{0, 0}}, {{2, 2}}, 10, 15},
      {{{0, 0}}, {{-6, 0}}, 30, 30},
      {{{0, 0}, 2}, {{2, 2}, 3}, 5, 5},
      {{{0, 0}, 2}, {{4, 0}}, 15, 15},
      {{{0, 0}, 4}, {{1, 1}}, 0, 0},
      {{{0, 0}, 1, 0}, {{0, 0}, 1, 30}, 30, 30},
      {{{0, 0}, 1, 0}, {{3, 0}, 1, 20}, 20, 25},
      {{{0, 0}, 2, 0}, {{0, 0}, 1, 5}, 0, 0},
      {{{0, 0}, 2, 0}, {{0, 0}, 1, 10}, 5, 5},
      {{{0, 0}, 1, -5}, {{0, 0}, 1, 0}, 5, 5},
      {{{0, 0}, 1, 0}, {{2, 2}, 1, 20}, 20, 25},
  };
  for (const auto& [from, to, flat_ft, steep_ft] : cases) {
    EXPECT_EQ(distance_ft(from, to, flat), flat_ft) << to.min.x << "," << to.min.y << " z " << to.z_ft;
    EXPECT_EQ(distance_ft(from, to, steep), steep_ft) << to.min.x << "," << to.min.y << " z " << to.z_ft;
  }
}

TEST(Distance, ToAPointIsToTheNearestCellTouchingIt) {
  EXPECT_EQ(distance_ft(Space{{0, 0}}, Point{1, 1}, flat), 0);
  EXPECT_EQ(distance_ft(Space{{0, 0}}, Point{2, 1}, flat), 5);
  EXPECT_EQ(distance_ft(Space{{0, 0}}, Point{20, 2}, flat), 95);
  EXPECT_EQ(distance_ft(Space{{0, 0}}, Point{-3, -3}, steep), 20);  // cell (-3,-3): three diagonals
}

TEST(Distance, IsSymmetricAndNeverAboveAnyPairOfCells) {
  SeededDice dice(11);
  const auto space = [&] {
    return Space{.min = {static_cast<std::int16_t>(dice.roll(20) - 10), static_cast<std::int16_t>(dice.roll(20) - 10)},
                 .side = static_cast<std::int16_t>(dice.roll(4)),
                 .z_ft = static_cast<std::int16_t>(dice.roll(40) - 20)};
  };
  for (int round = 0; round < 2000; ++round) {
    const Space a = space();
    const Space b = space();
    for (const auto rule : {flat, steep}) {
      const int feet = distance_ft(a, b, rule);
      ASSERT_EQ(feet, distance_ft(b, a, rule));
      const auto [from, to] = nearest_cells(a, b);
      ASSERT_TRUE(a.contains(from) && b.contains(to));
      const Space level_a{.min = a.min, .side = a.side};
      const Space level_b{.min = b.min, .side = b.side};
      int least = 1 << 20;
      for (int i = 0; i < a.side * a.side; ++i) {
        for (int j = 0; j < b.side * b.side; ++j) {
          const Cell p = moved(a.min, i % a.side, i / a.side);
          const Cell q = moved(b.min, j % b.side, j / b.side);
          least = std::min(least, planar_ft(p.x - q.x, p.y - q.y, rule));
        }
      }
      ASSERT_EQ(distance_ft(level_a, level_b, rule), least);
      ASSERT_EQ(planar_ft(from.x - to.x, from.y - to.y, rule), least);
      ASSERT_GE(feet, least);
    }
  }
}

TEST(Size, FootprintsAreThoseOfTheRules) {
  EXPECT_EQ(footprint_cells(Size::tiny), 1);
  EXPECT_EQ(footprint_cells(Size::medium), 1);
  EXPECT_EQ(footprint_cells(Size::large), 2);
  EXPECT_EQ(footprint_cells(Size::huge), 3);
  EXPECT_EQ(footprint_cells(Size::gargantuan), 4);
}

}  // namespace
}  // namespace live::engine::grid
