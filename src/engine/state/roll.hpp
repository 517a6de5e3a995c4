#pragma once
// Rolls as they are shown: every die, every source, every modifier, so that a table can check the sum (rules §3, §11).
#include <string>
#include <vector>

#include "engine/grid/sight.hpp"
#include "engine/state/sheet.hpp"
#include "engine/state/terms.hpp"

namespace live::engine {

/// One addend of a d20 test; `dice` holds the faces when it was rolled (bless).
struct RollModifier {
  std::string source = {};
  int value = 0;
  std::vector<int> dice = {};
  bool operator==(const RollModifier&) const = default;
};
BOOST_DESCRIBE_STRUCT(RollModifier, (), (source, value, dice))

struct D20Test {
  RollMode mode = RollMode::normal;
  /// One or two dice in roll order; none for an automatic outcome.
  std::vector<int> dice = {};
  /// The kept die.
  int natural = 0;
  /// Names of the sources (rules §3, §9), each once.
  std::vector<std::string> advantage = {};
  std::vector<std::string> disadvantage = {};
  std::vector<RollModifier> modifiers = {};
  int total = 0;
  bool operator==(const D20Test&) const = default;
};
BOOST_DESCRIBE_STRUCT(D20Test, (), (mode, dice, natural, advantage, disadvantage, modifiers, total))

/// One component of a damage roll as rolled.
struct DamageRollPart {
  std::string source = {};
  DamageType type = DamageType::none;
  /// The expression rolled, after doubling: "4d6".
  std::string dice = {};
  std::vector<int> rolled = {};
  int flat = 0;
  int total = 0;
  bool operator==(const DamageRollPart&) const = default;
};
BOOST_DESCRIBE_STRUCT(DamageRollPart, (), (source, type, dice, rolled, flat, total))

enum class Mitigation : std::uint8_t { none, resistant, vulnerable, both, immune };
BOOST_DESCRIBE_ENUM(Mitigation, none, resistant, vulnerable, both, immune)

/// What one damage type comes to on one target, step by step (rules §11).
struct DamageLine {
  DamageType type = DamageType::none;
  int rolled = 0;
  /// After a save or a feature halved it.
  int halved = 0;
  Mitigation mitigation = Mitigation::none;
  int final = 0;
  bool operator==(const DamageLine&) const = default;
};
BOOST_DESCRIBE_STRUCT(DamageLine, (), (type, rolled, halved, mitigation, final))

using grid::Cover;

}  // namespace live::engine
