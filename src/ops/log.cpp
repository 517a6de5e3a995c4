#include "ops/log.hpp"

#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <array>
#include <optional>
#include <utility>

#include "ops/text.hpp"

namespace live::ops {

struct Log::Sink {
  spdlog::logger logger;
  LogFormat format;
};

namespace {

constexpr std::string_view withheld = "[withheld]";

/// Keys under which only secrets stand.
bool names_secret(std::string_view key) {
  constexpr std::array<std::string_view, 7> parts = {"token",  "authorization", "secret",     "password",
                                                     "cookie", "credential",    "private_key"};
  for (const std::string_view part : parts) {
    if (key.find(part) != std::string_view::npos) return true;
  }
  return false;
}

/// A JWT begins with {" in base64url, wherever it stands in the text.
bool shows_token(std::string_view text) { return text.find("eyJ") != std::string_view::npos; }

std::string_view safe(std::string_view key, std::string_view text) {
  return names_secret(key) || shows_token(text) ? withheld : text;
}

bool needs_quotes(std::string_view text) {
  if (text.empty()) return true;
  for (const char c : text) {
    if (c <= ' ' || c == '"' || c == '=' || c == '\\' || c == '\x7f') return true;
  }
  return false;
}

void append_value(std::string& out, const Field& field, LogFormat format) {
  if (const auto* number = std::get_if<std::int64_t>(&field.value)) {
    out += std::to_string(*number);
  } else if (const auto* flag = std::get_if<bool>(&field.value)) {
    out += *flag ? "true" : "false";
  } else {
    const std::string_view text = safe(field.key, std::get<std::string_view>(field.value));
    if (format == LogFormat::json || needs_quotes(text)) {
      append_json_text(out, text);
    } else {
      out += text;
    }
  }
}

void append_fields(std::string& out, Log::Fields fields, LogFormat format) {
  for (const Field& field : fields) {
    if (format == LogFormat::json) {
      out += ',';
      append_json_text(out, field.key);
      out += ':';
    } else {
      out += ' ';
      out += field.key;
      out += '=';
    }
    append_value(out, field, format);
  }
}

spdlog::level::level_enum level_of(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return spdlog::level::debug;
    case LogLevel::info:
      return spdlog::level::info;
    case LogLevel::warning:
      return spdlog::level::warn;
    case LogLevel::error:
      return spdlog::level::err;
  }
  return spdlog::level::info;
}

constexpr const char* text_pattern = "%Y-%m-%dT%H:%M:%S.%eZ %-7l %v";
constexpr const char* json_pattern = R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})";

void set_up(spdlog::logger& logger, LogLevel level, LogFormat format) {
  logger.set_level(level_of(level));
  logger.flush_on(spdlog::level::warn);
  logger.set_pattern(format == LogFormat::json ? json_pattern : text_pattern, spdlog::pattern_time_type::utc);
}

}  // namespace

Log Log::to_stderr(LogLevel level, LogFormat format) {
  auto sink =
      std::make_shared<Sink>(Sink{spdlog::logger("live", std::make_shared<spdlog::sinks::stderr_sink_mt>()), format});
  set_up(sink->logger, level, format);
  return Log(std::move(sink));
}

Log Log::to_stream(std::ostream& out, LogLevel level, LogFormat format) {
  auto sink = std::make_shared<Sink>(
      Sink{spdlog::logger("live", std::make_shared<spdlog::sinks::ostream_sink_mt>(out, true)), format});
  set_up(sink->logger, level, format);
  return Log(std::move(sink));
}

Log Log::with(Fields fields) const {
  Log bound = *this;
  append_fields(bound.bound_, fields, sink_->format);
  return bound;
}

bool Log::enabled(LogLevel level) const { return sink_->logger.should_log(level_of(level)); }

void Log::write(LogLevel level, std::string_view event, Fields fields) const {
  if (!enabled(level)) return;
  std::string line;
  if (sink_->format == LogFormat::json) {
    line += "\"event\":";
    append_json_text(line, safe("event", event));
  } else {
    // A line is a line: what could break it is escaped as it would be in a quoted field.
    append_plain_text(line, safe("event", event));
  }
  line += bound_;
  append_fields(line, fields, sink_->format);
  sink_->logger.log(level_of(level), spdlog::string_view_t(line.data(), line.size()));
}

void Log::flush() const { sink_->logger.flush(); }

}  // namespace live::ops
