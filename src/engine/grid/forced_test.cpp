#include "engine/grid/forced.hpp"

#include <gtest/gtest.h>

#include "engine/grid/test_maps.hpp"

namespace live::engine::grid {
namespace {

using testing_maps::map_of;
using Cells = std::vector<Cell>;
constexpr auto flat = DiagonalRule::five_five_five;

TEST(Push, ItsDirectionIsOneOfEightAndFixed) {
  struct Case {
    Space from, target;
    Direction expected;
  };
  const Case cases[] = {
      {{{0, 0}}, {{1, 0}}, {1, 0}},     {{{0, 0}}, {{1, 1}}, {1, 1}},
      {{{0, 0}}, {{2, 1}}, {1, 0}},  // 2*1 <= 2: orthogonal
      {{{0, 0}}, {{3, 2}}, {1, 1}},     {{{0, 0}}, {{-1, 3}}, {0, 1}},
      {{{0, 0}}, {{-2, -3}}, {-1, -1}}, {{{0, 0}, 2}, {{2, 0}}, {1, 0}},  // centres (2,2) and (5,1) in half cells
      {{{2, 0}}, {{0, 0}, 2}, {-1, 0}}, {{{0, 0}, 3}, {{1, 1}}, {0, 0}},
  };
  for (const auto& [from, target, expected] : cases) {
    EXPECT_EQ(direction_away(from, target), expected) << target.min.x << "," << target.min.y;
    EXPECT_EQ(direction_away(target, from), opposite(expected));
  }
}

TEST(Push, StopsAtTheFarthestLegalCell) {
  const GridMap map = map_of({".......", "....#..", "......."});
  const Ground ground{.map = map};
  EXPECT_EQ(forced_path(ground, Size::medium, Space{{1, 0}}, {1, 0}, 15, flat), (Cells{{2, 0}, {3, 0}, {4, 0}}));
  EXPECT_EQ(forced_path(ground, Size::medium, Space{{1, 1}}, {1, 0}, 30, flat), (Cells{{2, 1}, {3, 1}}));
  EXPECT_EQ(forced_path(ground, Size::medium, Space{{5, 0}}, {1, 0}, 30, flat), (Cells{{6, 0}})) << "the map ends";
  EXPECT_EQ(forced_path(ground, Size::medium, Space{{3, 0}}, {1, 1}, 10, flat), (Cells{})) << "a wall";
  EXPECT_EQ(forced_path(ground, Size::medium, Space{{4, 2}}, {1, -1}, 10, flat), (Cells{})) << "a cut corner";
  EXPECT_EQ(forced_path(ground, Size::large, Space{{0, 0}, 2}, {1, 0}, 30, flat), (Cells{{1, 0}, {2, 0}}));
  EXPECT_TRUE(forced_path(ground, Size::medium, Space{{0, 0}}, {0, 0}, 30, flat).empty());
}

TEST(Push, StopsBeforeOthersAndIgnoresDifficultGround) {
  const GridMap map = map_of({".~~~..."});
  const std::vector<Occupant> friends{{.space = Space{{5, 0}}, .ally = true}};
  EXPECT_EQ(forced_path(Ground{.map = map, .occupants = friends}, Size::medium, Space{{0, 0}}, {1, 0}, 30, flat),
            (Cells{{1, 0}, {2, 0}, {3, 0}, {4, 0}}));
}

TEST(Push, UnderFiveTenFiveDiagonalsAreLonger) {
  const GridMap map = GridMap::endless();
  const auto pushed = [&](int feet) {
    return forced_path(Ground{.map = map}, Size::medium, Space{{0, 0}}, {1, 1}, feet, DiagonalRule::five_ten_five)
        .size();
  };
  EXPECT_EQ(pushed(5), 1U);
  EXPECT_EQ(pushed(10), 1U);
  EXPECT_EQ(pushed(15), 2U);
}

TEST(Jump, DistancesHalveWithoutTheRun) {
  EXPECT_EQ(long_jump_ft(15, true), 15);
  EXPECT_EQ(long_jump_ft(15, false), 7);
  EXPECT_EQ(high_jump_ft(3, true), 6);
  EXPECT_EQ(high_jump_ft(2, false), 2);
  EXPECT_EQ(high_jump_ft(-5, true), 0);
}

TEST(Fall, OneDiePerFullTenFeetUpToTwenty) {
  EXPECT_EQ(falling_dice(9), 0);
  EXPECT_EQ(falling_dice(35), 3);
  EXPECT_EQ(falling_dice(200), 20);
  EXPECT_EQ(falling_dice(5000), 20);
}

}  // namespace
}  // namespace live::engine::grid
