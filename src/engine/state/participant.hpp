#pragma once
// One creature in an encounter and everything about it that play changes.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/action.hpp"
#include "engine/grid/cell.hpp"
#include "engine/state/condition.hpp"
#include "engine/state/effect.hpp"
#include "engine/state/item.hpp"
#include "engine/state/sheet.hpp"
#include "engine/state/terms.hpp"

namespace live::engine {

/// What is left and used of the current turn (rules §5). Counters reset when the creature's own turn starts.
struct Economy {
  static constexpr bool absent_keeps_default = true;
  int actions_left = 1;
  int bonus_left = 1;
  bool reaction_available = true;
  /// Feet already used this turn, all modes pooled.
  int movement_used_ft = 0;
  /// Feet added by Dash.
  int dash_ft = 0;
  /// Diagonal steps this turn, for the 5-10-5 count.
  int diagonals = 0;
  int interactions_used = 0;
  /// Attacks left of the Attack action in progress, or of a Multiattack.
  int attacks_left = 0;
  /// Attacks of a stat block's Multiattack still to be made, by attack id.
  std::vector<std::string> multiattack_left = {};
  bool attack_action_taken = false;
  /// Inventory id of the light weapon the Attack action was made with: opens the two-weapon bonus attack (§10).
  std::string light_attack_with = {};
  bool bonus_attack_used = false;
  bool disengaged = false;
  /// Of actions_left, those that may not cast (action surge, 2024).
  int nonmagic_actions = 0;
  bool bonus_spell_cast = false;
  /// A spell other than a one-action cantrip was cast this turn (2014 bonus-action rule, §20).
  bool leveled_spell_cast = false;
  /// 2024: a slot was spent this turn.
  bool slot_spent = false;
  /// Weapons with Loading already shot with the current action.
  std::vector<std::string> loaded_shots = {};
  bool operator==(const Economy&) const = default;
};
BOOST_DESCRIBE_STRUCT(Economy, (),
                      (actions_left, bonus_left, reaction_available, movement_used_ft, dash_ft, diagonals,
                       interactions_used, attacks_left, multiattack_left, attack_action_taken, light_attack_with,
                       bonus_attack_used, disengaged, nonmagic_actions, bonus_spell_cast, leveled_spell_cast,
                       slot_spent, loaded_shots))

struct DeathSaves {
  static constexpr bool absent_keeps_default = true;
  int successes = 0;
  int failures = 0;
  bool operator==(const DeathSaves&) const = default;
};
BOOST_DESCRIBE_STRUCT(DeathSaves, (), (successes, failures))

struct SpellSlots {
  static constexpr bool absent_keeps_default = true;
  int left = 0;
  int max = 0;
  bool operator==(const SpellSlots&) const = default;
};
BOOST_DESCRIBE_STRUCT(SpellSlots, (), (left, max))

enum class Recharge : std::uint8_t { turn, round, short_rest, long_rest, dawn, never };
BOOST_DESCRIBE_ENUM(Recharge, turn, round, short_rest, long_rest, dawn, never)

struct Resource {
  static constexpr bool absent_keeps_default = true;
  /// Feature id: "second-wind".
  std::string id = {};
  int left = 0;
  int max = 0;
  Recharge recharge = Recharge::long_rest;
  bool operator==(const Resource&) const = default;
};
BOOST_DESCRIBE_STRUCT(Resource, (), (id, left, max, recharge))

/// Hiding (rules §16): the Stealth total and whom it beats.
struct Hidden {
  static constexpr bool absent_keeps_default = true;
  int total = 0;
  std::vector<Slot> from = {};
  bool operator==(const Hidden&) const = default;
};
BOOST_DESCRIBE_STRUCT(Hidden, (), (total, from))

struct Concentration {
  static constexpr bool absent_keeps_default = true;
  /// Content id of the spell; empty: not concentrating.
  std::string spell = {};
  bool operator==(const Concentration&) const = default;
};
BOOST_DESCRIBE_STRUCT(Concentration, (), (spell))

enum class TurnStatus : std::uint8_t { waiting, active, completed, skipped };
BOOST_DESCRIBE_ENUM(TurnStatus, waiting, active, completed, skipped)

/// A standing answer to a kind of reaction window.
enum class ReactionAnswer : std::uint8_t { ask, always, never };
BOOST_DESCRIBE_ENUM(ReactionAnswer, ask, always, never)

struct ReactionPolicy {
  static constexpr bool absent_keeps_default = true;
  /// "opportunity-attack", "shield", ...
  std::string reaction = {};
  ReactionAnswer answer = ReactionAnswer::ask;
  bool operator==(const ReactionPolicy&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReactionPolicy, (), (reaction, answer))

struct Participant {
  static constexpr bool absent_keeps_default = true;
  /// Stable, unique in the encounter; the campaign's own id where there is one.
  std::string id = {};
  std::string name = {};
  Kind kind = Kind::monster;
  /// Different sides are hostile.
  std::string side = {};
  /// Who plays it; empty: the DM.
  std::string user_id = {};
  /// Stat block id; equal ids on a side share one initiative roll (rules §4).
  std::string group = {};
  Sheet sheet = {};

  int hp = 1;
  int hp_max = 1;
  int temp_hp = 0;
  /// True for player characters; false dies at 0 HP (rules §12).
  bool uses_death_saves = false;
  DeathSaves death_saves = {};
  bool stable = false;
  bool dead = false;
  /// Gone from the encounter; its slot stays.
  bool removed = false;
  /// Its existence is known to the DM only (audience), unlike `hidden`, which is a rule of play.
  bool secret = false;

  /// Min-x/min-y cell of its footprint.
  grid::Cell pos = {};
  int z_ft = 0;

  std::vector<ConditionInstance> conditions = {};
  std::vector<Effect> effects = {};
  int exhaustion = 0;
  bool surprised = false;
  Hidden hidden = {};
  Concentration concentration = {};
  /// Waiting for its trigger until its next turn starts.
  std::optional<Ready> readied = {};

  std::vector<InventoryItem> inventory = {};
  /// Index 0 is level 1.
  std::vector<SpellSlots> slots = {};
  std::vector<Resource> resources = {};

  Economy economy = {};
  /// Features used since the current turn, anyone's, began: "sneak-attack" (once per turn, rules §26).
  std::vector<std::string> used_this_turn = {};
  TurnStatus turn_status = TurnStatus::waiting;
  /// Initiative total; 0 and `in_initiative` false before it is rolled.
  int initiative = 0;
  bool in_initiative = false;
  std::vector<ReactionPolicy> reaction_policies = {};

  bool operator==(const Participant&) const = default;
};
BOOST_DESCRIBE_STRUCT(Participant, (),
                      (id, name, kind, side, user_id, group, sheet, hp, hp_max, temp_hp, uses_death_saves, death_saves,
                       stable, dead, removed, secret, pos, z_ft, conditions, effects, exhaustion, surprised, hidden,
                       concentration, readied, inventory, slots, resources, economy, used_this_turn, turn_status,
                       initiative, in_initiative, reaction_policies))

}  // namespace live::engine
