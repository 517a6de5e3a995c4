#pragma once
// Areas of effect: rules §18. Shape and placement are described values (a spell's text gives the shape, the caster's
// choice the placement); `area_cells` gives the cells, sorted by x then y.
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/grid/map.hpp"
#include "engine/grid/types.hpp"

namespace live::engine::grid {

enum class AreaKind : std::uint8_t { sphere, cylinder, cube, cone, line, emanation };
BOOST_DESCRIBE_ENUM(AreaKind, sphere, cylinder, cube, cone, line, emanation)

struct AreaShape {
  static constexpr bool absent_keeps_default = true;
  AreaKind kind = AreaKind::sphere;
  std::int16_t size_ft = 5;    ///< radius of sphere, cylinder, emanation; side of cube; length of cone and line
  std::int16_t width_ft = 5;   ///< line only
  std::int16_t height_ft = 0;  ///< cylinder only; 0: unlimited
  bool spreads_around_corners = false;
  bool own_space = false;  ///< emanation: the creature's own cells belong to it
  bool operator==(const AreaShape&) const = default;
};
BOOST_DESCRIBE_STRUCT(AreaShape, (), (kind, size_ft, width_ft, height_ft, spreads_around_corners, own_space))

/// Where the area lies. Which members matter depends on the kind:
///   sphere, cylinder: `origin` (a lattice point doubled, or a centre)       cube: `min_cell`, `origin` optional
///   cone: `caster` (or `origin` if there is none), `aim`                    emanation: `caster`
///   line: `caster`, `aim`, `origin` = the start: centre of a perimeter cell for odd width/5, else a perimeter
///         lattice point; without it the one nearest the aim is taken
struct AreaPlacement {
  static constexpr bool absent_keeps_default = true;
  std::optional<HalfPoint> origin = std::nullopt;
  std::optional<HalfPoint> aim = std::nullopt;
  std::optional<Cell> min_cell = std::nullopt;
  std::optional<Space> caster = std::nullopt;
  std::int16_t z_ft = 0;
  bool operator==(const AreaPlacement&) const = default;
};
BOOST_DESCRIBE_STRUCT(AreaPlacement, (), (origin, aim, min_cell, caster, z_ft))

enum class AreaFault : std::uint8_t { size, origin, aim, start, caster_inside };
BOOST_DESCRIBE_ENUM(AreaFault, size, origin, aim, start, caster_inside)

inline constexpr int max_area_ft = 600;

/// nullopt if the placement fits the shape: sizes positive multiples of 5 within limits, what the kind needs is there,
/// the aim is not the apex, a line starts on the caster's perimeter, a self-origin cube touches the caster's space.
/// `self_origin` says that a cube's origin is the caster.
[[nodiscard]] std::optional<AreaFault> area_fault(const AreaShape& shape, const AreaPlacement& placement,
                                                  bool self_origin = false);

/// The cells of the area that its origin reaches; empty if area_fault() says anything. Wall cells are never in it.
/// `rule` matters to emanations alone, which are measured in §6 distance.
[[nodiscard]] std::vector<Cell> area_cells(const GridMap& map, const AreaShape& shape, const AreaPlacement& placement,
                                           DiagonalRule rule = DiagonalRule::five_five_five);

/// Is any cell of the space in the area, heights included for sphere, cylinder and emanation? `cells` are area_cells().
[[nodiscard]] bool area_affects(const AreaShape& shape, const AreaPlacement& placement, std::span<const Cell> cells,
                                const Space& space, DiagonalRule rule = DiagonalRule::five_five_five);

/// The point all reach and cover tests of the area start from (cube: the boundary lattice point nearest the caster's
/// centre unless given; emanation: the creature's centre).
[[nodiscard]] std::optional<HalfPoint> area_origin(const AreaShape& shape, const AreaPlacement& placement);

/// The least distance from the caster to a boundary lattice point of a cube, for its range check.
[[nodiscard]] int cube_distance_ft(const Space& caster, Cell min_cell, int side_ft, DiagonalRule rule);

/// Where an effect aimed at `wanted` really begins: there if the caster has a line of effect to it, else the last
/// lattice point before the obstacle on the way.
[[nodiscard]] Point settle_origin(const GridMap& map, const Space& caster, Point wanted);

}  // namespace live::engine::grid
