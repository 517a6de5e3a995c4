#pragma once
// When a running thing ends (rules §27). Counts are in turns of one creature and fall as those turns start or end, so a
// duration survives a changed initiative order.
#include <cstdint>

#include "engine/state/terms.hpp"

namespace live::engine {

enum class Until : std::uint8_t { removed, turn_start, turn_end };
BOOST_DESCRIBE_ENUM(Until, removed, turn_start, turn_end)

struct Duration {
  static constexpr bool absent_keeps_default = true;
  Until until = Until::removed;
  /// Whose turn is counted.
  Slot whose = Slot::none;
  /// Ends at the step in which this reaches 0.
  int count = 0;
  bool operator==(const Duration&) const = default;
};
BOOST_DESCRIBE_STRUCT(Duration, (), (until, whose, count))

}  // namespace live::engine
