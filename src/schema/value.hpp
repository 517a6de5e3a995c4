#pragma once
// JSON text parsed once: Parser owns the memory and is reused; Value is a cheap handle into it. simdjson does the work
// and stops in value.cpp.
//
// A Value is valid until its parser's next parse() and must not outlive the parser. Text with invalid UTF-8, lone
// surrogates, more than `max_depth` levels or `max_bytes` bytes is refused, so whatever is read here is clean.
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace live::schema {

/// What is wrong and where: `participants[2].position.x`, `expected integer in 0..10, got 11`. The whole text's path
/// is empty.
struct Issue {
  std::string path;
  std::string message;
  bool operator==(const Issue&) const = default;
};
using Issues = std::vector<Issue>;

/// One line for logs and error messages: `path: message; path: message`.
[[nodiscard]] std::string to_text(const Issues& issues);

enum class Kind : std::uint8_t { absent, null, boolean, number, string, array, object };

class Items;
class Members;

class Value {
 public:
  /// The absent value: what find() gives for a member that is not there.
  Value() = default;

  [[nodiscard]] Kind kind() const;
  [[nodiscard]] bool is_absent() const { return document_ == nullptr; }
  [[nodiscard]] bool is_null() const { return kind() == Kind::null; }
  [[nodiscard]] bool is_object() const { return kind() == Kind::object; }
  [[nodiscard]] bool is_array() const { return kind() == Kind::array; }

  /// The first member of that name; absent if there is none or this is no object.
  [[nodiscard]] Value find(std::string_view member) const;
  [[nodiscard]] std::optional<std::string_view> as_string() const;
  /// Numbers without a fraction, within JavaScript's safe range; 3.0 counts as 3.
  [[nodiscard]] std::optional<std::int64_t> as_integer() const;
  [[nodiscard]] std::optional<double> as_double() const;
  [[nodiscard]] std::optional<bool> as_bool() const;
  /// Items of an array or members of an object; empty for all else.
  [[nodiscard]] Items items() const;
  [[nodiscard]] Members members() const;
  [[nodiscard]] std::size_t size() const;

  /// The value as minified JSON text. An absent value gives nothing.
  [[nodiscard]] std::string raw() const;
  void append_raw(std::string& out) const;

 private:
  friend class Parser;
  friend struct ValueAccess;
  Value(const void* document, std::size_t index) : document_(document), index_(index) {}

  const void* document_ = nullptr;
  std::size_t index_ = 0;
};

/// `for (const Value item : value.items())`
class Items {
 public:
  class Iterator {
   public:
    Value operator*() const;
    Iterator& operator++();
    bool operator==(const Iterator& other) const { return index_ == other.index_; }

   private:
    friend struct ValueAccess;
    const void* document_ = nullptr;
    std::size_t index_ = 0;
  };
  [[nodiscard]] Iterator begin() const { return begin_; }
  [[nodiscard]] Iterator end() const { return end_; }

 private:
  friend struct ValueAccess;
  Iterator begin_;
  Iterator end_;
};

struct Member {
  std::string_view name;
  Value value;
};

/// `for (const auto& [name, value] : object.members())`
class Members {
 public:
  class Iterator {
   public:
    Member operator*() const;
    Iterator& operator++();
    bool operator==(const Iterator& other) const { return index_ == other.index_; }

   private:
    friend struct ValueAccess;
    const void* document_ = nullptr;
    std::size_t index_ = 0;
  };
  [[nodiscard]] Iterator begin() const { return begin_; }
  [[nodiscard]] Iterator end() const { return end_; }

 private:
  friend struct ValueAccess;
  Iterator begin_;
  Iterator end_;
};

struct ParserOptions {
  std::size_t max_bytes = std::size_t{16} << 20;
  std::size_t max_depth = 32;
};

/// Reusable; keep one per thread or connection. Costs nothing until used, and gives back the memory of an unusually
/// large text when a small one follows.
class Parser {
 public:
  explicit Parser(ParserOptions options = {});
  ~Parser();
  Parser(Parser&&) noexcept;
  Parser& operator=(Parser&&) noexcept;

  /// The text may be freed after the call.
  [[nodiscard]] std::expected<Value, Issues> parse(std::string_view json);

 private:
  struct State;
  ParserOptions options_;
  std::unique_ptr<State> state_;
};

}  // namespace live::schema
