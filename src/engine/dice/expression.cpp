#include "engine/dice/expression.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace live::engine {
namespace {

using Kind = DiceNode::Kind;

bool matches(const DiceMatch& match, std::int32_t value) {
  switch (match.compare) {
    case DiceCompare::equal:
      return value == match.value;
    case DiceCompare::less:
      return value < match.value;
    case DiceCompare::greater:
      return value > match.value;
    case DiceCompare::less_equal:
      return value <= match.value;
    case DiceCompare::greater_equal:
      return value >= match.value;
  }
  return false;
}

constexpr std::int64_t floor_div(std::int64_t value, std::int64_t by) {
  const std::int64_t quotient = value / by;
  return value % by != 0 && (value < 0) != (by < 0) ? quotient - 1 : quotient;
}

std::int32_t highest_face(const DicePool& pool) { return pool.fate ? 1 : pool.sides; }
std::int32_t lowest_face(const DicePool& pool) { return pool.fate ? -1 : 1; }

std::int32_t clamped(const DicePool& pool, std::int32_t face) {
  if (pool.least) face = std::max(face, *pool.least);
  if (pool.most) face = std::min(face, *pool.most);
  return face;
}

/// How many of `count` dice are kept.
std::int32_t kept_count(const DicePool& pool, std::int32_t count) {
  switch (pool.keep) {
    case DicePool::Keep::all:
      return count;
    case DicePool::Keep::highest:
    case DicePool::Keep::lowest:
      return std::min(count, pool.keep_count);
    case DicePool::Keep::drop_highest:
    case DicePool::Keep::drop_lowest:
      return count - std::min(count, pool.keep_count);
  }
  return count;
}

/// One pool being rolled; dice go to the end of the shared list.
class PoolRoll {
 public:
  PoolRoll(const DicePool& pool, std::uint16_t index, std::vector<RolledDie>& dice, int& extra_left, Dice& source)
      : pool_(pool), index_(index), dice_(dice), extra_left_(extra_left), source_(source), first_(dice.size()) {}

  std::int32_t run() {
    for (std::int32_t original = 0; original < pool_.count; ++original) {
      roll_one();
      // A die that explodes is followed at once by the die it causes (rules §0 D3).
      bool may_explode = pool_.explode != DicePool::Explode::never;
      while (may_explode && extra_left_ > 0 && explodes(dice_.back().value)) {
        --extra_left_;
        dice_.back().exploded = true;
        roll_one();
        may_explode = pool_.explode == DicePool::Explode::always;
      }
    }
    drop();
    return value();
  }

 private:
  std::int32_t pull() {
    const int face = source_.roll(pool_.sides);
    return pool_.fate ? face - 2 : face;
  }

  /// Rerolls come first, each old face staying in the report; then mi and ma.
  void roll_one() {
    bool once_spent = false;
    for (int rerolls = 0;; ++rerolls) {
      const std::int32_t face = pull();
      dice_.push_back(RolledDie{.sides = pool_.sides, .face = face, .value = clamped(pool_, face), .pool = index_});
      if (rerolls >= DiceExpression::max_rerolls) return;
      const bool again = std::ranges::any_of(
          pool_.rerolls, [&](const DicePool::Reroll& reroll) { return !reroll.once && matches(reroll.match, face); });
      const bool first_time = !once_spent && std::ranges::any_of(pool_.rerolls, [&](const DicePool::Reroll& reroll) {
        return reroll.once && matches(reroll.match, face);
      });
      if (!again && !first_time) return;
      if (!again) once_spent = true;
      dice_.back().rerolled = true;
      dice_.back().kept = false;
    }
  }

  [[nodiscard]] bool explodes(std::int32_t value) const {
    return pool_.explode_on ? matches(*pool_.explode_on, value) : value == highest_face(pool_);
  }

