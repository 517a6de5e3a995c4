#include "engine/grid/map.hpp"

#include <gtest/gtest.h>

#include <set>

#include "engine/grid/test_maps.hpp"
#include "schema/json.hpp"

namespace live::engine::grid {
namespace {

using testing_maps::map_of;

TEST(GridMap, ReadsItsCellsFromTheLegend) {
  const GridMap map = map_of({"#.~", "T+w", "hq "});
  EXPECT_FALSE(map.problem());
  EXPECT_EQ(map.at({0, 0}), terrain::wall);
  EXPECT_EQ(map.at({1, 0}), terrain::floor);
  EXPECT_EQ(map.at({2, 0}), terrain::difficult);
  EXPECT_EQ(map.at({0, 1}), terrain::no_entry | terrain::half_cover);
  EXPECT_EQ(map.at({1, 1}), terrain::closed_door);
  EXPECT_EQ(map.at({2, 1}), terrain::water);
  EXPECT_EQ(map.at({0, 2}), terrain::half_cover);
  EXPECT_EQ(map.at({1, 2}), terrain::three_quarters_cover);
  EXPECT_EQ(map.at({2, 2}), terrain::nothing);
}

TEST(GridMap, EveryLetterStandsForOneTerrainAndBack) {
  std::set<Terrain> seen;
  int letters = 0;
  for (int code = 0; code < 256; ++code) {
    const Terrain terrain = terrain::of(static_cast<char>(code));
    if (terrain == terrain::unknown) continue;
    ++letters;
    EXPECT_TRUE(seen.insert(terrain).second) << static_cast<char>(code);
    EXPECT_EQ(terrain::letter(terrain), static_cast<char>(code));
    EXPECT_TRUE(code != '"' && code != '\\' && code >= ' ') << "a letter must need no escape in JSON";
  }
  EXPECT_EQ(letters, 44);
}

TEST(GridMap, BeyondItsEdgeIsNothingUnlessUnbounded) {
  GridMap map = map_of({"..", ".."});
  EXPECT_FALSE(map.contains({-1, 0}));
  EXPECT_FALSE(map.contains({2, 1}));
  EXPECT_TRUE(map.contains({1, 1}));
  map.unbounded = true;
  EXPECT_EQ(map.at({-40, 12}), terrain::floor);
}

TEST(GridMap, AnUnboundedMapGrowsInEveryDirection) {
  GridMap map = GridMap::endless();
  EXPECT_TRUE(map.set({4, -6}, terrain::wall));
  EXPECT_TRUE(map.set({-2, 3}, terrain::wall));
  EXPECT_TRUE(map.add({4, -6}, terrain::difficult)) << "a wall stays a wall";
  EXPECT_EQ(map.at({4, -6}), terrain::wall);
  EXPECT_EQ(map.at({-2, 3}), terrain::wall);
  EXPECT_EQ(map.at({0, 0}), terrain::floor);
  EXPECT_EQ(map.origin, (Cell{-2, -6}));
  EXPECT_EQ(map.width(), 7);
  EXPECT_EQ(map.height(), 10);
  EXPECT_FALSE(map.problem());
  EXPECT_FALSE(map.set({400, 0}, terrain::wall)) << "growth is bounded";
}

TEST(GridMap, BitsAddUp) {
  GridMap map = GridMap::plain(3, 1);
  EXPECT_TRUE(map.add({0, 0}, terrain::difficult));
  EXPECT_TRUE(map.add({0, 0}, terrain::half_cover));
  EXPECT_TRUE(map.add({0, 0}, terrain::lightly_obscured));
  EXPECT_EQ(map.rows[0][0], 'I');
  EXPECT_TRUE(map.add({0, 0}, terrain::heavily_obscured));
  EXPECT_EQ(map.rows[0][0], 'K');
  EXPECT_FALSE(map.add({3, 0}, terrain::difficult));
}

TEST(GridMap, DoorsOpenAndClose) {
  GridMap map = map_of({".+."});
  EXPECT_TRUE(map.set_door({1, 0}, true));
  EXPECT_EQ(map.at({1, 0}) & terrain::no_entry, 0);
  EXPECT_TRUE(map.set_door({1, 0}, false));
  EXPECT_EQ(map.at({1, 0}), terrain::closed_door);
  EXPECT_FALSE(map.set_door({0, 0}, true));
}

TEST(GridMap, NamesWhatIsWrongWithIt) {
  EXPECT_EQ(map_of({"..", "."}).problem()->fault, MapFault::ragged);
  const auto letter = map_of({"..", ".?"}).problem();
  EXPECT_EQ(letter->fault, MapFault::unknown_letter);
  EXPECT_EQ(letter->at, (Cell{1, 1}));
  EXPECT_EQ(GridMap::plain(300, 2).width(), 256);
  GridMap lit = GridMap::plain(2, 1);
  lit.light.emplace_back(".Q");
  EXPECT_EQ(lit.problem()->fault, MapFault::unknown_light);
  lit.light = {};
  lit.light.emplace_back(".");
  EXPECT_EQ(lit.problem()->fault, MapFault::light_shape);
  GridMap torch = GridMap::plain(2, 1);
  torch.sources.push_back({.pos = {0, 0}, .bright_ft = -5, .dim_ft = 0, .magical = false, .aim = {}});
  EXPECT_EQ(torch.problem()->fault, MapFault::bad_source);
}

TEST(GridMap, NoAccessorTrustsTheRows) {
  const GridMap map = map_of({"...", ".", "?.."});
  EXPECT_EQ(map.at({2, 1}), terrain::nothing);
  EXPECT_EQ(map.at({0, 2}), terrain::nothing);
}

TEST(GridMap, UnderwaterEveryOpenCellIsWater) {
  GridMap map = map_of({".#~"});
  map.underwater = true;
  EXPECT_EQ(map.at({0, 0}), terrain::water);
  EXPECT_EQ(map.at({1, 0}), terrain::wall);
  EXPECT_EQ(map.at({2, 0}), terrain::water | terrain::difficult);
}

TEST(GridMap, TravelsAsJsonInTheFormItIsAuthoredIn) {
  const auto map = schema::decode<GridMap>(
      R"({"rows":["#..","~.T"],"sources":[{"pos":{"x":1,"y":0},"brightFt":20,"dimFt":20}],"ambient":"dark"})");
  ASSERT_TRUE(map);
  EXPECT_EQ(map->at({2, 1}), terrain::tree);
  EXPECT_EQ(map->ambient, Light::dark);
  EXPECT_EQ(map->sources.front().bright_ft, 20);
  const auto again = schema::decode<GridMap>(schema::to_json(*map));
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, *map);
}

}  // namespace
}  // namespace live::engine::grid
