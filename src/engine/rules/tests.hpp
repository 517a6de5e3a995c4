#pragma once
// d20 tests: rolling one with its sources and modifiers (rules §3), saving throws (§13), ability checks (§2), death
// saves' common part. Each pulls dice in the order of rules §0 D1 and returns the whole breakdown.
#include <string>
#include <string_view>
#include <vector>

#include "engine/rules/run.hpp"

namespace live::engine {

/// Names of what helps and what hampers; duplicates do not matter.
struct Sources {
  std::vector<std::string> advantage = {};
  std::vector<std::string> disadvantage = {};
  void help(std::string_view name);
  void hamper(std::string_view name);
  [[nodiscard]] RollMode mode() const;
};

/// Modifiers of a d20 test that are known before the roll; dice from effects are rolled after the d20.
struct TestPlan {
  Sources sources = {};
  std::vector<RollModifier> modifiers = {};
  /// Which effect dice apply: attack_bonus, save_bonus or check_bonus.
  ModifierKind bonus_kind = ModifierKind::check_bonus;
  /// For saves: narrows effects bound to abilities.
  Ability ability = Ability::str;
};

/// Is it a bonus to this kind of test?
[[nodiscard]] bool applies(const Modifier& modifier, const TestPlan& plan);
void add_modifier(TestPlan& plan, std::string_view source, int value);
/// Exhaustion (§15) and flat effect bonuses, the same for every d20 test of a creature.
void add_common(const State& state, Slot slot, TestPlan& plan);
/// Tests with Strength and Dexterity suffer in armor one is not trained in (rules §3.4).
void hamper_by_armor(const Run& run, Slot slot, Ability ability, TestPlan& plan);
[[nodiscard]] D20Test roll_test(Run& run, Slot slot, const TestPlan& plan);

struct SaveRequest {
  Slot slot = Slot::none;
  Ability ability = Ability::con;
  int dc = 10;
  std::string against = {};
  bool magical = false;
  /// Poison, where it is poison that is saved against: some are steeled against that alone (antitoxin, rules §24).
  DamageType harm = DamageType::none;
  /// Adds to Dexterity saves only (rules §13).
  grid::Cover cover = grid::Cover::none;
};
/// Rolls, emits SaveRolled, returns success.
bool roll_save(Run& run, const SaveRequest& request);

struct CheckRequest {
  Slot slot = Slot::none;
  Skill skill = Skill::perception;
  /// 0: nothing to beat.
  int dc = 0;
  std::string purpose = {};
  bool sight = false;
  /// The creature whose presence matters for frightened; others too.
  Sources sources = {};
};
/// Rolls, emits CheckRolled, returns the total.
int roll_check(Run& run, const CheckRequest& request);

/// Frightened and the source is in line of sight (rules §15).
[[nodiscard]] bool fear_in_sight(const State& state, Slot slot);

}  // namespace live::engine
