#include "ops/config.hpp"

#include <toml++/toml.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "ops/config_keys.hpp"

namespace live::ops {
namespace {

/// Each key's text from one source, and that source's name for error messages.
struct Layer {
  std::string source;
  std::map<std::string_view, std::string> values;
};

std::string quoted(const toml::node& node, bool& fair) {
  if (const auto text = node.value<std::string>(); text && node.is_string()) return *text;
  if (const auto number = node.value<std::int64_t>(); number && node.is_integer()) return std::to_string(*number);
  if (const auto flag = node.value<bool>(); flag && node.is_boolean()) return *flag ? "on" : "off";
  if (const toml::array* list = node.as_array()) {
    std::string text;
    for (const toml::node& item : *list) {
      fair = fair && item.is_string();
      if (!text.empty()) text += ',';
      text += item.value_or(std::string());
    }
    return text;
  }
  fair = false;
  return {};
}

const ConfigKey* key_named(std::string_view name) {
  for (const ConfigKey& key : config_keys()) {
    if (key.name == name) return &key;
  }
  return nullptr;
}

std::string place(const toml::source_region& region) { return "line " + std::to_string(region.begin.line); }

/// The file's layer. Unknown keys are errors: a misspelt limit must not silently be the default.
std::expected<Layer, std::string> read_file_layer(const std::filesystem::path& path, const std::string& text) {
  Layer layer{path.string(), {}};
  std::string problems;
  const auto problem = [&](const std::string& what) { problems += (problems.empty() ? "" : "\n") + what; };
  try {
    const toml::table table = toml::parse(text, path.string());
    for (const auto& [name, node] : table) {
      const ConfigKey* key = key_named(name.str());
      const std::string where = std::string(name.str()) + " (" + path.string() + ", " + place(node.source()) + "): ";
      bool fair = true;
      std::string value = quoted(node, fair);
      if (key == nullptr) {
        problem(where + "there is no such key");
      } else if (key->name == "config") {
        problem(where + "a configuration file cannot name another");
      } else if (!fair) {
        problem(where + "expected a text, a whole number or a list of texts");
      } else {
        layer.values.emplace(key->name, std::move(value));
      }
    }
  } catch (const toml::parse_error& error) {
    problem(path.string() + " (" + place(error.source()) + "): " + std::string(error.description()));
  }
  if (!problems.empty()) return std::unexpected(problems);
  return layer;
}

struct CommandLine {
  Layer layer{"command line", {}};
  std::optional<std::string> print;
};

std::string help_of(const ConfigKey& key) {
  std::string help = std::string(key.doc) + " [" + std::string(key.accepts) + "; default: ";
  help += key.fallback.empty() ? "none" : std::string(key.fallback);
  return help + "; environment: " + variable_of(key) + "]";
}

std::expected<CommandLine, std::string> read_command_line(const ConfigSources& sources) {
  CLI::App app("The live interaction server: play D&D 5e encounters together, live.", "live-server");
  app.set_version_flag("--version", sources.version, "Print the version and stop.");
  app.set_help_flag("-h,--help", "Print this help and stop.");
  app.footer("A flag wins over the environment, that over the file, that over the default.");
  app.get_formatter()->column_width(32);
  std::map<std::string_view, std::string> given;
  std::map<std::string_view, CLI::Option*> options;
  for (const ConfigKey& key : config_keys()) {
    // The last one wins, so that a script's flags can be followed by one's own.
    options[key.name] = app.add_option(flag_of(key), given[key.name], help_of(key))
                            ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)
                            ->type_name("");
  }
  CommandLine result;
  try {
    // CLI11 takes its vector from the back.
    app.parse(std::vector<std::string>(sources.arguments.rbegin(), sources.arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    result.print = app.help();
    return result;
  } catch (const CLI::CallForVersion&) {
    result.print = sources.version + "\n";
    return result;
  } catch (const CLI::ParseError& error) {
    return std::unexpected("command line: " + std::string(error.what()));
  }
  for (const auto& [name, option] : options) {
    if (option->count() > 0) result.layer.values.emplace(name, given[name]);
  }
  return result;
}

Layer read_environment_layer(const ConfigSources& sources) {
  Layer layer{"environment", {}};
  for (const ConfigKey& key : config_keys()) {
    if (auto value = sources.environment(variable_of(key))) layer.values.emplace(key.name, std::move(*value));
  }
  return layer;
}

/// How a source spells a key, for error messages.
std::string spelled(const Layer& layer, const ConfigKey& key) {
  if (layer.source == "command line") return flag_of(key);
  if (layer.source == "environment") return variable_of(key);
  return std::string(key.name);
}

/// Later layers win. Every wrong value is named, the overridden ones too: they would bite another day.
void lay_over(Config& config, const Layer& layer, std::string& problems) {
  for (const ConfigKey& key : config_keys()) {
    const auto value = layer.values.find(key.name);
    if (value == layer.values.end()) continue;
    if (auto set = key.set(config, value->second); !set) {
      problems += (problems.empty() ? "" : "\n") + spelled(layer, key) + " (" + layer.source + "): " + set.error();
    }
  }
}

}  // namespace

std::expected<Invocation, std::string> read_config(const ConfigSources& sources) {
  auto command_line = read_command_line(sources);
  if (!command_line) return std::unexpected(command_line.error());
  if (command_line->print) return Invocation{{}, std::move(command_line->print)};
  const Layer environment = read_environment_layer(sources);

  Invocation invocation;
  std::string problems;
  for (const ConfigKey& key : config_keys()) {
    // A default that its own check refuses would be our mistake; config_test goes through them all.
    if (auto set = key.set(invocation.config, key.fallback); !set) {
      return std::unexpected(std::string(key.name) + " (default): " + set.error());
    }
  }
  std::string file;
  if (const auto named = environment.values.find("config"); named != environment.values.end()) file = named->second;
  if (const auto named = command_line->layer.values.find("config"); named != command_line->layer.values.end()) {
    file = named->second;
  }
  if (!file.empty()) {
    const auto text = sources.read_file(file);
    if (!text) return std::unexpected("config (" + file + "): " + text.error());
    const auto layer = read_file_layer(file, *text);
    if (!layer) return std::unexpected(layer.error());
    lay_over(invocation.config, *layer, problems);
  }
  lay_over(invocation.config, environment, problems);
  lay_over(invocation.config, command_line->layer, problems);
  if (!problems.empty()) return std::unexpected(problems);
  return invocation;
}

ConfigSources system_sources(int argc, const char* const* argv, std::string version) {
  ConfigSources sources;
  for (int i = 1; i < argc; ++i) sources.arguments.emplace_back(argv[i]);
  sources.environment = [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  };
  sources.read_file = [](const std::filesystem::path& path) -> std::expected<std::string, std::string> {
    constexpr std::uintmax_t max_bytes = 1'048'576;
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    if (error) return std::unexpected("cannot be read: " + error.message());
    if (size > max_bytes) return std::unexpected("is larger than 1 MiB");
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file) return std::unexpected("cannot be read");
    return text.str();
  };
  sources.version = std::move(version);
  return sources;
}

}  // namespace live::ops
