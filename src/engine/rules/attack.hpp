#pragma once
// Attack rolls (rules §9, §10): what an attack is made with, who helps and who hampers, armor class, and the roll.
// Declaring and paying for attacks is turn/attack_action.cpp; weapon attacks resolve in turn/attack_frame.cpp.
#include <expected>
#include <string>
#include <vector>

#include "engine/rules/damage.hpp"
#include "engine/rules/run.hpp"
#include "engine/rules/tests.hpp"

namespace live::engine {

/// One way of attacking, with every number settled but those that depend on the target.
struct AttackProfile {
  /// Stat block attack id, inventory item id, or "unarmed-strike".
  std::string id = {};
  std::string name = {};
  /// 0: not in melee.
  int reach_ft = 0;
  /// 0: not at range.
  int range_ft = 0;
  int long_range_ft = 0;
  std::vector<RollModifier> to_hit = {};
  std::vector<RollModifier> ranged_to_hit = {};
  std::vector<DamageSource> damage = {};
  std::vector<DamageSource> ranged_damage = {};
  /// Of the inventory; empty for natural attacks.
  std::string item_id = {};
  std::string weapon = {};
  /// Item id of what it shoots; empty: none.
  std::string ammunition = {};
  bool is_weapon = true;
  bool finesse = false;
  bool light = false;
  bool heavy = false;
  bool loading = false;
  bool thrown = false;
  bool two_handed = false;
  bool ranged_weapon = false;
  bool magical = false;
  /// In no hand yet: has to be drawn.
  bool to_draw = false;
  std::vector<std::string> tags = {};
};

/// Every attack the creature has at hand: printed ones, weapons held or to be drawn, and its fists.
/// `mode` offhand leaves the ability out of the damage where the rules do (§10).
[[nodiscard]] std::vector<AttackProfile> attack_profiles(const Rules& rules, const State& state, Slot slot,
                                                         AttackMode mode = AttackMode::main);
/// The one a command names; empty `with` means the first.
[[nodiscard]] std::expected<AttackProfile, Refusal> profile_for(const Rules& rules, const State& state, Slot slot,
                                                                const Attack& attack);

/// How one attack stands to one target.
struct AttackRange {
  bool melee = false;
  bool long_range = false;
  int distance_ft = 0;
};
/// Refuses out of range, total cover, unseeable, charmed: everything about the target (rules §9.1, §9.2).
[[nodiscard]] std::expected<AttackRange, Refusal> range_to(const State& state, Slot attacker, Slot target,
                                                           const AttackProfile& profile, bool thrown);

/// What an attack roll needs to know about how it is made; spell attacks fill it in too.
struct RollContext {
  Slot attacker = Slot::none;
  Slot target = Slot::none;
  bool melee = false;
  bool long_range = false;
  bool weapon = true;
  bool heavy = false;
  bool ranged_weapon = false;
  int distance_ft = 0;
  /// Spell attacks are hampered by fewer things than those with Strength and Dexterity.
  bool physical = true;
  /// Content id of the weapon.
  std::string weapon_id = {};
};
/// The table of rules §9, read for this pair.
[[nodiscard]] Sources attack_sources(const Rules& rules, const State& state, const RollContext& context);

/// What effects on the attacker add to a weapon's damage.
void add_effect_damage(const State& state, Slot attacker, const AttackProfile& profile,
                       std::vector<DamageSource>& sources);

/// Armor class without cover (rules §23), and with it.
[[nodiscard]] int base_armor_class(const Rules& rules, const State& state, Slot slot);
/// Wears armor it is not trained in: disadvantage on Str and Dex tests, no spells (rules §3.4).
[[nodiscard]] bool in_untrained_armor(const Rules& rules, const State& state, const Participant& who);

struct AttackOutcome {
  D20Test roll = {};
  int armor_class = 0;
  grid::Cover cover = grid::Cover::none;
  bool hit = false;
  bool critical = false;
};
/// Rolls and compares; uses up single-use effects that weighed in. Emits nothing else.
AttackOutcome roll_attack(Run& run, const RollContext& context, const std::vector<RollModifier>& modifiers,
                          int critical_from);
/// Hit by comparison alone, as after Shield (rules §9.6, §9.7).
[[nodiscard]] inline bool hits(const D20Test& roll, int armor_class) {
  return roll.natural != 1 && (roll.natural == 20 || roll.total >= armor_class);
}
/// Effects that count one attack roll (help, guiding bolt) are spent by it.
void spend_single_uses(Run& run, const RollContext& context);

}  // namespace live::engine
