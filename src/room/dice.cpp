#include "room/dice.hpp"

#include <span>

#include "base/ensure.hpp"

namespace live::room {

int ServerDice::roll(int sides) {
  ENSURE(sides >= 1);
  const std::uint64_t number = position_++;
  const auto faces = static_cast<std::uint64_t>(sides);
  // Words at or past the last whole multiple of the faces are thrown away, or the low faces would come more often.
  const std::uint64_t fair = (std::uint64_t{1} << 32) / faces * faces;
  for (int attempt = 0;; ++attempt) {
    const base::Digest block = base::sha256(seed_ + ":die:" + std::to_string(number) + ":" + std::to_string(attempt));
    for (std::size_t at = 0; at < block.size(); at += 4) {
      std::uint64_t word = 0;
      for (std::size_t i = 0; i < 4; ++i) word |= static_cast<std::uint64_t>(block[at + i]) << (8 * i);
      if (word < fair) return static_cast<int>(word % faces) + 1;
    }
  }
}

std::string make_dice_seed(base::Entropy& entropy) {
  std::array<std::uint8_t, 32> bytes{};
  entropy.fill(bytes);
  return base::to_hex(bytes);
}

std::string opaque_id(std::string_view seed, std::string_view purpose, std::uint64_t number) {
  const base::Digest digest =
      base::sha256(std::string(seed) + ":" + std::string(purpose) + ":" + std::to_string(number));
  return base::to_hex(std::span<const std::uint8_t>(digest).first(8));
}

}  // namespace live::room
