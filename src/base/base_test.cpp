#include <gtest/gtest.h>

#include <set>

#include "base/ensure.hpp"
#include "base/executor.hpp"
#include "base/hash.hpp"
#include "base/random.hpp"
#include "base/sha256.hpp"

namespace live::base {
namespace {

TEST(Sha256, MatchesThePublishedVector) {
  EXPECT_EQ(to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Ensure, ThrowsABugThatNamesTheCondition) {
  try {
    ENSURE(1 + 1 == 3);
    FAIL() << "no throw";
  } catch (const Bug& error) {
    EXPECT_NE(std::string(error.what()).find("1 + 1 == 3"), std::string::npos);
  }
}

TEST(Hash64, TellsApartWhatPlainConcatenationWouldNot) {
  Hash64 left;
  left.add("ab");
  left.add("c");
  Hash64 right;
  right.add("a");
  right.add("bc");
  EXPECT_NE(left.digest(), right.digest());
}

TEST(RandomId, HasOneLengthAndDoesNotRepeat) {
  SeededEntropy entropy(7);
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string id = random_id(entropy);
    EXPECT_EQ(id.size(), 22U);
    EXPECT_TRUE(seen.insert(id).second);
  }
}

TEST(ManualExecutor, RunsTimersInTheOrderOfTheirTimes) {
  ManualClock clock(1000);
  ManualExecutor executor(clock);
  std::string order;
  executor.at(1300, [&] { order += "c"; });
  executor.at(1100, [&] {
    order += "a";
    executor.at(1200, [&] { order += "b"; });
  });
  const auto cancelled = executor.at(1150, [&] { order += "x"; });
  executor.cancel(cancelled);
  executor.advance(1000);
  EXPECT_EQ(order, "abc");
  EXPECT_EQ(clock.now_ms(), 2000);
}

}  // namespace
}  // namespace live::base
