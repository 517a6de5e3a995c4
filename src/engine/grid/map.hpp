#pragma once
// The map: terrain by cell, kept as the text in which maps are authored, one character a cell, so that the same rows
// are content, event, view and working memory. Creatures and spell areas are not in it; callers pass them beside it.
//
// Legend (every character of a row is one of these):
//   .  floor            #  wall              +  closed door       /  open door          (space) outside, nothing there
//   T  tree, pillar: cannot be entered, half cover               P  portcullis, arrow slit: cannot be entered, 3/4
//   cover g  glass, force: blocks movement and effects, not sight      c  curtain: blocks sight only
// and the open cells, by what they combine:
//                          clear air   lightly obscured   heavily obscured
//   floor                    .            ,                  %
//   difficult                ~            ;                  &
//   half-cover object        h  H         i  I               k  K            (capital: and difficult)
//   three-quarters object    q  Q         r  R               s  S
//   water                    w  W         x  X               a  A
//   water, half cover        u  U         y  Y               b  B
//   water, three-quarters    v  V         z  Z               d  D
#include <cstdint>
#include <optional>

#include "engine/grid/types.hpp"
#include "schema/types.hpp"

namespace live::engine::grid {

/// What a cell is made of, as bits.
using Terrain = std::uint16_t;
namespace terrain {
inline constexpr Terrain no_entry = 1U << 0;  ///< no creature may enter
inline constexpr Terrain fills = 1U << 1;     ///< wall-filled: also forbids cutting its corner (rules §6)
inline constexpr Terrain blocks_sight = 1U << 2;
inline constexpr Terrain blocks_effect = 1U << 3;
inline constexpr Terrain difficult = 1U << 4;
inline constexpr Terrain half_cover = 1U << 5;
inline constexpr Terrain three_quarters_cover = 1U << 6;
inline constexpr Terrain lightly_obscured = 1U << 7;
inline constexpr Terrain heavily_obscured = 1U << 8;
inline constexpr Terrain water = 1U << 9;
inline constexpr Terrain door = 1U << 10;
inline constexpr Terrain outside = 1U << 11;  ///< beyond the map's edge or a hole in it
inline constexpr Terrain floor = 0;
inline constexpr Terrain wall = no_entry | fills | blocks_sight | blocks_effect;
inline constexpr Terrain closed_door = wall | door;
inline constexpr Terrain open_door = door;
inline constexpr Terrain glass = no_entry | fills | blocks_effect;
inline constexpr Terrain curtain = blocks_sight;
inline constexpr Terrain tree = no_entry | half_cover;
inline constexpr Terrain portcullis = no_entry | three_quarters_cover;
inline constexpr Terrain nothing = no_entry | fills | outside;
/// A character outside the legend.
inline constexpr Terrain unknown = 0xFFFF;

[[nodiscard]] Terrain of(char letter);
/// The legend's letter for exactly this combination; nullopt if there is none.
[[nodiscard]] std::optional<char> letter(Terrain terrain);
}  // namespace terrain

enum class Light : std::uint8_t { dark, dim, bright };
BOOST_DESCRIBE_ENUM(Light, dark, dim, bright)

/// A lamp, torch or glowing thing; carried ones are passed beside the map. Radii as in rules §19: bright to bright_ft,
/// dim for dim_ft beyond. With `aim` (a bullseye lantern) only a cone of those lengths is lit.
struct LightSource {
  static constexpr bool absent_keeps_default = true;
  Cell pos = {};
  std::int16_t bright_ft = 0;
  std::int16_t dim_ft = 0;
  bool magical = false;
  std::optional<Cell> aim = std::nullopt;
  bool operator==(const LightSource&) const = default;
};
BOOST_DESCRIBE_STRUCT(LightSource, (), (pos, bright_ft, dim_ft, magical, aim))

enum class MapFault : std::uint8_t { too_large, ragged, unknown_letter, light_shape, unknown_light, bad_source };
BOOST_DESCRIBE_ENUM(MapFault, too_large, ragged, unknown_letter, light_shape, unknown_light, bad_source)
struct MapProblem {
  MapFault fault{};
  Cell at;  ///< row and column in the text, or the light source's index in x
};

/// A described value; any JSON read into it must pass `problem()` before use, though no accessor trusts it to.
struct GridMap {
  static constexpr int max_side = 256;
  static constexpr int max_sources = 256;

  static constexpr bool absent_keeps_default = true;
  using Rows = schema::List<schema::Text<max_side>, max_side>;

  Rows rows;               ///< all of one length
  Cell origin;             ///< the cell of rows[0][0]; negative cells are fine
  bool unbounded = false;  ///< beyond the rows lies open floor instead of nothing
  Light ambient = Light::bright;
  Rows light;  ///< optional, shaped like rows: B bright, D dim, X dark, . as `ambient`
  schema::List<LightSource, max_sources> sources;
  bool underwater = false;  ///< every cell that is not solid is water
  bool sunlight = false;
  bool operator==(const GridMap&) const = default;

  [[nodiscard]] static GridMap plain(int width, int height);
  [[nodiscard]] static GridMap endless();
  [[nodiscard]] std::optional<MapProblem> problem() const;

  [[nodiscard]] int width() const { return rows.empty() ? 0 : static_cast<int>(rows.front().size()); }
  [[nodiscard]] int height() const { return static_cast<int>(rows.size()); }
  [[nodiscard]] bool contains(Cell cell) const { return (at(cell) & terrain::outside) == 0; }
  [[nodiscard]] Terrain at(Cell cell) const;
  [[nodiscard]] Light ambient_at(Cell cell) const;

  /// Replaces the cell; an unbounded map's rows grow to hold it. False if the combination has no letter or no room.
  bool set(Cell cell, Terrain terrain);
  /// Adds bits to what is there already (difficult ground under a low wall).
  bool add(Cell cell, Terrain bits) { return set(cell, static_cast<Terrain>(stored(cell) | bits)); }
  /// Opens or closes a door; false if the cell has none.
  bool set_door(Cell cell, bool open);

 private:
  [[nodiscard]] Terrain stored(Cell cell) const;
  [[nodiscard]] bool grow_to(Cell cell);
};
BOOST_DESCRIBE_STRUCT(GridMap, (), (rows, origin, unbounded, ambient, light, sources, underwater, sunlight))

}  // namespace live::engine::grid
