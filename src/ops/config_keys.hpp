#pragma once
// The table of configuration keys: each declared once. Internal to ops.
#include <expected>
#include <span>
#include <string>
#include <string_view>

#include "ops/config.hpp"

namespace live::ops {

struct ConfigKey {
  std::string_view name;      ///< as in the file: turn_time_limit_s
  std::string_view fallback;  ///< the default, as one would write it
  std::string_view accepts;   ///< "0 to 65535", "text or json"
  std::string_view doc;
  /// Reads the text into the configuration, or says what is wrong with it.
  std::expected<void, std::string> (*set)(Config& config, std::string_view text);
};

[[nodiscard]] std::span<const ConfigKey> config_keys();
/// turn_time_limit_s -> --turn-time-limit-s
[[nodiscard]] std::string flag_of(const ConfigKey& key);
/// turn_time_limit_s -> LIVE_TURN_TIME_LIMIT_S
[[nodiscard]] std::string variable_of(const ConfigKey& key);

}  // namespace live::ops
