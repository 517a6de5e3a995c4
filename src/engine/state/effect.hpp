#pragma once
// A running effect on a creature: a named bundle of modifiers with a source, a duration and perhaps a repeated save.
// Spells, items and actions all leave their marks as effects, so one set of rules reads them.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/state/duration.hpp"

namespace live::engine {

enum class ModifierKind : std::uint8_t {
  armor_class,       ///< value added to AC
  base_armor,        ///< base AC value + Dex while unarmored (mage armor)
  attack_bonus,      ///< value, or the dice, on its attack rolls
  save_bonus,        ///< value, or the dice, on its saves (of `ability` when set)
  check_bonus,       ///< value, or the dice, on its checks
  speed,             ///< feet added to every speed
  speed_multiplier,  ///< value x speed (haste: 2)
  speed_halved,
  speed_zero,
  attack_advantage,  ///< its attack rolls have advantage
  attack_disadvantage,
  attacked_advantage,     ///< attack rolls against it have advantage
  attacked_disadvantage,  ///< attack rolls against it by attackers it can see have disadvantage (dodge)
  save_advantage,         ///< its saves (of `ability` when set)
  save_disadvantage,
  resistance,  ///< to `damage_type`
  immunity,
  vulnerability,
  extra_damage,  ///< dice of `damage_type` on its weapon hits
  no_reactions,
  no_healing,
  immune_missiles,  ///< magic missile does nothing (shield)
  check_advantage   ///< its checks (of `skill` when set)
};
BOOST_DESCRIBE_ENUM(ModifierKind, armor_class, base_armor, attack_bonus, save_bonus, check_bonus, speed,
                    speed_multiplier, speed_halved, speed_zero, attack_advantage, attack_disadvantage,
                    attacked_advantage, attacked_disadvantage, save_advantage, save_disadvantage, resistance, immunity,
                    vulnerability, extra_damage, no_reactions, no_healing, immune_missiles, check_advantage)

struct Modifier {
  static constexpr bool absent_keeps_default = true;
  ModifierKind kind = ModifierKind::armor_class;
  int value = 0;
  /// Dice rolled each time it applies, e.g. "1d4"; a leading '-' takes away.
  std::string dice = {};
  DamageType damage_type = DamageType::none;
  /// Narrows saves and checks to some abilities; empty: all.
  std::vector<Ability> abilities = {};
  /// Narrows checks to one skill.
  std::optional<Skill> skill = {};
  bool operator==(const Modifier&) const = default;
};
BOOST_DESCRIBE_STRUCT(Modifier, (), (kind, value, dice, damage_type, abilities, skill))

/// A save made again at a stated time; a success ends the effect on that creature (rules §13).
struct RepeatSave {
  static constexpr bool absent_keeps_default = true;
  Ability ability = Ability::wis;
  int dc = 0;
  Until at = Until::turn_end;
  bool operator==(const RepeatSave&) const = default;
};
BOOST_DESCRIBE_STRUCT(RepeatSave, (), (ability, dc, at))

struct Effect {
  static constexpr bool absent_keeps_default = true;
  /// Unique in the State; never 0.
  std::uint32_t id = 0;
  /// Content name in kebab-case: "bless", "dodging". Two of one name do not add up.
  std::string name = {};
  Slot source = Slot::none;
  /// Held by the source's concentration and gone with it.
  bool concentration = false;
  /// A use of a per-attack effect takes one; 0 with `single_use` false means unlimited.
  bool single_use = false;
  /// Narrows attack modifiers to attacks by this creature (help, 2014: the chosen ally); none: anyone.
  Slot only_by = Slot::none;
  std::vector<Modifier> modifiers = {};
  std::vector<RepeatSave> repeat_saves = {};
  Duration duration = {};
  bool operator==(const Effect&) const = default;
};
BOOST_DESCRIBE_STRUCT(Effect, (),
                      (id, name, source, concentration, single_use, only_by, modifiers, repeat_saves, duration))

}  // namespace live::engine
