#pragma once
// The facts the rules work with: weapons, armor, items, spells, stat blocks, as data. Content is loaded by others (a
// file, a campaign's store) into this one schema; the engine only reads it. Entries are found by kebab-case id; an
// entry that differs between rulesets is there twice, each naming its ruleset.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/grid/area.hpp"
#include "engine/state/participant.hpp"

namespace live::engine {

enum class WeaponCategory : std::uint8_t { simple, martial, natural };
BOOST_DESCRIBE_ENUM(WeaponCategory, simple, martial, natural)

/// 2024 weapon masteries (rules §10); each needs the feature.
enum class Mastery : std::uint8_t { none, cleave, graze, nick, push, sap, slow, topple, vex };
BOOST_DESCRIBE_ENUM(Mastery, none, cleave, graze, nick, push, sap, slow, topple, vex)

enum class WeaponProperty : std::uint8_t {
  ammunition,
  finesse,
  heavy,
  light,
  loading,
  reach,
  thrown,
  two_handed,
  versatile,
  special
};
BOOST_DESCRIBE_ENUM(WeaponProperty, ammunition, finesse, heavy, light, loading, reach, thrown, two_handed, versatile,
                    special)

/// Rules §22.
struct WeaponDef {
  static constexpr bool absent_keeps_default = true;
  std::string id = {};
  std::string name = {};
  std::optional<Ruleset> ruleset = {};
  WeaponCategory category = WeaponCategory::simple;
  /// A ranged weapon; a thrown melee weapon is not one.
  bool ranged = false;
  DamagePart damage = {};
  std::vector<WeaponProperty> properties = {};
  /// Dice in two hands.
  std::string versatile_dice = {};
  int range_ft = 0;
  int long_range_ft = 0;
  /// Item id of what it shoots.
  std::string ammunition = {};
  Mastery mastery = Mastery::none;
  [[nodiscard]] bool has(WeaponProperty property) const;
  bool operator==(const WeaponDef&) const = default;
};
BOOST_DESCRIBE_STRUCT(WeaponDef, (),
                      (id, name, ruleset, category, ranged, damage, properties, versatile_dice, range_ft, long_range_ft,
                       ammunition, mastery))

enum class ArmorCategory : std::uint8_t { light, medium, heavy, shield };
BOOST_DESCRIBE_ENUM(ArmorCategory, light, medium, heavy, shield)

/// Rules §23. A shield's `base` is what it adds.
struct ArmorDef {
  static constexpr bool absent_keeps_default = true;
  std::string id = {};
  std::string name = {};
  ArmorCategory category = ArmorCategory::light;
  int base = 10;
  /// Below it: speed -10.
  int min_strength = 0;
  bool stealth_disadvantage = false;
  bool operator==(const ArmorDef&) const = default;
};
BOOST_DESCRIBE_STRUCT(ArmorDef, (), (id, name, category, base, min_strength, stealth_disadvantage))

/// A running effect as content writes it; the caster and its turn are filled in when it lands.
enum class EffectUntil : std::uint8_t {
  removed,
  source_turn_start,
  source_turn_end,
  target_turn_start,
  target_turn_end
};
BOOST_DESCRIBE_ENUM(EffectUntil, removed, source_turn_start, source_turn_end, target_turn_start, target_turn_end)

struct EffectDef {
  static constexpr bool absent_keeps_default = true;
  std::vector<Modifier> modifiers = {};
  std::vector<Condition> conditions = {};
  EffectUntil until = EffectUntil::removed;
  /// How many of those turns; 1 minute is 10 (rules §27).
  int rounds = 1;
  bool single_use = false;
  /// A save of the spell's ability and DC at the end of each of the target's turns ends it.
  bool repeat_save = false;
  bool operator==(const EffectDef&) const = default;
};
BOOST_DESCRIBE_STRUCT(EffectDef, (), (modifiers, conditions, until, rounds, single_use, repeat_save))

enum class ItemKind : std::uint8_t { gear, potion, ammunition, focus, light, tool };
BOOST_DESCRIBE_ENUM(ItemKind, gear, potion, ammunition, focus, light, tool)

/// What using an item does; several may be set (rules §24).
struct ItemUse {
  static constexpr bool absent_keeps_default = true;
  /// "2d4+2".
  std::string heal = {};
  int temp_hp = 0;
  bool stabilize = false;
  std::optional<EffectDef> effect = {};
  /// Another creature within this many feet may be given it; 0: oneself only.
  int reach_ft = 5;
  bool operator==(const ItemUse&) const = default;
};
BOOST_DESCRIBE_STRUCT(ItemUse, (), (heal, temp_hp, stabilize, effect, reach_ft))

struct ItemDef {
  static constexpr bool absent_keeps_default = true;
  std::string id = {};
  std::string name = {};
  ItemKind kind = ItemKind::gear;
  std::optional<ItemUse> use = {};
  /// Uses in one piece (healer's kit 10); 0: it is used up whole.
  int charges = 0;
  bool operator==(const ItemDef&) const = default;
};
BOOST_DESCRIBE_STRUCT(ItemDef, (), (id, name, kind, use, charges))

enum class SpellDelivery : std::uint8_t {
  attack,  ///< a spell attack for each target named
  save,    ///< a save by each target, or by all in the area
  heal,
  missiles,  ///< darts that hit by themselves
  effect,    ///< an effect on each target, no roll
  stabilize,
  teleport  ///< the caster, to the place named
};
BOOST_DESCRIBE_ENUM(SpellDelivery, attack, save, heal, missiles, effect, stabilize, teleport)

enum class SpellTarget : std::uint8_t { creature, ally, self, point };
BOOST_DESCRIBE_ENUM(SpellTarget, creature, ally, self, point)

struct SpellComponents {
  static constexpr bool absent_keeps_default = true;
  bool verbal = false;
  bool somatic = false;
  bool material = false;
  bool operator==(const SpellComponents&) const = default;
};
BOOST_DESCRIBE_STRUCT(SpellComponents, (), (verbal, somatic, material))

/// Rules §20, §31.2.
struct SpellDef {
  static constexpr bool absent_keeps_default = true;
  std::string id = {};
  std::string name = {};
  std::optional<Ruleset> ruleset = {};
  /// 0: a cantrip, whose dice grow at character levels 5, 11 and 17.
  int level = 0;
  std::string school = {};
  Cost cost = Cost::action;
  /// 0: self; touch is 5.
  int range_ft = 0;
  SpellComponents components = {};
  bool concentration = false;
  SpellDelivery delivery = SpellDelivery::attack;
  SpellTarget target = SpellTarget::creature;
  /// The caster must see the target.
  bool needs_sight = false;
  /// A melee spell attack, else ranged.
  bool melee = false;
  int targets = 1;
  int targets_per_level = 0;
  std::vector<DamagePart> damage = {};
  /// Dice added to the first damage part, or to the healing, per slot level above the spell's own.
  std::string dice_per_level = {};
  Ability save = Ability::dex;
  bool half_on_save = false;
  bool ignores_cover = false;
  std::optional<grid::AreaShape> area = {};
  /// Feet a teleport carries.
  int teleport_ft = 0;
  /// Feet a failed save pushes away.
  int push_ft = 0;
  std::string heal = {};
  bool heal_adds_modifier = true;
  /// Creature types it does nothing to.
  std::vector<CreatureType> unaffected = {};
  std::optional<EffectDef> effect = {};
  /// The reaction it is cast as ("shield"); empty for others.
  std::string reaction = {};
  bool operator==(const SpellDef&) const = default;
};
BOOST_DESCRIBE_STRUCT(SpellDef, (),
                      (id, name, ruleset, level, school, cost, range_ft, components, concentration, delivery, target,
                       needs_sight, melee, targets, targets_per_level, damage, dice_per_level, save, half_on_save,
                       ignores_cover, area, teleport_ft, push_ft, heal, heal_adds_modifier, unaffected, effect,
                       reaction))

/// A stat block: what a participant starts from.
struct MonsterDef {
  static constexpr bool absent_keeps_default = true;
  std::string id = {};
  std::string name = {};
  std::optional<Ruleset> ruleset = {};
  int hp = 1;
  Sheet sheet = {};
  std::vector<InventoryItem> inventory = {};
  bool operator==(const MonsterDef&) const = default;
};
BOOST_DESCRIBE_STRUCT(MonsterDef, (), (id, name, ruleset, hp, sheet, inventory))

struct Content {
  static constexpr bool absent_keeps_default = true;
  std::vector<WeaponDef> weapons = {};
  std::vector<ArmorDef> armor = {};
  std::vector<ItemDef> items = {};
  std::vector<SpellDef> spells = {};
  std::vector<MonsterDef> monsters = {};

  /// Appends another content's entries (one file of several).
  void add(Content other);
  /// Puts every table in order of id; call it once after loading and before use.
  void sort();
  /// What is wrong with it, as sentences naming the entry: ids twice, dice that do not parse, areas that cannot be.
  [[nodiscard]] std::vector<std::string> problems() const;

  [[nodiscard]] const WeaponDef* weapon(std::string_view id, Ruleset ruleset) const;
  [[nodiscard]] const ArmorDef* armor_piece(std::string_view id) const;
  [[nodiscard]] const ItemDef* item(std::string_view id) const;
  [[nodiscard]] const SpellDef* spell(std::string_view id, Ruleset ruleset) const;
  [[nodiscard]] const MonsterDef* monster(std::string_view id, Ruleset ruleset) const;
};
BOOST_DESCRIBE_STRUCT(Content, (), (weapons, armor, items, spells, monsters))

/// A participant at full strength made from a stat block; the caller sets id, name, side and place.
[[nodiscard]] Participant participant_from(const MonsterDef& monster);

}  // namespace live::engine
