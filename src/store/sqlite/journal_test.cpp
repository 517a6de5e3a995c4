// The SQLite journal beyond the contract: grouping, durability, crashes, full disks, bounded queues, draining.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "store/sqlite/database.hpp"
#include "store/sqlite/faulty_vfs.hpp"
#include "store/test_support.hpp"

namespace live::store::sqlite {
namespace {

using room::StoreError;
using store::test::append;
using store::test::await;
using store::test::load;
using store::test::Log;

std::unique_ptr<Database> open(const std::filesystem::path& folder, const std::string& vfs = {}) {
  auto database = Database::open({.folder = folder, .vfs = vfs});
  if (!database) throw std::runtime_error(database.error().message);
  return std::move(*database);
}

/// Counts answers and lets a test wait for all of them.
class Answers {
 public:
  room::Then<void> next() {
    auto promise = std::make_shared<std::promise<bool>>();
    futures_.push_back(promise->get_future());
    return [promise](room::Stored<void> result) { promise->set_value(result.has_value()); };
  }
  /// How many were good, once all are there.
  std::size_t good() {
    std::size_t count = 0;
    for (auto& future : futures_) count += future.get() ? 1 : 0;
    futures_.clear();
    return count;
  }

 private:
  std::vector<std::future<bool>> futures_;
};

TEST(SqliteJournal, CommitsOfAllRoomsThatWaitShareOneTransaction) {
  const store::test::TemporaryFolder folder;
  const auto database = open(folder.path());
  std::vector<Log> logs;
  for (int r = 0; r < 20; ++r) logs.emplace_back("room-" + std::to_string(r));
  Answers answers;
  database->hold_writer(true);
  for (int i = 0; i < 5; ++i) {
    for (Log& log : logs) database->journal().append(log.next(), answers.next());
  }
  database->hold_writer(false);
  EXPECT_EQ(answers.good(), 100U);
  EXPECT_EQ(database->statistics().appended, 100U);
  EXPECT_EQ(database->statistics().transactions, 1U);
}

TEST(SqliteJournal, EveryTransactionIsSyncedBeforeItsAnswer) {
  const store::test::TemporaryFolder folder;
  const test::FaultyVfs vfs("faulty-sync");
  const auto database = open(folder.path(), vfs.name());
  Log log("fight");
  for (int i = 0; i < 10; ++i) {
    const int before = vfs.syncs();
    ASSERT_TRUE(append(database->journal(), log.next()));
    EXPECT_GT(vfs.syncs(), before) << "commit " << i << " was answered without a sync";
  }
}

TEST(SqliteJournal, ARefusedCommitDoesNotSpoilTheTransactionOfOthers) {
  const store::test::TemporaryFolder folder;
  const auto database = open(folder.path());
  Log good("good");
  Log bad("bad");
  (void)bad.next();
  Answers good_answers;
  Answers bad_answers;
  database->hold_writer(true);
  database->journal().append(good.next(), good_answers.next());
  database->journal().append(bad.next(), bad_answers.next());
  database->journal().append(bad.next(), bad_answers.next());
  database->journal().append(good.next(), good_answers.next());
  database->hold_writer(false);
  EXPECT_EQ(good_answers.good(), 2U);
  EXPECT_EQ(bad_answers.good(), 0U);
  EXPECT_EQ(database->statistics().transactions, 1U);
}

TEST(SqliteJournal, ALoadSeesTheAppendsAskedForBeforeItAndNoLaterOnes) {
  const store::test::TemporaryFolder folder;
  const auto database = open(folder.path());
  Log log("fight");
  Answers answers;
  std::promise<std::size_t> seen;
  database->hold_writer(true);
  database->journal().append(log.next(), answers.next());
  database->journal().append(log.next(), answers.next());
  database->journal().load("fight", 0,
                           [&](room::Stored<room::JournalTail> tail) { seen.set_value(tail->commits.size()); });
  database->journal().append(log.next(), answers.next());
  database->hold_writer(false);
  EXPECT_EQ(seen.get_future().get(), 2U);
  EXPECT_EQ(answers.good(), 3U);
}

// B1: the picture on disk at any moment, as kill -9 leaves it, holds every acknowledged commit.
TEST(SqliteJournal, AKilledProcessHasLostNothingThatWasAcknowledged) {
  const store::test::TemporaryFolder folder;
  const auto database = open(folder.path() / "live");
  Log log("fight");
  Log other("other");
  for (int i = 1; i <= 30; ++i) {
    ASSERT_TRUE(append(database->journal(), log.next()));
    if (i % 10 != 0) continue;
    ASSERT_TRUE(append(database->journal(), other.next()));
    const auto copy = folder.path() / ("killed-" + std::to_string(i));
    std::filesystem::create_directories(copy);
    for (const char* suffix : {"", "-wal"}) {
      std::filesystem::copy_file(folder.path() / "live" / (std::string(file_name) + suffix),
                                 copy / (std::string(file_name) + suffix));
    }
    const auto restarted = open(copy);
    EXPECT_EQ(load(restarted->journal(), "fight")->commits.size(), static_cast<std::size_t>(i));
    EXPECT_EQ(load(restarted->journal(), "other")->commits.size(), static_cast<std::size_t>(i / 10));
  }
}

// A machine that dies in mid-write leaves a log cut anywhere: what remains is a whole prefix of the transactions.
TEST(SqliteJournal, ACutWriteAheadLogLeavesAWholePrefix) {
  const store::test::TemporaryFolder folder;
  const auto database = open(folder.path() / "live");
  Log log("fight");
  constexpr std::size_t commits = 12;
  for (std::size_t i = 0; i < commits; ++i) ASSERT_TRUE(append(database->journal(), log.next()));
  const std::string name = std::string(file_name) + "-wal";
  const auto whole = std::filesystem::file_size(folder.path() / "live" / name);
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  std::size_t longest = 0;
  for (int round = 0; round < 24; ++round) {
    const auto kept = round == 0 ? whole : std::uniform_int_distribution<std::uintmax_t>(0, whole)(random);
    SCOPED_TRACE("cut at " + std::to_string(kept));
    const auto copy = folder.path() / ("cut-" + std::to_string(round));
    std::filesystem::create_directories(copy);
    std::filesystem::copy_file(folder.path() / "live" / file_name, copy / file_name);
    std::filesystem::copy_file(folder.path() / "live" / name, copy / name);
    std::filesystem::resize_file(copy / name, kept);

    const auto restarted = open(copy);
    const auto tail = load(restarted->journal(), "fight");
    ASSERT_TRUE(tail);
    longest = std::max(longest, tail->commits.size());
    if (kept == whole) EXPECT_EQ(tail->commits.size(), commits);
    Log goes_on("fight", *tail);
    EXPECT_TRUE(append(restarted->journal(), goes_on.next()));
  }
  EXPECT_EQ(longest, commits);
}

TEST(SqliteJournal, AFullDiskIsUnavailableAndPlayGoesOnWhenThereIsRoomAgain) {
  const store::test::TemporaryFolder folder;
  test::FaultyVfs vfs("faulty-full");
  const auto database = open(folder.path(), vfs.name());
  Log log("fight");
  ASSERT_TRUE(append(database->journal(), log.next()));
  vfs.set_full(true);
  Log rest = log;
  for (int i = 0; i < 3; ++i) {
    const auto result = append(database->journal(), rest.next());
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, StoreError::Kind::unavailable);
  }
  vfs.set_full(false);
  const auto early = append(database->journal(), log.next());
  ASSERT_FALSE(early) << "the room has not loaded yet";
  const auto tail = load(database->journal(), "fight");
  ASSERT_TRUE(tail);
  ASSERT_EQ(tail->commits.size(), 1U);
  Log again("fight", *tail);
  EXPECT_TRUE(append(database->journal(), again.next()));
}

TEST(SqliteJournal, AFullQueueAnswersAtOnceAndKeepsWhatItHas) {
  const store::test::TemporaryFolder folder;
  auto opened = Database::open({.folder = folder.path(), .max_waiting = 4});
  ASSERT_TRUE(opened);
  Log log("fight");
  Answers kept;
  Answers turned_away;
  (*opened)->hold_writer(true);
  for (int i = 0; i < 4; ++i) (*opened)->journal().append(log.next(), kept.next());
  for (int i = 0; i < 3; ++i) (*opened)->journal().append(log.next(), turned_away.next());
  EXPECT_EQ(turned_away.good(), 0U);
  (*opened)->hold_writer(false);
  EXPECT_EQ(kept.good(), 4U);
}

TEST(SqliteJournal, ClosingAnswersEverythingThatWasAsked) {
  const store::test::TemporaryFolder folder;
  Answers answers;
  Log log("fight");
  {
    const auto database = open(folder.path());
    database->hold_writer(true);
    for (int i = 0; i < 100; ++i) database->journal().append(log.next(), answers.next());
  }
  EXPECT_EQ(answers.good(), 100U);
  const auto database = open(folder.path());
  EXPECT_EQ(load(database->journal(), "fight")->commits.size(), 100U);
}

TEST(SqliteJournal, TheWriteAheadLogIsMovedIntoTheFileWhilePlayGoesOn) {
  const store::test::TemporaryFolder folder;
  auto opened = Database::open({.folder = folder.path(), .checkpoint_pages = 8});
  ASSERT_TRUE(opened);
  const auto log_path = folder.path() / (std::string(file_name) + "-wal");
  Log log("fight");
  const std::string payload = "{\"text\":\"" + std::string(3000, 'x') + "\"}";
  for (int i = 0; i < 600; ++i) ASSERT_TRUE(append((*opened)->journal(), log.next(1, payload)));
  EXPECT_GT((*opened)->statistics().checkpoints, 0U);
  // 600 commits of two pages or more each; the limit is 16 times 8 pages, and what one batch adds.
  EXPECT_LT(std::filesystem::file_size(log_path), 200U * 4120U);
}

}  // namespace
}  // namespace live::store::sqlite
