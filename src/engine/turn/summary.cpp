#include "engine/turn/summary.hpp"

#include <algorithm>

#include "engine/dice/term.hpp"
#include "engine/turn/spells.hpp"
#include "schema/describe.hpp"

namespace live::engine {
namespace {

std::string with_sign(int number) { return number < 0 ? text(number) : text("+", number); }

/// "1d8+3", "1d8", "4".
std::string dice_and(const std::string& dice, int flat) {
  if (dice.empty()) return text(flat);
  return flat == 0 ? dice : text(dice, with_sign(flat));
}

/// Adds a part to a list in words: "1d8+3 slashing plus 2d6 poison".
void append(std::string& words, std::string_view part, std::string_view joint) {
  if (part.empty()) return;
  if (!words.empty()) words += joint;
  words += part;
}

std::string type_word(DamageType type) {
  return type == DamageType::none ? std::string() : text(" ", schema::enum_name(type));
}

std::string damage_words(const std::vector<DamageSource>& sources) {
  std::string words;
  for (const DamageSource& source : sources) {
    append(words, dice_and(source.part.dice, source.part.flat) + type_word(source.part.type), " plus ");
  }
  return words;
}

/// The bonus of a d20 test as it will be: flat parts summed, then what effects roll besides.
std::string bonus_words(const State& state, Slot slot, TestPlan plan) {
  add_common(state, slot, plan);
  int sum = 0;
  for (const RollModifier& modifier : plan.modifiers) sum += modifier.value;
  std::string words = with_sign(sum);
  for (const Effect* effect : effects_of(state.at(slot))) {
    for (const Modifier& modifier : effect->modifiers) {
      if (modifier.dice.empty() || !applies(modifier, plan)) continue;
      words += text(modifier.dice.starts_with('-') ? "" : "+", modifier.dice);
    }
  }
  return words;
}

std::string check_words(const State& state, Slot slot, Skill skill) {
  TestPlan plan{.sources = {}, .modifiers = {}, .bonus_kind = ModifierKind::check_bonus, .ability = ability_of(skill)};
  add_modifier(plan, "skill", skill_bonus(state.at(slot), skill));
  return bonus_words(state, slot, std::move(plan));
}

std::string to_hit(const State& state, Slot slot, std::vector<RollModifier> modifiers) {
  TestPlan plan{.sources = {}, .modifiers = std::move(modifiers), .bonus_kind = ModifierKind::attack_bonus};
  return text(bonus_words(state, slot, std::move(plan)), " to hit");
}

std::string_view ability_word(Ability ability) {
  switch (ability) {
    case Ability::str:
      return "Strength";
    case Ability::dex:
      return "Dexterity";
    case Ability::con:
      return "Constitution";
    case Ability::int_:
      return "Intelligence";
    case Ability::wis:
      return "Wisdom";
    case Ability::cha:
      return "Charisma";
  }
  return "";
}

std::string amount(const Modifier& modifier) {
  if (modifier.dice.empty()) return with_sign(modifier.value);
  return modifier.dice.starts_with('-') ? modifier.dice : text("+", modifier.dice);
}

std::string modifier_words(const Modifier& modifier) {
  switch (modifier.kind) {
    case ModifierKind::armor_class:
      return text(with_sign(modifier.value), " AC");
    case ModifierKind::base_armor:
      return text("AC ", modifier.value, " + Dexterity without armor");
    case ModifierKind::attack_bonus:
      return text(amount(modifier), " to attack rolls");
    case ModifierKind::save_bonus:
      return text(amount(modifier), " to saves");
    case ModifierKind::check_bonus:
      return text(amount(modifier), " to checks");
    case ModifierKind::speed:
      return text(with_sign(modifier.value), " ft speed");
    case ModifierKind::speed_multiplier:
      return text("speed times ", modifier.value);
    case ModifierKind::speed_halved:
      return "half speed";
    case ModifierKind::speed_zero:
      return "speed 0";
    case ModifierKind::attack_advantage:
      return "advantage on attacks";
    case ModifierKind::attack_disadvantage:
      return "disadvantage on attacks";
    case ModifierKind::attacked_advantage:
      return "attacks against it have advantage";
    case ModifierKind::attacked_disadvantage:
      return "attacks against it have disadvantage";
    case ModifierKind::save_advantage:
      return modifier.damage_type == DamageType::none
                 ? "advantage on saves"
                 : text("advantage on saves against", type_word(modifier.damage_type));
    case ModifierKind::save_disadvantage:
      return "disadvantage on saves";
    case ModifierKind::resistance:
      return text("resists", type_word(modifier.damage_type));
    case ModifierKind::immunity:
      return text("immune to", type_word(modifier.damage_type));
    case ModifierKind::vulnerability:
      return text("vulnerable to", type_word(modifier.damage_type));
    case ModifierKind::extra_damage:
      return text(amount(modifier), type_word(modifier.damage_type), " on weapon hits");
    case ModifierKind::no_reactions:
      return "no reactions";
    case ModifierKind::no_healing:
      return "cannot be healed";
    case ModifierKind::immune_missiles:
      return "no harm from magic missiles";
    case ModifierKind::check_advantage:
      return "advantage on a check";
  }
  return {};
}

std::string effect_words(const EffectDef& effect) {
  std::string words;
  for (const Modifier& modifier : effect.modifiers) {
    const bool next = effect.single_use && modifier.kind == ModifierKind::attacked_advantage;
    append(words, next ? "the next attack against it has advantage" : modifier_words(modifier), ", ");
  }
  for (const Condition condition : effect.conditions) append(words, schema::enum_name(condition), ", ");
  return words;
}

std::string count_words(int count, std::string_view one, std::string_view many) {
  return text(count, " ", count == 1 ? one : many);
}

std::string save_spell(const Participant& who, const SpellDef& spell, const std::string& damage) {
  std::string words = text(ability_word(spell.save), " save DC ", spell_save_dc(who));
  append(words, damage, ", ");
  if (spell.half_on_save) words += ", half on a save";
  if (spell.effect) append(words, effect_words(*spell.effect), damage.empty() ? " or " : ", ");
  if (spell.push_ft > 0) words += text(", pushed ", spell.push_ft, " ft");
  return words;
}

std::string delivery_words(const State& state, Slot slot, const SpellDef& spell, int level) {
  const Participant& who = state.at(slot);
  const std::string damage = damage_words(spell_damage(who, spell, level));
  const int targets = spell_targets(spell, level);
  switch (spell.delivery) {
    case SpellDelivery::attack: {
      const std::string hit = to_hit(state, slot, {{.source = "spell", .value = spell_attack_bonus(who), .dice = {}}});
      std::string words = targets > 1 ? text(targets, " rays, ", hit, ", ", damage, " each") : text(hit, ", ", damage);
      if (spell.effect) append(words, effect_words(*spell.effect), ", ");
      return words;
    }
    case SpellDelivery::missiles: {
      // Higher slots give more darts, not more dice.
      const std::string dart = damage_words(spell_damage(who, spell, spell.level));
      return text(count_words(targets, "dart", "darts"), ", ", dart, targets > 1 ? " each" : "");
    }
    case SpellDelivery::save:
      return save_spell(who, spell, damage);
    case SpellDelivery::heal: {
      const DamagePart part = spell_healing(who, spell, level);
      return text("heals ", dice_and(part.dice, part.flat));
    }
    case SpellDelivery::effect:
      return spell.effect ? effect_words(*spell.effect) : std::string();
    case SpellDelivery::stabilize:
      return "stabilizes the dying";
    case SpellDelivery::teleport:
      return text("teleports up to ", spell.teleport_ft, " ft");
  }
  return {};
}

}  // namespace

std::string attack_summary(const State& state, Slot slot, const AttackProfile& profile) {
  const bool melee = profile.reach_ft > 0;
  const bool own_numbers = !melee && !profile.ranged_to_hit.empty();
  std::vector<DamageSource> sources = melee || profile.ranged_damage.empty() ? profile.damage : profile.ranged_damage;
  add_effect_damage(state, slot, profile, sources);
  std::string words = to_hit(state, slot, own_numbers ? profile.ranged_to_hit : profile.to_hit);
  append(words, damage_words(sources), ", ");
  // A thrown weapon may do another damage than the same in hand.
  if (melee && profile.range_ft > 0 && !profile.ranged_damage.empty()) {
    std::vector<DamageSource> thrown = profile.ranged_damage;
    add_effect_damage(state, slot, profile, thrown);
    const std::string other = damage_words(thrown);
    if (other != damage_words(sources)) words += text("; thrown ", other);
  }
  return words;
}

std::string spell_summary(const State& state, Slot slot, const SpellDef& spell, int level) {
  std::string words = delivery_words(state, slot, spell, level);
  if (spell.concentration) append(words, "concentration", ", ");
  return words;
}

std::string item_summary(const ItemUse& use) {
  std::string words;
  if (!use.heal.empty()) words = text("heals ", use.heal);
  if (use.temp_hp > 0) append(words, text(use.temp_hp, " temporary hit points"), ", ");
  if (use.stabilize) append(words, "stabilizes the dying", ", ");
  if (use.effect) append(words, effect_words(*use.effect), ", ");
  return words;
}

std::string basic_summary(const State& state, Slot slot, BasicKind kind) {
  const int speed = speed_ft(state, slot, MoveMode::walk);
  const int hide_dc = policy_of(state).hide_dc;
  switch (kind) {
    case BasicKind::dash:
      return text(speed, " ft more movement this turn");
    case BasicKind::disengage:
      return "moving provokes no opportunity attacks this turn";
    case BasicKind::dodge:
      return "attacks against you have disadvantage until your next turn";
    case BasicKind::hide:
      return text("Stealth ", check_words(state, slot, Skill::stealth),
                  hide_dc > 0 ? text(" against DC ", hide_dc) : "");
    case BasicKind::search:
      return text("Perception ", check_words(state, slot, Skill::perception));
    case BasicKind::stand_up:
      return text("takes ", speed / 2, " ft of movement");
    case BasicKind::drop_prone:
      return "lie down";
    case BasicKind::end_concentration:
      return text("ends ", state.at(slot).concentration.spell);
  }
  return {};
}

std::string contest_summary(const State& state, Slot slot, ContestKind kind) {
  std::string words = policy_of(state).grapple_by_contest
                          ? text("Athletics ", check_words(state, slot, Skill::athletics), " against the target's")
                          : text("Strength or Dexterity save DC ", strength_dc(state.at(slot)));
  switch (kind) {
    case ContestKind::grapple:
      return words + ", grappled";
    case ContestKind::shove_prone:
      return words + ", knocked prone";
    case ContestKind::shove_away:
      return words + ", pushed 5 ft";
  }
  return words;
}

std::string escape_summary(const State& state, Slot slot) {
  return text("Athletics ", check_words(state, slot, Skill::athletics), " or Acrobatics ",
              check_words(state, slot, Skill::acrobatics));
}

std::string stabilize_summary(const State& state, Slot slot) {
  return text("Medicine ", check_words(state, slot, Skill::medicine), " against DC ", stabilize_dc);
}

}  // namespace live::engine
