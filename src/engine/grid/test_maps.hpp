#pragma once
// Maps for the tests of this folder.
#include <string>
#include <vector>

#include "engine/dice/dice.hpp"
#include "engine/grid/map.hpp"

namespace live::engine::grid::testing_maps {

inline GridMap map_of(std::vector<std::string> rows) {
  GridMap map;
  for (auto& row : rows) map.rows.emplace_back(std::move(row));
  return map;
}

/// An endless plain with these walls, as scenario files describe them.
inline GridMap walled(const std::vector<Cell>& walls, Terrain terrain = terrain::wall) {
  GridMap map = GridMap::endless();
  for (const Cell cell : walls) (void)map.set(cell, terrain);
  return map;
}

/// Letters drawn at random; one in `plainness` cells is not floor.
inline GridMap random_map(Dice& dice, int width, int height, std::string_view letters, int plainness) {
  GridMap map = GridMap::plain(width, height);
  for (auto& row : map.rows) {
    for (char& cell : row) {
      if (dice.roll(plainness) == 1)
        cell = letters[static_cast<std::size_t>(dice.roll(static_cast<int>(letters.size())) - 1)];
    }
  }
  return map;
}

}  // namespace live::engine::grid::testing_maps
