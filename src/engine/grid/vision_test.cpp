#include "engine/grid/vision.hpp"

#include <gtest/gtest.h>

#include "engine/grid/test_maps.hpp"

namespace live::engine::grid {
namespace {

using testing_maps::map_of;
using testing_maps::walled;

constexpr Space viewer{{0, 0}};
constexpr Space target{{5, 0}};

GridMap dark_plain() {
  GridMap map = GridMap::endless();
  map.ambient = Light::dark;
  return map;
}

TEST(Light, IsTheBestOfAmbientAndSources) {
  GridMap map = dark_plain();
  map.sources.push_back({.pos = {0, 0}, .bright_ft = 20, .dim_ft = 20, .magical = false, .aim = {}});
  const Scene scene{.map = map};
  EXPECT_EQ(light_at(scene, {0, 0}), Light::bright);
  EXPECT_EQ(light_at(scene, {4, 4}), Light::bright);
  EXPECT_EQ(light_at(scene, {5, 0}), Light::dim);
  EXPECT_EQ(light_at(scene, {8, 8}), Light::dim);
  EXPECT_EQ(light_at(scene, {9, 0}), Light::dark);
  EXPECT_EQ(light_at(Scene{.map = map, .diagonal = DiagonalRule::five_ten_five}, {4, 4}), Light::dim);
  const std::vector<LightSource> torch{{.pos = {12, 0}, .bright_ft = 20, .dim_ft = 20, .magical = false, .aim = {}}};
  EXPECT_EQ(light_at(Scene{.map = map, .carried = torch}, {9, 0}), Light::bright);
}

TEST(Light, DoesNotShineThroughWalls) {
  std::vector<Cell> wall;
  for (std::int16_t y = -9; y <= 9; ++y) wall.push_back({2, y});
  GridMap map = walled(wall);
  map.ambient = Light::dark;
  map.sources.push_back({.pos = {0, 0}, .bright_ft = 30, .dim_ft = 30, .magical = false, .aim = {}});
  EXPECT_EQ(light_at(Scene{.map = map}, {1, 0}), Light::bright);
  EXPECT_EQ(light_at(Scene{.map = map}, {4, 0}), Light::dark);
}

TEST(Light, ABullseyeLanternLightsACone) {
  const GridMap map = dark_plain();
  const std::vector<LightSource> lantern{
      {.pos = {0, 0}, .bright_ft = 60, .dim_ft = 60, .magical = false, .aim = Cell{5, 0}}};
  const Scene scene{.map = map, .carried = lantern};
  EXPECT_EQ(light_at(scene, {12, 0}), Light::bright);
  EXPECT_EQ(light_at(scene, {20, 3}), Light::dim);
  EXPECT_EQ(light_at(scene, {-3, 0}), Light::dark);
  EXPECT_EQ(light_at(scene, {2, 5}), Light::dark);
}

TEST(Light, RowsOfTheMapOverrideItsAmbientLight) {
  GridMap map = map_of({"...", "..."});
  map.light.emplace_back("BDX");
  map.light.emplace_back("...");
  map.ambient = Light::dim;
  const Scene scene{.map = map};
  EXPECT_EQ(light_at(scene, {0, 0}), Light::bright);
  EXPECT_EQ(light_at(scene, {1, 0}), Light::dim);
  EXPECT_EQ(light_at(scene, {2, 0}), Light::dark);
  EXPECT_EQ(light_at(scene, {1, 1}), Light::dim);
}

TEST(Sight, OrdinaryEyesNeedLightDarkvisionMakesDarknessDim) {
  const GridMap map = dark_plain();
  const Scene scene{.map = map};
  EXPECT_EQ(sight(scene, viewer, {}, target, {}), Sight::none);
  EXPECT_EQ(sight(scene, viewer, {.darkvision_ft = 60}, target, {}), Sight::dimly);
  EXPECT_EQ(sight(scene, viewer, {.darkvision_ft = 20}, target, {}), Sight::none);
  EXPECT_EQ(sight(scene, viewer, {.devils_sight_ft = 120}, target, {}), Sight::clearly);
  EXPECT_EQ(sight(scene, viewer, {.truesight_ft = 30}, target, {}), Sight::clearly);
  GridMap dusk = map;
  dusk.ambient = Light::dim;
  EXPECT_EQ(sight(Scene{.map = dusk}, viewer, {}, target, {}), Sight::dimly);
  EXPECT_EQ(sight(Scene{.map = dusk}, viewer, {.darkvision_ft = 60}, target, {}), Sight::clearly);
}

TEST(Sight, DarknessBetweenDoesNotHideALitTarget) {
  GridMap map = dark_plain();
  map.sources.push_back({.pos = {20, 0}, .bright_ft = 5, .dim_ft = 5, .magical = false, .aim = {}});
  EXPECT_EQ(sight(Scene{.map = map}, viewer, {}, Space{{20, 0}}, {}), Sight::clearly);  // [R33]
}

TEST(Sight, MagicalDarknessAndFogHideWhatIsInAndBehindThem) {
  const GridMap map = GridMap::endless();
  const std::vector<Cell> cells{{2, 0}, {3, 0}, {4, 0}};
  const std::vector<Haze> darkness{{.cells = cells, .obscurity = Obscurity::magical_darkness}};
  const Scene dark{.map = map, .hazes = darkness};
  EXPECT_FALSE(can_see(dark, viewer, {.darkvision_ft = 60}, Space{{3, 0}}));  // examples: vision-004
  EXPECT_FALSE(can_see(dark, viewer, {.darkvision_ft = 60}, Space{{6, 0}})) << "nor behind it";
  EXPECT_TRUE(can_see(dark, viewer, {.truesight_ft = 60}, Space{{3, 0}}));
  EXPECT_TRUE(can_see(dark, viewer, {}, Space{{5, 5}}));
  EXPECT_TRUE(can_see(dark, Space{{3, 0}}, {}, Space{{3, 5}})) << "one's own cell does not blind";
  const std::vector<Haze> fog{{.cells = cells, .obscurity = Obscurity::heavy}};
  const Scene foggy{.map = map, .hazes = fog};
  EXPECT_FALSE(can_see(foggy, viewer, {.truesight_ft = 60}, Space{{3, 0}})) << "truesight pierces darkness, not fog";
  EXPECT_TRUE(can_see(foggy, viewer, {.blindsight_ft = 30}, Space{{3, 0}}));
  const std::vector<Haze> mist{{.cells = cells, .obscurity = Obscurity::light}};
  EXPECT_EQ(sight(Scene{.map = map, .hazes = mist}, viewer, {}, Space{{3, 0}}, {}), Sight::dimly);
  EXPECT_EQ(sight(Scene{.map = map, .hazes = mist}, viewer, {}, Space{{6, 0}}, {}), Sight::clearly);
}

TEST(Sight, TerrainObscuresToo) {
  const GridMap map = map_of({"..%..,"});
  EXPECT_FALSE(can_see(Scene{.map = map}, viewer, {}, target));
  EXPECT_TRUE(can_see(Scene{.map = map}, Space{{3, 0}}, {}, target));
  EXPECT_EQ(sight(Scene{.map = map}, Space{{3, 0}}, {}, target, {}), Sight::dimly);
}

TEST(Sight, HiddenInvisibleAndBlindFollowTheOrderOfTheRules) {
  const GridMap map = GridMap::endless();
  const Scene scene{.map = map};
  EXPECT_TRUE(can_see(scene, viewer, {}, target));
  EXPECT_FALSE(can_see(scene, viewer, {}, target, {.invisible = true}));  // examples: vision-007
  EXPECT_TRUE(can_see(scene, viewer, {.sees_invisible = true}, target, {.invisible = true}));
  EXPECT_TRUE(can_see(scene, viewer, {.truesight_ft = 30}, target, {.invisible = true}));
  EXPECT_FALSE(can_see(scene, viewer, {.truesight_ft = 20}, target, {.invisible = true}));
  EXPECT_FALSE(can_see(scene, viewer, {.truesight_ft = 30}, target, {.hidden = true}));
  EXPECT_FALSE(can_see(scene, viewer, {.sightless = true}, target));
  EXPECT_TRUE(
      can_see(scene, viewer, {.blindsight_ft = 30, .sightless = true}, target, {.hidden = true, .invisible = true}));
}

TEST(Sight, TremorsenseOnlyLocates) {
  const GridMap map = dark_plain();
  const Scene scene{.map = map};
  const Senses senses{.tremorsense_ft = 60};
  EXPECT_EQ(sight(scene, viewer, senses, target, {}), Sight::located);
  EXPECT_FALSE(can_see(scene, viewer, senses, target));
  EXPECT_EQ(sight(scene, viewer, senses, target, {.off_ground = true}), Sight::none);
}

TEST(Sight, CurtainsHideButDoNotStopBlindsight) {
  const GridMap map = map_of({"..c..."});
  EXPECT_FALSE(can_see(Scene{.map = map}, viewer, {}, target));
  EXPECT_TRUE(can_see(Scene{.map = map}, viewer, {.blindsight_ft = 30}, target));
  const GridMap glass = map_of({"..g..."});
  EXPECT_TRUE(can_see(Scene{.map = glass}, viewer, {}, target));
}

}  // namespace
}  // namespace live::engine::grid
