#pragma once
// What a creature carries. The facts of an item are content; here is only which, how many and where.
#include <cstdint>
#include <string>
#include <vector>

#include "engine/grid/cell.hpp"
#include "engine/state/terms.hpp"

namespace live::engine {

/// `dropped` lies on the map in the cell `at`.
enum class Place : std::uint8_t { pack, main_hand, off_hand, worn, dropped };
BOOST_DESCRIBE_ENUM(Place, pack, main_hand, off_hand, worn, dropped)

struct InventoryItem {
  static constexpr bool absent_keeps_default = true;
  /// Unique within its owner: "shortsword-2".
  std::string id = {};
  /// Content id of a weapon, armor or item: "shortsword".
  std::string item = {};
  std::string name = {};
  int quantity = 1;
  Place place = Place::pack;
  grid::Cell at = {};
  /// The N of a +N weapon, armor or shield.
  int bonus = 0;
  int charges = 0;
  /// "magical", "silvered", "adamantine" (rules §10).
  std::vector<std::string> tags = {};
  bool operator==(const InventoryItem&) const = default;
};
BOOST_DESCRIBE_STRUCT(InventoryItem, (), (id, item, name, quantity, place, at, bonus, charges, tags))

}  // namespace live::engine
