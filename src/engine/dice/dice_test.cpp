#include "engine/dice/dice.hpp"

#include <gtest/gtest.h>

#include <array>
#include <set>

#include "engine/dice/d20.hpp"
#include "engine/dice/term.hpp"

namespace live::engine {
namespace {

TEST(ScriptedDice, GivesItsDiceInOrderAndKnowsWhatIsLeft) {
  ScriptedDice dice({{20, 14}, {6, 3}, {6, 5}});
  EXPECT_EQ(dice.roll(20), 14);
  EXPECT_EQ(dice.roll(6), 3);
  EXPECT_FALSE(dice.spent_exactly());
  ASSERT_EQ(dice.leftover().size(), 1U);
  EXPECT_EQ(dice.leftover()[0], (Die{6, 5}));
  EXPECT_EQ(dice.roll(6), 5);
  EXPECT_TRUE(dice.spent_exactly());
}

TEST(ScriptedDice, AWrongDieIsReportedWithItsPlaceAndConsumesNothing) {
  ScriptedDice dice({{20, 14}, {6, 3}});
  EXPECT_EQ(dice.roll(20), 14);
  EXPECT_EQ(dice.roll(8), 1);
  EXPECT_EQ(dice.fault(), ScriptFault::wrong_sides);
  EXPECT_EQ(dice.fault_position(), 1U);
  EXPECT_EQ(dice.fault_sides(), 8);
  EXPECT_EQ(dice.leftover().size(), 1U);
  EXPECT_EQ(dice.roll(6), 1) << "after a fault no die is given out any more";
  EXPECT_EQ(dice.fault(), ScriptFault::wrong_sides);
}

TEST(ScriptedDice, RunningOutAndImpossibleFacesAreFaults) {
  ScriptedDice empty({});
  EXPECT_EQ(empty.roll(4), 1);
  EXPECT_EQ(empty.fault(), ScriptFault::exhausted);
  ScriptedDice wrong({{4, 5}});
  EXPECT_EQ(wrong.roll(4), 1);
  EXPECT_EQ(wrong.fault(), ScriptFault::bad_value);
}

TEST(SeededDice, TheSameSeedAndPositionGiveTheSameDice) {
  SeededDice one(42);
  std::array<int, 50> faces{};
  for (int& face : faces) face = one.roll(20);
  SeededDice again(42);
  for (const int face : faces) EXPECT_EQ(again.roll(20), face);
  // A stream can be entered where a stored state left off.
  SeededDice first(7);
  (void)first.roll(12);
  SeededDice resumed(first.state());
  EXPECT_EQ(resumed.roll(12), first.roll(12));
  EXPECT_EQ(resumed.state(), first.state());
}

TEST(SeededDice, TheStreamIsFixedForEver) {
  // Splitmix64 of seed 0 begins e220a8397b1dcdaf, 6e789e6aa1b965f4: stored logs depend on these words.
  SeededDice dice(0);
  EXPECT_EQ(dice.roll(1000), static_cast<int>(0xe220a8397b1dcdafULL % 1000) + 1);
  EXPECT_EQ(dice.roll(20), static_cast<int>(0x6e789e6aa1b965f4ULL % 20) + 1);
  EXPECT_EQ(dice.state().position, 2U);
}

TEST(SeededDice, EveryFaceComesAboutEquallyOften) {
  SeededDice dice(2026);
  std::array<int, 20> counts{};
  constexpr int rolls = 40'000;
  for (int roll = 0; roll < rolls; ++roll) {
    const int face = dice.roll(20);
    ASSERT_GE(face, 1);
    ASSERT_LE(face, 20);
    ++counts[static_cast<std::size_t>(face - 1)];
  }
  // Six standard deviations of a binomial with mean 2000.
  for (const int count : counts) EXPECT_NEAR(count, 2000, 262);
}

TEST(RecordingDice, KeepsWhatPassedThroughIt) {
  ScriptedDice script({{20, 7}, {8, 8}});
  RecordingDice dice(script);
  EXPECT_EQ(dice.roll(20), 7);
  EXPECT_EQ(dice.roll(8), 8);
  EXPECT_EQ(dice.take(), (std::vector<Die>{{20, 7}, {8, 8}}));
}

TEST(D20, AdvantageKeepsTheHigherDisadvantageTheLower) {
  ScriptedDice dice({{20, 9}, {20, 4}, {20, 15}, {20, 4}, {20, 15}});
  EXPECT_EQ(roll_d20(Mode::normal, dice).kept, 9);
  EXPECT_EQ(roll_d20(Mode::advantage, dice), (D20{{4, 15}, 15, Mode::advantage}));
  EXPECT_EQ(roll_d20(Mode::disadvantage, dice), (D20{{4, 15}, 4, Mode::disadvantage}));
  EXPECT_TRUE(dice.spent_exactly());
}

TEST(D20, AdvantageAndDisadvantageCancelWhateverTheirNumber) {
  EXPECT_EQ(mode_of(true, true), Mode::normal);
  EXPECT_EQ(mode_of(false, false), Mode::normal);
  EXPECT_EQ(mode_of(true, false), Mode::advantage);
  EXPECT_EQ(mode_of(false, true), Mode::disadvantage);
}

struct TermCase {
  const char* text;
  DiceTerm term;
  int average;
};

TEST(DiceTerm, ReadsStatBlockDiceAndAveragesThem) {
  const TermCase cases[] = {
      {"2d6+1", {2, 6, 1}, 8},   {"3d8", {3, 8, 0}, 13}, {"2d6-2", {2, 6, -2}, 5},  {"d4", {1, 4, 0}, 2},
      {"1d4 + 2", {1, 4, 2}, 4}, {"5", {0, 0, 5}, 5},    {"1d4-4", {1, 4, -4}, -2}, {"100d1000", {100, 1000, 0}, 50050},
  };
  for (const auto& [text, term, average] : cases) {
    const auto parsed = parse_term(text);
    ASSERT_TRUE(parsed) << text;
    EXPECT_EQ(*parsed, term) << text;
    EXPECT_EQ(parsed->average(), average) << text;
    EXPECT_EQ(parse_term(to_string(*parsed)), parsed) << text;
  }
}

TEST(DiceTerm, RefusesEverythingElse) {
  for (const char* text : {"", "d", "2d", "2d6+", "2d6+1d4", "2x6", "0d6", "101d6", "1d0", "1d1001", " 2d6", "2d6 ",
                           "-1", "2d6++1", "99999999999", "2d99999999999"}) {
    EXPECT_FALSE(parse_term(text)) << text;
  }
}

TEST(DiceTerm, RollsInOrderAndACriticalDoublesTheDiceOnly) {
  ScriptedDice dice({{6, 2}, {6, 5}, {6, 1}, {6, 6}});
  std::vector<std::int16_t> faces;
  const DiceTerm critical = DiceTerm{2, 6, 3}.critical();
  EXPECT_EQ(critical, (DiceTerm{4, 6, 3}));
  EXPECT_EQ(roll_term(critical, dice, &faces), 17);
  EXPECT_EQ(faces, (std::vector<std::int16_t>{2, 5, 1, 6}));
  EXPECT_EQ(critical.min(), 7);
  EXPECT_EQ(critical.max(), 27);
}

}  // namespace
}  // namespace live::engine
