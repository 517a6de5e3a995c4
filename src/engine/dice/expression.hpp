#pragma once
// The dice notation of rules §1: "4d6kh3 + 2", "(2d4+3)*2-7/2". A whole expression is parsed and checked before any
// die is pulled. The tree is a flat vector of nodes, children before parents.
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/dice/dice.hpp"

namespace live::engine {

enum class DiceFault : std::uint8_t { syntax, limit };
BOOST_DESCRIBE_ENUM(DiceFault, syntax, limit)
/// "dice.syntax" or "dice.limit".
[[nodiscard]] std::string_view code(DiceFault fault);
struct DiceError {
  DiceFault fault = DiceFault::syntax;
  std::uint16_t position = 0;  ///< offset of the character that is wrong
};

enum class DiceCompare : std::uint8_t { equal, less, greater, less_equal, greater_equal };
struct DiceMatch {
  DiceCompare compare = DiceCompare::equal;
  std::int32_t value = 0;
};

/// One NdM with its modifiers, in the order they apply: reroll, least/most, explode, keep/drop, count.
struct DicePool {
  enum class Keep : std::uint8_t { all, highest, lowest, drop_highest, drop_lowest };
  enum class Explode : std::uint8_t { never, always, once };

  struct Reroll {
    DiceMatch match;
    bool once = false;
  };

  std::int32_t count = 1;
  std::int32_t sides = 6;
  bool fate = false;  ///< faces -1, 0, +1
  Keep keep = Keep::all;
  std::int32_t keep_count = 1;
  std::vector<Reroll> rerolls = {};
  Explode explode = Explode::never;
  std::optional<DiceMatch> explode_on = {};  ///< nullopt: the highest face
  std::optional<std::int32_t> least = {};
  std::optional<std::int32_t> most = {};
  std::optional<DiceMatch> count_matches = {};
};

struct DiceNode {
  enum class Kind : std::uint8_t { number, pool, add, subtract, multiply, divide, negate };
  Kind kind = Kind::number;
  std::int32_t value = 0;  ///< a number's value, a pool's index
  std::uint16_t left = 0;  ///< child, also negate's
  std::uint16_t right = 0;
};

/// Text in brackets after a factor, for display: "2d6[fire]".
struct DiceLabel {
  std::uint16_t node = 0;
  std::string text;
};

/// One die as it was rolled, in roll order. `value` is what it counts as after `mi`/`ma`; a die rerolled away is not
/// kept.
struct RolledDie {
  std::int32_t sides = 0;
  std::int32_t face = 0;
  std::int32_t value = 0;
  std::uint16_t pool = 0;
  bool kept = true;
  bool rerolled = false;
  bool exploded = false;
  bool operator==(const RolledDie&) const = default;
};
BOOST_DESCRIBE_STRUCT(RolledDie, (), (sides, face, value, pool, kept, rerolled, exploded))

struct DiceResult {
  std::int32_t total = 0;
  std::vector<RolledDie> dice;
  bool operator==(const DiceResult&) const = default;
};
BOOST_DESCRIBE_STRUCT(DiceResult, (), (total, dice))

class DiceExpression {
 public:
  static constexpr std::size_t max_text = 256;
  static constexpr int max_count = 100;
  static constexpr int max_sides = 1000;
  static constexpr int max_dice = 500;
  static constexpr int max_nesting = 16;
  static constexpr int max_rerolls = 100;
  static constexpr int max_extra_dice = 100;

  [[nodiscard]] static std::expected<DiceExpression, DiceError> parse(std::string_view text);

  /// Pulls the dice. Cannot fail: whether any outcome divides by zero or leaves int32 is checked in parse().
  [[nodiscard]] DiceResult roll(Dice& dice) const;
  /// The same with the count of every dice term doubled; dice.limit if that leaves the limits.
  [[nodiscard]] std::expected<DiceExpression, DiceError> critical() const;
  /// floor of the sum with N(M+1)/2 for each pool, N counting the dice kept. `mi`, `ma` and `cs` are taken into
  /// account, rerolls and explosions are not.
  [[nodiscard]] std::int32_t average() const;
  [[nodiscard]] std::int32_t minimum() const;
  [[nodiscard]] std::int32_t maximum() const;
  /// Canonical notation without spaces and labels: "2d6+3".
  [[nodiscard]] std::string text() const;

  [[nodiscard]] const std::vector<DiceNode>& nodes() const { return nodes_; }
  [[nodiscard]] const std::vector<DicePool>& pools() const { return pools_; }
  [[nodiscard]] const std::vector<DiceLabel>& labels() const { return labels_; }

 private:
  friend class DiceParser;
  struct Bounds {
    std::int64_t low = 0;
    std::int64_t high = 0;
  };

  /// Lowest and highest value; nullopt if some node may leave int32 or divide by zero.
  [[nodiscard]] std::optional<Bounds> bounds(bool with_explosions) const;
  [[nodiscard]] static Bounds pool_bounds(const DicePool& pool, bool with_explosions);
  [[nodiscard]] std::optional<DiceFault> beyond_limits() const;

  std::vector<DiceNode> nodes_;
  std::vector<DicePool> pools_;
  std::vector<DiceLabel> labels_;
};

}  // namespace live::engine
