#pragma once
// Light and sight that need no creature state: rules §19. The caller says what the viewer's senses are and what
// conditions hide the target.
#include <cstdint>
#include <span>

#include "engine/grid/map.hpp"
#include "engine/grid/types.hpp"

namespace live::engine::grid {

enum class Obscurity : std::uint8_t { light, heavy, magical_darkness };
BOOST_DESCRIBE_ENUM(Obscurity, light, heavy, magical_darkness)

/// Fog, foliage or darkness laid on the map by an effect. The cells are sorted and outlive the call.
struct Haze {
  std::span<const Cell> cells;
  Obscurity obscurity = Obscurity::heavy;
};

/// Everything light and sight depend on; `carried` are light sources beside the map's own.
struct Scene {
  const GridMap& map;
  std::span<const LightSource> carried = std::span<const LightSource>{};
  std::span<const Haze> hazes = std::span<const Haze>{};
  DiagonalRule diagonal = DiagonalRule::five_five_five;
};

/// Magical darkness makes a cell dark whatever nonmagical light falls on it.
[[nodiscard]] Light light_at(const Scene& scene, Cell cell);
/// Terrain and hazes of one cell; the worst counts. Ordinary darkness is light_at's business.
struct Obscured {
  bool lightly = false;
  bool heavily = false;
  bool magically = false;
};
[[nodiscard]] Obscured obscured_at(const Scene& scene, Cell cell);

struct Senses {
  static constexpr bool absent_keeps_default = true;
  std::int16_t darkvision_ft = 0;
  std::int16_t blindsight_ft = 0;
  std::int16_t tremorsense_ft = 0;
  std::int16_t truesight_ft = 0;
  std::int16_t devils_sight_ft = 0;  ///< sees in darkness, magical too
  bool sees_invisible = false;
  bool sightless = false;  ///< blinded or unconscious
  bool operator==(const Senses&) const = default;
};
BOOST_DESCRIBE_STRUCT(Senses, (),
                      (darkvision_ft, blindsight_ft, tremorsense_ft, truesight_ft, devils_sight_ft, sees_invisible,
                       sightless))

/// What hides the target from this viewer.
struct Hiding {
  bool hidden = false;  ///< from this viewer, by the Hide action
  bool invisible = false;
  bool off_ground = false;  ///< tremorsense needs a shared surface
};

enum class Sight : std::uint8_t {
  none,     ///< not perceived
  located,  ///< tremorsense: knows where, does not see
  dimly,    ///< seen, with disadvantage on sight Perception (dim light or lightly obscured)
  clearly,
};
BOOST_DESCRIBE_ENUM(Sight, none, located, dimly, clearly)

/// First match of rules §19 wins.
[[nodiscard]] Sight sight(const Scene& scene, const Space& viewer, const Senses& senses, const Space& target,
                          const Hiding& hiding);
[[nodiscard]] inline bool can_see(const Scene& scene, const Space& viewer, const Senses& senses, const Space& target,
                                  const Hiding& hiding = {}) {
  return sight(scene, viewer, senses, target, hiding) >= Sight::dimly;
}

}  // namespace live::engine::grid
