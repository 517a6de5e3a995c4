#pragma once
// Cells as people call them: columns by letter from the west, rows by number from the north, so (0, 0) is A1 and (26,
// 4) is AA5. The web map says the same names aloud.
#include <string>

#include "engine/grid/cell.hpp"

namespace live::engine::grid {

[[nodiscard]] inline std::string cell_name(Cell cell) {
  if (cell.x < 0 || cell.y < 0) return "(" + std::to_string(cell.x) + ", " + std::to_string(cell.y) + ")";
  std::string column;
  for (int left = cell.x; left >= 0; left = left / 26 - 1)
    column.insert(column.begin(), static_cast<char>('A' + left % 26));
  return column + std::to_string(cell.y + 1);
}

}  // namespace live::engine::grid
