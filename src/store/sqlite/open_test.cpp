// Opening: what is not a whole database of ours is refused with a reason and left untouched ("Bad input" of the
// foundation: a corrupt or newer file).
#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <string>

#include "store/sqlite/connection.hpp"
#include "store/sqlite/database.hpp"
#include "store/test_support.hpp"

namespace live::store::sqlite {
namespace {

using Kind = OpenError::Kind;
using store::test::append;
using store::test::await;
using store::test::file_sha256;
using store::test::load;
using store::test::Log;

class Opening : public testing::Test {
 protected:
  std::expected<std::unique_ptr<Database>, OpenError> open() { return Database::open({.folder = folder_.path()}); }
  [[nodiscard]] std::filesystem::path file() const { return folder_.path() / file_name; }
  /// A database with some commits, closed.
  void make() {
    auto database = open();
    ASSERT_TRUE(database) << database.error().message;
    Log log("fight");
    for (int i = 0; i < 50; ++i) ASSERT_TRUE(append((*database)->journal(), log.next()));
  }
  void change(const std::string& sql) { Connection(file(), Connection::Mode::read_write, "").execute(sql); }
  void write(const std::string& bytes) { std::ofstream(file(), std::ios::binary) << bytes; }
  /// Refused for that reason, with the word in the message, not a byte changed and nothing left lying about.
  void expect_refused(Kind kind, const std::string& word) {
    const std::string before = file_sha256(file());
    const std::string log_before = file_sha256(file().string() + "-wal");
    const auto database = open();
    ASSERT_FALSE(database);
    EXPECT_EQ(database.error().kind, kind) << database.error().message;
    EXPECT_NE(database.error().message.find(word), std::string::npos) << database.error().message;
    EXPECT_NE(database.error().message.find(file_name), std::string::npos) << database.error().message;
    EXPECT_EQ(file_sha256(file()), before);
    EXPECT_EQ(file_sha256(file().string() + "-wal"), log_before);
    EXPECT_FALSE(std::filesystem::exists(file().string() + "-shm"));
  }

