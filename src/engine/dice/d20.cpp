#include "engine/dice/d20.hpp"

#include <algorithm>

namespace live::engine {

D20 roll_d20(Mode mode, Dice& dice) {
  D20 roll{.dice = {}, .kept = 0, .mode = mode};
  roll.dice.reserve(2);
  roll.dice.push_back(static_cast<std::int16_t>(dice.roll(20)));
  if (mode != Mode::normal) roll.dice.push_back(static_cast<std::int16_t>(dice.roll(20)));
  roll.kept = mode == Mode::disadvantage ? std::ranges::min(roll.dice) : std::ranges::max(roll.dice);
  return roll;
}

}  // namespace live::engine