  /// Drops all but the kept; among equals the earlier die is kept.
  void drop() {
    if (pool_.keep == DicePool::Keep::all) return;
    std::vector<std::size_t> order;
    for (std::size_t at = first_; at < dice_.size(); ++at) {
      if (dice_[at].kept) order.push_back(at);
    }
    const bool high_first = pool_.keep == DicePool::Keep::highest || pool_.keep == DicePool::Keep::drop_lowest;
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
      if (dice_[a].value == dice_[b].value) return a < b;
      return high_first == (dice_[a].value > dice_[b].value);
    });
    const auto kept = static_cast<std::size_t>(kept_count(pool_, static_cast<std::int32_t>(order.size())));
    for (std::size_t at = kept; at < order.size(); ++at) dice_[order[at]].kept = false;
  }

  [[nodiscard]] std::int32_t value() const {
    std::int32_t sum = 0;
    for (std::size_t at = first_; at < dice_.size(); ++at) {
      if (!dice_[at].kept) continue;
      const bool counts = pool_.count_matches && matches(*pool_.count_matches, dice_[at].value);
      sum += pool_.count_matches ? (counts ? 1 : 0) : dice_[at].value;
    }
    return sum;
  }

  const DicePool& pool_;
  std::uint16_t index_;
  std::vector<RolledDie>& dice_;
  int& extra_left_;
  Dice& source_;
  std::size_t first_;
};

/// Twice the mean of a pool, floored.
std::int64_t twice_average(const DicePool& pool) {
  const std::int64_t kept = kept_count(pool, pool.count);
  if (!pool.least && !pool.most && !pool.count_matches) return kept * (lowest_face(pool) + highest_face(pool));
  std::int64_t sum = 0;
  for (std::int32_t face = lowest_face(pool); face <= highest_face(pool); ++face) {
    const std::int32_t value = clamped(pool, face);
    sum += pool.count_matches ? (matches(*pool.count_matches, value) ? 1 : 0) : value;
  }
  return floor_div(2 * kept * sum, pool.sides);
}

std::int32_t saturated(std::int64_t value) {
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(value, INT32_MIN, INT32_MAX));
}

}  // namespace

std::string_view code(DiceFault fault) { return fault == DiceFault::syntax ? "dice.syntax" : "dice.limit"; }

DiceResult DiceExpression::roll(Dice& dice) const {
  DiceResult result;
  std::vector<std::int32_t> values(nodes_.size(), 0);
  int extra_left = max_extra_dice;
  // Children stand before parents and left before right, so that dice fall in the order of the text.
  for (std::size_t at = 0; at < nodes_.size(); ++at) {
    const DiceNode& node = nodes_[at];
    const std::int32_t left = values[node.left];
    const std::int32_t right = values[node.right];
    switch (node.kind) {
      case Kind::number:
        values[at] = node.value;
        break;
      case Kind::pool: {
        const auto index = static_cast<std::size_t>(node.value);
        values[at] = PoolRoll(pools_[index], static_cast<std::uint16_t>(index), result.dice, extra_left, dice).run();
        break;
      }
      case Kind::add:
        values[at] = left + right;
        break;
      case Kind::subtract:
        values[at] = left - right;
        break;
      case Kind::multiply:
        values[at] = left * right;
        break;
      case Kind::divide:
        values[at] = static_cast<std::int32_t>(floor_div(left, right));
        break;
      case Kind::negate:
        values[at] = -left;
        break;
    }
  }
  result.total = values.back();
  return result;
}