  store::test::TemporaryFolder folder_;
};

TEST_F(Opening, AFreshFolderGetsACompleteFileOfThisVersion) {
  make();
  EXPECT_FALSE(std::filesystem::exists(file().string() + "-wal")) << "a clean close leaves one file";
  Connection connection(file(), Connection::Mode::read_only, "");
  Query version(connection, "PRAGMA user_version");
  ASSERT_TRUE(version.step());
  EXPECT_EQ(version.integer(0), schema_version);
  Query id(connection, "PRAGMA application_id");
  ASSERT_TRUE(id.step());
  EXPECT_EQ(id.integer(0), application_id);
}

TEST_F(Opening, WhatWasWrittenIsThereAfterReopening) {
  make();
  auto database = open();
  ASSERT_TRUE(database) << database.error().message;
  EXPECT_EQ(load((*database)->journal(), "fight")->commits.size(), 50U);
}

TEST_F(Opening, ANewerDatabaseIsLeftAlone) {
  make();
  change("PRAGMA user_version = 2");
  expect_refused(Kind::newer, "newer version");
}

TEST_F(Opening, ANewerVersionThatStandsOnlyInTheWriteAheadLogIsSeen) {
  make();
  {
    Connection newer(file(), Connection::Mode::read_write, "");
    newer.execute("PRAGMA wal_autocheckpoint = 0; PRAGMA user_version = 7");
    // Copied while the newer program still runs, as a crash would leave it.
    std::filesystem::create_directories(folder_.path() / "copy");
    std::filesystem::copy_file(file(), folder_.path() / "copy" / file_name);
    std::filesystem::copy_file(file().string() + "-wal", folder_.path() / "copy" / (std::string(file_name) + "-wal"));
  }
  const auto copied = folder_.path() / "copy" / file_name;
  const std::string before = file_sha256(copied);
  const std::string log_before = file_sha256(copied.string() + "-wal");
  const auto database = Database::open({.folder = folder_.path() / "copy"});
  ASSERT_FALSE(database);
  EXPECT_EQ(database.error().kind, Kind::newer);
  EXPECT_EQ(file_sha256(copied), before);
  EXPECT_EQ(file_sha256(copied.string() + "-wal"), log_before);
}

TEST_F(Opening, AnotherProgramsDatabaseIsLeftAlone) {
  {
    Connection(file(), Connection::Mode::create, "").execute("CREATE TABLE recipes (name TEXT)");
  }
  expect_refused(Kind::foreign, "another program");
}

TEST_F(Opening, AFileThatIsNoDatabaseIsLeftAlone) {
  write("Dear diary, today the goblins came. " + std::string(500, '.'));
  expect_refused(Kind::foreign, "not an SQLite database");
  write("SQLite");
  expect_refused(Kind::foreign, "not an SQLite database");
}

TEST_F(Opening, AnEmptyFileIsNotTakenForAFreshOne) {
  write("");
  expect_refused(Kind::corrupt, "empty");
}

TEST_F(Opening, ADamagedPageIsFound) {
  make();
  std::string bytes = store::test::file_bytes(file());
  // Every page after the first, so that some are in use whatever the layout.
  for (std::size_t at = 4096 + 100; at < bytes.size(); at += 512) bytes[at] = static_cast<char>(bytes[at] ^ 0x5a);
  for (std::size_t at = 4096; at < bytes.size(); at += 4096) bytes[at] = static_cast<char>(0x7f);
  write(bytes);
  expect_refused(Kind::corrupt, "damaged");
}

TEST_F(Opening, ATruncatedFileIsFound) {
  make();
  std::string bytes = store::test::file_bytes(file());
  write(bytes.substr(0, bytes.size() - 3 * 4096));
  expect_refused(Kind::corrupt, "damaged");
}

TEST_F(Opening, ABrokenChainAtTheEndOfALogIsFound) {
  make();
  change("UPDATE journal SET payload = '{\"n\":0}' WHERE seq = 50");
  expect_refused(Kind::corrupt, "chain");
}

TEST_F(Opening, AMissingCommitAtTheEndOfALogIsFound) {
  make();
  change("DELETE FROM journal WHERE seq = 49");
  expect_refused(Kind::corrupt, "commit 49");
}

TEST_F(Opening, AMissingTableIsFound) {
  make();
  change("DROP TABLE turnRecords");
  expect_refused(Kind::corrupt, "tables");
}

TEST_F(Opening, AWriteAheadLogWithoutItsDatabaseIsRefused) {
  std::ofstream(file().string() + "-wal") << "left over";
  const auto database = open();
  ASSERT_FALSE(database);
  EXPECT_EQ(database.error().kind, Kind::corrupt);
  EXPECT_FALSE(std::filesystem::exists(file()));
}

TEST_F(Opening, OneProcessAtATimeAndTheErrorSaysWho) {
  auto first = open();
  ASSERT_TRUE(first);
  const auto second = open();
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, Kind::locked);
  EXPECT_NE(second.error().message.find("process " + std::to_string(::getpid())), std::string::npos)
      << second.error().message;
  first->reset();
  EXPECT_TRUE(open()) << "the lock goes with its owner";
}

TEST_F(Opening, ACrashWhileTheFileWasMadeLeavesNoHalfDatabase) {
  std::ofstream(file().string() + ".new") << "half a database";
  std::ofstream(file().string() + ".new-journal") << "and its journal";
  EXPECT_TRUE(open());
}

TEST_F(Opening, AFolderThatCannotBeMadeIsAnError) {
  std::ofstream(folder_.path() / "occupied") << "a file";
  const auto database = Database::open({.folder = folder_.path() / "occupied"});
  ASSERT_FALSE(database);
  EXPECT_EQ(database.error().kind, Kind::folder);
}

}  // namespace
}  // namespace live::store::sqlite
