#pragma once
// Every action as a pair: check() says whether it would be accepted, perform() does it. Both the commands and the list
// of available actions use the same check, so what is offered is what is accepted.
#include <expected>
#include <string_view>
#include <vector>

#include "engine/content/content.hpp"
#include "engine/rules/attack.hpp"
#include "engine/rules/run.hpp"

namespace live::engine {

struct Situation {
  const Rules& rules;
  const State& state;
  Slot actor = Slot::none;
  /// The DM may aim at what only the DM knows.
  bool by_dm = false;
};

[[nodiscard]] Check check(const Situation& at, const Move& action);
[[nodiscard]] Check check(const Situation& at, const Attack& action);
[[nodiscard]] Check check(const Situation& at, const Cast& action);
[[nodiscard]] Check check(const Situation& at, const UseItem& action);
[[nodiscard]] Check check(const Situation& at, const Equip& action);
[[nodiscard]] Check check(const Situation& at, const Unequip& action);
[[nodiscard]] Check check(const Situation& at, const Interact& action);
[[nodiscard]] Check check(const Situation& at, const Basic& action);
[[nodiscard]] Check check(const Situation& at, const Help& action);
[[nodiscard]] Check check(const Situation& at, const Aid& action);
[[nodiscard]] Check check(const Situation& at, const Contest& action);
[[nodiscard]] Check check(const Situation& at, const Escape& action);
[[nodiscard]] Check check(const Situation& at, const Release& action);
[[nodiscard]] Check check(const Situation& at, const Ready& action);
[[nodiscard]] Check check(const Situation& at, const UseFeature& action);
[[nodiscard]] Check check(const Situation& at, const EndTurn& action);

void perform(Run& run, Slot actor, const Move& action);
void perform(Run& run, Slot actor, const Attack& action);
void perform(Run& run, Slot actor, const Cast& action);
void perform(Run& run, Slot actor, const UseItem& action);
void perform(Run& run, Slot actor, const Equip& action);
void perform(Run& run, Slot actor, const Unequip& action);
void perform(Run& run, Slot actor, const Interact& action);
void perform(Run& run, Slot actor, const Basic& action);
void perform(Run& run, Slot actor, const Help& action);
void perform(Run& run, Slot actor, const Aid& action);
void perform(Run& run, Slot actor, const Contest& action);
void perform(Run& run, Slot actor, const Escape& action);
void perform(Run& run, Slot actor, const Release& action);
void perform(Run& run, Slot actor, const Ready& action);
void perform(Run& run, Slot actor, const UseFeature& action);
void perform(Run& run, Slot actor, const EndTurn& action);

/// Known to the actor's player: there, and not the DM's secret.
[[nodiscard]] Check check_target(const Situation& at, Slot target);
/// The two halves of checking an attack or a casting: what does not hang on the target, and what does. The list of
/// available actions asks the first once and the second for every possible target.
[[nodiscard]] Check check_attack_ready(const Situation& at, const AttackProfile& profile, const Attack& action);
[[nodiscard]] Check check_attack_on(const Situation& at, const AttackProfile& profile, const Attack& action);
[[nodiscard]] Check check_cast_ready(const Situation& at, const SpellDef& spell, int asked_level);
[[nodiscard]] Check check_cast_on(const Situation& at, const SpellDef& spell, Slot target);
/// Does it hurt whom it is cast on?
[[nodiscard]] bool is_harmful(const SpellDef& spell);
/// An attack of the Attack action can be made now, or begun: pays for grapple and shove too.
[[nodiscard]] Check check_attack_left(const State& state, Slot actor);
void begin_attack(Run& run, Slot actor);
/// What grapples and shoves are saved against (rules §10, 2024).
[[nodiscard]] int strength_dc(const Participant& who);
inline constexpr int contest_reach_ft = 5;
/// What using an item costs its user.
[[nodiscard]] Cost item_cost(const State& state, const Participant& who, const ItemDef& item);
/// First aid (rules §12).
inline constexpr int stabilize_dc = 10;
/// What an activated feature costs, and whether it is one.
[[nodiscard]] Cost feature_cost(std::string_view id);
[[nodiscard]] bool is_usable_feature(std::string_view id);
/// An ally to name where any will do; none when it is alone.
[[nodiscard]] Slot first_ally(const State& state, Slot slot);
/// A hand is free: nothing in the main or off hand place.
[[nodiscard]] bool hand_free(const Participant& who);

}  // namespace live::engine