std::optional<DiceExpression::Bounds> DiceExpression::bounds(bool with_explosions) const {
  constexpr std::int64_t least = std::numeric_limits<std::int32_t>::min();
  constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
  const auto spread = [](std::array<std::int64_t, 4> corners) {
    const auto [low, high] = std::ranges::minmax(corners);
    return Bounds{.low = low, .high = high};
  };
  std::vector<Bounds> values(nodes_.size());
  for (std::size_t at = 0; at < nodes_.size(); ++at) {
    const DiceNode& node = nodes_[at];
    const Bounds left = values[node.left];
    const Bounds right = values[node.right];
    Bounds& value = values[at];
    switch (node.kind) {
      case Kind::number:
        value = {.low = node.value, .high = node.value};
        break;
      case Kind::pool:
        value = pool_bounds(pools_[static_cast<std::size_t>(node.value)], with_explosions);
        break;
      case Kind::add:
        value = {.low = left.low + right.low, .high = left.high + right.high};
        break;
      case Kind::subtract:
        value = {.low = left.low - right.high, .high = left.high - right.low};
        break;
      case Kind::multiply:
        value = spread({left.low * right.low, left.low * right.high, left.high * right.low, left.high * right.high});
        break;
      case Kind::divide:
        if (right.low <= 0 && right.high >= 0) return std::nullopt;
        value = spread({floor_div(left.low, right.low), floor_div(left.low, right.high),
                        floor_div(left.high, right.low), floor_div(left.high, right.high)});
        break;
      case Kind::negate:
        value = {.low = -left.high, .high = -left.low};
        break;
    }
    if (value.low < least || value.high > most) return std::nullopt;
  }
  return values.back();
}

DiceExpression::Bounds DiceExpression::pool_bounds(const DicePool& pool, bool with_explosions) {
  const bool explodes = with_explosions && pool.explode != DicePool::Explode::never;
  const std::int64_t fewest = kept_count(pool, pool.count);
  const std::int64_t most = kept_count(pool, pool.count + (explodes ? max_extra_dice : 0));
  if (pool.count_matches) return {.low = 0, .high = most};
  const std::int64_t low = clamped(pool, lowest_face(pool));
  const std::int64_t high = clamped(pool, highest_face(pool));
  return {.low = std::min(low * fewest, low * most), .high = std::max(high * fewest, high * most)};
}

std::optional<DiceFault> DiceExpression::beyond_limits() const {
  std::int64_t dice = 0;
  for (const DicePool& pool : pools_) {
    if (pool.count > max_count) return DiceFault::limit;
    dice += pool.count;
  }
  if (dice > max_dice || !bounds(true)) return DiceFault::limit;
  return std::nullopt;
}

std::expected<DiceExpression, DiceError> DiceExpression::critical() const {
  DiceExpression doubled = *this;
  for (DicePool& pool : doubled.pools_) pool.count *= 2;
  if (const auto fault = doubled.beyond_limits()) return std::unexpected(DiceError{*fault, 0});
  return doubled;
}

std::int32_t DiceExpression::minimum() const {
  const auto range = bounds(false);
  return range ? saturated(range->low) : 0;
}

std::int32_t DiceExpression::maximum() const {
  const auto range = bounds(false);
  return range ? saturated(range->high) : 0;
}

std::int32_t DiceExpression::average() const {
  std::vector<std::int64_t> twice(nodes_.size(), 0);
  for (std::size_t at = 0; at < nodes_.size(); ++at) {
    const DiceNode& node = nodes_[at];
    const std::int64_t left = twice[node.left];
    const std::int64_t right = twice[node.right];
    switch (node.kind) {
      case Kind::number:
        twice[at] = 2 * std::int64_t{node.value};
        break;
      case Kind::pool:
        twice[at] = twice_average(pools_[static_cast<std::size_t>(node.value)]);
        break;
      case Kind::add:
        twice[at] = left + right;
        break;
      case Kind::subtract:
        twice[at] = left - right;
        break;
      // A product of two halves is floored to a half.
      case Kind::multiply:
        twice[at] = floor_div(left * right, 2);
        break;
      // parse() excludes every divisor that could be 0, so its mean is not 0 either.
      case Kind::divide:
        twice[at] = right == 0 ? 0 : 2 * floor_div(left, right);
        break;
      case Kind::negate:
        twice[at] = -left;
        break;
    }
  }
  return saturated(floor_div(twice.back(), 2));
}

}  // namespace live::engine
