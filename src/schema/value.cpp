#include "schema/value.hpp"

#include <simdjson.h>

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <utility>

#include "schema/types.hpp"
#include "schema/writer.hpp"

namespace live::schema {

namespace dom = simdjson::dom;

namespace {

// What simdjson's handles hold: the document and an index into its tape. The public header stores just that, so that
// nobody else compiles simdjson; bit_cast fails to compile should a new version hold something else.
struct TapeHandle {
  const void* document;
  std::size_t index;
};

template <class Handle>
TapeHandle to_tape(const Handle& handle) {
  return std::bit_cast<TapeHandle>(handle);
}

}  // namespace

struct ValueAccess {
  static dom::element element(const Value& value) {
    return std::bit_cast<dom::element>(TapeHandle{value.document_, value.index_});
  }
  static Value value(const dom::element& element) {
    const TapeHandle tape = to_tape(element);
    return Value(tape.document, tape.index);
  }
  template <class Native, class Iterator>
  static Native native(const Iterator& iterator) {
    return std::bit_cast<Native>(TapeHandle{iterator.document_, iterator.index_});
  }
  template <class Native, class Iterator>
  static void set(Iterator& iterator, const Native& native) {
    const TapeHandle tape = to_tape(native);
    iterator.document_ = tape.document;
    iterator.index_ = tape.index;
  }
  template <class Range, class Container>
  static Range range(const Container& container) {
    Range made;
    set(made.begin_, container.begin());
    set(made.end_, container.end());
    return made;
  }
};

Kind Value::kind() const {
  if (document_ == nullptr) return Kind::absent;
  switch (ValueAccess::element(*this).type()) {
    case dom::element_type::ARRAY:
      return Kind::array;
    case dom::element_type::OBJECT:
      return Kind::object;
    case dom::element_type::STRING:
      return Kind::string;
    case dom::element_type::BOOL:
      return Kind::boolean;
    case dom::element_type::NULL_VALUE:
      return Kind::null;
    case dom::element_type::INT64:
    case dom::element_type::UINT64:
    case dom::element_type::DOUBLE:
      return Kind::number;
  }
  return Kind::absent;
}

Value Value::find(std::string_view member) const {
  for (const auto& [name, value] : members()) {
    if (name == member) return value;
  }
  return {};
}

std::optional<std::string_view> Value::as_string() const {
  std::string_view text;
  if (is_absent()) return std::nullopt;
  if (ValueAccess::element(*this).get_string().get(text) != simdjson::SUCCESS) return std::nullopt;
  return text;
}

std::optional<std::int64_t> Value::as_integer() const {
  if (is_absent()) return std::nullopt;
  if (std::int64_t plain = 0; ValueAccess::element(*this).get_int64().get(plain) == simdjson::SUCCESS) {
    if (plain >= -max_safe_integer && plain <= max_safe_integer) return plain;
    return std::nullopt;
  }
  const std::optional<double> number = as_double();
  if (!number || !(std::abs(*number) <= static_cast<double>(max_safe_integer))) return std::nullopt;
  const auto integer = static_cast<std::int64_t>(*number);
  if (static_cast<double>(integer) != *number) return std::nullopt;
  return integer;
}

std::optional<double> Value::as_double() const {
  double number = 0;
  if (is_absent()) return std::nullopt;
  if (ValueAccess::element(*this).get_double().get(number) != simdjson::SUCCESS) return std::nullopt;
  return number;
}

std::optional<bool> Value::as_bool() const {
  bool truth = false;
  if (is_absent()) return std::nullopt;
  if (ValueAccess::element(*this).get_bool().get(truth) != simdjson::SUCCESS) return std::nullopt;
  return truth;
}

Items Value::items() const {
  dom::array array;
  if (is_absent() || ValueAccess::element(*this).get_array().get(array) != simdjson::SUCCESS) return {};
  return ValueAccess::range<Items>(array);
}

Members Value::members() const {
  dom::object object;
  if (is_absent() || ValueAccess::element(*this).get_object().get(object) != simdjson::SUCCESS) return {};
  return ValueAccess::range<Members>(object);
}

std::size_t Value::size() const {
  dom::array array;
  dom::object object;
  switch (kind()) {
    case Kind::array:
      return ValueAccess::element(*this).get_array().get(array) == simdjson::SUCCESS ? array.size() : 0;
    case Kind::object:
      return ValueAccess::element(*this).get_object().get(object) == simdjson::SUCCESS ? object.size() : 0;
    default:
      return 0;
  }
}

Value Items::Iterator::operator*() const {
  return ValueAccess::value(*ValueAccess::native<dom::array::iterator>(*this));
}

Items::Iterator& Items::Iterator::operator++() {
  auto native = ValueAccess::native<dom::array::iterator>(*this);
  ValueAccess::set(*this, ++native);
  return *this;
}

Member Members::Iterator::operator*() const {
  const auto native = ValueAccess::native<dom::object::iterator>(*this);
  return {native.key(), ValueAccess::value(native.value())};
}

Members::Iterator& Members::Iterator::operator++() {
  auto native = ValueAccess::native<dom::object::iterator>(*this);
  ValueAccess::set(*this, ++native);
  return *this;
}

namespace {

template <class Integer>
void append_number(Integer number, std::string& out) {
  std::array<char, 32> digits;
  const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out.append(digits.data(), result.ptr);
}

// A raw value keeps its integers to the full 64 bits: it is passed through, not used.
void append_raw_number(const dom::element& element, std::string& out) {
  if (std::int64_t integer = 0; element.get_int64().get(integer) == simdjson::SUCCESS) {
    append_number(integer, out);
  } else if (std::uint64_t natural = 0; element.get_uint64().get(natural) == simdjson::SUCCESS) {
    append_number(natural, out);
  } else {
    encode_double(element.get_double().value_unsafe(), out);
  }
}

void append_raw_array(const Value& value, std::string& out) {
  out.push_back('[');
  bool first = true;
  for (const Value item : value.items()) {
    if (!first) out.push_back(',');
    first = false;
    item.append_raw(out);
  }
  out.push_back(']');
}

void append_raw_object(const Value& value, std::string& out) {
  out.push_back('{');
  bool first = true;
  for (const auto& [name, item] : value.members()) {
    if (!first) out.push_back(',');
    first = false;
    encode_string(name, out);
    out.push_back(':');
    item.append_raw(out);
  }
  out.push_back('}');
}

}  // namespace

void Value::append_raw(std::string& out) const {
  switch (kind()) {
    case Kind::absent:
      return;
    case Kind::null:
      out.append("null");
      return;
    case Kind::boolean:
      return encode_bool(*as_bool(), out);
    case Kind::string:
      return encode_string(*as_string(), out);
    case Kind::number:
      return append_raw_number(ValueAccess::element(*this), out);
    case Kind::array:
      return append_raw_array(*this, out);
    case Kind::object:
      return append_raw_object(*this, out);
  }
}

std::string Value::raw() const {
  std::string out;
  append_raw(out);
  return out;
}

namespace {

// Above this a parser gives its memory back once texts are small again.
constexpr std::size_t large_text_bytes = std::size_t{256} << 10;
constexpr std::size_t small_text_bytes = std::size_t{16} << 10;

bool is_hex_escape(std::string_view text, std::size_t at, char low, char high) {
  // `\uD8..` to `\uDF..`: the second digit tells high surrogates (8-b) from low ones (c-f).
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return false;
  const char first = static_cast<char>(text[at + 2] | 0x20);
  const char second = static_cast<char>(text[at + 3] | 0x20);
  return first == 'd' && second >= low && second <= high;
}

/// RFC 8259 §8.2: an escaped surrogate without its partner is no character. simdjson's DOM lets a low one pass and
/// would hand us invalid UTF-8. The text is known to be well-formed otherwise.
bool has_lone_surrogate(std::string_view text) {
  std::size_t at = text.find('\\');
  while (at != std::string_view::npos && at + 1 < text.size()) {
    if (is_hex_escape(text, at, 'c', 'f')) return true;
    const bool high = is_hex_escape(text, at, '8', '9') || is_hex_escape(text, at, 'a', 'b');
    if (high && !is_hex_escape(text, at + 6, 'c', 'f')) return true;
    at = text.find('\\', at + (high ? 12 : 2));
  }
  return false;
}

std::string message_of(simdjson::error_code error, const ParserOptions& options) {
  switch (error) {
    case simdjson::DEPTH_ERROR:
      return "nested deeper than " + std::to_string(options.max_depth) + " levels";
    case simdjson::CAPACITY:
      return "larger than " + std::to_string(options.max_bytes) + " bytes";
    case simdjson::UTF8_ERROR:
      return "not valid JSON: invalid UTF-8";
    case simdjson::STRING_ERROR:
      return "not valid JSON: broken string";
    case simdjson::UNCLOSED_STRING:
      return "not valid JSON: unclosed string";
    case simdjson::UNESCAPED_CHARS:
      return "not valid JSON: control character in a string";
    case simdjson::NUMBER_ERROR:
      return "not valid JSON: broken or too large number";
    case simdjson::EMPTY:
      return "not valid JSON: empty";
    default:
      return "not valid JSON";
  }
}

std::unexpected<Issues> refusal(std::string message) {
  return std::unexpected(Issues{Issue{.path = "", .message = std::move(message)}});
}

}  // namespace

struct Parser::State {
  dom::parser parser;
  std::vector<char> padded;
};

Parser::Parser(ParserOptions options) : options_(options) {}
Parser::~Parser() = default;
Parser::Parser(Parser&&) noexcept = default;
Parser& Parser::operator=(Parser&&) noexcept = default;

std::expected<Value, Issues> Parser::parse(std::string_view json) {
  if (json.size() > options_.max_bytes) return refusal(message_of(simdjson::CAPACITY, options_));
  if (state_ && state_->padded.size() > large_text_bytes && json.size() < small_text_bytes) state_.reset();
  if (!state_) state_ = std::make_unique<State>();

  dom::parser& parser = state_->parser;
  if (parser.capacity() < json.size() || parser.capacity() == 0) {
    const std::size_t capacity = std::max(json.size(), std::size_t{1024});
    if (const auto error = parser.allocate(capacity, options_.max_depth)) return refusal(message_of(error, options_));
  }
  std::vector<char>& padded = state_->padded;
  if (padded.size() < json.size() + simdjson::SIMDJSON_PADDING) {
    padded.resize(json.size() + simdjson::SIMDJSON_PADDING);
  }
  if (!json.empty()) std::memcpy(padded.data(), json.data(), json.size());

  dom::element root;
  if (const auto error = parser.parse(padded.data(), json.size(), false).get(root)) {
    return refusal(message_of(error, options_));
  }
  if (has_lone_surrogate(json)) return refusal("not valid JSON: lone surrogate in a string");
  return ValueAccess::value(root);
}

std::string to_text(const Issues& issues) {
  std::string out;
  for (const Issue& issue : issues) {
    if (!out.empty()) out.append("; ");
    if (!issue.path.empty()) out.append(issue.path).append(": ");
    out.append(issue.message);
  }
  return out;
}

}  // namespace live::schema
