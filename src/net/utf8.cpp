#include "net/utf8.hpp"

#include <cstddef>
#include <cstring>

namespace live::net {

bool Utf8Checker::lead(std::uint8_t byte) {
  low_ = 0x80;
  high_ = 0xBF;
  if (byte < 0x80) return true;
  if (byte >= 0xC2 && byte <= 0xDF) {
    missing_ = 1;
  } else if (byte >= 0xE0 && byte <= 0xEF) {
    missing_ = 2;
    if (byte == 0xE0) low_ = 0xA0;   // Below is overlong.
    if (byte == 0xED) high_ = 0x9F;  // Above are surrogates.
  } else if (byte >= 0xF0 && byte <= 0xF4) {
    missing_ = 3;
    if (byte == 0xF0) low_ = 0x90;   // Below is overlong.
    if (byte == 0xF4) high_ = 0x8F;  // Above is past U+10FFFF.
  } else {
    return false;
  }
  return true;
}

bool Utf8Checker::feed(std::string_view bytes) {
  constexpr std::uint64_t high_bits = 0x8080808080808080ULL;
  std::size_t i = 0;
  while (i < bytes.size()) {
    if (missing_ == 0) {
      // Nearly all our text is ASCII: eight bytes at a time.
      while (i + 8 <= bytes.size()) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + i, 8);
        if ((word & high_bits) != 0) break;
        i += 8;
      }
      if (i == bytes.size()) return true;
    }
    const auto byte = static_cast<std::uint8_t>(bytes[i]);
    ++i;
    if (missing_ == 0) {
      if (!lead(byte)) return false;
    } else {
      if (byte < low_ || byte > high_) return false;
      low_ = 0x80;
      high_ = 0xBF;
      --missing_;
    }
  }
  return true;
}

bool is_utf8(std::string_view text) {
  Utf8Checker checker;
  return checker.feed(text) && checker.complete();
}

}  // namespace live::net
