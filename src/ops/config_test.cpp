#include "ops/config.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "ops/config_keys.hpp"

namespace live::ops {
namespace {

using testing::HasSubstr;

/// Everything a configuration is read from, without touching the real ones.
struct World {
  std::vector<std::string> arguments = {};
  std::map<std::string, std::string> environment = {};
  std::map<std::string, std::string> files = {};

  [[nodiscard]] std::expected<Invocation, std::string> read() const {
    ConfigSources sources;
    sources.arguments = arguments;
    sources.environment = [this](const std::string& name) -> std::optional<std::string> {
      const auto found = environment.find(name);
      return found == environment.end() ? std::nullopt : std::optional(found->second);
    };
    sources.read_file = [this](const std::filesystem::path& path) -> std::expected<std::string, std::string> {
      const auto found = files.find(path.string());
      if (found == files.end()) return std::unexpected("cannot be read: No such file or directory");
      return found->second;
    };
    sources.version = "live-server 0.1.0";
    return read_config(sources);
  }
  [[nodiscard]] Config config() const {
    const auto invocation = read();
    EXPECT_TRUE(invocation) << (invocation ? "" : invocation.error());
    return invocation ? invocation->config : Config{};
  }
  [[nodiscard]] std::string error() const {
    const auto invocation = read();
    EXPECT_FALSE(invocation);
    return invocation ? "" : invocation.error();
  }
};

TEST(Config, DefaultsAreLocalAndSafe) {
  const Config config = World{}.config();
  EXPECT_EQ(config.host, "127.0.0.1");
  EXPECT_EQ(config.port, 3001);
  EXPECT_EQ(config.data, "./data");
  EXPECT_EQ(config.turn_time_limit_s, 90);
  EXPECT_EQ(config.max_message_bytes, 262'144);
  EXPECT_EQ(config.dev_sign_in, DevSignIn::auto_);
  EXPECT_TRUE(config.allowed_origins.empty());
}

TEST(Config, AnInitialisersAndTheTablesDefaultAreTheSame) {
  const Config read = World{}.config();
  const Config plain;
  EXPECT_EQ(read.port, plain.port);
  EXPECT_EQ(read.shards, plain.shards);
  EXPECT_EQ(read.dm_absence_grace_s, plain.dm_absence_grace_s);
  EXPECT_EQ(read.idle_unload_minutes, plain.idle_unload_minutes);
  EXPECT_EQ(read.connection_rate_per_s, plain.connection_rate_per_s);
  EXPECT_EQ(read.connection_rate_burst, plain.connection_rate_burst);
  EXPECT_EQ(read.user_rate_per_s, plain.user_rate_per_s);
  EXPECT_EQ(read.user_rate_burst, plain.user_rate_burst);
  EXPECT_EQ(read.max_connections, plain.max_connections);
}

TEST(Config, FlagBeforeEnvironmentBeforeFileBeforeDefault) {
  World world;
  world.files["/etc/live.toml"] = "port = 1\nhost = \"10.0.0.1\"\nlog_level = \"debug\"\n";
  world.arguments = {"--config", "/etc/live.toml"};
  EXPECT_EQ(world.config().port, 1);
  world.environment = {{"LIVE_PORT", "2"}, {"LIVE_HOST", "10.0.0.2"}};
  EXPECT_EQ(world.config().port, 2);
  world.arguments.insert(world.arguments.end(), {"--port", "3"});
  const Config config = world.config();
  EXPECT_EQ(config.port, 3);
  EXPECT_EQ(config.host, "10.0.0.2");
  EXPECT_EQ(config.log_level, LogLevel::debug);
  EXPECT_EQ(config.config, "/etc/live.toml");
}

TEST(Config, TheFileCanBeNamedByTheEnvironment) {
  World world;
  world.environment["LIVE_CONFIG"] = "a.toml";
  world.files["a.toml"] =
      "turn_time_limit_s = 30\nallowed_origins = [\"https://a.example\", \"http://localhost:5173\"]";
  const Config config = world.config();
  EXPECT_EQ(config.turn_time_limit_s, 30);
  EXPECT_EQ(config.allowed_origins, (std::vector<std::string>{"https://a.example", "http://localhost:5173"}));
}

TEST(Config, EveryKeyCanBeSetByFlagEnvironmentAndFile) {
  for (const ConfigKey& key : config_keys()) {
    if (key.name == "config") continue;
    const std::string value(key.fallback);
    EXPECT_TRUE((World{.arguments = {flag_of(key), value}}.read())) << key.name;
    EXPECT_TRUE((World{.environment = {{variable_of(key), value}}}.read())) << key.name;
    World file;
    file.arguments = {"--config=a.toml"};
    file.files["a.toml"] = std::string(key.name) + " = \"" + value + "\"";
    EXPECT_TRUE(file.read()) << key.name;
  }
}

TEST(Config, AnErrorNamesTheKeyWhereItCameFromAndTheReason) {
  EXPECT_EQ((World{.arguments = {"--port", "70000"}}.error()),
            "--port (command line): expected a whole number from 0 to 65535, got \"70000\"");
  EXPECT_EQ((World{.environment = {{"LIVE_LOG_FORMAT", "xml"}}}.error()),
            "LIVE_LOG_FORMAT (environment): expected text or json, got \"xml\"");
  World world;
  world.arguments = {"--config", "a.toml"};
  world.files["a.toml"] = "port = 5\nturn_time_limit_s = 5\n";
  EXPECT_EQ(world.error(), "turn_time_limit_s (a.toml): expected a whole number from 10 to 3600, got \"5\"");
}

TEST(Config, AllProblemsAreToldAtOnce) {
  const std::string error = World{.arguments = {"--port", "x", "--shards=-1"}}.error();
  EXPECT_THAT(error, HasSubstr("--port (command line)"));
  EXPECT_THAT(error, HasSubstr("--shards (command line)"));
}

TEST(Config, BadValuesOfEachKindAreRefused) {
  for (const auto& [flag, value] :
       std::vector<std::pair<std::string, std::string>>{{"--port", ""},
                                                        {"--port", "3001 "},
                                                        {"--port", "0x10"},
                                                        {"--port", "1e3"},
                                                        {"--port", "-1"},
                                                        {"--host", ""},
                                                        {"--host", "a b"},
                                                        {"--host", "http://x"},
                                                        {"--data", ""},
                                                        {"--max-message-bytes", "99999999999999999999"},
                                                        {"--max-message-bytes", "10"},
                                                        {"--allowed-origins", "*"},
                                                        {"--allowed-origins", "https://a.example/path"},
                                                        {"--allowed-origins", "https://a.example,,https://b.example"},
                                                        {"--allowed-origins", "ftp://a.example"},
                                                        {"--log-level", "loud"},
                                                        {"--dev-sign-in", "yes"},
                                                        {"--idle-unload-minutes", "0"}}) {
    EXPECT_THAT((World{.arguments = {flag + "=" + value}}.error()), HasSubstr(flag)) << value;
  }
}

TEST(Config, AFileWithATypoOrAnUnknownKeyStopsTheStart) {
  World world;
  world.arguments = {"--config", "a.toml"};
  EXPECT_THAT(world.error(), HasSubstr("config (a.toml): cannot be read"));
  world.files["a.toml"] = "host = \"127.0.0.1\"\nprot = 3001\n";
  EXPECT_EQ(world.error(), "prot (a.toml, line 2): there is no such key");
  world.files["a.toml"] = "port = = 3\n";
  EXPECT_THAT(world.error(), HasSubstr("a.toml (line 1): "));
  world.files["a.toml"] = "[server]\nport = 3\n";
  EXPECT_THAT(world.error(), HasSubstr("server (a.toml, line 1): there is no such key"));
  world.files["a.toml"] = "port = 1.5\n";
  EXPECT_THAT(world.error(), HasSubstr("port (a.toml, line 1): expected a text, a whole number"));
  world.files["a.toml"] = "config = \"b.toml\"\n";
  EXPECT_THAT(world.error(), HasSubstr("cannot name another"));
}

TEST(Config, UnknownFlagsAndMissingValuesAreRefused) {
  EXPECT_THAT((World{.arguments = {"--prot", "3"}}.error()), HasSubstr("--prot"));
  EXPECT_THAT((World{.arguments = {"--port"}}.error()), HasSubstr("--port"));
  EXPECT_THAT((World{.arguments = {"stray"}}.error()), HasSubstr("stray"));
}

TEST(Config, HelpExplainsEveryKey) {
  const auto invocation = World{.arguments = {"--help"}}.read();
  ASSERT_TRUE(invocation);
  ASSERT_TRUE(invocation->print);
  for (const ConfigKey& key : config_keys()) {
    EXPECT_THAT(*invocation->print, HasSubstr(flag_of(key)));
    EXPECT_THAT(*invocation->print, HasSubstr(variable_of(key)));
    // The text is wrapped, so its first words stand for it.
    EXPECT_THAT(*invocation->print, HasSubstr(std::string(key.doc.substr(0, 12))));
  }
}

TEST(Config, VersionIsPrintedAndNothingElseRead) {
  const auto invocation = World{.arguments = {"--version"}, .environment = {{"LIVE_PORT", "wrong"}}}.read();
  ASSERT_TRUE(invocation);
  EXPECT_EQ(invocation->print, "live-server 0.1.0\n");
}

TEST(Config, NamesAreUnique) {
  std::set<std::string_view> names;
  for (const ConfigKey& key : config_keys()) {
    EXPECT_TRUE(names.insert(key.name).second) << key.name;
    EXPECT_FALSE(key.doc.empty());
  }
}

}  // namespace
}  // namespace live::ops
