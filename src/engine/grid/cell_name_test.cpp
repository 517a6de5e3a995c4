#include "engine/grid/cell_name.hpp"

#include <gtest/gtest.h>

namespace live::engine::grid {
namespace {

TEST(CellName, CountsColumnsInLettersAndRowsFromOne) {
  EXPECT_EQ(cell_name({0, 0}), "A1");
  EXPECT_EQ(cell_name({20, 8}), "U9");
  EXPECT_EQ(cell_name({25, 0}), "Z1");
  EXPECT_EQ(cell_name({26, 4}), "AA5");
  EXPECT_EQ(cell_name({-1, 2}), "(-1, 2)") << "scenario maps may have cells west of the first column";
}

}  // namespace
}  // namespace live::engine::grid
