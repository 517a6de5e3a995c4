#include "base/random.hpp"

#include <openssl/rand.h>

#include <array>

#include "base/ensure.hpp"

namespace live::base {

void SystemEntropy::fill(std::span<std::uint8_t> bytes) {
  ENSURE(RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1);
}

void SeededEntropy::fill(std::span<std::uint8_t> bytes) {
  for (std::uint8_t& byte : bytes) {
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t x = state_;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    byte = static_cast<std::uint8_t>(x ^ (x >> 31));
  }
}

std::string random_id(Entropy& entropy) {
  static constexpr std::string_view alphabet = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  std::string id;
  while (id.size() < 22) {
    std::array<std::uint8_t, 32> bytes{};
    entropy.fill(bytes);
    // Values past the last whole multiple of 62 are thrown away, or the first letters would come more often.
    for (const std::uint8_t byte : bytes) {
      if (byte < 248 && id.size() < 22) id += alphabet[byte % 62];
    }
  }
  return id;
}

}  // namespace live::base
