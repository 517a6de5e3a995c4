#include "ops/config_keys.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace live::ops {
namespace {

using Outcome = std::expected<void, std::string>;

Outcome wrong(std::string_view expected, std::string_view text) {
  constexpr std::size_t shown = 60;
  return std::unexpected("expected " + std::string(expected) + ", got \"" + std::string(text.substr(0, shown)) + "\"");
}

/// A whole number within limits, into a member of whatever integer type.
template <auto Member, std::int64_t Lowest, std::int64_t Highest>
Outcome number(Config& config, std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < Lowest || value > Highest) {
    return wrong("a whole number from " + std::to_string(Lowest) + " to " + std::to_string(Highest), text);
  }
  config.*Member = static_cast<std::remove_reference_t<decltype(config.*Member)>>(value);
  return {};
}

template <auto Member>
Outcome path(Config& config, std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return wrong("a path", text);
  config.*Member = std::filesystem::path(text);
  return {};
}

template <auto Member>
Outcome needed_path(Config& config, std::string_view text) {
  return text.empty() ? wrong("a path", text) : path<Member>(config, text);
}

/// A name or an address; what it resolves to is the listener's business.
Outcome host(Config& config, std::string_view text) {
  const bool fair = std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == ':' ||
           c == '-' || c == '[' || c == ']';
  });
  if (text.empty() || text.size() > 253 || !fair) return wrong("a host name or address", text);
  config.host = text;
  return {};
}

/// scheme://host[:port] without a path: what a browser sends as Origin.
bool is_origin(std::string_view text) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!text.starts_with(scheme)) continue;
    const std::string_view rest = text.substr(scheme.size());
    return !rest.empty() && rest.find_first_of("/?#@ \t*") == std::string_view::npos;
  }
  return false;
}

Outcome origins(Config& config, std::string_view text) {
  std::vector<std::string> list;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    std::string_view item = text.substr(0, comma);
    text.remove_prefix(std::min(comma + 1, text.size()));
    while (item.starts_with(' ')) item.remove_prefix(1);
    while (item.ends_with(' ')) item.remove_suffix(1);
    if (!is_origin(item)) return wrong("origins like https://play.example:8443, separated by commas", item);
    list.emplace_back(item);
  }
  config.allowed_origins = std::move(list);
  return {};
}

Outcome log_level(Config& config, std::string_view text) {
  constexpr std::array<std::string_view, 4> names = {"debug", "info", "warning", "error"};
  const auto found = std::ranges::find(names, text);
  if (found == names.end()) return wrong("debug, info, warning or error", text);
  config.log_level = static_cast<LogLevel>(found - names.begin());
  return {};
}

Outcome log_format(Config& config, std::string_view text) {
  if (text != "text" && text != "json") return wrong("text or json", text);
  config.log_format = text == "json" ? LogFormat::json : LogFormat::text;
  return {};
}

Outcome dev_sign_in(Config& config, std::string_view text) {
  constexpr std::array<std::string_view, 3> names = {"auto", "on", "off"};
  const auto found = std::ranges::find(names, text);
  if (found == names.end()) return wrong("auto, on or off", text);
  config.dev_sign_in = static_cast<DevSignIn>(found - names.begin());
  return {};
}

constexpr std::array keys = {
    ConfigKey{"host", "127.0.0.1", "name or address", "Where to listen.", &host},
    ConfigKey{"port", "3001", "0 to 65535",
              "The one port for tRPC, the web app and the health pages; 0 picks a free one.",
              &number<&Config::port, 0, 65'535>},
    ConfigKey{"data", "./data", "folder", "Where the database and the development signing key are kept.",
              &needed_path<&Config::data>},
    ConfigKey{"config", "", "file", "A TOML file with any of the other keys.", &path<&Config::config>},
    ConfigKey{"web", "", "folder", "The built web app, served at /. Empty: none is served.", &path<&Config::web>},
    ConfigKey{"content", "", "folder", "Rules content and the demo campaign. Empty: where the server was built.",
              &path<&Config::content>},
    ConfigKey{"shards", "0", "0 to 256", "Threads that rooms and connections are spread over; 0 means one a core.",
              &number<&Config::shards, 0, 256>},
    ConfigKey{"turn_time_limit_s", "90", "10 to 3600", "Seconds a turn lasts where the interaction says nothing else.",
              &number<&Config::turn_time_limit_s, 10, 3600>},
    ConfigKey{"dm_absence_grace_s", "30", "0 to 3600",
              "Seconds without a DM before the interaction is paused and saved.",
              &number<&Config::dm_absence_grace_s, 0, 3600>},
    ConfigKey{"idle_unload_minutes", "30", "1 to 1440",
              "Minutes without a message before a room is saved and unloaded.",
              &number<&Config::idle_unload_minutes, 1, 1440>},
    ConfigKey{"max_message_bytes", "262144", "1024 to 16777216", "The largest message that a client may send.",
              &number<&Config::max_message_bytes, 1024, 16'777'216>},
    ConfigKey{"max_connections", "4096", "1 to 1000000", "Connections at a time; more are turned away.",
              &number<&Config::max_connections, 1, 1'000'000>},
    ConfigKey{"connection_rate_per_s", "20", "1 to 100000",
              "Calls a second that one connection may make in the long run.",
              &number<&Config::connection_rate_per_s, 1, 100'000>},
    ConfigKey{"connection_rate_burst", "60", "1 to 100000", "Calls that one connection may make at once.",
              &number<&Config::connection_rate_burst, 1, 100'000>},
    ConfigKey{"user_rate_per_s", "30", "1 to 100000", "Calls a second over all connections of one user.",
              &number<&Config::user_rate_per_s, 1, 100'000>},
    ConfigKey{"user_rate_burst", "90", "1 to 100000", "Calls at once over all connections of one user.",
              &number<&Config::user_rate_burst, 1, 100'000>},
    ConfigKey{"allowed_origins", "", "origins, separated by commas",
              "Web pages of other origins that may connect. Empty: only the server's own.", &origins},
    ConfigKey{"log_level", "info", "debug, info, warning or error", "The least important lines that are written.",
              &log_level},
    ConfigKey{"log_format", "text", "text or json", "How log lines look.", &log_format},
    ConfigKey{"dev_sign_in", "auto", "auto, on or off",
              "Sign-in without a password, for development. auto: only on loopback; on elsewhere is refused.",
              &dev_sign_in},
};

}  // namespace

std::span<const ConfigKey> config_keys() { return keys; }

std::string flag_of(const ConfigKey& key) {
  std::string flag = "--" + std::string(key.name);
  std::ranges::replace(flag, '_', '-');
  return flag;
}

std::string variable_of(const ConfigKey& key) {
  std::string variable = "LIVE_";
  for (const char c : key.name) variable += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return variable;
}

}  // namespace live::ops
