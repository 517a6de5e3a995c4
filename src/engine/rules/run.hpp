#pragma once
// One command being carried out. Every change goes through emit(), so the state is at each moment the fold of the
// events so far. Resolution that may be interrupted works on `stack`; what is left of it when it has to wait becomes
// State::pending.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/engine.hpp"
#include "engine/rules/creature.hpp"
#include "engine/rules/text.hpp"

namespace live::engine {

struct Run {
  const Rules& rules;
  State& state;
  Dice& dice;
  std::int64_t now_ms = 0;
  Events events = {};
  std::vector<Frame> stack = {};

  [[nodiscard]] const Policy& policy() const { return policy_of(state); }
  [[nodiscard]] const Participant& at(Slot slot) const { return state.at(slot); }

  void emit(Event event) {
    evolve(state, event);
    events.push_back(std::move(event));
  }
  void set_economy(Slot slot, Economy economy) { emit(EconomyChanged{.slot = slot, .economy = std::move(economy)}); }
};

/// Empty: allowed.
using Check = std::optional<Refusal>;

[[nodiscard]] inline Refusal refuse(std::string code, std::string rule, std::string sentence) {
  return Refusal{.code = std::move(code), .sentence = std::move(sentence), .rule = std::move(rule), .nearest = {}};
}

}  // namespace live::engine
