#pragma once
// The checks every action shares, in the order of rules §5: turn, condition, economy. And paying for it.
#include "engine/rules/run.hpp"

namespace live::engine {

/// Play is on, nobody is being waited for, and it is the actor's turn.
[[nodiscard]] Check check_turn(const State& state, Slot actor);
/// Neither dead, incapacitated nor surprised (2014).
[[nodiscard]] Check check_able(const State& state, Slot actor);
/// `magic`: a casting, which an action surge of 2024 does not allow.
[[nodiscard]] Check check_cost(const State& state, Slot actor, Cost cost, bool magic = false);
/// All three.
[[nodiscard]] Check check_act(const State& state, Slot actor, Cost cost, bool magic = false);
void pay(Run& run, Slot actor, Cost cost, bool magic = false);
/// May react now: able, reaction left, nothing forbids it, not surprised.
[[nodiscard]] bool can_react(const State& state, Slot slot);

/// The name others may know it by.
[[nodiscard]] std::string public_name(const Participant& who);

}  // namespace live::engine
