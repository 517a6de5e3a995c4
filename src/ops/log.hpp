#pragma once
// Structured log lines: an event in words and key=value fields, as text or JSON. One Log is made by the server and
// handed down; `with` binds the ids of a connection, room or request to a copy. Any thread.
// Values under keys that name secrets, and values that look like a token, are never written.
#include <cstdint>
#include <expected>
#include <initializer_list>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "ops/config.hpp"

namespace live::ops {

struct Field {
  std::string_view key;
  std::variant<std::string_view, std::int64_t, bool> value;

  Field(std::string_view name, std::string_view text) : key(name), value(text) {}
  Field(std::string_view name, const std::string& text) : key(name), value(std::string_view(text)) {}
  Field(std::string_view name, const char* text) : key(name), value(std::string_view(text)) {}
  Field(std::string_view name, bool flag) : key(name), value(flag) {}
  template <class Integer>
    requires(std::is_integral_v<Integer> && !std::is_same_v<Integer, bool>)
  Field(std::string_view name, Integer number) : key(name), value(static_cast<std::int64_t>(number)) {}
};

class Log {
 public:
  using Fields = std::initializer_list<Field>;

  /// Writes to standard error.
  static Log to_stderr(LogLevel level, LogFormat format);
  /// For tests; the stream must outlive the log.
  static Log to_stream(std::ostream& out, LogLevel level, LogFormat format);

  /// The same log with fields that every line carries.
  [[nodiscard]] Log with(Fields fields) const;

  void debug(std::string_view event, Fields fields = {}) const { write(LogLevel::debug, event, fields); }
  void info(std::string_view event, Fields fields = {}) const { write(LogLevel::info, event, fields); }
  void warning(std::string_view event, Fields fields = {}) const { write(LogLevel::warning, event, fields); }
  void error(std::string_view event, Fields fields = {}) const { write(LogLevel::error, event, fields); }
  void write(LogLevel level, std::string_view event, Fields fields) const;
  [[nodiscard]] bool enabled(LogLevel level) const;
  void flush() const;

 private:
  struct Sink;
  explicit Log(std::shared_ptr<Sink> sink) : sink_(std::move(sink)) {}
  std::shared_ptr<Sink> sink_;
  std::string bound_;  ///< the bound fields, already written out
};

}  // namespace live::ops
