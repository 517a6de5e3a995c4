#pragma once
// The server's dice: die number n is read from SHA-256(seed ‖ n). The seed is made when the room is opened, stands in
// its first commit and in no view; the number of dice rolled is part of the game's state. So a replay needs no dice, a
// restart goes on where the stream stood, and nobody without the seed can foretell a roll.
#include <array>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "base/random.hpp"
#include "base/sha256.hpp"
#include "engine/dice/dice.hpp"

namespace live::room {

class ServerDice final : public engine::Dice {
 public:
  /// `seed`: 64 hex digits, as make_dice_seed gives them; `position`: dice rolled so far.
  ServerDice(std::string_view seed, std::uint64_t position) : seed_(seed), position_(position) {}

  [[nodiscard]] int roll(int sides) override;
  [[nodiscard]] std::uint64_t position() const { return position_; }

 private:
  std::string seed_;
  std::uint64_t position_;
};

[[nodiscard]] std::string make_dice_seed(base::Entropy& entropy);

/// An id that tells nothing about how many there were before it: 16 hex digits of SHA-256(seed ‖ purpose ‖ number).
[[nodiscard]] std::string opaque_id(std::string_view seed, std::string_view purpose, std::uint64_t number);

}  // namespace live::room
