#include "access/rate_limit.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <atomic>
#include <limits>
#include <string>
#include <thread>
#include <vector>

namespace live::access {
namespace {

TEST(TokenBucket, AllowsABurstThenTheRate) {
  base::ManualClock clock;
  TokenBucket bucket({.burst = 5, .per_second = 2}, clock.now_ms());
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(bucket.take(clock.now_ms()).allowed) << i;
  const RateDecision refused = bucket.take(clock.now_ms());
  EXPECT_FALSE(refused.allowed);
  EXPECT_EQ(refused.retry_after_ms, 500);
  clock.advance(499);
  EXPECT_FALSE(bucket.take(clock.now_ms()).allowed);
  clock.advance(1);
  EXPECT_TRUE(bucket.take(clock.now_ms()).allowed);
  EXPECT_FALSE(bucket.take(clock.now_ms()).allowed);
}

TEST(TokenBucket, NeverHoldsMoreThanTheBurstHoweverLongItWaits) {
  TokenBucket bucket({.burst = 3, .per_second = 1'000'000'000}, 0);
  EXPECT_EQ(bucket.take(std::numeric_limits<base::Milliseconds>::max(), 3).left, 0);
  EXPECT_EQ(bucket.take(std::numeric_limits<base::Milliseconds>::max(), 1).allowed, false);
}

TEST(TokenBucket, ACostAboveTheBurstIsNeverAllowed) {
  base::ManualClock clock;
  TokenBucket bucket({.burst = 3, .per_second = 1}, clock.now_ms());
  clock.advance(1'000'000);
  const RateDecision decision = bucket.take(clock.now_ms(), 4);
  EXPECT_FALSE(decision.allowed);
  EXPECT_GT(decision.retry_after_ms, 0);
  EXPECT_TRUE(bucket.take(clock.now_ms(), 3).allowed) << "a refused call costs nothing";
}

TEST(TokenBucket, AClockThatStepsBackGivesNothingAndBreaksNothing) {
  TokenBucket bucket({.burst = 1, .per_second = 1}, 10'000);
  EXPECT_TRUE(bucket.take(10'000).allowed);
  EXPECT_FALSE(bucket.take(2'000).allowed);
  EXPECT_FALSE(bucket.take(2'999).allowed);
  EXPECT_TRUE(bucket.take(3'000).allowed);
}

RC_GTEST_PROP(TokenBucket, LetsNoMoreThroughThanBurstPlusRateTimesTime, ()) {
  const Rate rate{*rc::gen::inRange<std::int64_t>(1, 50), *rc::gen::inRange<std::int64_t>(1, 50)};
  const auto steps = *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 400));
  TokenBucket bucket(rate, 0);
  base::Milliseconds now_ms = 0;
  std::int64_t allowed = 0;
  for (const std::int64_t step : steps) {
    now_ms += step;
    const RateDecision decision = bucket.take(now_ms);
    if (decision.allowed) {
      ++allowed;
    } else {
      // What it promises it keeps: a copy asked at that time says yes.
      TokenBucket later = bucket;
      RC_ASSERT(later.take(now_ms + decision.retry_after_ms).allowed);
    }
    RC_ASSERT(allowed * 1000 <= rate.burst * 1000 + rate.per_second * now_ms);
  }
}

TEST(RateLimiter, EachKeyHasItsOwnBucket) {
  base::ManualClock clock;
  RateLimiter limiter({.burst = 1, .per_second = 1}, 10);
  EXPECT_TRUE(limiter.take("dora", clock.now_ms()).allowed);
  EXPECT_FALSE(limiter.take("dora", clock.now_ms()).allowed);
  EXPECT_TRUE(limiter.take("piet", clock.now_ms()).allowed);
}

TEST(RateLimiter, IsBoundedAndForgetsWhoeverWasAwayLongest) {
  base::ManualClock clock;
  RateLimiter limiter({.burst = 1, .per_second = 1}, 3);
  EXPECT_TRUE(limiter.take("steady", clock.now_ms()).allowed);
  for (int i = 0; i < 100; ++i) {
    (void)limiter.take("flood-" + std::to_string(i), clock.now_ms());
    EXPECT_FALSE(limiter.take("steady", clock.now_ms()).allowed) << "a busy key keeps its bucket";
  }
  EXPECT_EQ(limiter.size(), 3U);
}

TEST(RateLimiter, ManyThreadsTogetherGetNoMoreThanTheBurst) {
  RateLimiter limiter({.burst = 100, .per_second = 1}, 8);
  std::atomic<int> allowed = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 100; ++i) allowed += limiter.take("dora", 5).allowed ? 1 : 0;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(allowed, 100);
}

}  // namespace
}  // namespace live::access
