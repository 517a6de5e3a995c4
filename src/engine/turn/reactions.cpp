// What may be answered to a hit and to darts, and what the answers do (rules §5, §8, §9.6, §20).
#include <algorithm>

#include "engine/rules/attack.hpp"
#include "engine/rules/effects.hpp"
#include "engine/turn/exec.hpp"
#include "engine/turn/guards.hpp"
#include "engine/turn/spells.hpp"

namespace live::engine {
namespace {

bool can_shield(const Rules& rules, const State& state, Slot slot) {
  const SpellDef* shield = rules.content.spell("shield", state.options.ruleset);
  return shield != nullptr && can_react(state, slot) && !check_castable(rules, state, slot, *shield, 0).has_value();
}

void take_shield(Run& run, Slot slot) {
  const SpellDef* shield = run.rules.content.spell("shield", run.state.options.ruleset);
  if (shield == nullptr) return;
  const int level = lowest_slot(run.at(slot), shield->level);
  pay(run, slot, Cost::reaction);
  spend_for_spell(run, slot, *shield, level);
  run.emit(SpellCast{.slot = slot, .spell = shield->id, .level = level, .cost = Cost::reaction, .targets = {slot}});
  if (shield->effect) add_effect(run, {.slot = slot, .source = slot, .name = shield->id, .def = *shield->effect});
}

void settle_hit(Run& run, const WindowFrame& window) {
  if (run.stack.empty()) return;
  if (auto* attack = std::get_if<AttackFrame>(&run.stack.back())) {
    const HitOutcome outcome = take_hit_reactions(run, window, attack->roll, attack->cover, attack->slot,
                                                  attack->attack.target, attack->armor_class);
    attack->armor_class = outcome.armor_class;
    attack->hit = outcome.hit;
    attack->critical = attack->critical && outcome.hit;
    attack->halved = outcome.halved;
  } else if (auto* spell = std::get_if<SpellFrame>(&run.stack.back())) {
    const Slot target = spell->cast.targets[static_cast<std::size_t>(spell->next)];
    const HitOutcome outcome =
        take_hit_reactions(run, window, spell->roll, spell->cover, spell->slot, target, spell->armor_class);
    spell->armor_class = outcome.armor_class;
    spell->hit = outcome.hit;
    spell->critical = spell->critical && outcome.hit;
    spell->halved = outcome.halved;
  }
}

/// Attacks made with the reaction: the first in order ends on top of the stack.
void settle_attacks(Run& run, const WindowFrame& window) {
  for (auto reactor = window.reactors.rbegin(); reactor != window.reactors.rend(); ++reactor) {
    if (reactor->taken.empty()) continue;
    Attack attack{.with = reactor->choice, .target = window.by};
    run.stack.emplace_back(AttackFrame{.slot = reactor->slot, .attack = std::move(attack), .reaction = true});
  }
}

}  // namespace

std::vector<Reactor> hit_reactors(const Rules& rules, const State& state, Slot attacker, Slot target,
                                  bool melee_weapon) {
  Reactor reactor{.slot = target};
  if (!can_react(state, target)) return {};
  const Participant& who = state.at(target);
  if (can_shield(rules, state, target)) reactor.options.push_back({.reaction = "shield"});
  const bool sees = can_see(state, target, attacker);
  if (sees && feature(who, "uncanny-dodge") != nullptr) reactor.options.push_back({.reaction = "uncanny-dodge"});
  if (sees && melee_weapon && feature(who, "parry") != nullptr) reactor.options.push_back({.reaction = "parry"});
  if (reactor.options.empty()) return {};
  return {std::move(reactor)};
}

std::vector<Reactor> missile_reactors(const Rules& rules, const State& state, const std::vector<Slot>& targets) {
  std::vector<Reactor> reactors;
  for (const Slot slot : resolution_order(state)) {
    if (std::ranges::find(targets, slot) == targets.end() || !can_shield(rules, state, slot)) continue;
    reactors.push_back({.slot = slot, .options = {{.reaction = "shield"}}});
  }
  return reactors;
}

HitOutcome take_hit_reactions(Run& run, const WindowFrame& window, const D20Test& roll, grid::Cover cover,
                              Slot attacker, Slot target, int armor_class) {
  HitOutcome outcome{.armor_class = armor_class};
  for (const Reactor& reactor : window.reactors) {
    if (reactor.taken.empty() || !can_react(run.state, reactor.slot)) continue;
    if (reactor.taken == "shield") {
      take_shield(run, reactor.slot);
      outcome.armor_class = base_armor_class(run.rules, run.state, target) + grid::cover_bonus(cover);
    } else if (reactor.taken == "parry") {
      pay(run, reactor.slot, Cost::reaction);
      outcome.armor_class += feature(run.at(reactor.slot), "parry")->value;
    } else if (reactor.taken == "uncanny-dodge") {
      pay(run, reactor.slot, Cost::reaction);
      outcome.halved = true;
    }
    outcome.hit = hits(roll, outcome.armor_class);
    run.emit(AttackAdjusted{.slot = attacker,
                            .target = target,
                            .reaction = reactor.taken,
                            .armor_class = outcome.armor_class,
                            .hit = outcome.hit});
  }
  return outcome;
}

void settle(Run& run, const WindowFrame& window) {
  switch (window.kind) {
    case WindowKind::leaving_reach:
      return settle_attacks(run, window);
    case WindowKind::readied:
      return settle_attacks(run, window);
    case WindowKind::attack_hit:
      return settle_hit(run, window);
    case WindowKind::missiles:
      for (const Reactor& reactor : window.reactors) {
        if (reactor.taken == "shield" && can_react(run.state, reactor.slot)) take_shield(run, reactor.slot);
      }
      return;
  }
}

}  // namespace live::engine
