#include "engine/rules/tests.hpp"

#include <algorithm>

#include "engine/dice/d20.hpp"
#include "engine/dice/term.hpp"
#include "engine/grid/sight.hpp"
#include "engine/rules/attack.hpp"
#include "engine/rules/effects.hpp"

namespace live::engine {

bool applies(const Modifier& modifier, const TestPlan& plan) {
  if (modifier.kind != plan.bonus_kind) return false;
  return modifier.abilities.empty() || std::ranges::find(modifier.abilities, plan.ability) != modifier.abilities.end();
}

namespace {

/// Bless and its like: dice in the order the effects were applied (rules §0 D1).
void roll_effect_dice(Run& run, Slot slot, const TestPlan& plan, D20Test& test) {
  for (const Effect* effect : effects_of(run.at(slot))) {
    for (const Modifier& modifier : effect->modifiers) {
      if (!applies(modifier, plan) || modifier.dice.empty()) continue;
      const bool minus = modifier.dice.starts_with('-');
      const auto term = parse_term(minus ? modifier.dice.substr(1) : modifier.dice);
      if (!term) continue;
      RollModifier rolled{.source = effect->name, .value = 0, .dice = {}};
      std::vector<std::int16_t> faces;
      const int sum = roll_term(*term, run.dice, &faces);
      rolled.value = minus ? -sum : sum;
      rolled.dice.assign(faces.begin(), faces.end());
      test.total += rolled.value;
      test.modifiers.push_back(std::move(rolled));
    }
  }
}

void add_save_sources(const Run& run, const SaveRequest& request, TestPlan& plan) {
  const Participant& who = run.at(request.slot);
  const Policy& policy = run.policy();
  if (policy.exhaustion_in_steps && who.exhaustion >= 3) plan.sources.hamper("exhaustion");
  hamper_by_armor(run, request.slot, request.ability, plan);
  if (request.magical && feature(who, "magic-resistance") != nullptr) plan.sources.help("magic-resistance");
  if (request.ability == Ability::dex) {
    if (any_rule(who, policy, &ConditionRule::dex_save_disadvantage)) plan.sources.hamper("restrained");
    // Dodge is lost while incapacitated or without speed (rules §16).
    const bool nimble = !incapacitated(who, policy) && speed_ft(run.state, request.slot, MoveMode::walk) > 0;
    const auto dodging = std::ranges::find(who.effects, "dodging", &Effect::name);
    if (dodging != who.effects.end() && nimble) plan.sources.help("dodging");
    if (grid::cover_bonus(request.cover) > 0) add_modifier(plan, "cover", grid::cover_bonus(request.cover));
  }
  for (const Effect* effect : effects_of(who)) {
    for (const Modifier& modifier : effect->modifiers) {
      const bool of_ability = modifier.abilities.empty() ||
                              std::ranges::find(modifier.abilities, request.ability) != modifier.abilities.end();
      const bool fits =
          of_ability && (modifier.damage_type == DamageType::none || modifier.damage_type == request.harm);
      if (fits && modifier.kind == ModifierKind::save_advantage) plan.sources.help(effect->name);
      if (fits && modifier.kind == ModifierKind::save_disadvantage) plan.sources.hamper(effect->name);
    }
  }
}

bool helps_check(const Modifier& modifier, const CheckRequest& request) {
  if (modifier.kind != ModifierKind::check_advantage) return false;
  const bool of_ability = modifier.abilities.empty() ||
                          std::ranges::find(modifier.abilities, ability_of(request.skill)) != modifier.abilities.end();
  return of_ability && (!modifier.skill || *modifier.skill == request.skill);
}

/// What gives advantage on the check; those good for one check only are noted as spent.
std::vector<std::uint32_t> add_check_help(const Participant& who, const CheckRequest& request, Sources& sources) {
  std::vector<std::uint32_t> spent;
  for (const Effect& effect : who.effects) {
    const bool helps =
        std::ranges::any_of(effect.modifiers, [&](const Modifier& modifier) { return helps_check(modifier, request); });
    if (!helps) continue;
    sources.help(effect.name);
    if (effect.single_use) spent.push_back(effect.id);
  }
  return spent;
}

bool fails_by_condition(const Run& run, const SaveRequest& request) {
  if (request.ability != Ability::str && request.ability != Ability::dex) return false;
  return any_rule(run.at(request.slot), run.policy(), &ConditionRule::fails_str_dex_saves);
}

}  // namespace

void Sources::help(std::string_view name) {
  if (std::ranges::find(advantage, name) == advantage.end()) advantage.emplace_back(name);
}

void Sources::hamper(std::string_view name) {
  if (std::ranges::find(disadvantage, name) == disadvantage.end()) disadvantage.emplace_back(name);
}

RollMode Sources::mode() const {
  if (advantage.empty() == disadvantage.empty()) return RollMode::normal;
  return advantage.empty() ? RollMode::disadvantage : RollMode::advantage;
}

void add_modifier(TestPlan& plan, std::string_view source, int value) {
  if (value != 0) plan.modifiers.push_back({.source = std::string(source), .value = value, .dice = {}});
}

void hamper_by_armor(const Run& run, Slot slot, Ability ability, TestPlan& plan) {
  if (ability != Ability::str && ability != Ability::dex) return;
  if (in_untrained_armor(run.rules, run.state, run.at(slot))) plan.sources.hamper("untrained-armor");
}

void add_common(const State& state, Slot slot, TestPlan& plan) {
  const Participant& who = state.at(slot);
  if (!policy_of(state).exhaustion_in_steps) add_modifier(plan, "exhaustion", -2 * who.exhaustion);
  for (const Effect* effect : effects_of(who)) {
    for (const Modifier& modifier : effect->modifiers) {
      if (applies(modifier, plan)) add_modifier(plan, effect->name, modifier.value);
    }
  }
}

D20Test roll_test(Run& run, Slot slot, const TestPlan& plan) {
  D20Test test{.mode = plan.sources.mode(),
               .dice = {},
               .natural = 0,
               .advantage = plan.sources.advantage,
               .disadvantage = plan.sources.disadvantage,
               .modifiers = plan.modifiers,
               .total = 0};
  const auto rolled = roll_d20(static_cast<Mode>(test.mode), run.dice);
  test.dice.assign(rolled.dice.begin(), rolled.dice.end());
  test.natural = rolled.kept;
  test.total = test.natural;
  for (const RollModifier& modifier : test.modifiers) test.total += modifier.value;
  roll_effect_dice(run, slot, plan, test);
  return test;
}

bool roll_save(Run& run, const SaveRequest& request) {
  SaveRolled event{.slot = request.slot,
                   .ability = request.ability,
                   .against = request.against,
                   .roll = {},
                   .dc = request.dc,
                   .success = false,
                   .automatic = false};
  if (fails_by_condition(run, request)) {
    event.automatic = true;
  } else {
    TestPlan plan{.sources = {}, .modifiers = {}, .bonus_kind = ModifierKind::save_bonus, .ability = request.ability};
    add_modifier(plan, "save", save_bonus(run.at(request.slot), request.ability));
    add_save_sources(run, request, plan);
    add_common(run.state, request.slot, plan);
    event.roll = roll_test(run, request.slot, plan);
    event.success = event.roll.total >= request.dc;
  }
  const bool success = event.success;
  run.emit(std::move(event));
  return success;
}

int roll_check(Run& run, const CheckRequest& request) {
  const Participant& who = run.at(request.slot);
  const Policy& policy = run.policy();
  TestPlan plan{.sources = request.sources,
                .modifiers = {},
                .bonus_kind = ModifierKind::check_bonus,
                .ability = ability_of(request.skill)};
  add_modifier(plan, "skill", skill_bonus(who, request.skill));
  if (any_rule(who, policy, &ConditionRule::check_disadvantage)) plan.sources.hamper("poisoned");
  if (policy.exhaustion_in_steps && who.exhaustion >= 1) plan.sources.hamper("exhaustion");
  if (fear_in_sight(run.state, request.slot)) plan.sources.hamper("frightened");
  hamper_by_armor(run, request.slot, plan.ability, plan);
  const std::vector<std::uint32_t> spent = add_check_help(who, request, plan.sources);
  add_common(run.state, request.slot, plan);
  CheckRolled event{.slot = request.slot,
                    .skill = request.skill,
                    .purpose = request.purpose,
                    .roll = roll_test(run, request.slot, plan),
                    .dc = request.dc,
                    .success = false};
  event.success = request.dc == 0 || event.roll.total >= request.dc;
  const int total = event.roll.total;
  run.emit(std::move(event));
  for (const std::uint32_t id : spent) end_effect(run, request.slot, id, "used");
  return total;
}

bool fear_in_sight(const State& state, Slot slot) {
  const Participant& who = state.at(slot);
  return std::ranges::any_of(who.conditions, [&](const ConditionInstance& instance) {
    if (instance.condition != Condition::frightened) return false;
    if (!state.has(instance.source)) return instance.source == Slot::none;
    return grid::line_of_sight(state.map, space_of(who), space_of(state.at(instance.source)));
  });
}

}  // namespace live::engine
