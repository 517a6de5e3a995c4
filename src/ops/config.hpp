#pragma once
// The server's configuration. Each key is declared once, in config_keys.cpp: its name, what it means, its default and
// what it accepts. From that come the flag (--turn-time-limit-s), the environment variable (LIVE_TURN_TIME_LIMIT_S),
// the key of the TOML file (turn_time_limit_s), the help text and the error messages.
// A flag wins over the environment, that over the file, that over the default.
#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace live::ops {

enum class LogLevel { debug, info, warning, error };
enum class LogFormat { text, json };
enum class DevSignIn { auto_, on, off };

struct Config {
  std::string host = "127.0.0.1";
  std::uint16_t port = 3001;  ///< 0 picks a free one
  std::filesystem::path data = "./data";
  std::filesystem::path config;   ///< the file read; empty when there is none
  std::filesystem::path web;      ///< the built web app; empty: none is served
  std::filesystem::path content;  ///< rules content and the demo; empty: what the server was built with
  std::uint32_t shards = 0;       ///< 0: as many as the machine has cores
  std::int32_t turn_time_limit_s = 90;
  std::int32_t dm_absence_grace_s = 30;
  std::int32_t idle_unload_minutes = 30;
  std::int64_t max_message_bytes = 262'144;
  std::int64_t connection_rate_per_s = 20;
  std::int64_t connection_rate_burst = 60;
  std::int64_t user_rate_per_s = 30;
  std::int64_t user_rate_burst = 90;
  std::uint32_t max_connections = 4096;
  std::vector<std::string> allowed_origins;  ///< empty: the server's own only
  LogLevel log_level = LogLevel::info;
  LogFormat log_format = LogFormat::text;
  DevSignIn dev_sign_in = DevSignIn::auto_;  ///< auto: only while the server listens on loopback
};

/// What to do: run with the configuration, or print the text and stop (--help, --version).
struct Invocation {
  Config config;
  std::optional<std::string> print;
};

/// The outside world, handed in so that tests need none.
struct ConfigSources {
  std::vector<std::string> arguments;  ///< without the program's name
  std::function<std::optional<std::string>(const std::string& name)> environment;
  /// Contents of a file, or why it cannot be read.
  std::function<std::expected<std::string, std::string>(const std::filesystem::path&)> read_file;
  std::string version;
};

/// The error names the key, where the value came from and what is wrong with it: one line per problem.
[[nodiscard]] std::expected<Invocation, std::string> read_config(const ConfigSources& sources);

/// The real environment and file system. The version is printed by --version.
[[nodiscard]] ConfigSources system_sources(int argc, const char* const* argv, std::string version);

}  // namespace live::ops
