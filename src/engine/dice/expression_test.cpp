#include "engine/dice/expression.hpp"

#include <gtest/gtest.h>

namespace live::engine {
namespace {

struct RollCase {
  const char* text;
  std::vector<Die> script;
  int total;
};

/// Rolls with exactly these dice.
DiceResult rolled(const char* text, const std::vector<Die>& script) {
  const auto expression = DiceExpression::parse(text);
  EXPECT_TRUE(expression) << text;
  if (!expression) return {};
  ScriptedDice dice(script);
  const DiceResult result = expression->roll(dice);
  EXPECT_TRUE(dice.spent_exactly()) << text << ": used " << dice.used() << " of " << script.size() << " dice";
  return result;
}

std::vector<int> kept(const DiceResult& result) {
  std::vector<int> values;
  for (const RolledDie& die : result.dice) {
    if (die.kept) values.push_back(die.value);
  }
  return values;
}

TEST(DiceExpression, EvaluatesTheWholeGrammar) {
  const RollCase cases[] = {
      {"7", {}, 7},
      {"-7", {}, -7},
      {"1+2*3-4/2", {}, 5},
      {"-7/2", {}, -4},  // divisions floor
      {"7/-2", {}, -4},
      {"(2d4+3)*2-7/2", {{4, 1}, {4, 4}}, 13},
      {"2d20kl1+5", {{20, 14}, {20, 9}}, 14},
      {"4d6kh3", {{6, 3}, {6, 5}, {6, 1}, {6, 6}}, 14},
      {"4d6k3", {{6, 3}, {6, 5}, {6, 1}, {6, 6}}, 14},
      {"4d6dl1", {{6, 3}, {6, 5}, {6, 1}, {6, 6}}, 14},
      {"4d6dh", {{6, 3}, {6, 5}, {6, 1}, {6, 6}}, 9},
      {"d20adv+3", {{20, 4}, {20, 17}}, 20},
      {"d20dis", {{20, 4}, {20, 17}}, 4},
      {"d20advdis", {{20, 11}}, 11},
      {"d%", {{100, 100}}, 100},
      {"4dF", {{3, 1}, {3, 2}, {3, 3}, {3, 3}}, 1},
      {"2d6ro<=2", {{6, 1}, {6, 2}, {6, 5}}, 7},
      {"2d6r<=2", {{6, 1}, {6, 2}, {6, 5}, {6, 4}}, 9},
      {"2d6r1r2", {{6, 1}, {6, 2}, {6, 5}, {6, 4}}, 9},
      {"d6r1", {{6, 1}, {6, 3}}, 3},
      {"2d6!", {{6, 6}, {6, 6}, {6, 2}, {6, 5}}, 19},
      {"d6!o", {{6, 6}, {6, 6}}, 12},
      {"2d6!>=5", {{6, 5}, {6, 1}, {6, 2}}, 8},
      {"d20mi10", {{20, 3}}, 10},
      {"2d6ma4", {{6, 6}, {6, 2}}, 6},
      {"5d10cs>=8", {{10, 8}, {10, 7}, {10, 10}, {10, 1}, {10, 9}}, 3},
      {"2d6[fire] + 1d4[cold] - 1", {{6, 2}, {6, 3}, {4, 4}}, 8},
      {"1d8 + (1d4)[bless]", {{8, 8}, {4, 2}}, 10},
      {"--3", {}, 3},
      {"4d6kh0", {{6, 1}, {6, 1}, {6, 1}, {6, 1}}, 0},
      {"2d6kh5", {{6, 1}, {6, 2}}, 3},
  };
  for (const auto& [text, script, total] : cases) EXPECT_EQ(rolled(text, script).total, total) << text;
}

TEST(DiceExpression, ReportsEveryDieInRollOrder) {
  const DiceResult result = rolled("2d6r1!kh1 + d4", {{6, 1}, {6, 6}, {6, 2}, {6, 3}, {4, 2}});
  ASSERT_EQ(result.dice.size(), 5U);
  EXPECT_EQ(result.dice[0], (RolledDie{6, 1, 1, 0, false, true, false}));
  EXPECT_EQ(result.dice[1], (RolledDie{6, 6, 6, 0, true, false, true}));
  EXPECT_EQ(result.dice[2], (RolledDie{6, 2, 2, 0, false, false, false}));
  EXPECT_EQ(result.dice[3], (RolledDie{6, 3, 3, 0, false, false, false}));
  EXPECT_EQ(result.dice[4], (RolledDie{4, 2, 2, 1, true, false, false}));
  EXPECT_EQ(result.total, 8);
}

TEST(DiceExpression, TheOrderOfModifiersInTheTextDoesNotMatter) {
  const std::vector<Die> script{{6, 1}, {6, 2}, {6, 5}};
  EXPECT_EQ(rolled("2d6kh1ro<=1mi3", script), rolled("2d6mi3ro<=1kh1", script));
}

TEST(DiceExpression, TiesKeepTheEarlierDie) {
  for (const char* text : {"3d6kh1", "3d6kl1", "3d6dh2", "3d6dl2"}) {
    const DiceResult result = rolled(text, {{6, 4}, {6, 4}, {6, 4}});
    EXPECT_TRUE(result.dice[0].kept) << text;
    EXPECT_FALSE(result.dice[1].kept || result.dice[2].kept) << text;
  }
}

TEST(DiceExpression, KeepsStayInRollOrder) {
  EXPECT_EQ(kept(rolled("4d6kh3", {{6, 3}, {6, 5}, {6, 1}, {6, 6}})), (std::vector<int>{3, 5, 6}));
  EXPECT_EQ(kept(rolled("2d20kl1+5", {{20, 14}, {20, 9}})), (std::vector<int>{9}));
}

struct ErrorCase {
  std::string text;
  DiceFault fault;
};

TEST(DiceExpression, EveryMistakeHasItsCode) {
  std::string many = "100d6";
  for (int term = 0; term < 4; ++term) many += "+100d6";
  EXPECT_TRUE(DiceExpression::parse(many)) << "500 dice are allowed";
  const ErrorCase cases[] = {
      {"", DiceFault::syntax},
      {"d", DiceFault::syntax},
      {"2d", DiceFault::syntax},
      {"2d6+", DiceFault::syntax},
      {"(2d6", DiceFault::syntax},
      {"2d6)", DiceFault::syntax},
      {"2d6x", DiceFault::syntax},
      {"2d6d6", DiceFault::syntax},
      {"1 2", DiceFault::syntax},
      {"2d6[", DiceFault::syntax},
      {"2d6[]", DiceFault::syntax},
      {"2d6r", DiceFault::syntax},
      {"d20cs", DiceFault::syntax},
      {"d20mi", DiceFault::syntax},
      {"2d20adv", DiceFault::syntax},
      {"+2", DiceFault::syntax},
      {"2D6", DiceFault::syntax},
      {"d6r<", DiceFault::syntax},
      {"0d6", DiceFault::limit},
      {"101d6", DiceFault::limit},
      {"d0", DiceFault::limit},
      {"d1001", DiceFault::limit},
      {many + "+1d6", DiceFault::limit},
      {"99999999999", DiceFault::limit},
      {"2000000000+2000000000", DiceFault::limit},
      {"100d1000*100000", DiceFault::limit},
      {"1/0", DiceFault::limit},
      {"5/(d4-1)", DiceFault::limit},
      {std::string(17, '(') + "1" + std::string(17, ')'), DiceFault::limit},
      {std::string(17, '-') + "1", DiceFault::limit},
      {std::string(300, '1'), DiceFault::limit},
  };
  for (const auto& [text, fault] : cases) {
    const auto parsed = DiceExpression::parse(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().fault, fault) << text;
  }
  EXPECT_TRUE(DiceExpression::parse(std::string(16, '(') + "1" + std::string(16, ')')));
  EXPECT_EQ(code(DiceFault::syntax), "dice.syntax");
  EXPECT_EQ(code(DiceFault::limit), "dice.limit");
  EXPECT_EQ(DiceExpression::parse("2d6+x").error().position, 4);
}

TEST(DiceExpression, EndlessRerollsAndExplosionsAreCapped) {
  ScriptedDice ones(std::vector<Die>(101, Die{6, 1}));
  const DiceResult stuck = DiceExpression::parse("d6r<=6")->roll(ones);
  EXPECT_TRUE(ones.spent_exactly());
  EXPECT_EQ(stuck.total, 1);
  ScriptedDice sixes(std::vector<Die>(102, Die{6, 6}));
  const DiceResult burst = DiceExpression::parse("d6! + d6!")->roll(sixes);
  EXPECT_TRUE(sixes.spent_exactly()) << "100 extra dice for the whole expression";
  EXPECT_EQ(burst.total, 612);
}

struct RangeCase {
  const char* text;
  int least, average, most;
};

TEST(DiceExpression, KnowsItsRangeAndAverage) {
  const RangeCase cases[] = {
      {"2d6+1", 3, 8, 13},     {"3d8", 3, 13, 24},   {"2d6-2", 0, 5, 10},    {"d4+d4", 2, 5, 8},
      {"4d6kh3", 3, 10, 18},   {"-1d4", -4, -3, -1}, {"(d6+d4)/2", 1, 3, 5}, {"4dF", -4, 0, 4},
      {"d20mi10", 10, 12, 20}, {"10-2d4", 2, 5, 8},  {"4d6cs>=5", 0, 1, 4},  {"2*d6", 2, 7, 12},
      {"d20adv", 1, 10, 20},
  };
  for (const auto& [text, least, average, most] : cases) {
    const auto expression = DiceExpression::parse(text);
    ASSERT_TRUE(expression) << text;
    EXPECT_EQ(expression->minimum(), least) << text;
    EXPECT_EQ(expression->average(), average) << text;
    EXPECT_EQ(expression->maximum(), most) << text;
  }
}

TEST(DiceExpression, ACriticalDoublesEveryDiceTermAndNoConstant) {
  const auto expression = DiceExpression::parse("2d6+1d8*2+3");
  ASSERT_TRUE(expression);
  ASSERT_TRUE(expression->critical());
  EXPECT_EQ(expression->critical()->text(), "4d6+2d8*2+3");
  EXPECT_EQ(DiceExpression::parse("60d6")->critical().error().fault, DiceFault::limit);
}

TEST(DiceExpression, ItsTextParsesToTheSameExpression) {
  for (const char* text : {"2d6+3", "(1+2)*3", "1-(2-3)", "10/(4/2)", "-(2d6+1)", "4d6kh3", "d20ro<=2mi5!o>=4cs>10",
                           "3d%dl2", "4dF", "--3", "1-2-3"}) {
    const auto expression = DiceExpression::parse(text);
    ASSERT_TRUE(expression) << text;
    const auto again = DiceExpression::parse(expression->text());
    ASSERT_TRUE(again) << expression->text();
    EXPECT_EQ(again->text(), expression->text());
    SeededDice one(5);
    SeededDice two(5);
    EXPECT_EQ(expression->roll(one), again->roll(two)) << text;
  }
  EXPECT_EQ(DiceExpression::parse(" ( 2d6 [fire] + 3 ) * 2")->text(), "(2d6+3)*2");
}

TEST(DiceExpression, AnyTextIsRefusedOrRollsWithinItsRange) {
  constexpr std::string_view alphabet = "0123456789d%F+-*/()[]khlro!miacsv<>= ";
  SeededDice dice(20261122);
  int accepted = 0;
  for (int round = 0; round < 60'000; ++round) {
    std::string text;
    const int length = dice.roll(9);
    for (int at = 0; at < length; ++at) text += alphabet[static_cast<std::size_t>(dice.roll(alphabet.size()) - 1)];
    const auto expression = DiceExpression::parse(text);
    if (!expression) continue;
    ++accepted;
    const DiceResult result = expression->roll(dice);
    const bool explodes = text.find('!') != std::string::npos;
    EXPECT_GE(result.total, explodes ? INT32_MIN : expression->minimum()) << text;
    EXPECT_LE(result.total, explodes ? INT32_MAX : expression->maximum()) << text;
    EXPECT_LE(result.dice.size(), 500U + 100U + 100U * 500U) << text;
  }
  EXPECT_GT(accepted, 500) << "the alphabet makes too few valid texts to test anything";
}

}  // namespace
}  // namespace live::engine
