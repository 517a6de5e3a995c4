// The grammar of rules §1 by recursive descent; it fills the expression's flat tree, children before parents.
#include <utility>

#include "engine/dice/expression.hpp"

namespace live::engine {

class DiceParser {
 public:
  explicit DiceParser(std::string_view text) : text_(text) {}

  std::expected<DiceExpression, DiceError> run() {
    if (text_.size() > DiceExpression::max_text) return std::unexpected(DiceError{DiceFault::limit, 0});
    (void)sum(0);
    if (ok()) skip_spaces();
    if (ok() && at_ < text_.size()) fail(DiceFault::syntax);
    if (ok()) {
      if (const auto fault = result_.beyond_limits()) fail(*fault);
    }
    if (!ok()) return std::unexpected(*error_);
    return std::move(result_);
  }

 private:
  [[nodiscard]] bool ok() const { return !error_; }

  void fail(DiceFault fault) {
    if (!error_) error_ = DiceError{fault, static_cast<std::uint16_t>(at_)};
  }

  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  bool take(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }

  void skip_spaces() {
    while (peek() == ' ') ++at_;
  }

  [[nodiscard]] bool at_number() const { return peek() >= '0' && peek() <= '9'; }

  /// A run of digits; beyond int32 is dice.limit.
  std::int32_t number() {
    if (!at_number()) {
      fail(DiceFault::syntax);
      return 0;
    }
    std::int64_t value = 0;
    for (; at_number(); ++at_) {
      value = value * 10 + (peek() - '0');
      if (value > INT32_MAX) {
        fail(DiceFault::limit);
        return 0;
      }
    }
    return static_cast<std::int32_t>(value);
  }

  std::uint16_t add_node(DiceNode node) {
    result_.nodes_.push_back(node);
    return static_cast<std::uint16_t>(result_.nodes_.size() - 1);
  }

  std::uint16_t sum(int depth) {
    std::uint16_t left = product(depth);
    for (;;) {
      skip_spaces();
      if (!ok() || (peek() != '+' && peek() != '-')) return left;
      const auto kind = peek() == '+' ? DiceNode::Kind::add : DiceNode::Kind::subtract;
      ++at_;
      const std::uint16_t right = product(depth);
      left = add_node({.kind = kind, .left = left, .right = right});
    }
  }

  std::uint16_t product(int depth) {
    std::uint16_t left = factor(depth);
    for (;;) {
      skip_spaces();
      if (!ok() || (peek() != '*' && peek() != '/')) return left;
      const auto kind = peek() == '*' ? DiceNode::Kind::multiply : DiceNode::Kind::divide;
      ++at_;
      const std::uint16_t right = factor(depth);
      left = add_node({.kind = kind, .left = left, .right = right});
    }
  }

  std::uint16_t factor(int depth) {
    skip_spaces();
    if (!ok()) return 0;
    std::uint16_t node = 0;
    if (peek() == '(' || peek() == '-') {
      if (depth >= DiceExpression::max_nesting) {
        fail(DiceFault::limit);
        return 0;
      }
      const bool negative = peek() == '-';
      ++at_;
      if (negative) {
        const std::uint16_t inner = factor(depth + 1);
        node = add_node({.kind = DiceNode::Kind::negate, .left = inner});
      } else {
        node = sum(depth + 1);
        skip_spaces();
        if (ok() && !take(")")) fail(DiceFault::syntax);
      }
    } else {
      node = number_or_roll();
    }
    skip_spaces();
    if (ok() && peek() == '[') label(node);
    return node;
  }

  void label(std::uint16_t node) {
    const auto end = text_.find(']', at_);
    if (end == std::string_view::npos || end == at_ + 1) {
      fail(DiceFault::syntax);
      return;
    }
    result_.labels_.push_back({.node = node, .text = std::string(text_.substr(at_ + 1, end - at_ - 1))});
    at_ = end + 1;
  }

  std::uint16_t number_or_roll() {
    std::int32_t count = 1;
    if (at_number()) {
      count = number();
      if (!ok()) return 0;
      if (peek() != 'd') return add_node({.kind = DiceNode::Kind::number, .value = count});
    }
    if (!take("d")) {
      fail(DiceFault::syntax);
      return 0;
    }
    DicePool pool{.count = count};
    if (take("%")) {
      pool.sides = 100;
    } else if (take("F")) {
      pool.sides = 3;
      pool.fate = true;
    } else {
      pool.sides = number();
    }
    if (ok() &&
        (count < 1 || count > DiceExpression::max_count || pool.sides < 1 || pool.sides > DiceExpression::max_sides)) {
      fail(DiceFault::limit);
    }
    modifiers(pool);
    if (!ok()) return 0;
    result_.pools_.push_back(std::move(pool));
    return add_node({.kind = DiceNode::Kind::pool, .value = static_cast<std::int32_t>(result_.pools_.size() - 1)});
  }

  /// In any order; of a repeated modifier the last counts, rerolls add up.
  void modifiers(DicePool& pool) {
    bool advantage = false;
    bool disadvantage = false;
    while (ok()) {
      if (take("adv")) {
        advantage = true;
      } else if (take("dis")) {
        disadvantage = true;
      } else if (!keep(pool) && !reroll_or_explode(pool) && !clamp_or_count(pool)) {
        break;
      }
    }
    if (advantage == disadvantage || !ok()) return;
    // d20adv is 2d20kh1; what it would mean for more dice is not defined.
    if (pool.count != 1) {
      fail(DiceFault::syntax);
      return;
    }
    pool.count = 2;
    pool.keep = advantage ? DicePool::Keep::highest : DicePool::Keep::lowest;
    pool.keep_count = 1;
  }

  bool keep(DicePool& pool) {
    if (take("kl")) {
      pool.keep = DicePool::Keep::lowest;
    } else if (take("kh") || take("k")) {
      pool.keep = DicePool::Keep::highest;
    } else if (take("dh")) {
      pool.keep = DicePool::Keep::drop_highest;
    } else if (take("dl")) {
      pool.keep = DicePool::Keep::drop_lowest;
    } else {
      return false;
    }
    pool.keep_count = at_number() ? number() : 1;
    return true;
  }

  bool reroll_or_explode(DicePool& pool) {
    if (take("ro")) {
      pool.rerolls.push_back({.match = match(), .once = true});
    } else if (take("r")) {
      pool.rerolls.push_back({.match = match(), .once = false});
    } else if (take("!")) {
      pool.explode = take("o") ? DicePool::Explode::once : DicePool::Explode::always;
      if (at_match()) pool.explode_on = match();
    } else {
      return false;
    }
    return true;
  }

  bool clamp_or_count(DicePool& pool) {
    if (take("mi")) {
      pool.least = number();
    } else if (take("ma")) {
      pool.most = number();
    } else if (take("cs")) {
      pool.count_matches = match();
    } else {
      return false;
    }
    return true;
  }

  [[nodiscard]] bool at_match() const { return at_number() || peek() == '=' || peek() == '<' || peek() == '>'; }

  DiceMatch match() {
    DiceMatch result;
    if (take("<=")) {
      result.compare = DiceCompare::less_equal;
    } else if (take(">=")) {
      result.compare = DiceCompare::greater_equal;
    } else if (take("<")) {
      result.compare = DiceCompare::less;
    } else if (take(">")) {
      result.compare = DiceCompare::greater;
    } else {
      (void)take("=");
    }
    result.value = number();
    return result;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::optional<DiceError> error_;
  DiceExpression result_;
};

std::expected<DiceExpression, DiceError> DiceExpression::parse(std::string_view text) { return DiceParser(text).run(); }

}  // namespace live::engine
