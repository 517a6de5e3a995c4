#pragma once
// "2d6+3": the dice of weapons, spells and stat blocks, without the cost of the whole notation of rules §1.
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/dice/dice.hpp"

namespace live::engine {

/// count may be 0 (a flat amount: "5" is {0,0,5}).
struct DiceTerm {
  std::int16_t count = 0;
  std::int16_t sides = 0;
  std::int32_t bonus = 0;
  bool operator==(const DiceTerm&) const = default;

  [[nodiscard]] constexpr int min() const { return count + bonus; }
  [[nodiscard]] constexpr int max() const { return count * sides + bonus; }
  /// floor(N(M+1)/2 + bonus): 2d6+1 is 8, 2d6-2 is 5.
  [[nodiscard]] constexpr int average() const {
    const int twice = count * (sides + 1) + 2 * bonus;
    return twice >= 0 ? twice / 2 : -((1 - twice) / 2);
  }
  /// A critical hit doubles the dice, not the bonus.
  [[nodiscard]] constexpr DiceTerm critical() const {
    return DiceTerm{.count = static_cast<std::int16_t>(2 * count), .sides = sides, .bonus = bonus};
  }
};
BOOST_DESCRIBE_STRUCT(DiceTerm, (), (count, sides, bonus))

/// "NdM", "NdM+B", "NdM-B", "dM" or "B", spaces allowed around the sign; nullopt for all else or beyond the limits of
/// rules §1 (N <= 100, M <= 1000).
[[nodiscard]] std::optional<DiceTerm> parse_term(std::string_view text);
[[nodiscard]] std::string to_string(const DiceTerm& term);

/// Rolls the dice in order and appends their faces to `faces` if given; the sum with the bonus (may be negative).
[[nodiscard]] int roll_term(const DiceTerm& term, Dice& dice, std::vector<std::int16_t>* faces = nullptr);

}  // namespace live::engine
