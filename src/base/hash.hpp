#pragma once
// A 64-bit streaming hash, equal on every platform and compiler: bytes are fed in a fixed order, integers
// little-endian. For state digests and tables, not for secrets (base/sha256.hpp is for those).
#include <cstdint>
#include <string_view>

namespace live::base {

class Hash64 {
 public:
  /// Feeds one integer; width and sign do not matter, value does.
  constexpr void add(std::uint64_t value) { state_ = mix(state_ ^ value) + 0x9e3779b97f4a7c15ULL; }

  constexpr void add(std::string_view text) {
    add(static_cast<std::uint64_t>(text.size()));
    std::uint64_t word = 0;
    unsigned shift = 0;
    for (const char c : text) {
      word |= static_cast<std::uint64_t>(static_cast<unsigned char>(c)) << shift;
      shift += 8;
      if (shift == 64) {
        add(word);
        word = 0;
        shift = 0;
      }
    }
    if (shift != 0) add(word);
  }

  [[nodiscard]] constexpr std::uint64_t digest() const { return mix(state_); }

 private:
  /// The finaliser of splitmix64: every input bit reaches every output bit.
  static constexpr std::uint64_t mix(std::uint64_t x) {
    x ^= x >> 30;
    x *= 0xbf58476d1ce4e5b9ULL;
    x ^= x >> 27;
    x *= 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
  }

  std::uint64_t state_ = 0x6c6976652d353165ULL;
};

}  // namespace live::base
