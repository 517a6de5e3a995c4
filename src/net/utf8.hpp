#pragma once
// Checks UTF-8 (RFC 3629) piece by piece: a character may be cut between two pieces. Overlong forms, surrogates and
// values past U+10FFFF are wrong at the first byte that shows it, so a bad stream can be refused before it ends.
#include <cstdint>
#include <string_view>

namespace live::net {

class Utf8Checker {
 public:
  /// False as soon as the bytes so far cannot become valid text; after that the checker must be reset.
  [[nodiscard]] bool feed(std::string_view bytes);
  /// True when no character is left half way.
  [[nodiscard]] bool complete() const { return missing_ == 0; }
  void reset() { *this = Utf8Checker(); }

 private:
  [[nodiscard]] bool lead(std::uint8_t byte);

  std::uint8_t missing_ = 0;
  // What the next continuation byte may be: narrower than 80..BF after some lead bytes (RFC 3629 §4).
  std::uint8_t low_ = 0x80;
  std::uint8_t high_ = 0xBF;
};

[[nodiscard]] bool is_utf8(std::string_view text);

}  // namespace live::net
