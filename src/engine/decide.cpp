// From a command to its events: check, then carry out. Nothing is touched before every check has passed.
#include <algorithm>

#include "engine/engine.hpp"
#include "engine/turn/actions.hpp"
#include "engine/turn/control.hpp"
#include "engine/turn/exec.hpp"
#include "engine/turn/flow.hpp"

namespace live::engine {
namespace {

/// Counts what is pulled, so that the log says where the stream stands.
class CountedDice final : public Dice {
 public:
  explicit CountedDice(Dice& source) : source_(&source) {}
  [[nodiscard]] int roll(int sides) override {
    ++count_;
    return source_->roll(sides);
  }
  [[nodiscard]] std::uint64_t count() const { return count_; }

 private:
  Dice* source_;
  std::uint64_t count_ = 0;
};

Check check_command(const Rules& rules, const State& state, const Command& command) {
  return std::visit([&](const auto& body) { return check(ControlSituation{rules, state, command}, body); },
                    command.body);
}

}  // namespace

std::expected<Events, Refusal> advance(const Rules& rules, State& state, const Command& command, Dice& dice) {
  if (auto refusal = check_command(rules, state, command)) return std::unexpected(std::move(*refusal));
  CountedDice counted(dice);
  Run run{.rules = rules, .state = state, .dice = counted, .now_ms = command.now_ms, .events = {}, .stack = {}};
  // Most commands lead to a handful of events, and events are wide: one allocation does for them.
  run.events.reserve(8);
  std::visit([&](const auto& body) { perform(run, command, body); }, command.body);
  if (counted.count() > 0) run.emit(DiceAdvanced{.position = state.dice_position + counted.count()});
  return std::move(run.events);
}

std::expected<Events, Refusal> decide(const Rules& rules, const State& state, const Command& command, Dice& dice) {
  if (auto refusal = check_command(rules, state, command)) return std::unexpected(std::move(*refusal));
  State copy = state;
  return advance(rules, copy, command, dice);
}

std::int64_t next_deadline_ms(const State& state) {
  if (state.status != Status::active) return 0;
  // A turn does not run out while someone is asked about a reaction: that time is given back.
  const WindowFrame* window = state.window();
  return window != nullptr ? window->deadline_ms : state.turn_deadline_ms;
}

}  // namespace live::engine
