#pragma once
// Events of doing things: actions, moves, attacks, damage, life and death, tests.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/state/state.hpp"

namespace live::engine {

/// Something was done that the other events do not name by themselves: "dash", "hide", "second-wind".
struct ActionTaken {
  static constexpr std::string_view tag = "actionTaken";
  Slot slot = Slot::none;
  std::string action = {};
  Cost cost = Cost::action;
  Slot target = Slot::none;
  bool operator==(const ActionTaken&) const = default;
};
BOOST_DESCRIBE_STRUCT(ActionTaken, (), (slot, action, cost, target))

struct EconomyChanged {
  static constexpr std::string_view tag = "economyChanged";
  Slot slot = Slot::none;
  Economy economy = {};
  bool operator==(const EconomyChanged&) const = default;
};
BOOST_DESCRIBE_STRUCT(EconomyChanged, (), (slot, economy))

/// An attack waits for its trigger, or no longer does.
struct ReadiedChanged {
  static constexpr std::string_view tag = "readiedChanged";
  Slot slot = Slot::none;
  std::optional<Ready> readied = {};
  bool operator==(const ReadiedChanged&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReadiedChanged, (), (slot, readied))

/// A once-per-turn feature was used.
struct FeatureUsed {
  static constexpr std::string_view tag = "featureUsed";
  Slot slot = Slot::none;
  std::string feature = {};
  bool operator==(const FeatureUsed&) const = default;
};
BOOST_DESCRIBE_STRUCT(FeatureUsed, (), (slot, feature))

struct Moved {
  static constexpr std::string_view tag = "moved";
  Slot slot = Slot::none;
  grid::Cell from = {};
  /// The cells entered, in order; the last is where it stands.
  std::vector<grid::Cell> path = {};
  MoveMode mode = MoveMode::walk;
  /// Pushed, dragged or placed: no movement was spent.
  bool forced = false;
  int cost_ft = 0;
  int diagonals = 0;
  bool operator==(const Moved&) const = default;
};
BOOST_DESCRIBE_STRUCT(Moved, (), (slot, from, path, mode, forced, cost_ft, diagonals))

/// A flyer that can no longer fly drops to the floor (rules §7).
struct Fell {
  static constexpr std::string_view tag = "fell";
  Slot slot = Slot::none;
  int from_ft = 0;
  bool operator==(const Fell&) const = default;
};
BOOST_DESCRIBE_STRUCT(Fell, (), (slot, from_ft))

struct AttackRolled {
  static constexpr std::string_view tag = "attackRolled";
  Slot slot = Slot::none;
  Slot target = Slot::none;
  /// Name of the weapon, stat block attack or spell.
  std::string with = {};
  D20Test roll = {};
  int armor_class = 0;
  Cover cover = Cover::none;
  bool hit = false;
  bool critical = false;
  bool opportunity = false;
  bool operator==(const AttackRolled&) const = default;
};
BOOST_DESCRIBE_STRUCT(AttackRolled, (), (slot, target, with, roll, armor_class, cover, hit, critical, opportunity))

/// A reaction changed the outcome after the roll (shield).
struct AttackAdjusted {
  static constexpr std::string_view tag = "attackAdjusted";
  Slot slot = Slot::none;
  Slot target = Slot::none;
  std::string reaction = {};
  int armor_class = 0;
  bool hit = false;
  bool operator==(const AttackAdjusted&) const = default;
};
BOOST_DESCRIBE_STRUCT(AttackAdjusted, (), (slot, target, reaction, armor_class, hit))

/// Damage dice as they fell, before anything lessens them; once for all targets of an area.
struct DamageRolled {
  static constexpr std::string_view tag = "damageRolled";
  Slot slot = Slot::none;
  std::string with = {};
  std::vector<DamageRollPart> parts = {};
  bool critical = false;
  bool operator==(const DamageRolled&) const = default;
};
BOOST_DESCRIBE_STRUCT(DamageRolled, (), (slot, with, parts, critical))

/// What one source did to one creature, and the numbers it leaves.
struct DamageTaken {
  static constexpr std::string_view tag = "damageTaken";
  Slot slot = Slot::none;
  /// Who caused it, if anyone.
  Slot by = Slot::none;
  std::string with = {};
  std::vector<DamageLine> lines = {};
  /// Sum after resistances, temporary HP included.
  int taken = 0;
  int absorbed = 0;
  int hp = 0;
  int temp_hp = 0;
  /// Beyond 0 HP.
  int overflow = 0;
  bool operator==(const DamageTaken&) const = default;
};
BOOST_DESCRIBE_STRUCT(DamageTaken, (), (slot, by, with, lines, taken, absorbed, hp, temp_hp, overflow))

struct Healed {
  static constexpr std::string_view tag = "healed";
  Slot slot = Slot::none;
  Slot by = Slot::none;
  std::string with = {};
  std::vector<DamageRollPart> rolled = {};
  /// What it gained.
  int amount = 0;
  int hp = 0;
  bool operator==(const Healed&) const = default;
};
BOOST_DESCRIBE_STRUCT(Healed, (), (slot, by, with, rolled, amount, hp))

struct TempHpGained {
  static constexpr std::string_view tag = "tempHpGained";
  Slot slot = Slot::none;
  int temp_hp = 0;
  bool operator==(const TempHpGained&) const = default;
};
BOOST_DESCRIBE_STRUCT(TempHpGained, (), (slot, temp_hp))

struct DeathSaveRolled {
  static constexpr std::string_view tag = "deathSaveRolled";
  Slot slot = Slot::none;
  D20Test roll = {};
  DeathSaves counters = {};
  bool operator==(const DeathSaveRolled&) const = default;
};
BOOST_DESCRIBE_STRUCT(DeathSaveRolled, (), (slot, roll, counters))

/// Counters or the stable flag changed other than by a death save.
struct DyingChanged {
  static constexpr std::string_view tag = "dyingChanged";
  Slot slot = Slot::none;
  DeathSaves counters = {};
  bool stable = false;
  bool operator==(const DyingChanged&) const = default;
};
BOOST_DESCRIBE_STRUCT(DyingChanged, (), (slot, counters, stable))

struct Died {
  static constexpr std::string_view tag = "died";
  Slot slot = Slot::none;
  Slot by = Slot::none;
  std::string reason = {};
  bool operator==(const Died&) const = default;
};
BOOST_DESCRIBE_STRUCT(Died, (), (slot, by, reason))

struct SaveRolled {
  static constexpr std::string_view tag = "saveRolled";
  Slot slot = Slot::none;
  Ability ability = Ability::con;
  /// What it is against: a spell, "concentration".
  std::string against = {};
  D20Test roll = {};
  int dc = 0;
  bool success = false;
  /// No die was rolled: the creature fails by its condition.
  bool automatic = false;
  bool operator==(const SaveRolled&) const = default;
};
BOOST_DESCRIBE_STRUCT(SaveRolled, (), (slot, ability, against, roll, dc, success, automatic))

struct CheckRolled {
  static constexpr std::string_view tag = "checkRolled";
  Slot slot = Slot::none;
  Skill skill = Skill::perception;
  std::string purpose = {};
  D20Test roll = {};
  /// 0: there is none (hiding, contests).
  int dc = 0;
  bool success = false;
  bool operator==(const CheckRolled&) const = default;
};
BOOST_DESCRIBE_STRUCT(CheckRolled, (), (slot, skill, purpose, roll, dc, success))

}  // namespace live::engine
