#pragma once
// From damage dice to hit points (rules §11), what happens at 0 (§12), healing and temporary hit points.
#include <string>
#include <string_view>
#include <vector>

#include "engine/rules/run.hpp"

namespace live::engine {

/// One component to roll: dice, flat part and type, and where it comes from.
struct DamageSource {
  std::string source = {};
  DamagePart part = {};
  /// Dice behind a separate save and flat parts are not doubled by a critical hit.
  bool doubles = true;
};

/// "2d4+2" as a component without a type, for healing.
[[nodiscard]] DamagePart healing_part(std::string_view dice);

/// Rolls the components in order, without an event.
std::vector<DamageRollPart> roll_parts(Run& run, const std::vector<DamageSource>& sources, bool critical, bool average);
/// The same for damage, on average where the table agreed so (rules §0 D3, §26); emits DamageRolled.
std::vector<DamageRollPart> roll_damage(Run& run, Slot by, std::string_view with,
                                        const std::vector<DamageSource>& sources, bool critical);

/// One source of damage on its way to one creature.
struct DamageInput {
  Slot target = Slot::none;
  Slot by = Slot::none;
  std::string with = {};
  std::vector<DamageRollPart> parts = {};
  /// By a save, evasion-like or a reaction: each type halved once.
  bool halved = false;
  bool none = false;
  bool critical = false;
  /// For traits that spare nonmagical attacks; spells are magical.
  bool magical = false;
  std::vector<std::string> tags = {};
  /// Leave it unconscious; asked only of melee attacks.
  bool knock_out = false;
};

struct DamageResult {
  Slot target = Slot::none;
  Slot by = Slot::none;
  int taken = 0;
  int absorbed = 0;
  int overflow = 0;
  int hp_before = 0;
  bool critical = false;
  bool knock_out = false;
};

/// The pipeline up to the new hit points; emits DamageTaken.
DamageResult take_damage(Run& run, const DamageInput& input);
/// Drop to 0, death saves failed, concentration: rules §0 D6.
void settle_damage(Run& run, const DamageResult& result);

/// Adds up to the maximum; wakes the dying. Nothing for the dead.
void heal(Run& run, Slot slot, Slot by, std::string_view with, int amount, std::vector<DamageRollPart> rolled = {});
/// Keeps the higher [R24].
void gain_temp_hp(Run& run, Slot slot, int amount);
void die(Run& run, Slot slot, Slot by, std::string_view reason);
void stabilize(Run& run, Slot slot);
/// The save at the start of a turn at 0 HP.
void roll_death_save(Run& run, Slot slot);

}  // namespace live::engine
