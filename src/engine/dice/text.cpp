// DiceExpression::text: the canonical notation of a tree, with only the parentheses it needs.
#include <array>

#include "engine/dice/expression.hpp"

namespace live::engine {
namespace {

using Kind = DiceNode::Kind;

std::string text_of(const DiceMatch& match) {
  constexpr std::array<std::string_view, 5> signs{"=", "<", ">", "<=", ">="};
  return std::string(signs[static_cast<std::size_t>(match.compare)]) + std::to_string(match.value);
}

std::string text_of(const DicePool& pool) {
  std::string text = std::to_string(pool.count) + "d";
  text += pool.fate ? "F" : std::to_string(pool.sides);
  for (const DicePool::Reroll& reroll : pool.rerolls) text += (reroll.once ? "ro" : "r") + text_of(reroll.match);
  if (pool.least) text += "mi" + std::to_string(*pool.least);
  if (pool.most) text += "ma" + std::to_string(*pool.most);
  if (pool.explode != DicePool::Explode::never) text += pool.explode == DicePool::Explode::once ? "!o" : "!";
  if (pool.explode_on) text += text_of(*pool.explode_on);
  constexpr std::array<std::string_view, 5> keeps{"", "kh", "kl", "dh", "dl"};
  if (pool.keep != DicePool::Keep::all) {
    text += keeps[static_cast<std::size_t>(pool.keep)];
    text += std::to_string(pool.keep_count);
  }
  if (pool.count_matches) text += "cs" + text_of(*pool.count_matches);
  return text;
}

/// How tightly a node binds: sums 1, products 2, all else 3.
int strength(Kind kind) {
  switch (kind) {
    case Kind::add:
    case Kind::subtract:
      return 1;
    case Kind::multiply:
    case Kind::divide:
      return 2;
    case Kind::number:
    case Kind::pool:
    case Kind::negate:
      break;
  }
  return 3;
}

}  // namespace

std::string DiceExpression::text() const {
  std::vector<std::string> texts(nodes_.size());
  const auto child = [&](std::uint16_t index, int needed) {
    const bool enough = strength(nodes_[index].kind) >= needed;
    return enough ? texts[index] : "(" + texts[index] + ")";
  };
  for (std::size_t at = 0; at < nodes_.size(); ++at) {
    const DiceNode& node = nodes_[at];
    switch (node.kind) {
      case Kind::number:
        texts[at] = std::to_string(node.value);
        break;
      case Kind::pool:
        texts[at] = text_of(pools_[static_cast<std::size_t>(node.value)]);
        break;
      case Kind::add:
        texts[at] = child(node.left, 1) + "+" + child(node.right, 2);
        break;
      case Kind::subtract:
        texts[at] = child(node.left, 1) + "-" + child(node.right, 2);
        break;
      case Kind::multiply:
        texts[at] = child(node.left, 2) + "*" + child(node.right, 3);
        break;
      case Kind::divide:
        texts[at] = child(node.left, 2) + "/" + child(node.right, 3);
        break;
      case Kind::negate:
        texts[at] = "-" + child(node.left, 3);
        break;
    }
  }
  return texts.back();
}

}  // namespace live::engine
