// Who helps and who hampers an attack, and the roll itself (rules §9).
#include "engine/rules/attack.hpp"

#include <algorithm>

#include "engine/grid/sight.hpp"
#include "engine/rules/effects.hpp"
#include "schema/describe.hpp"

namespace live::engine {
namespace {

constexpr int adjacent_ft = 5;

void add_target_sources(const State& state, const RollContext& context, Sources& sources) {
  const Participant& target = state.at(context.target);
  const Policy& policy = policy_of(state);
  if (!can_see(state, context.target, context.attacker)) sources.help("unseen-attacker");
  if (!can_see(state, context.attacker, context.target)) sources.hamper("unseen-target");
  for (const ConditionInstance& instance : target.conditions) {
    // Unseen covers invisible: who sees it anyway loses nothing [R28].
    if (instance.condition == Condition::invisible) continue;
    if (rule_of(instance.condition, policy).attacked_advantage) {
      sources.help("target-" + std::string(schema::enum_name(instance.condition)));
    }
  }
  if (has_condition(target, Condition::prone)) {
    if (context.distance_ft <= adjacent_ft) {
      sources.help("target-prone");
    } else {
      sources.hamper("target-prone");
    }
  }
}

void add_attacker_sources(const Rules& rules, const State& state, const RollContext& context, Sources& sources) {
  const Participant& attacker = state.at(context.attacker);
  const Policy& policy = policy_of(state);
  for (const ConditionInstance& instance : attacker.conditions) {
    if (rule_of(instance.condition, policy).attack_disadvantage) {
      sources.hamper(schema::enum_name(instance.condition));
    }
    const bool held_by_other = instance.condition == Condition::grappled && instance.source != context.target;
    if (policy.grappled_hampers_attacks && held_by_other) sources.hamper("grappled");
  }
  if (fear_in_sight(state, context.attacker)) sources.hamper("frightened");
  if (policy.exhaustion_in_steps && attacker.exhaustion >= 3) sources.hamper("exhaustion");
  if (context.physical && in_untrained_armor(rules, state, attacker)) sources.hamper("untrained-armor");
  if (state.map.sunlight && feature(attacker, "sunlight-sensitivity") != nullptr) sources.hamper("sunlight");
}

bool counts_for(const State& state, const Effect& effect, Slot attacker) {
  if (effect.only_by != Slot::none && effect.only_by != attacker) return false;
  // Help is given to one's own side, whichever of them strikes first (rules §16, 2024).
  const bool help = effect.name == "helped" && state.has(effect.source);
  return !help || !hostile(state.at(effect.source), state.at(attacker));
}

bool dodge_counts(const State& state, const RollContext& context) {
  const Participant& target = state.at(context.target);
  return !incapacitated(target, policy_of(state)) && speed_ft(state, context.target, MoveMode::walk) > 0 &&
         can_see(state, context.target, context.attacker);
}

void add_effect_sources(const State& state, const RollContext& context, Sources& sources) {
  for (const Effect* effect : effects_of(state.at(context.target))) {
    if (!counts_for(state, *effect, context.attacker)) continue;
    for (const Modifier& modifier : effect->modifiers) {
      if (modifier.kind == ModifierKind::attacked_advantage) sources.help(effect->name);
      const bool hampers = modifier.kind == ModifierKind::attacked_disadvantage;
      if (hampers && (effect->name != "dodging" || dodge_counts(state, context))) sources.hamper(effect->name);
    }
  }
  for (const Effect* effect : effects_of(state.at(context.attacker))) {
    for (const Modifier& modifier : effect->modifiers) {
      if (modifier.kind == ModifierKind::attack_advantage) sources.help(effect->name);
      if (modifier.kind == ModifierKind::attack_disadvantage) sources.hamper(effect->name);
    }
  }
}

void add_neighbour_sources(const State& state, const RollContext& context, Sources& sources) {
  const Participant& attacker = state.at(context.attacker);
  const Policy& policy = policy_of(state);
  for (std::size_t i = 0; i < state.participants.size(); ++i) {
    const Slot other = slot_at(i);
    const Participant& who = state.participants[i];
    if (other == context.attacker || !present(who) || !able(who, policy)) continue;
    const bool enemy = hostile(attacker, who);
    if (enemy && !context.melee && distance_ft(state, context.attacker, other) <= adjacent_ft &&
        can_see(state, other, context.attacker)) {
      sources.hamper("enemy-adjacent");
    }
    if (!enemy && feature(attacker, "pack-tactics") != nullptr &&
        distance_ft(state, other, context.target) <= adjacent_ft) {
      sources.help("pack-tactics");
    }
  }
}

bool fights_under_water(std::string_view weapon) {
  constexpr std::string_view fit[] = {"dagger",         "javelin",       "shortsword",     "spear", "trident",
                                      "light-crossbow", "hand-crossbow", "heavy-crossbow", "net",   "dart"};
  return std::ranges::find(fit, weapon) != std::end(fit);
}

void add_weapon_sources(const State& state, const RollContext& context, Sources& sources) {
  const Participant& attacker = state.at(context.attacker);
  const Policy& policy = policy_of(state);
  if (context.long_range) sources.hamper("long-range");
  if (context.heavy) {
    const Ability needed = context.ranged_weapon ? Ability::dex : Ability::str;
    const bool hampered =
        policy.heavy_by_size ? attacker.sheet.size <= Size::small : attacker.sheet.abilities.of(needed) < 13;
    if (hampered) sources.hamper("heavy");
  }
  const bool in_water = (state.map.at(attacker.pos) & grid::terrain::water) != 0;
  if (context.weapon && in_water && !fights_under_water(context.weapon_id) &&
      (!context.melee || attacker.sheet.speeds.swim == 0)) {
    sources.hamper("underwater");
  }
  if (policy.lance_hampered_close && context.weapon_id == "lance" && context.distance_ft <= adjacent_ft)
    sources.hamper("lance");
}

bool critical_by_condition(const State& state, const RollContext& context) {
  return context.distance_ft <= adjacent_ft &&
         any_rule(state.at(context.target), policy_of(state), &ConditionRule::critical_when_close);
}

}  // namespace

Sources attack_sources(const Rules& rules, const State& state, const RollContext& context) {
  Sources sources;
  add_target_sources(state, context, sources);
  add_attacker_sources(rules, state, context, sources);
  add_effect_sources(state, context, sources);
  add_neighbour_sources(state, context, sources);
  add_weapon_sources(state, context, sources);
  return sources;
}

std::expected<AttackRange, Refusal> range_to(const State& state, Slot attacker, Slot target,
                                             const AttackProfile& profile, bool thrown) {
  if (!state.has(target) || target == attacker) {
    return std::unexpected(refuse("target.invalid", "§9", "There is no such target."));
  }
  const Participant& who = state.at(attacker);
  const Participant& aim = state.at(target);
  if (aim.dead) return std::unexpected(refuse("target.invalid", "§9", text(aim.name, " is dead.")));
  const bool charmed = std::ranges::any_of(who.conditions, [&](const ConditionInstance& instance) {
    return instance.condition == Condition::charmed && instance.source == target;
  });
  if (charmed) {
    return std::unexpected(refuse("cond.charmed", "§15", text(who.name, " is charmed by ", aim.name, ".")));
  }
  const int distance = distance_ft(state, attacker, target);
  AttackRange range{.melee = false, .long_range = false, .distance_ft = distance};
  const bool can_throw = profile.range_ft > 0;
  range.melee = profile.reach_ft > 0 && distance <= profile.reach_ft && !(thrown && can_throw);
  if (!range.melee) {
    const int longest = std::max(profile.range_ft, profile.long_range_ft);
    if (distance > longest) {
      const int limit = can_throw ? longest : profile.reach_ft;
      return std::unexpected(
          refuse("target.outOfRange", "§9",
                 text(aim.name, " is ", distance, " ft away; ", profile.name, " reaches ", limit, " ft.")));
    }
    range.long_range = distance > profile.range_ft;
  }
  if (!line_of_effect(state, attacker, target)) {
    return std::unexpected(refuse("target.totalCover", "§17", text(aim.name, " has total cover from ", who.name, ".")));
  }
  return range;
}

void add_effect_damage(const State& state, Slot attacker, const AttackProfile& profile,
                       std::vector<DamageSource>& sources) {
  if (!profile.is_weapon) return;
  const DamageType type = sources.empty() ? DamageType::none : sources.front().part.type;
  for (const Effect* effect : effects_of(state.at(attacker))) {
    for (const Modifier& modifier : effect->modifiers) {
      if (modifier.kind != ModifierKind::extra_damage) continue;
      const DamageType extra = modifier.damage_type == DamageType::none ? type : modifier.damage_type;
      sources.push_back(
          {.source = effect->name, .part = {.dice = modifier.dice, .flat = modifier.value, .type = extra}});
    }
  }
}

AttackOutcome roll_attack(Run& run, const RollContext& context, const std::vector<RollModifier>& modifiers,
                          int critical_from) {
  TestPlan plan{.sources = attack_sources(run.rules, run.state, context),
                .modifiers = modifiers,
                .bonus_kind = ModifierKind::attack_bonus};
  std::erase_if(plan.modifiers, [](const RollModifier& modifier) { return modifier.value == 0; });
  add_common(run.state, context.attacker, plan);
  AttackOutcome outcome;
  outcome.cover = cover_between(run.state, context.attacker, context.target);
  outcome.armor_class = base_armor_class(run.rules, run.state, context.target) + grid::cover_bonus(outcome.cover);
  outcome.roll = roll_test(run, context.attacker, plan);
  outcome.hit = hits(outcome.roll, outcome.armor_class);
  const bool in_threat = outcome.roll.natural >= critical_from;
  if (in_threat && !run.policy().improved_critical_must_hit) outcome.hit = true;
  outcome.critical = outcome.hit && (in_threat || critical_by_condition(run.state, context));
  spend_single_uses(run, context);
  return outcome;
}

void spend_single_uses(Run& run, const RollContext& context) {
  const auto spend = [&](Slot bearer, ModifierKind good, ModifierKind bad) {
    std::vector<std::uint32_t> spent;
    for (const Effect& effect : run.at(bearer).effects) {
      if (!effect.single_use || !counts_for(run.state, effect, context.attacker)) continue;
      const bool weighs = std::ranges::any_of(
          effect.modifiers, [&](const Modifier& modifier) { return modifier.kind == good || modifier.kind == bad; });
      if (weighs) spent.push_back(effect.id);
    }
    for (const std::uint32_t id : spent) end_effect(run, bearer, id, "used");
  };
  spend(context.target, ModifierKind::attacked_advantage, ModifierKind::attacked_disadvantage);
  spend(context.attacker, ModifierKind::attack_advantage, ModifierKind::attack_disadvantage);
}

}  // namespace live::engine
