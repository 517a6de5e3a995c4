#pragma once
// A condition on a creature (rules §15). Each instance keeps its own source and duration; the condition holds while any
// instance does. What a condition does is the table in rules/conditions.hpp.
#include <cstdint>

#include "engine/state/duration.hpp"

namespace live::engine {

struct ConditionInstance {
  static constexpr bool absent_keeps_default = true;
  Condition condition = Condition::prone;
  Slot source = Slot::none;
  /// The running effect this came with and goes with; 0: none.
  std::uint32_t effect_id = 0;
  /// DC to break free (grappled, restrained) where one is printed; 0: by contest.
  int escape_dc = 0;
  Duration duration = {};
  bool operator==(const ConditionInstance&) const = default;
};
BOOST_DESCRIBE_STRUCT(ConditionInstance, (), (condition, source, effect_id, escape_dc, duration))

}  // namespace live::engine
