// What an attack is made with: stat block attacks, weapons, fists (rules §10, §22, §26).
#include <algorithm>

#include "engine/rules/attack.hpp"

namespace live::engine {
namespace {

constexpr int melee_reach_ft = 5;

AttackProfile from_stat_block(const Rules& rules, const State& state, const StatAttack& attack, bool two_handed) {
  AttackProfile profile{.id = attack.id,
                        .name = attack.name,
                        .reach_ft = attack.reach_ft,
                        .range_ft = attack.range_ft,
                        .long_range_ft = attack.long_range_ft};
  profile.to_hit.push_back({.source = "attack", .value = attack.attack_bonus});
  profile.ranged_to_hit = profile.to_hit;
  const bool two = two_handed && !attack.two_handed_damage.empty();
  for (const DamagePart& part : two ? attack.two_handed_damage : attack.damage) {
    profile.damage.push_back({.source = attack.name, .part = part});
  }
  for (const DamagePart& part : attack.ranged_damage.empty() ? attack.damage : attack.ranged_damage) {
    profile.ranged_damage.push_back({.source = attack.name, .part = part});
  }
  profile.magical = attack.magical;
  if (attack.magical) profile.tags.emplace_back("magical");
  profile.is_weapon = true;
  if (const WeaponDef* weapon = rules.content.weapon(attack.weapon, state.options.ruleset)) {
    profile.weapon = weapon->id;
    profile.finesse = weapon->has(WeaponProperty::finesse);
    profile.loading = weapon->has(WeaponProperty::loading);
    profile.ranged_weapon = weapon->ranged;
    profile.ammunition = weapon->ammunition;
  } else {
    profile.ranged_weapon = attack.reach_ft == 0;
  }
  return profile;
}

AttackProfile fists(const Participant& who) {
  AttackProfile profile{.id = "unarmed-strike", .name = "Unarmed Strike", .reach_ft = melee_reach_ft};
  const int str = modifier(who, Ability::str);
  profile.to_hit = {{.source = "str", .value = str}, {.source = "proficiency", .value = who.sheet.proficiency_bonus}};
  // 1 + Str, never below 0 (rules §10); there are no dice to double.
  profile.damage.push_back({.source = "Unarmed Strike",
                            .part = {.dice = {}, .flat = std::max(0, 1 + str), .type = DamageType::bludgeoning}});
  profile.is_weapon = false;
  return profile;
}

bool one_handed_melee(const Participant& who, const InventoryItem& item) {
  return std::ranges::none_of(who.inventory, [&](const InventoryItem& other) {
    return other.id != item.id && (other.place == Place::main_hand || other.place == Place::off_hand) &&
           other.item != "shield";
  });
}

AttackProfile from_weapon(const Participant& who, const InventoryItem& item, const WeaponDef& weapon,
                          const Attack& attack) {
  AttackProfile profile{.id = item.id, .name = item.name.empty() ? weapon.name : item.name};
  profile.item_id = item.id;
  profile.weapon = weapon.id;
  profile.finesse = weapon.has(WeaponProperty::finesse);
  profile.light = weapon.has(WeaponProperty::light);
  profile.heavy = weapon.has(WeaponProperty::heavy);
  profile.loading = weapon.has(WeaponProperty::loading);
  profile.thrown = weapon.has(WeaponProperty::thrown);
  profile.two_handed = weapon.has(WeaponProperty::two_handed);
  profile.ranged_weapon = weapon.ranged;
  profile.ammunition = weapon.ammunition;
  profile.tags = item.tags;
  profile.magical = item.bonus > 0 || std::ranges::find(item.tags, "magical") != item.tags.end();
  if (!weapon.ranged) profile.reach_ft = melee_reach_ft + (weapon.has(WeaponProperty::reach) ? 5 : 0);
  profile.range_ft = weapon.range_ft;
  profile.long_range_ft = weapon.long_range_ft;

  const int str = modifier(who, Ability::str);
  const int dex = modifier(who, Ability::dex);
  const bool by_dex = profile.finesse ? dex > str : weapon.ranged;
  const int ability = by_dex ? dex : str;
  profile.to_hit.push_back({.source = by_dex ? "dex" : "str", .value = ability});
  const char* category = weapon.category == WeaponCategory::martial ? "martial" : "simple";
  if (proficient_with(who, category, weapon.id)) {
    profile.to_hit.push_back({.source = "proficiency", .value = who.sheet.proficiency_bonus});
  }
  if (item.bonus != 0) profile.to_hit.push_back({.source = "magic", .value = item.bonus});
  profile.ranged_to_hit = profile.to_hit;
  if (weapon.ranged && feature(who, "archery") != nullptr) {
    profile.ranged_to_hit.push_back({.source = "archery", .value = 2});
  }
  const bool two = attack.two_handed && !weapon.versatile_dice.empty();
  const bool second_hand = attack.mode == AttackMode::offhand;
  const bool keeps_ability = !second_hand || ability < 0 || feature(who, "two-weapon-fighting") != nullptr;
  DamagePart part = weapon.damage;
  part.flat += item.bonus + (keeps_ability ? ability : 0);
  profile.ranged_damage.push_back({.source = profile.name, .part = part});
  if (two) part.dice = weapon.versatile_dice;
  if (feature(who, "dueling") != nullptr && !two && !profile.two_handed && one_handed_melee(who, item)) {
    part.flat += 2;
  }
  profile.damage.push_back({.source = profile.name, .part = part});
  profile.to_draw = item.place == Place::pack;
  return profile;
}

/// By its own id, or by kind: what is in hand before what is packed, and for the second hand not the weapon just used.
const InventoryItem* weapon_item(const Participant& who, const Attack& attack) {
  const auto exact = std::ranges::find(who.inventory, attack.with, &InventoryItem::id);
  if (exact != who.inventory.end()) return &*exact;
  for (const Place place : {Place::main_hand, Place::off_hand, Place::pack}) {
    for (const InventoryItem& item : who.inventory) {
      const bool used = attack.mode == AttackMode::offhand && item.id == who.economy.light_attack_with;
      if (item.item == attack.with && item.place == place && !used) return &item;
    }
  }
  return nullptr;
}

}  // namespace

std::vector<AttackProfile> attack_profiles(const Rules& rules, const State& state, Slot slot, AttackMode mode) {
  const Participant& who = state.at(slot);
  std::vector<AttackProfile> profiles;
  for (const StatAttack& attack : who.sheet.attacks) {
    profiles.push_back(from_stat_block(rules, state, attack, false));
  }
  for (const Place place : {Place::main_hand, Place::off_hand, Place::pack}) {
    for (const InventoryItem& item : who.inventory) {
      if (item.place != place) continue;
      if (const WeaponDef* weapon = rules.content.weapon(item.item, state.options.ruleset)) {
        profiles.push_back(from_weapon(who, item, *weapon, Attack{.mode = mode}));
      }
    }
  }
  profiles.push_back(fists(who));
  return profiles;
}

std::expected<AttackProfile, Refusal> profile_for(const Rules& rules, const State& state, Slot slot,
                                                  const Attack& attack) {
  const Participant& who = state.at(slot);
  if (attack.with.empty()) return attack_profiles(rules, state, slot).front();
  if (attack.with == "unarmed-strike") return fists(who);
  const auto printed = std::ranges::find(who.sheet.attacks, attack.with, &StatAttack::id);
  if (printed != who.sheet.attacks.end()) return from_stat_block(rules, state, *printed, attack.two_handed);
  const InventoryItem* item = weapon_item(who, attack);
  if (item == nullptr || item->place == Place::dropped) {
    return std::unexpected(refuse("item.none", "§10", text(who.name, " has no \"", attack.with, "\" to attack with.")));
  }
  const WeaponDef* weapon = rules.content.weapon(item->item, state.options.ruleset);
  if (weapon == nullptr) {
    return std::unexpected(refuse("item.unusable", "§10", text(item->name, " is not a weapon.")));
  }
  return from_weapon(who, *item, *weapon, attack);
}

}  // namespace live::engine
