#include "engine/grid/vision.hpp"

#include <algorithm>

#include "engine/grid/distance.hpp"
#include "engine/grid/line.hpp"
#include "engine/grid/shapes.hpp"
#include "engine/grid/sight.hpp"

namespace live::engine::grid {
namespace {

/// What the source would give the cell if nothing stood between.
Light given(const LightSource& source, Cell cell, DiagonalRule rule) {
  const int bright_ft = source.bright_ft;
  const int far_ft = source.bright_ft + source.dim_ft;
  if (!source.aim) {
    const int feet = planar_ft(cell.x - source.pos.x, cell.y - source.pos.y, rule);
    if (bright_ft > 0 && feet <= bright_ft) return Light::bright;
    return far_ft > 0 && feet <= far_ft ? Light::dim : Light::dark;
  }
  const HalfPoint from = centre(source.pos);
  const shapes::Vector w = shapes::from_to(from, centre(cell));
  const shapes::Vector aim = shapes::from_to(from, centre(*source.aim));
  const bool own_cell = cell == source.pos;
  if (bright_ft > 0 && (own_cell || shapes::in_cone(w, aim, shapes::half_cells(bright_ft) + 1))) return Light::bright;
  const bool in_dim = far_ft > 0 && (own_cell || shapes::in_cone(w, aim, shapes::half_cells(far_ft) + 1));
  return in_dim ? Light::dim : Light::dark;
}

void brighten(const Scene& scene, std::span<const LightSource> sources, Cell cell, Light& light) {
  for (const LightSource& source : sources) {
    if (light == Light::bright) return;
    const Light gives = given(source, cell, scene.diagonal);
    if (gives > light && line_of_sight(scene.map, Space{.min = source.pos}, Space{.min = cell})) light = gives;
  }
}

bool is_in(const Haze& haze, Cell cell) { return std::ranges::binary_search(haze.cells, cell); }

/// What the viewer cannot look through or into; some eyes pierce magical darkness but not fog.
bool hides(const Obscured& obscured, bool pierces_darkness) {
  return obscured.heavily || (obscured.magically && !pierces_darkness);
}

bool may_hide(const Scene& scene) {
  if (!scene.hazes.empty()) return true;
  return !scene.map.rows.empty();
}

/// Heavily obscured ground at the target or on the straight way to it, the viewer's own space aside.
bool lost_in_haze(const Scene& scene, const Space& viewer, const CellPair& nearest, bool pierces_darkness) {
  if (!may_hide(scene)) return false;
  if (hides(obscured_at(scene, nearest.to), pierces_darkness)) return true;
  return !line::each_crossed(centre(nearest.from), centre(nearest.to), [&](Cell cell) {
    return viewer.contains(cell) || !hides(obscured_at(scene, cell), pierces_darkness);
  });
}

}  // namespace

Obscured obscured_at(const Scene& scene, Cell cell) {
  const Terrain terrain = scene.map.at(cell);
  Obscured result{.lightly = (terrain & terrain::lightly_obscured) != 0,
                  .heavily = (terrain & terrain::heavily_obscured) != 0,
                  .magically = false};
  for (const Haze& haze : scene.hazes) {
    if (!is_in(haze, cell)) continue;
    result.lightly = result.lightly || haze.obscurity == Obscurity::light;
    result.heavily = result.heavily || haze.obscurity == Obscurity::heavy;
    result.magically = result.magically || haze.obscurity == Obscurity::magical_darkness;
  }
  return result;
}

Light light_at(const Scene& scene, Cell cell) {
  for (const Haze& haze : scene.hazes) {
    if (haze.obscurity == Obscurity::magical_darkness && is_in(haze, cell)) return Light::dark;
  }
  Light light = scene.map.ambient_at(cell);
  brighten(scene, scene.map.sources, cell, light);
  brighten(scene, scene.carried, cell, light);
  return light;
}

Sight sight(const Scene& scene, const Space& viewer, const Senses& senses, const Space& target, const Hiding& hiding) {
  const int feet = distance_ft(viewer, target, scene.diagonal);
  const auto within = [&](int range_ft) { return range_ft > 0 && feet <= range_ft; };
  if (within(senses.blindsight_ft) && line_of_sight(scene.map, viewer, target, Carries::effect)) return Sight::clearly;
  const bool felt =
      within(senses.tremorsense_ft) && !hiding.off_ground && line_of_sight(scene.map, viewer, target, Carries::effect);
  const Sight unseen = felt ? Sight::located : Sight::none;

  if (senses.sightless || !line_of_sight(scene.map, viewer, target) || hiding.hidden) return unseen;
  const bool true_sight = within(senses.truesight_ft);
  if (hiding.invisible && !senses.sees_invisible && !true_sight) return unseen;
  const bool pierces_darkness = true_sight || within(senses.devils_sight_ft);
  const CellPair nearest = nearest_cells(viewer, target);
  if (lost_in_haze(scene, viewer, nearest, pierces_darkness)) return unseen;

  const Light light = light_at(scene, nearest.to);
  const bool dark_sight = within(senses.darkvision_ft);
  if (light == Light::dark && !pierces_darkness) return dark_sight ? Sight::dimly : unseen;
  const bool dim = light == Light::dim && !dark_sight && !pierces_darkness;
  return dim || obscured_at(scene, nearest.to).lightly ? Sight::dimly : Sight::clearly;
}

}  // namespace live::engine::grid
