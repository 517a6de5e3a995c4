#pragma once
// `error.data.refusal` of a call that the rules refused.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "room/audience/view_types.hpp"

namespace live::api {

/// Something close to what was asked that would be accepted.
struct NearestOption {
  std::string message;
  std::vector<room::Position> path;   ///< how to go there, if it is a way
  std::optional<std::string> target;  ///< whom to aim at, if it is a creature
};
BOOST_DESCRIBE_STRUCT(NearestOption, (), (message, path, target))

struct RefusalData {
  static constexpr std::string_view ts_name = "Refusal";
  std::string code;     ///< stable: "turn.notYours", "target.outOfRange" …
  std::string message;  ///< a sentence with names and numbers
  std::string rule;     ///< section of the rules reference
  std::optional<NearestOption> nearest;
};
BOOST_DESCRIBE_STRUCT(RefusalData, (), (code, message, rule, nearest))

}  // namespace live::api
