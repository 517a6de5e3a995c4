#pragma once
// What each condition does: the table of rules §15. Charmed and frightened act by their source,
// exhaustion by its level; those are where they are asked (rules/creature.hpp).
#include <array>
#include <cstdint>

#include "engine/rules/ruleset.hpp"

namespace live::engine {

struct ConditionRule {
  /// Attack rolls against it.
  bool attacked_advantage = false;
  bool attacked_disadvantage = false;
  /// Its own attack rolls.
  bool attack_advantage = false;
  bool attack_disadvantage = false;
  /// Its ability checks.
  bool check_disadvantage = false;
  bool dex_save_disadvantage = false;
  /// No die: fails Strength and Dexterity saves.
  bool fails_str_dex_saves = false;
  bool speed_zero = false;
  bool incapacitates = false;
  bool sightless = false;
  /// Hits from within 5 ft are critical.
  bool critical_when_close = false;
  bool resists_all = false;
};

/// Prone is not in the columns of attacks against it: that depends on distance (rules/advantage.cpp).
[[nodiscard]] constexpr ConditionRule rule_of(Condition condition, const Policy& policy) {
  switch (condition) {
    case Condition::blinded:
      return {.attacked_advantage = true, .attack_disadvantage = true, .sightless = true};
    case Condition::grappled:
      return {.speed_zero = true};
    case Condition::incapacitated:
      return {.incapacitates = true};
    case Condition::invisible:
      return {.attacked_disadvantage = true, .attack_advantage = true};
    case Condition::paralyzed:
      return {.attacked_advantage = true,
              .fails_str_dex_saves = true,
              .speed_zero = true,
              .incapacitates = true,
              .critical_when_close = true};
    case Condition::petrified:
      return {.attacked_advantage = true,
              .fails_str_dex_saves = true,
              .speed_zero = true,
              .incapacitates = true,
              .resists_all = true};
    case Condition::poisoned:
      return {.attack_disadvantage = true, .check_disadvantage = true};
    case Condition::prone:
      return {.attack_disadvantage = true};
    case Condition::restrained:
      return {
          .attacked_advantage = true, .attack_disadvantage = true, .dex_save_disadvantage = true, .speed_zero = true};
    case Condition::stunned:
      return {.attacked_advantage = true,
              .fails_str_dex_saves = true,
              .speed_zero = policy.stunned_stops,
              .incapacitates = true};
    case Condition::unconscious:
      return {.attacked_advantage = true,
              .fails_str_dex_saves = true,
              .speed_zero = true,
              .incapacitates = true,
              .sightless = true,
              .critical_when_close = true};
    case Condition::charmed:
    case Condition::deafened:
    case Condition::frightened:
      return {};
  }
  return {};
}

}  // namespace live::engine
