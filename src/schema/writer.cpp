#include "schema/writer.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstring>

#include "base/ensure.hpp"
#include "schema/types.hpp"

namespace live::schema {

namespace {

bool needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

// Eight bytes at once: the high bit of a byte of the result is set if that byte is a quote, a backslash or a control
// character. Bytes of 0x80 and more (UTF-8 beyond ASCII) are masked out. A borrow may raise a false alarm, never hide
// one, and the exact scan that follows settles it.
bool word_may_need_escape(const char* bytes) {
  constexpr std::uint64_t ones = 0x0101010101010101;
  constexpr std::uint64_t highs = 0x8080808080808080;
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  const std::uint64_t quote = (word ^ (ones * '"')) - ones;
  const std::uint64_t backslash = (word ^ (ones * '\\')) - ones;
  const std::uint64_t control = word - ones * 0x20;
  return ((quote | backslash | control) & ~word & highs) != 0;
}

std::size_t clean_prefix(std::string_view text) {
  std::size_t at = 0;
  while (at + 8 <= text.size() && !word_may_need_escape(text.data() + at)) at += 8;
  while (at < text.size() && !needs_escape(text[at])) ++at;
  return at;
}

void append_escaped(char c, std::string& out) {
  constexpr std::string_view hex = "0123456789abcdef";
  switch (c) {
    case '"':
      out.append("\\\"");
      return;
    case '\\':
      out.append("\\\\");
      return;
    case '\n':
      out.append("\\n");
      return;
    case '\r':
      out.append("\\r");
      return;
    case '\t':
      out.append("\\t");
      return;
    case '\b':
      out.append("\\b");
      return;
    case '\f':
      out.append("\\f");
      return;
    default:
      break;
  }
  const auto byte = static_cast<unsigned char>(c);
  out.append("\\u00");
  out.push_back(hex[byte >> 4]);
  out.push_back(hex[byte & 15]);
}

template <class Integer>
void append_number(Integer number, std::string& out) {
  std::array<char, 32> digits;
  const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out.append(digits.data(), result.ptr);
}

}  // namespace

void encode_string(std::string_view text, std::string& out) {
  out.push_back('"');
  while (!text.empty()) {
    const std::size_t clean = clean_prefix(text);
    out.append(text.substr(0, clean));
    text.remove_prefix(clean);
    if (text.empty()) break;
    append_escaped(text.front(), out);
    text.remove_prefix(1);
  }
  out.push_back('"');
}

void encode_integer(std::int64_t number, std::string& out) {
  ENSURE(number >= -max_safe_integer && number <= max_safe_integer);
  append_number(number, out);
}

void encode_unsigned(std::uint64_t number, std::string& out) {
  ENSURE(number <= static_cast<std::uint64_t>(max_safe_integer));
  append_number(number, out);
}

void encode_double(double number, std::string& out) {
  ENSURE(std::isfinite(number));
  // Negative zero is written as JavaScript writes it: read back, "-0" would be the integer 0.
  if (number == 0) number = 0;
  // Beyond 64 bits always with an exponent: readers (our own among them) refuse such long plain integers.
  const auto format = std::abs(number) < 0x1p63 ? std::chars_format::general : std::chars_format::scientific;
  std::array<char, 32> digits;
  const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), number, format);
  out.append(digits.data(), result.ptr);
}

}  // namespace live::schema
