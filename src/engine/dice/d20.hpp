#pragma once
// The d20 test's die: rules §3. At most two d20s are ever rolled.
#include <array>
#include <cstdint>
#include <vector>

#include "engine/dice/dice.hpp"

namespace live::engine {

enum class Mode : std::uint8_t { normal, advantage, disadvantage };
BOOST_DESCRIBE_ENUM(Mode, normal, advantage, disadvantage)

/// Both or neither cancel, whatever their numbers (rules §3.1).
[[nodiscard]] constexpr Mode mode_of(bool any_advantage, bool any_disadvantage) {
  if (any_advantage == any_disadvantage) return Mode::normal;
  return any_advantage ? Mode::advantage : Mode::disadvantage;
}

struct D20 {
  std::vector<std::int16_t> dice;  ///< one face, or two in the order rolled
  std::int16_t kept = 0;           ///< the natural value
  Mode mode = Mode::normal;
  bool operator==(const D20&) const = default;
};
BOOST_DESCRIBE_STRUCT(D20, (), (dice, kept, mode))

[[nodiscard]] D20 roll_d20(Mode mode, Dice& dice);

}  // namespace live::engine
