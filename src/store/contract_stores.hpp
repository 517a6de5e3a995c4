#pragma once
// Every Journal and Archive that there is, behind one face, for the contract tests (DESIGN §3).
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "store/sqlite/connection.hpp"
#include "store/sqlite/faulty_vfs.hpp"
#include "store/store.hpp"
#include "store/test_support.hpp"

namespace live::store::test {

class MemoryStores {
 public:
  room::Journal& journal() { return journal_; }
  room::Archive& archive() { return archive_; }
  void add_interaction(const std::string& id) { archive_.put_setup(id, "{}"); }
  void damage(const std::string& id, std::int64_t seq) { journal_.damage(id, seq); }
  /// The Nth operation that can fail does; `happened` tells whether it came to that.
  void fail_nth(int nth) { journal_.fail_append(static_cast<std::size_t>(nth)); }
  std::vector<room::LogRow> logs(const std::string& id) { return archive_.logs(id); }
  std::vector<room::TurnRow> turns(const std::string& id) { return archive_.turns(id); }
  std::string live_status(const std::string& id) { return archive_.live(id) ? archive_.live(id)->live_status : "idle"; }
  std::vector<room::OutcomeRow> outcomes(const std::string& id) { return archive_.outcomes(id); }

 private:
  memory::Journal journal_;
  memory::Archive archive_;
};

class SqliteStores {
 public:
  SqliteStores() : vfs_("faulty-contract") {
    auto opened = sqlite::Database::open({.folder = folder_.path(), .vfs = vfs_.name()});
    if (!opened) throw std::runtime_error(opened.error().message);
    database_ = std::move(*opened);
    const auto seeded = await<bool>(
        [&](auto then) { database_->campaigns().seed(small_campaign({"fight", "other"}), std::move(then)); });
    if (!seeded) throw std::runtime_error(seeded.error().message);
  }
  room::Journal& journal() { return database_->journal(); }
  room::Archive& archive() { return database_->archive(); }
  void add_interaction(const std::string&) {}
  void damage(const std::string& id, std::int64_t seq) {
    auto connection = open(sqlite::Connection::Mode::read_write);
    sqlite::Query(*connection,
                  "UPDATE journal SET payload = payload || ' ' WHERE seq = ?2 AND room = "
                  "(SELECT room FROM journalRooms WHERE interactionId = ?1)",
                  id, seq)
        .run();
  }
  void fail_nth(int nth) { vfs_.fail_nth(nth); }
  std::vector<room::LogRow> logs(const std::string& id) {
    std::vector<room::LogRow> rows;
    auto connection = open(sqlite::Connection::Mode::read_only);
    sqlite::Query query(*connection,
                        "SELECT commitSeq, commitIndex, eventType, eventData, userId, entityId, timestamp, sessionId "
                        "FROM liveInteractionLogs WHERE interactionId = ?1 ORDER BY commitSeq, commitIndex",
                        id);
    while (query.step()) {
      rows.push_back({id, query.integer(0), static_cast<std::int32_t>(query.integer(1)), query.text(2), query.text(3),
                      query.optional_text(4), query.optional_text(5), query.integer(6), query.text(7)});
    }
    return rows;
  }
  std::vector<room::TurnRow> turns(const std::string& id) {
    std::vector<room::TurnRow> rows;
    auto connection = open(sqlite::Connection::Mode::read_only);
    sqlite::Query query(*connection,
                        "SELECT entityId, entityType, turnNumber, roundNumber, actions, startTime, endTime, status, "
                        "userId FROM turnRecords WHERE interactionId = ?1 ORDER BY turnNumber",
                        id);
    while (query.step()) {
      rows.push_back({id, query.text(0), query.text(1), static_cast<std::int32_t>(query.integer(2)),
                      static_cast<std::int32_t>(query.integer(3)), query.text(4), query.integer(5),
                      query.optional_integer(6), query.text(7), query.optional_text(8)});
    }
    return rows;
  }
  std::string live_status(const std::string& id) {
    auto connection = open(sqlite::Connection::Mode::read_only);
    sqlite::Query query(*connection, "SELECT liveStatus FROM interactions WHERE id = ?1", id);
    return query.step() ? query.text(0) : "";
  }
  std::vector<room::OutcomeRow> outcomes(const std::string& id) {
    std::vector<room::OutcomeRow> rows;
    auto connection = open(sqlite::Connection::Mode::read_only);
    sqlite::Query query(*connection, "SELECT entityId, creatureId, payload FROM liveOutcomes WHERE interactionId = ?1",
                        id);
    while (query.step()) rows.push_back({query.text(0), query.text(1), query.text(2)});
    return rows;
  }

 private:
  std::unique_ptr<sqlite::Connection> open(sqlite::Connection::Mode mode) {
    return std::make_unique<sqlite::Connection>(folder_.path() / sqlite::file_name, mode, "");
  }

  TemporaryFolder folder_;
  sqlite::test::FaultyVfs vfs_;
  std::unique_ptr<sqlite::Database> database_;
};

template <class Stores>
class StoreContract : public testing::Test {
 protected:
  StoreContract() {
    stores_.add_interaction("fight");
    stores_.add_interaction("other");
  }
  room::Stored<void> save(room::SnapshotRecord snapshot) {
    return await<void>([&](auto then) { stores_.archive().save_snapshot(std::move(snapshot), std::move(then)); });
  }
  room::Stored<std::optional<room::SnapshotRecord>> snapshot(const std::string& id) {
    return await<std::optional<room::SnapshotRecord>>(
        [&](auto then) { stores_.archive().load_snapshot(id, std::move(then)); });
  }
  room::Stored<void> write(room::ArchiveBatch batch) {
    return await<void>([&](auto then) { stores_.archive().write(std::move(batch), std::move(then)); });
  }

  Stores stores_;
};

class StoreName {
 public:
  template <class Stores>
  static std::string GetName(int) {
    return std::is_same_v<Stores, MemoryStores> ? "Memory" : "Sqlite";
  }
};

using AllStores = testing::Types<MemoryStores, SqliteStores>;

}  // namespace live::store::test
