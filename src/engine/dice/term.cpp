#include "engine/dice/term.hpp"

#include "engine/dice/expression.hpp"

namespace live::engine {
namespace {

constexpr std::int32_t max_flat = 1'000'000;

/// Reads an unsigned number off the front; nullopt if there is none or it is beyond max_flat.
std::optional<std::int32_t> take_number(std::string_view& text) {
  std::int32_t value = 0;
  std::size_t length = 0;
  while (length < text.size() && text[length] >= '0' && text[length] <= '9') {
    value = value * 10 + (text[length] - '0');
    if (value > max_flat) return std::nullopt;
    ++length;
  }
  if (length == 0) return std::nullopt;
  text.remove_prefix(length);
  return value;
}

void skip_spaces(std::string_view& text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
}

}  // namespace

std::optional<DiceTerm> parse_term(std::string_view text) {
  DiceTerm term;
  std::int32_t leading = 1;
  if (text.empty()) return std::nullopt;
  if (text.front() != 'd') {
    const auto number = take_number(text);
    if (!number) return std::nullopt;
    leading = *number;
    if (text.empty()) {
      term.bonus = leading;
      return term;
    }
    if (text.front() != 'd') return std::nullopt;
  }
  text.remove_prefix(1);
  const auto sides = take_number(text);
  if (!sides || *sides < 1 || *sides > DiceExpression::max_sides) return std::nullopt;
  if (leading < 1 || leading > DiceExpression::max_count) return std::nullopt;
  term.count = static_cast<std::int16_t>(leading);
  term.sides = static_cast<std::int16_t>(*sides);
  if (text.empty()) return term;
  skip_spaces(text);
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  const bool minus = text.front() == '-';
  text.remove_prefix(1);
  skip_spaces(text);
  const auto bonus = take_number(text);
  if (!bonus || !text.empty()) return std::nullopt;
  term.bonus = minus ? -*bonus : *bonus;
  return term;
}

std::string to_string(const DiceTerm& term) {
  if (term.count == 0) return std::to_string(term.bonus);
  std::string text = std::to_string(term.count) + "d" + std::to_string(term.sides);
  if (term.bonus > 0) text += "+";
  if (term.bonus != 0) text += std::to_string(term.bonus);
  return text;
}

int roll_term(const DiceTerm& term, Dice& dice, std::vector<std::int16_t>* faces) {
  int sum = term.bonus;
  for (int index = 0; index < term.count; ++index) {
    const int face = dice.roll(term.sides);
    if (faces != nullptr) faces->push_back(static_cast<std::int16_t>(face));
    sum += face;
  }
  return sum;
}

}  // namespace live::engine
