// What every Journal must do, run against each that there is.
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "store/contract_stores.hpp"
#include "store/test_support.hpp"

namespace live::store {
namespace {

using room::StoreError;
using test::append;
using test::load;
using test::Log;
using Kind = StoreError::Kind;

template <class Stores>
class JournalContract : public test::StoreContract<Stores> {};
TYPED_TEST_SUITE(JournalContract, test::AllStores, test::StoreName);

TYPED_TEST(JournalContract, WhatWasAppendedIsLoadedInOrderWithEveryMember) {
  Log log("fight");
  std::vector<room::CommitRecord> sent;
  for (int i = 0; i < 20; ++i) sent.push_back(log.next(1 + i / 10, i == 3 ? "{\"text\":\"Größe 🐉\"}" : ""));
  for (const auto& record : sent) ASSERT_TRUE(append(this->stores_.journal(), record));
  const auto tail = load(this->stores_.journal(), "fight");
  ASSERT_TRUE(tail);
  ASSERT_EQ(tail->commits.size(), sent.size());
  for (std::size_t i = 0; i < sent.size(); ++i) {
    EXPECT_EQ(tail->commits[i].interaction_id, "fight");
    EXPECT_EQ(tail->commits[i].epoch, sent[i].epoch);
    EXPECT_EQ(tail->commits[i].seq, sent[i].seq);
    EXPECT_EQ(tail->commits[i].time_ms, sent[i].time_ms);
    EXPECT_EQ(tail->commits[i].payload, sent[i].payload);
    EXPECT_EQ(tail->commits[i].chain, sent[i].chain);
  }
}

TYPED_TEST(JournalContract, LoadGivesOnlyWhatComesAfterTheSnapshot) {
  Log log("fight");
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(append(this->stores_.journal(), log.next()));
  const auto tail = load(this->stores_.journal(), "fight", 7);
  ASSERT_TRUE(tail);
  ASSERT_EQ(tail->commits.size(), 3U);
  EXPECT_EQ(tail->commits.front().seq, 8);
  const auto nothing = load(this->stores_.journal(), "fight", 10);
  ASSERT_TRUE(nothing);
  EXPECT_TRUE(nothing->commits.empty());
  EXPECT_TRUE(append(this->stores_.journal(), log.next())) << "an empty tail still knows where the log ends";
}

TYPED_TEST(JournalContract, ALogThatEndsBeforeItsSnapshotIsCorrupt) {
  Log log("fight");
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(append(this->stores_.journal(), log.next()));
  const auto tail = load(this->stores_.journal(), "fight", 5);
  ASSERT_FALSE(tail);
  EXPECT_EQ(tail.error().kind, Kind::corrupt);
  const auto none = load(this->stores_.journal(), "other", 1);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, Kind::corrupt);
}

TYPED_TEST(JournalContract, ARoomWithoutALogLoadsEmptyAndCanBegin) {
  const auto tail = load(this->stores_.journal(), "fight");
  ASSERT_TRUE(tail);
  EXPECT_TRUE(tail->commits.empty());
  Log log("fight");
  EXPECT_TRUE(append(this->stores_.journal(), log.next()));
}

TYPED_TEST(JournalContract, AHoleOrARepeatIsRefused) {
  Log log("fight");
  const auto first = log.next();
  ASSERT_TRUE(append(this->stores_.journal(), first));
  const auto repeated = append(this->stores_.journal(), first);
  ASSERT_FALSE(repeated);
  EXPECT_EQ(repeated.error().kind, Kind::invalid);
  Log other("other");
  (void)other.next();
  const auto hole = append(this->stores_.journal(), other.next());
  ASSERT_FALSE(hole);
  EXPECT_EQ(hole.error().kind, Kind::invalid);
}

TYPED_TEST(JournalContract, ABrokenChainIsRefused) {
  Log log("fight");
  ASSERT_TRUE(append(this->stores_.journal(), log.next()));
  auto record = log.next();
  record.payload += ' ';
  const auto result = append(this->stores_.journal(), record);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, Kind::invalid);
}

TYPED_TEST(JournalContract, AfterAnErrorTheRoomFailsUntilItIsLoadedAgain) {
  Log log("fight");
  ASSERT_TRUE(append(this->stores_.journal(), log.next()));
  auto broken = log.next();
  broken.chain[0] = static_cast<std::uint8_t>(broken.chain[0] ^ 1U);
  ASSERT_FALSE(append(this->stores_.journal(), broken));
  // The right second commit comes too late: the room's picture of the log may be wrong.
  Log right("fight");
  (void)right.next();
  const auto second = right.next();
  const auto refused = append(this->stores_.journal(), second);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::unavailable);
  const auto tail = load(this->stores_.journal(), "fight");
  ASSERT_TRUE(tail);
  EXPECT_EQ(tail->commits.size(), 1U);
  EXPECT_TRUE(append(this->stores_.journal(), second));
}

TYPED_TEST(JournalContract, OneRoomsTroubleIsNotAnothers) {
  Log log("fight");
  Log other("other");
  (void)log.next();
  ASSERT_FALSE(append(this->stores_.journal(), log.next()));
  EXPECT_TRUE(append(this->stores_.journal(), other.next()));
  EXPECT_TRUE(append(this->stores_.journal(), other.next()));
}

