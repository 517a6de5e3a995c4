// What every Archive must do, run against each that there is.
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "store/contract_stores.hpp"
#include "store/test_support.hpp"

namespace live::store {
namespace {

using room::StoreError;
using test::await;
using Kind = StoreError::Kind;

template <class Stores>
class ArchiveContract : public test::StoreContract<Stores> {};
TYPED_TEST_SUITE(ArchiveContract, test::AllStores, test::StoreName);

room::SnapshotRecord snapshot_at(std::int64_t seq, std::string payload = "{}") {
  room::SnapshotRecord snapshot{"fight", 2, seq, 1'700'000'000'000 + seq, {}, "roundEnd", std::move(payload)};
  snapshot.chain[5] = 7;
  return snapshot;
}

TYPED_TEST(ArchiveContract, ASnapshotComesBackWhole) {
  const auto none = this->snapshot("fight");
  ASSERT_TRUE(none);
  EXPECT_FALSE(none->has_value());
  const auto saved = snapshot_at(12, "{\"state\":1}");
  ASSERT_TRUE(this->save(saved));
  const auto found = this->snapshot("fight");
  ASSERT_TRUE(found && found->has_value());
  EXPECT_EQ((*found)->interaction_id, "fight");
  EXPECT_EQ((*found)->epoch, 2);
  EXPECT_EQ((*found)->seq, 12);
  EXPECT_EQ((*found)->time_ms, saved.time_ms);
  EXPECT_EQ((*found)->chain, saved.chain);
  EXPECT_EQ((*found)->reason, "roundEnd");
  EXPECT_EQ((*found)->payload, saved.payload);
}

TYPED_TEST(ArchiveContract, AnOlderSnapshotNeverReplacesANewerOne) {
  ASSERT_TRUE(this->save(snapshot_at(12, "{\"new\":1}")));
  ASSERT_TRUE(this->save(snapshot_at(9, "{\"old\":1}")));
  EXPECT_EQ((*this->snapshot("fight"))->payload, "{\"new\":1}");
  for (std::int64_t seq = 13; seq < 30; ++seq) ASSERT_TRUE(this->save(snapshot_at(seq)));
  EXPECT_EQ((*this->snapshot("fight"))->seq, 29);
  ASSERT_TRUE(this->save(snapshot_at(29, "{\"again\":1}")));
  EXPECT_EQ((*this->snapshot("fight"))->payload, "{\"again\":1}");
}

TYPED_TEST(ArchiveContract, AnUnknownInteractionIsNotFound) {
  auto snapshot = snapshot_at(1);
  snapshot.interaction_id = "nowhere";
  const auto saved = this->save(snapshot);
  ASSERT_FALSE(saved);
  EXPECT_EQ(saved.error().kind, Kind::not_found);
  const auto written =
      this->write({.interaction_id = "nowhere", .seq = 1, .logs = {}, .turns = {}, .live = {}, .outcomes = {}});
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().kind, Kind::not_found);
  const auto setup =
      await<std::string>([&](auto then) { this->stores_.archive().load_setup("nowhere", std::move(then)); });
  ASSERT_FALSE(setup);
  EXPECT_EQ(setup.error().kind, Kind::not_found);
}

room::ArchiveBatch batch_at(std::int64_t seq, const std::string& status) {
  room::ArchiveBatch batch;
  batch.interaction_id = "fight";
  batch.seq = seq;
  batch.logs = {{"fight", seq, 0, "TURN_STARTED", "{}", std::nullopt, "hero", 5, "s1"},
                {"fight", seq, 1, "CHAT", "{\"a\":1}", "piet", std::nullopt, 6, "s1"}};
  batch.live = room::LiveRow{"fight", status, "room-1", {"dora", "piet"}, 100 + seq, 999};
  return batch;
}

TYPED_TEST(ArchiveContract, ABatchIsAppliedOnceHoweverOftenItIsWritten) {
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(this->write(batch_at(4, "live")));
  const auto logs = this->stores_.logs("fight");
  ASSERT_EQ(logs.size(), 2U);
  EXPECT_EQ(logs[0].event_type, "TURN_STARTED");
  EXPECT_EQ(logs[0].entity_id, "hero");
  EXPECT_FALSE(logs[0].user_id);
  EXPECT_EQ(logs[1].event_data, "{\"a\":1}");
  EXPECT_EQ(logs[1].user_id, "piet");
  EXPECT_EQ(logs[1].session_id, "s1");
  EXPECT_EQ(this->stores_.live_status("fight"), "live");
}

TYPED_TEST(ArchiveContract, ALateBatchAddsItsLogsButDoesNotTurnTheStatusBack) {
  ASSERT_TRUE(this->write(batch_at(8, "completed")));
  ASSERT_TRUE(this->write(batch_at(7, "live")));
  EXPECT_EQ(this->stores_.logs("fight").size(), 4U);
  EXPECT_EQ(this->stores_.live_status("fight"), "completed");
}

TYPED_TEST(ArchiveContract, ATurnIsOneRowThatGrows) {
  room::TurnRow turn{"fight", "hero", "playerCharacter", 3, 1, "[]", 10, std::nullopt, "completed", "piet"};
  auto batch = batch_at(1, "live");
  batch.turns = {turn};
  ASSERT_TRUE(this->write(batch));
  batch = batch_at(2, "live");
  turn.actions = "[{\"type\":\"end\"}]";
  turn.end_time_ms = 20;
  turn.status = "timeout";
  batch.turns = {turn};
  ASSERT_TRUE(this->write(batch));
  const auto turns = this->stores_.turns("fight");
  ASSERT_EQ(turns.size(), 1U);
  EXPECT_EQ(turns[0].actions, "[{\"type\":\"end\"}]");
  EXPECT_EQ(turns[0].end_time_ms, 20);
  EXPECT_EQ(turns[0].status, "timeout");
  EXPECT_EQ(turns[0].turn_number, 3);
  EXPECT_EQ(turns[0].user_id, "piet");
}

TYPED_TEST(ArchiveContract, OutcomesAreKeptPerEntity) {
  auto batch = batch_at(5, "completed");
  batch.outcomes = {{"hero", "hero", "{\"hp\":7}"}};
  ASSERT_TRUE(this->write(batch));
  const auto outcomes = this->stores_.outcomes("fight");
  ASSERT_EQ(outcomes.size(), 1U);
  EXPECT_EQ(outcomes[0].creature_id, "hero");
  EXPECT_EQ(outcomes[0].payload, "{\"hp\":7}");
}

}  // namespace
}  // namespace live::store
