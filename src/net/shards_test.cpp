#include "net/shards.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/ensure.hpp"

namespace live::net {
namespace {

struct Journal {
  std::mutex mutex;
  std::vector<std::string> lines;
  void add(std::string line) {
    const std::lock_guard lock(mutex);
    lines.push_back(std::move(line));
  }
};

void wait_until_idle(Shards& shards, std::size_t shard) {
  const auto done = std::make_shared<std::promise<void>>();
  shards.executor(shard).post([done] { done->set_value(); });
  done->get_future().wait();
}

TEST(Shards, RunPostedTasksInOrderOnTheirOwnThread) {
  SystemClock clock;
  Shards shards(2, clock, nullptr);
  std::vector<int> seen;
  bool always_here = true;
  for (int i = 0; i < 1000; ++i) {
    if (i == 500) shards.start();
    shards.executor(1).post([&, i] {
      seen.push_back(i);
      always_here = always_here && shards.executor(1).running_here() && !shards.executor(0).running_here();
    });
  }
  wait_until_idle(shards, 1);
  ASSERT_EQ(seen.size(), 1000U);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(seen[static_cast<std::size_t>(i)], i);
  EXPECT_TRUE(always_here);
  EXPECT_FALSE(shards.executor(1).running_here());
}

TEST(Shards, GoOnAfterATaskThrows) {
  SystemClock clock;
  Journal journal;
  Shards shards(1, clock, [&](std::size_t shard, std::string_view what) {
    journal.add(std::to_string(shard) + ": " + std::string(what));
  });
  shards.start();
  shards.executor(0).post([] { throw base::Bug("first"); });
  shards.executor(0).post([] { throw 7; });
  shards.executor(0).post([&] { shards.executor(0).at(0, [] { throw std::runtime_error("from a timer"); }); });
  const auto done = std::make_shared<std::promise<void>>();
  shards.executor(0).post([&] { shards.executor(0).at(1, [done] { done->set_value(); }); });
  done->get_future().wait();
  EXPECT_EQ(journal.lines,
            (std::vector<std::string>{"0: first", "0: an exception of unknown type", "0: from a timer"}));
}

TEST(Shards, FireTimersInTheOrderOfTheirTimesUnlessCancelled) {
  SystemClock clock;
  Shards shards(1, clock, nullptr);
  shards.start();
  std::string order;
  const auto done = std::make_shared<std::promise<void>>();
  base::Executor& executor = shards.executor(0);
  executor.post([&] {
    const base::Milliseconds now = clock.now_ms();
    executor.at(now + 30, [done] { done->set_value(); });
    executor.at(now + 20, [&] { order += "c"; });
    executor.at(now + 10, [&, now] {
      order += "a";
      executor.at(now + 11, [&] { order += "b"; });
    });
    executor.cancel(executor.at(now + 15, [&] { order += "x"; }));
    executor.cancel(12345);
  });
  done->get_future().wait();
  EXPECT_EQ(order, "abc");
}

TEST(Shards, DispatchRunsAtOnceOnTheOwnThreadAndPostsFromOthers) {
  SystemClock clock;
  Shards shards(1, clock, nullptr);
  shards.start();
  base::Executor& executor = shards.executor(0);
  std::string order;
  const auto done = std::make_shared<std::promise<void>>();
  executor.dispatch([&] {
    executor.post([&, done] {
      order += "2";
      done->set_value();
    });
    executor.dispatch([&] { order += "1"; });
  });
  done->get_future().wait();
  EXPECT_EQ(order, "12");
}

TEST(Shards, ManyThreadsMayPost) {
  SystemClock clock;
  Shards shards(2, clock, nullptr);
  shards.start();
  int sum = 0;  // Touched on shard 0 alone.
  {
    std::vector<std::jthread> posters;
    for (int t = 0; t < 4; ++t) {
      posters.emplace_back([&] {
        for (int i = 0; i < 5000; ++i) shards.executor(0).post([&] { ++sum; });
      });
    }
  }
  wait_until_idle(shards, 0);
  EXPECT_EQ(sum, 20'000);
}

}  // namespace
}  // namespace live::net
