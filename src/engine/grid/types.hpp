#pragma once
// What stands on cells: sizes, spaces, and the options the grid's arithmetic depends on.
#include <array>
#include <compare>
#include <cstdint>
#include <string_view>
#include <utility>

#include "engine/grid/cell.hpp"
#include "schema/describe.hpp"

namespace live::engine::grid {

enum class Size : std::uint8_t { tiny, small, medium, large, huge, gargantuan };
BOOST_DESCRIBE_ENUM(Size, tiny, small, medium, large, huge, gargantuan)

enum class DiagonalRule : std::uint8_t { five_five_five, five_ten_five };
BOOST_DESCRIBE_ENUM(DiagonalRule, five_five_five, five_ten_five)
constexpr auto schema_enum_names(DiagonalRule) {
  return std::array{std::pair{DiagonalRule::five_five_five, std::string_view("5-5-5")},
                    std::pair{DiagonalRule::five_ten_five, std::string_view("5-10-5")}};
}

/// Where the two published rule sets differ on the grid: passing creatures, squeezing, dragging (rules §29).
enum class Ruleset : std::uint8_t { srd2014, srd2024 };

/// The cells a creature fills: a square block, and the height of its base above the floor.
struct Space {
  Cell min = {};
  std::int16_t side = 1;
  std::int16_t z_ft = 0;
  auto operator<=>(const Space&) const = default;

  [[nodiscard]] constexpr bool contains(Cell cell) const {
    return cell.x >= min.x && cell.x < min.x + side && cell.y >= min.y && cell.y < min.y + side;
  }
};
BOOST_DESCRIBE_STRUCT(Space, (), (min, side, z_ft))

/// Side of the footprint in cells (rules §6): Tiny to Medium 1, Large 2, Huge 3, Gargantuan 4.
[[nodiscard]] constexpr std::int16_t footprint_cells(Size size) {
  return size <= Size::medium ? std::int16_t{1}
                              : static_cast<std::int16_t>(static_cast<int>(size) - static_cast<int>(Size::medium) + 1);
}
[[nodiscard]] constexpr Space space_of(Size size, Cell min, std::int16_t z_ft = 0) {
  return Space{.min = min, .side = footprint_cells(size), .z_ft = z_ft};
}

[[nodiscard]] constexpr HalfPoint centre(const Space& space) {
  return HalfPoint{.x = 2 * space.min.x + space.side, .y = 2 * space.min.y + space.side};
}

}  // namespace live::engine::grid
