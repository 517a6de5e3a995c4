#pragma once
// A player of no great wit: chooses among what available_actions() offers, goes for the nearest enemy, answers every
// reaction window. For property tests, simulations and load; fights between bots come to an end.
#include <cstdint>
#include <optional>

#include "engine/engine.hpp"

namespace live::engine {

class Bot {
 public:
  explicit Bot(std::uint64_t seed) : choices_(seed) {}

  /// The next command of a fight that is on, or nothing when it is over or nobody has a turn.
  [[nodiscard]] std::optional<Command> next(const Rules& rules, const State& state, std::int64_t now_ms);
  /// The same for one participant: nothing when it is neither its turn nor its reaction.
  [[nodiscard]] std::optional<Command> next_for(const Rules& rules, const State& state, Slot slot, std::int64_t now_ms);

 private:
  [[nodiscard]] int below(int limit) { return limit <= 1 ? 0 : choices_.roll(limit) - 1; }
  [[nodiscard]] Command answer(const WindowFrame& window, const Reactor& reactor, std::int64_t now_ms);
  [[nodiscard]] Command act(const Rules& rules, const State& state, Slot slot, std::int64_t now_ms);
  [[nodiscard]] std::optional<Action> from(const State& state, const AvailableAction& offer);
  [[nodiscard]] std::optional<Action> approach(const Rules& rules, const State& state, Slot slot);

  SeededDice choices_;
};

}  // namespace live::engine
