#pragma once
// The part of decoding that does not depend on the type decoded: where we are, what went wrong so far, and the leaves.
// Kept out of templates so that each is compiled once.
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "schema/value.hpp"

namespace live::schema {

struct DecodeOptions {
  /// Wire input tolerates members it does not know (newer clients); content and configuration do not (misspellings).
  bool unknown_members_allowed = true;
  /// Decoding stops after so many issues.
  std::size_t max_issues = 8;
};

/// Where a value stands, as a list on the stack from the value up to the root. Costs nothing until an issue is named.
struct Path {
  const Path* parent = nullptr;
  std::string_view name;
  std::size_t index = 0;
  enum class Step : std::uint8_t { root, member, item } step = Step::root;

  [[nodiscard]] static Path member(const Path& parent, std::string_view name) {
    return {&parent, name, 0, Step::member};
  }
  [[nodiscard]] static Path item(const Path& parent, std::size_t index) { return {&parent, {}, index, Step::item}; }
  [[nodiscard]] std::string text() const;
};

class Reader {
 public:
  explicit Reader(const DecodeOptions& options) : options_(options) {}

  [[nodiscard]] const DecodeOptions& options() const { return options_; }
  [[nodiscard]] bool failed() const { return !issues_.empty(); }
  /// Enough is known to be wrong; loops stop.
  [[nodiscard]] bool full() const { return failed() && issues_.size() >= options_.max_issues; }
  void issue(const Path& path, std::string message);
  /// `expected string, got number`, or `missing` for an absent value.
  void mismatch(const Path& path, std::string_view expected, const Value& value);
  [[nodiscard]] Issues take_issues() { return std::move(issues_); }

 private:
  DecodeOptions options_;
  Issues issues_;
};

/// One member of a described struct. `read` gets the struct itself.
struct Field {
  std::string_view name;
  bool required;
  void (*read)(const Value&, void* object, const Path&, Reader&);
};

/// One alternative of a tagged variant. `read` gets the variant itself and makes the alternative in it.
struct Alternative {
  std::string_view tag;
  void (*read)(const Value&, void* variant, const Path&, Reader&);
};

struct Tag {
  std::string_view member;
  std::string_view value;
};

struct Limits {
  std::size_t min;
  std::size_t max;
};

void read_bool(const Value& value, bool& out, const Path& path, Reader& reader);
/// Leaves `out` alone and returns false when the value is no integer in lo..hi.
bool read_integer(const Value& value, std::int64_t lo, std::int64_t hi, std::int64_t& out, const Path& path,
                  Reader& reader);
/// Decimal digits in a string, without sign or leading zeros.
void read_u64(const Value& value, std::uint64_t& out, const Path& path, Reader& reader);
void read_double(const Value& value, double& out, const Path& path, Reader& reader);
void read_text(const Value& value, Limits bytes, std::string& out, const Path& path, Reader& reader);
void read_raw(const Value& value, std::string& out, const Path& path, Reader& reader);
void read_none(const Value& value, const Path& path, Reader& reader);
/// The index of the name; `names` is asked for by index so that every enum can share this code.
bool read_name(const Value& value, std::string_view (*name_at)(std::size_t), std::size_t count, std::size_t& out,
               const Path& path, Reader& reader);
bool read_name(std::string_view name, std::string_view (*name_at)(std::size_t), std::size_t count, std::size_t& out,
               const Path& path, Reader& reader);
/// False when the value is no array of a size within the limits.
bool read_array_size(const Value& value, Limits items, const Path& path, Reader& reader);
void read_object(const Value& value, void* object, std::span<const Field> fields, Tag tag, const Path& path,
                 Reader& reader);
void read_variant(const Value& value, void* variant, std::span<const Alternative> alternatives,
                  std::string_view tag_member, const Path& path, Reader& reader);

}  // namespace live::schema