TYPED_TEST(JournalContract, AnOlderOwnerIsFencedAndANewerOneTakesOver) {
  Log log("fight");
  ASSERT_TRUE(append(this->stores_.journal(), log.next(1)));
  ASSERT_TRUE(append(this->stores_.journal(), log.next(3)));
  Log stale = log;
  const auto fenced = append(this->stores_.journal(), stale.next(2));
  ASSERT_FALSE(fenced);
  EXPECT_EQ(fenced.error().kind, Kind::fenced);
  ASSERT_TRUE(load(this->stores_.journal(), "fight"));
  EXPECT_TRUE(append(this->stores_.journal(), log.next(4)));
}

TYPED_TEST(JournalContract, MalformedRecordsAreRefused) {
  const auto kind_of = [this](room::CommitRecord record) {
    const auto result = append(this->stores_.journal(), std::move(record));
    return result ? Kind::unavailable : result.error().kind;
  };
  Log log("fight");
  auto record = log.next();
  record.seq = 0;
  EXPECT_EQ(kind_of(record), Kind::invalid);
  EXPECT_EQ(kind_of(Log("").next()), Kind::invalid);
  EXPECT_EQ(kind_of(Log(std::string(129, 'x')).next()), Kind::invalid);
  EXPECT_EQ(kind_of(Log("epochless").next(0)), Kind::invalid);
  auto silent = Log("silent").next();
  silent.payload.clear();
  EXPECT_EQ(kind_of(silent), Kind::invalid);
  const auto negative = load(this->stores_.journal(), "fight", -1);
  ASSERT_FALSE(negative);
  EXPECT_EQ(negative.error().kind, Kind::invalid);
}

TYPED_TEST(JournalContract, ADamagedRecordIsFoundOnLoadAndStopsTheRoom) {
  Log log("fight");
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(append(this->stores_.journal(), log.next()));
  this->stores_.damage("fight", 3);
  const auto tail = load(this->stores_.journal(), "fight");
  ASSERT_FALSE(tail);
  EXPECT_EQ(tail.error().kind, Kind::corrupt);
  EXPECT_FALSE(append(this->stores_.journal(), log.next())) << "the evidence is kept as it is";
  EXPECT_TRUE(load(this->stores_.journal(), "fight", 3)) << "what comes after a snapshot past the damage is whole";
}

TYPED_TEST(JournalContract, ManyThreadsKeepEachRoomsOrder) {
  constexpr int rooms = 8;
  constexpr int commits = 50;
  std::atomic<int> acknowledged = 0;
  std::vector<std::thread> threads;
  for (int r = 0; r < rooms; ++r) {
    threads.emplace_back([&, r] {
      Log log("room-" + std::to_string(r));
      std::vector<std::future<void>> answers;
      for (int i = 0; i < commits; ++i) {
        auto answered = std::make_shared<std::promise<void>>();
        answers.push_back(answered->get_future());
        this->stores_.journal().append(log.next(), [&acknowledged, answered](room::Stored<void> result) {
          if (result) ++acknowledged;
          answered->set_value();
        });
      }
      for (auto& answer : answers) answer.get();
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(acknowledged, rooms * commits);
  for (int r = 0; r < rooms; ++r) {
    const auto tail = load(this->stores_.journal(), "room-" + std::to_string(r));
    ASSERT_TRUE(tail);
    EXPECT_EQ(tail->commits.size(), static_cast<std::size_t>(commits));
  }
}

// B1: whichever operation fails, nothing acknowledged is lost and nothing is there twice; the room recovers by load.
TYPED_TEST(JournalContract, FailingTheNthOperationLosesAndDoublesNothing) {
  bool failed = true;
  for (int nth = 1; failed; ++nth) {
    ASSERT_LT(nth, 500) << "it never came through";
    const std::string id = "nth-" + std::to_string(nth);
    Log log(id);
    std::vector<std::string> acknowledged;
    failed = false;
    this->stores_.fail_nth(nth);
    for (int i = 0; i < 6; ++i) {
      const std::string payload = "{\"action\":" + std::to_string(i) + "}";
      auto result = append(this->stores_.journal(), log.next(1, payload));
      if (!result) {
        EXPECT_EQ(result.error().kind, Kind::unavailable) << result.error().message;
        failed = true;
        const auto tail = load(this->stores_.journal(), id);
        ASSERT_TRUE(tail) << tail.error().message;
        EXPECT_EQ(tail->commits.size(), acknowledged.size());
        log = Log(id, *tail);
        ASSERT_TRUE(append(this->stores_.journal(), log.next(1, payload)));
      }
      acknowledged.push_back(payload);
    }
    this->stores_.fail_nth(0);
    const auto tail = load(this->stores_.journal(), id);
    ASSERT_TRUE(tail);
    std::vector<std::string> stored;
    for (const auto& record : tail->commits) stored.push_back(record.payload);
    EXPECT_EQ(stored, acknowledged) << "operation " << nth;
  }
}

}  // namespace
}  // namespace live::store
