#pragma once
// Time is a value handed down. Wall time in milliseconds since the Unix epoch: deadlines must survive a restart.
#include <cstdint>

namespace live::base {

using Milliseconds = std::int64_t;

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Milliseconds now_ms() const = 0;
};

/// Moves only when told to. For tests and simulation.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Milliseconds start_ms = 1'700'000'000'000) : now_ms_(start_ms) {}
  [[nodiscard]] Milliseconds now_ms() const override { return now_ms_; }
  void advance(Milliseconds by_ms) { now_ms_ += by_ms; }

 private:
  Milliseconds now_ms_;
};

}  // namespace live::base
