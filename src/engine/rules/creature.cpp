#include "engine/rules/creature.hpp"

#include <algorithm>

#include "engine/engine.hpp"
#include "engine/grid/distance.hpp"
#include "engine/grid/sight.hpp"
#include "engine/grid/vision.hpp"

namespace live::engine {
namespace {

grid::Senses senses_of(const Participant& who, const Policy& policy) {
  return grid::Senses{.darkvision_ft = static_cast<std::int16_t>(who.sheet.senses.darkvision_ft),
                      .blindsight_ft = static_cast<std::int16_t>(who.sheet.senses.blindsight_ft),
                      .tremorsense_ft = static_cast<std::int16_t>(who.sheet.senses.tremorsense_ft),
                      .truesight_ft = static_cast<std::int16_t>(who.sheet.senses.truesight_ft),
                      .sightless = any_rule(who, policy, &ConditionRule::sightless)};
}

bool sees(const State& state, Slot viewer, Slot target, bool hidden) {
  const Participant& seer = state.at(viewer);
  const Participant& seen = state.at(target);
  if (viewer == target) return true;
  const grid::Scene scene{.map = state.map, .carried = {}, .hazes = {}, .diagonal = state.options.diagonal};
  const grid::Hiding hiding{
      .hidden = hidden, .invisible = has_condition(seen, Condition::invisible), .off_ground = seen.z_ft > 0};
  return grid::can_see(scene, space_of(seer), senses_of(seer, policy_of(state)), space_of(seen), hiding);
}

int base_speed(const Participant& who, MoveMode mode) {
  const Speeds& speeds = who.sheet.speeds;
  switch (mode) {
    case MoveMode::fly:
      return speeds.fly;
    case MoveMode::burrow:
      return speeds.burrow;
    // Without a speed of its own it goes by foot, at an extra cost for each step (rules §7).
    case MoveMode::swim:
      return speeds.swim > 0 ? speeds.swim : speeds.walk;
    case MoveMode::climb:
      return speeds.climb > 0 ? speeds.climb : speeds.walk;
    case MoveMode::walk:
    case MoveMode::crawl:
      return speeds.walk;
  }
  return speeds.walk;
}

}  // namespace

const FeatureRef* feature(const Participant& who, std::string_view id) {
  const auto at = std::ranges::find(who.sheet.features, id, &FeatureRef::id);
  return at == who.sheet.features.end() ? nullptr : &*at;
}

const Resource* resource(const Participant& who, std::string_view id) {
  const auto at = std::ranges::find(who.resources, id, &Resource::id);
  return at == who.resources.end() ? nullptr : &*at;
}

bool used_this_turn(const Participant& who, std::string_view id) {
  return std::ranges::find(who.used_this_turn, id) != who.used_this_turn.end();
}

bool proficient_with(const Participant& who, std::string_view category, std::string_view id) {
  return std::ranges::any_of(who.sheet.proficiencies,
                             [&](const std::string& known) { return known == category || known == id; });
}

bool has_condition(const Participant& who, Condition condition) {
  return std::ranges::any_of(who.conditions, [&](const auto& instance) { return instance.condition == condition; });
}

bool any_rule(const Participant& who, const Policy& policy, bool ConditionRule::* column) {
  return std::ranges::any_of(
      who.conditions, [&](const ConditionInstance& instance) { return rule_of(instance.condition, policy).*column; });
}

bool immune_to(const Participant& who, Condition condition) {
  return std::ranges::find(who.sheet.condition_immunities, condition) != who.sheet.condition_immunities.end();
}

bool incapacitated(const Participant& who, const Policy& policy) {
  return who.dead || any_rule(who, policy, &ConditionRule::incapacitates);
}

bool able(const Participant& who, const Policy& policy) { return !who.removed && !incapacitated(who, policy); }

int distance_ft(const State& state, Slot a, Slot b) {
  return grid::distance_ft(space_of(state.at(a)), space_of(state.at(b)), state.options.diagonal);
}

bool can_see(const State& state, Slot viewer, Slot target) {
  const Participant& seen = state.at(target);
  const bool hidden = std::ranges::find(seen.hidden.from, viewer) != seen.hidden.from.end();
  if (seen.secret && hostile(state.at(viewer), seen)) return false;
  return sees(state, viewer, target, hidden);
}

bool could_see(const State& state, Slot viewer, Slot target) { return sees(state, viewer, target, false); }

grid::Cover cover_between(const State& state, Slot attacker, Slot target) {
  std::vector<grid::Bystander> bystanders;
  for (std::size_t i = 0; i < state.participants.size(); ++i) {
    const Participant& other = state.participants[i];
    if (slot_at(i) == attacker || slot_at(i) == target || !present(other) || other.dead) continue;
    bystanders.push_back({.space = space_of(other), .size = other.sheet.size});
  }
  return grid::cover(state.map, space_of(state.at(attacker)), space_of(state.at(target)), state.at(target).sheet.size,
                     bystanders);
}

bool line_of_effect(const State& state, Slot attacker, Slot target) {
  return grid::line_of_sight(state.map, space_of(state.at(attacker)), space_of(state.at(target)),
                             grid::Carries::effect);
}

std::vector<const Effect*> effects_of(const Participant& who) {
  std::vector<const Effect*> distinct;
  for (const Effect& effect : who.effects) {
    const bool known = std::ranges::any_of(distinct, [&](const Effect* other) { return other->name == effect.name; });
    if (!known) distinct.push_back(&effect);
  }
  return distinct;
}

bool has_modifier(const Participant& who, ModifierKind kind) {
  return std::ranges::any_of(who.effects, [&](const Effect& effect) {
    return std::ranges::any_of(effect.modifiers, [&](const Modifier& modifier) { return modifier.kind == kind; });
  });
}

int modifier_sum(const Participant& who, ModifierKind kind) {
  int sum = 0;
  for (const Effect* effect : effects_of(who)) {
    for (const Modifier& modifier : effect->modifiers) {
      if (modifier.kind == kind) sum += modifier.value;
    }
  }
  return sum;
}

int speed_ft(const State& state, Slot slot, MoveMode mode) {
  const Participant& who = state.at(slot);
  const Policy& policy = policy_of(state);
  int speed = base_speed(who, mode);
  if (speed <= 0 || who.dead) return 0;
  // Order [R11]: flat, doubled, halved source by source, and zero wins.
  speed += modifier_sum(who, ModifierKind::speed);
  if (!policy.exhaustion_in_steps) speed -= 5 * who.exhaustion;
  for (const Effect* effect : effects_of(who)) {
    for (const Modifier& modifier : effect->modifiers) {
      if (modifier.kind == ModifierKind::speed_multiplier) speed *= modifier.value;
    }
  }
  for (const Effect* effect : effects_of(who)) {
    for (const Modifier& modifier : effect->modifiers) {
      if (modifier.kind == ModifierKind::speed_halved) speed /= 2;
    }
  }
  if (policy.exhaustion_in_steps && who.exhaustion >= 2) speed /= 2;
  const bool stopped = any_rule(who, policy, &ConditionRule::speed_zero) ||
                       has_modifier(who, ModifierKind::speed_zero) ||
                       (policy.exhaustion_in_steps && who.exhaustion >= 5);
  return stopped ? 0 : std::max(speed, 0);
}

bool holds(const State& state, Slot holder, Slot held) {
  return state.has(held) && std::ranges::any_of(state.at(held).conditions, [&](const ConditionInstance& instance) {
           return instance.condition == Condition::grappled && instance.source == holder;
         });
}

bool drags_weight(const State& state, Slot holder) {
  const int size = static_cast<int>(state.at(holder).sheet.size);
  for (std::size_t i = 0; i < state.participants.size(); ++i) {
    if (state.participants[i].conditions.empty() || !holds(state, holder, slot_at(i))) continue;
    const Size held = state.participants[i].sheet.size;
    const bool light =
        size - static_cast<int>(held) >= 2 || (held == Size::tiny && !policy_of(state).drag_halves_speed);
    if (!light) return true;
  }
  return false;
}

int movement_left(const State& state, Slot slot, MoveMode mode) {
  const Participant& who = state.at(slot);
  const int speed = speed_ft(state, slot, mode);
  if (speed == 0) return 0;
  int budget = speed + who.economy.dash_ft;
  if (policy_of(state).drag_halves_speed && drags_weight(state, slot)) budget /= 2;
  return std::max(0, budget - who.economy.movement_used_ft);
}

int hit_point_limit(const State& state, Slot slot) {
  const Participant& who = state.at(slot);
  return policy_of(state).exhaustion_in_steps && who.exhaustion >= 4 ? who.hp_max / 2 : who.hp_max;
}

const InventoryItem* item_in(const Participant& who, Place place) {
  const auto at = std::ranges::find(who.inventory, place, &InventoryItem::place);
  return at == who.inventory.end() ? nullptr : &*at;
}

const InventoryItem* item_by_id(const Participant& who, std::string_view id) {
  const auto exact = std::ranges::find(who.inventory, id, &InventoryItem::id);
  if (exact != who.inventory.end()) return &*exact;
  const auto kind = std::ranges::find(who.inventory, id, &InventoryItem::item);
  return kind == who.inventory.end() ? nullptr : &*kind;
}

Ability ability_of(Skill skill) {
  switch (skill) {
    case Skill::athletics:
      return Ability::str;
    case Skill::acrobatics:
    case Skill::sleight_of_hand:
    case Skill::stealth:
      return Ability::dex;
    case Skill::arcana:
    case Skill::history:
    case Skill::investigation:
    case Skill::nature:
    case Skill::religion:
      return Ability::int_;
    case Skill::animal_handling:
    case Skill::insight:
    case Skill::medicine:
    case Skill::perception:
    case Skill::survival:
      return Ability::wis;
    case Skill::deception:
    case Skill::intimidation:
    case Skill::performance:
    case Skill::persuasion:
      return Ability::cha;
  }
  return Ability::str;
}

int skill_bonus(const Participant& who, Skill skill) {
  const auto at = std::ranges::find(who.sheet.skills, skill, &SkillBonus::skill);
  const int base = modifier(who, ability_of(skill));
  if (at == who.sheet.skills.end()) return base;
  if (at->use_printed) return at->printed;
  const int proficiency = who.sheet.proficiency_bonus;
  switch (at->training) {
    case Training::none:
      return base;
    case Training::half:
      return base + proficiency / 2;
    case Training::proficient:
      return base + proficiency;
    case Training::expertise:
      return base + 2 * proficiency;
  }
  return base;
}

int passive_perception(const State& state, Slot slot) {
  const Participant& who = state.at(slot);
  const Policy& policy = policy_of(state);
  const bool hampered =
      any_rule(who, policy, &ConditionRule::check_disadvantage) || (policy.exhaustion_in_steps && who.exhaustion >= 1);
  const int steps = policy.exhaustion_in_steps ? 0 : 2 * who.exhaustion;
  return 10 + skill_bonus(who, Skill::perception) - steps - (hampered ? 5 : 0);
}

int save_bonus(const Participant& who, Ability ability) {
  const auto at = std::ranges::find(who.sheet.saves, ability, &SaveBonus::ability);
  if (at == who.sheet.saves.end()) return modifier(who, ability);
  return at->use_printed ? at->printed : modifier(who, ability) + who.sheet.proficiency_bonus;
}

std::vector<Slot> resolution_order(const State& state) {
  std::vector<Slot> order;
  for (const InitiativeEntry& entry : state.initiative) order.push_back(entry.slot);
  std::vector<Slot> rest;
  for (std::size_t i = 0; i < state.participants.size(); ++i) {
    if (std::ranges::find(order, slot_at(i)) == order.end()) rest.push_back(slot_at(i));
  }
  std::ranges::sort(rest, {}, [&](Slot slot) -> const std::string& { return state.at(slot).id; });
  order.insert(order.end(), rest.begin(), rest.end());
  return order;
}

std::vector<Slot> order_after(const State& state, Slot slot) {
  std::vector<Slot> order = resolution_order(state);
  const auto at = std::ranges::find(order, slot);
  if (at != order.end()) {
    std::rotate(order.begin(), at + 1, order.end());
    order.pop_back();
  }
  return order;
}

}  // namespace live::engine
