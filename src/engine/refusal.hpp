#pragma once
// Why a command was not accepted. A refusal teaches: a stable code, a sentence with names and numbers, the rule it
// comes from and, where it is cheap to find, the nearest thing that would be legal.
#include <optional>
#include <string>
#include <vector>

#include "engine/grid/cell.hpp"
#include "engine/state/terms.hpp"

namespace live::engine {

/// Something close to what was asked that would be accepted.
struct LegalOption {
  std::string sentence = {};
  /// Where to stand, how to go, or whom to aim at, as far as it applies.
  std::vector<grid::Cell> path = {};
  Slot target = Slot::none;
  bool operator==(const LegalOption&) const = default;
};
BOOST_DESCRIBE_STRUCT(LegalOption, (), (sentence, path, target))

struct Refusal {
  /// Rules §5: "turn.notYours", "economy.noAction", "target.outOfRange", "move.path", ...
  std::string code = {};
  std::string sentence = {};
  /// Section of the rules reference: "§5".
  std::string rule = {};
  std::optional<LegalOption> nearest = {};
  bool operator==(const Refusal&) const = default;
};
BOOST_DESCRIBE_STRUCT(Refusal, (), (code, sentence, rule, nearest))

}  // namespace live::engine
