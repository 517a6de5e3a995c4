#include "engine/turn/spells.hpp"

#include <algorithm>

#include "engine/dice/term.hpp"
#include "engine/rules/attack.hpp"
#include "engine/turn/actions.hpp"

namespace live::engine {
namespace {

int slots_left(const Participant& who, int level) {
  const auto index = static_cast<std::size_t>(level - 1);
  return level >= 1 && index < who.slots.size() ? who.slots[index].left : 0;
}

/// A focus in hand does for the material part, and its hand for gestures of a spell that has one (rules §20).
bool focus_in_hand(const Rules& rules, const Participant& who) {
  return std::ranges::any_of(who.inventory, [&](const InventoryItem& item) {
    const bool held = item.place == Place::main_hand || item.place == Place::off_hand;
    const bool emblem = std::ranges::find(item.tags, "focus") != item.tags.end();
    const ItemDef* def = rules.content.item(item.item);
    return held && (emblem || (def != nullptr && def->kind == ItemKind::focus));
  });
}

Check check_components(const Rules& rules, const Participant& who, const SpellDef& spell) {
  if (who.kind == Kind::monster) return {};
  if (spell.components.verbal && has_condition(who, Condition::petrified)) {
    return refuse("spell.components", "§20", text(who.name, " cannot speak."));
  }
  const bool hand = hand_free(who) || (spell.components.material && focus_in_hand(rules, who));
  if (spell.components.somatic && !hand) {
    return refuse("spell.components", "§20",
                  text(spell.name, " needs a free hand, and both of ", who.name, "'s are full."));
  }
  return {};
}

/// One-action cantrips alone go with a bonus-action spell (2014); one slot a turn (2024).
Check check_turn_rules(const State& state, const Participant& who, const SpellDef& spell, int level) {
  const Policy& policy = policy_of(state);
  const bool cantrip_action = spell.level == 0 && spell.cost == Cost::action;
  const bool clash = spell.cost == Cost::bonus ? who.economy.leveled_spell_cast || who.economy.bonus_spell_cast
                                               : who.economy.bonus_spell_cast && !cantrip_action;
  if (policy.bonus_spell_rule && clash) {
    return refuse("spell.bonusRule", "§20",
                  "With a spell cast as a bonus action, every other spell of the turn must be a one-action cantrip.");
  }
  if (policy.one_slot_per_turn && level > 0 && who.economy.slot_spent) {
    return refuse("spell.slotPerTurn", "§20", text(who.name, " has spent a spell slot this turn already."));
  }
  return {};
}

std::string times(const std::string& dice, int factor) {
  const auto term = parse_term(dice);
  if (!term) return dice;
  return text(term->count * factor, "d", term->sides);
}

std::string plus(const std::string& base, const std::string& more, int count) {
  const auto a = parse_term(base);
  const auto b = parse_term(more);
  if (!a || !b || count <= 0 || a->sides != b->sides) return base;
  const std::string dice = text(a->count + b->count * count, "d", a->sides);
  return a->bonus > 0 ? text(dice, "+", a->bonus) : dice;
}

int cantrip_dice(int level) { return level >= 17 ? 4 : level >= 11 ? 3 : level >= 5 ? 2 : 1; }

}  // namespace

int spell_save_dc(const Participant& who) {
  const Spellcasting& casting = who.sheet.spellcasting;
  if (casting.save_dc > 0) return casting.save_dc;
  return 8 + who.sheet.proficiency_bonus + modifier(who, casting.ability);
}

int spell_attack_bonus(const Participant& who) {
  const Spellcasting& casting = who.sheet.spellcasting;
  if (casting.attack_bonus > 0) return casting.attack_bonus;
  return who.sheet.proficiency_bonus + modifier(who, casting.ability);
}

int lowest_slot(const Participant& who, int level) {
  if (level == 0) return 0;
  for (int at = level; at <= static_cast<int>(who.slots.size()); ++at) {
    if (slots_left(who, at) > 0) return at;
  }
  return 0;
}

Check check_castable(const Rules& rules, const State& state, Slot slot, const SpellDef& spell, int level) {
  const Participant& who = state.at(slot);
  if (std::ranges::find(who.sheet.spellcasting.spells, spell.id) == who.sheet.spellcasting.spells.end()) {
    return refuse("spell.unknown", "§20", text(who.name, " has not prepared ", spell.name, "."));
  }
  if (in_untrained_armor(rules, state, who)) {
    return refuse("spell.blocked", "§3", text(who.name, " cannot cast in armor it is not trained in."));
  }
  const int used = spell.level == 0 ? 0 : level == 0 ? lowest_slot(who, spell.level) : level;
  if (spell.level > 0) {
    if (level > 0 && level < spell.level) {
      return refuse("spell.noSlot", "§20", text(spell.name, " needs a slot of level ", spell.level, " or higher."));
    }
    if (used == 0 || slots_left(who, used) == 0) {
      return refuse("spell.noSlot", "§20",
                    text(who.name, " has no spell slot of level ", level > 0 ? level : spell.level, " left."));
    }
  }
  if (auto refusal = check_turn_rules(state, who, spell, used)) return refusal;
  return check_components(rules, who, spell);
}

void spend_for_spell(Run& run, Slot slot, const SpellDef& spell, int level) {
  Economy economy = run.at(slot).economy;
  if (spell.cost == Cost::bonus) economy.bonus_spell_cast = true;
  if (spell.level > 0 || spell.cost != Cost::action) economy.leveled_spell_cast = true;
  if (level > 0) economy.slot_spent = true;
  if (economy != run.at(slot).economy) run.set_economy(slot, std::move(economy));
  if (level <= 0) return;
  run.emit(SpellSlotsChanged{.slot = slot, .level = level, .left = slots_left(run.at(slot), level) - 1});
}

std::vector<DamageSource> spell_damage(const Participant& caster, const SpellDef& spell, int level) {
  std::vector<DamageSource> sources;
  for (std::size_t i = 0; i < spell.damage.size(); ++i) {
    DamagePart part = spell.damage[i];
    if (spell.level == 0) part.dice = times(part.dice, cantrip_dice(caster.sheet.level));
    if (i == 0) part.dice = plus(part.dice, spell.dice_per_level, level - spell.level);
    sources.push_back({.source = spell.id, .part = part});
  }
  return sources;
}

DamagePart spell_healing(const Participant& caster, const SpellDef& spell, int level) {
  DamagePart part = healing_part(plus(spell.heal, spell.dice_per_level, level - spell.level));
  if (spell.heal_adds_modifier) part.flat += modifier(caster, caster.sheet.spellcasting.ability);
  if (feature(caster, "disciple-of-life") != nullptr && level > 0) part.flat += 2 + level;
  return part;
}

int spell_targets(const SpellDef& spell, int level) {
  return spell.targets + spell.targets_per_level * std::max(0, level - spell.level);
}

std::optional<SpellArea> spell_area(const State& state, Slot caster, const SpellDef& spell, grid::Cell at) {
  if (!spell.area) return {};
  SpellArea area{.shape = *spell.area, .placement = {}, .cells = {}};
  const grid::Space space = space_of(state.at(caster));
  const bool self = spell.range_ft == 0;
  switch (area.shape.kind) {
    case grid::AreaKind::sphere:
    case grid::AreaKind::cylinder:
      area.placement.origin = grid::half(grid::Point{.x = at.x, .y = at.y});
      break;
    case grid::AreaKind::cube:
      area.placement.min_cell = at;
      area.placement.caster = space;
      break;
    case grid::AreaKind::cone:
    case grid::AreaKind::line:
      area.placement.caster = space;
      area.placement.aim = grid::centre(at);
      break;
    case grid::AreaKind::emanation:
      area.placement.caster = space;
      break;
  }
  if (grid::area_fault(area.shape, area.placement, self)) return {};
  area.cells = grid::area_cells(state.map, area.shape, area.placement);
  return area;
}

std::vector<Slot> creatures_in(const State& state, const SpellArea& area, Slot caster) {
  const bool own_space = area.shape.kind == grid::AreaKind::sphere || area.shape.kind == grid::AreaKind::cylinder;
  std::vector<Slot> inside;
  for (const Slot slot : resolution_order(state)) {
    if (!state.has(slot) || state.at(slot).dead || (slot == caster && !own_space)) continue;
    if (grid::area_affects(area.shape, area.placement, area.cells, space_of(state.at(slot)))) inside.push_back(slot);
  }
  return inside;
}

}  // namespace live::engine
