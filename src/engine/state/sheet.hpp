#pragma once
// What a creature is, as opposed to how it fares: the part of a participant that play leaves alone. A stat block of the
// content and a player's character both resolve to this.
#include <cstdint>
#include <string>
#include <vector>

#include "engine/state/terms.hpp"

namespace live::engine {

struct AbilityScores {
  static constexpr bool absent_keeps_default = true;
  int str = 10;
  int dex = 10;
  int con = 10;
  int int_ = 10;
  int wis = 10;
  int cha = 10;
  [[nodiscard]] constexpr int of(Ability ability) const {
    switch (ability) {
      case Ability::str:
        return str;
      case Ability::dex:
        return dex;
      case Ability::con:
        return con;
      case Ability::int_:
        return int_;
      case Ability::wis:
        return wis;
      case Ability::cha:
        return cha;
    }
    return 10;
  }
  bool operator==(const AbilityScores&) const = default;
};
BOOST_DESCRIBE_STRUCT(AbilityScores, (), (str, dex, con, int_, wis, cha))

struct Speeds {
  static constexpr bool absent_keeps_default = true;
  int walk = 30;
  int fly = 0;
  int swim = 0;
  int climb = 0;
  int burrow = 0;
  bool hover = false;
  bool operator==(const Speeds&) const = default;
};
BOOST_DESCRIBE_STRUCT(Speeds, (), (walk, fly, swim, climb, burrow, hover))

struct Senses {
  static constexpr bool absent_keeps_default = true;
  int darkvision_ft = 0;
  int blindsight_ft = 0;
  int truesight_ft = 0;
  int tremorsense_ft = 0;
  bool operator==(const Senses&) const = default;
};
BOOST_DESCRIBE_STRUCT(Senses, (), (darkvision_ft, blindsight_ft, truesight_ft, tremorsense_ft))

/// Proficient saves by PB; `printed` gives a stat block's final bonus instead.
struct SaveBonus {
  static constexpr bool absent_keeps_default = true;
  Ability ability = Ability::str;
  int printed = 0;
  bool use_printed = false;
  bool operator==(const SaveBonus&) const = default;
};
BOOST_DESCRIBE_STRUCT(SaveBonus, (), (ability, printed, use_printed))

enum class Training : std::uint8_t { none, half, proficient, expertise };
BOOST_DESCRIBE_ENUM(Training, none, half, proficient, expertise)

struct SkillBonus {
  static constexpr bool absent_keeps_default = true;
  Skill skill = Skill::perception;
  Training training = Training::proficient;
  int printed = 0;
  bool use_printed = false;
  bool operator==(const SkillBonus&) const = default;
};
BOOST_DESCRIBE_STRUCT(SkillBonus, (), (skill, training, printed, use_printed))

/// One typed part of a damage roll.
struct DamagePart {
  static constexpr bool absent_keeps_default = true;
  /// "2d6"; empty: no dice.
  std::string dice = {};
  int flat = 0;
  DamageType type = DamageType::none;
  bool operator==(const DamagePart&) const = default;
};
BOOST_DESCRIBE_STRUCT(DamagePart, (), (dice, flat, type))

/// An attack printed in a stat block; its numbers are final (rules §26).
struct StatAttack {
  static constexpr bool absent_keeps_default = true;
  std::string id = {};
  std::string name = {};
  int attack_bonus = 0;
  /// 0: cannot be made in melee.
  int reach_ft = 0;
  /// 0: cannot be made at range.
  int range_ft = 0;
  int long_range_ft = 0;
  std::vector<DamagePart> damage = {};
  /// Used instead of `damage` when made at range, if given.
  std::vector<DamagePart> ranged_damage = {};
  /// Bigger dice with two hands (versatile), if given.
  std::vector<DamagePart> two_handed_damage = {};
  /// Content id of the weapon this attack is made with; empty: natural.
  std::string weapon = {};
  bool magical = false;
  bool operator==(const StatAttack&) const = default;
};
BOOST_DESCRIBE_STRUCT(StatAttack, (),
                      (id, name, attack_bonus, reach_ft, range_ft, long_range_ft, damage, ranged_damage,
                       two_handed_damage, weapon, magical))

struct MultiattackPart {
  static constexpr bool absent_keeps_default = true;
  std::string attack = {};
  int count = 1;
  bool operator==(const MultiattackPart&) const = default;
};
BOOST_DESCRIBE_STRUCT(MultiattackPart, (), (attack, count))

/// A feature or trait by its content id, with the number it scales by: {"sneak-attack", 2} is 2d6.
struct FeatureRef {
  static constexpr bool absent_keeps_default = true;
  std::string id = {};
  int value = 0;
  bool operator==(const FeatureRef&) const = default;
};
BOOST_DESCRIBE_STRUCT(FeatureRef, (), (id, value))

struct ClassLevel {
  static constexpr bool absent_keeps_default = true;
  std::string id = {};
  int level = 1;
  bool operator==(const ClassLevel&) const = default;
};
BOOST_DESCRIBE_STRUCT(ClassLevel, (), (id, level))

struct Spellcasting {
  static constexpr bool absent_keeps_default = true;
  /// Content ids of spells known or prepared.
  std::vector<std::string> spells = {};
  Ability ability = Ability::int_;
  /// Printed numbers of a stat block; 0: from PB and ability.
  int save_dc = 0;
  int attack_bonus = 0;
  bool operator==(const Spellcasting&) const = default;
};
BOOST_DESCRIBE_STRUCT(Spellcasting, (), (spells, ability, save_dc, attack_bonus))

/// A damage trait; `nonmagical` limits it to attacks without a magical weapon, the tags lift it.
struct DamageTrait {
  static constexpr bool absent_keeps_default = true;
  DamageType type = DamageType::none;
  bool nonmagical = false;
  std::vector<std::string> except_tags = {};
  bool operator==(const DamageTrait&) const = default;
};
BOOST_DESCRIBE_STRUCT(DamageTrait, (), (type, nonmagical, except_tags))

struct Sheet {
  static constexpr bool absent_keeps_default = true;
  Size size = Size::medium;
  CreatureType creature_type = CreatureType::humanoid;
  AbilityScores abilities = {};
  int level = 1;
  int proficiency_bonus = 2;
  /// Challenge rating as printed: "1/4"; empty for characters.
  std::string challenge = {};
  std::vector<ClassLevel> classes = {};
  /// Final AC of a stat block or natural armor; 0: from what is worn (rules §23).
  int armor_class = 0;
  Speeds speeds = {};
  Senses senses = {};
  std::vector<SaveBonus> saves = {};
  std::vector<SkillBonus> skills = {};
  std::vector<DamageTrait> resistances = {};
  std::vector<DamageTrait> immunities = {};
  std::vector<DamageTrait> vulnerabilities = {};
  std::vector<Condition> condition_immunities = {};
  std::vector<StatAttack> attacks = {};
  std::vector<MultiattackPart> multiattack = {};
  std::vector<FeatureRef> features = {};
  Spellcasting spellcasting = {};
  /// "simple", "martial", "light", "medium", "heavy", "shield", or content ids.
  std::vector<std::string> proficiencies = {};
  /// Printed hit dice, "2d6".
  std::string hit_dice = {};
  bool operator==(const Sheet&) const = default;
};
BOOST_DESCRIBE_STRUCT(Sheet, (),
                      (size, creature_type, abilities, level, proficiency_bonus, challenge, classes, armor_class,
                       speeds, senses, saves, skills, resistances, immunities, vulnerabilities, condition_immunities,
                       attacks, multiattack, features, spellcasting, proficiencies, hit_dice))

}  // namespace live::engine
