// Armor class: the best one base, then what is added to it (rules §23).
#include <algorithm>

#include "engine/rules/attack.hpp"

namespace live::engine {
namespace {

const char* proficiency_name(ArmorCategory category) {
  switch (category) {
    case ArmorCategory::light:
      return "light";
    case ArmorCategory::medium:
      return "medium";
    case ArmorCategory::heavy:
      return "heavy";
    case ArmorCategory::shield:
      return "shield";
  }
  return "";
}

int worn_base(const ArmorDef& armor, int dex) {
  switch (armor.category) {
    case ArmorCategory::light:
      return armor.base + dex;
    case ArmorCategory::medium:
      return armor.base + std::min(dex, 2);
    case ArmorCategory::heavy:
    case ArmorCategory::shield:
      return armor.base;
  }
  return armor.base;
}

struct Worn {
  const ArmorDef* armor = nullptr;
  int armor_bonus = 0;
  int shield = 0;
};

bool trained_in(const Participant& who, const ArmorDef& armor) {
  return who.kind == Kind::monster || proficient_with(who, proficiency_name(armor.category), armor.id);
}

Worn worn_by(const Rules& rules, const Policy& policy, const Participant& who) {
  Worn worn;
  for (const InventoryItem& item : who.inventory) {
    if (item.place == Place::pack || item.place == Place::dropped) continue;
    const ArmorDef* def = rules.content.armor_piece(item.item);
    if (def == nullptr) continue;
    if (def->category == ArmorCategory::shield) {
      // Only one shield counts; 2024 asks for training with it.
      if (!policy.untrained_shield_hampers && !trained_in(who, *def)) continue;
      worn.shield = std::max(worn.shield, def->base + item.bonus);
    } else if (item.place == Place::worn) {
      worn.armor = def;
      worn.armor_bonus = item.bonus;
    }
  }
  return worn;
}

int best_base(const Participant& who, const Worn& worn) {
  const int dex = modifier(who, Ability::dex);
  if (worn.armor != nullptr) return worn_base(*worn.armor, dex) + worn.armor_bonus;
  int base = 10 + dex;
  if (feature(who, "unarmored-defense-barbarian") != nullptr)
    base = std::max(base, 10 + dex + modifier(who, Ability::con));
  if (feature(who, "unarmored-defense-monk") != nullptr && worn.shield == 0) {
    base = std::max(base, 10 + dex + modifier(who, Ability::wis));
  }
  for (const Effect* effect : effects_of(who)) {
    for (const Modifier& modifier : effect->modifiers) {
      if (modifier.kind == ModifierKind::base_armor) base = std::max(base, modifier.value + dex);
    }
  }
  return base;
}

}  // namespace

int base_armor_class(const Rules& rules, const State& state, Slot slot) {
  const Participant& who = state.at(slot);
  // A printed armor class is final: what the stat block wears is in it (rules §26).
  int total = who.sheet.armor_class;
  if (total == 0) {
    const Worn worn = worn_by(rules, policy_of(state), who);
    total = best_base(who, worn) + worn.shield;
    if (worn.armor != nullptr && feature(who, "defense") != nullptr) ++total;
  }
  return total + modifier_sum(who, ModifierKind::armor_class);
}

bool in_untrained_armor(const Rules& rules, const State& state, const Participant& who) {
  if (who.kind == Kind::monster) return false;
  return std::ranges::any_of(who.inventory, [&](const InventoryItem& item) {
    if (item.place == Place::pack || item.place == Place::dropped) return false;
    const ArmorDef* def = rules.content.armor_piece(item.item);
    if (def == nullptr || trained_in(who, *def)) return false;
    return def->category != ArmorCategory::shield || policy_of(state).untrained_shield_hampers;
  });
}

}  // namespace live::engine
