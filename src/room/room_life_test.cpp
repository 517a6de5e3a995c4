// Session life: R1.2 to R1.6, and who may do what (R7.2, R7.4).
#include <gtest/gtest.h>

#include "room/test_support.hpp"
#include "schema/json.hpp"

namespace live::room::testing {
namespace {

using Kind = RoomError::Kind;

TEST(RoomLife, AnInteractionThatIsNotLiveAnswersNotFoundAndLeavesNoRoomBehind) {
  Table table;
  const auto joined = table.submit(ana, Join{});
  ASSERT_FALSE(joined.has_value());
  EXPECT_EQ(joined.error().kind, Kind::not_found);
  table.executor.run();
  EXPECT_EQ(table.manager->size(), 0U);
}

TEST(RoomLife, R1_2_TheDmSetsItLiveAndTheRoomHoldsTheSetup) {
  Table table;
  const auto live = table.submit(mira, SetLive{});
  ASSERT_TRUE(live.has_value()) << live.error().message;
  const GameState seen = table.view_of(mira);
  EXPECT_EQ(seen.status, InteractionStatus::waiting);
  EXPECT_EQ(seen.participants.size(), 4U);
  EXPECT_EQ(seen.map_state.width, 14);
  EXPECT_EQ(seen.participants.at("brannor").description, "Level 3 fighter");
  ASSERT_FALSE(table.statuses.empty());
  EXPECT_EQ(table.statuses.back().status, LiveState::live);
}

TEST(RoomLife, R7_4_OnlyTheDmOfTheCampaignSetsItLive) {
  Table table;
  EXPECT_EQ(table.submit(ana, SetLive{}).error().kind, Kind::forbidden);
  // A DM of another campaign: the campaign's list does not know her as one.
  const Caller stranger{.user_id = "ana", .name = "Ana", .role = ViewerRole::dm};
  EXPECT_EQ(table.submit(stranger, SetLive{}).error().kind, Kind::forbidden);
}

TEST(RoomLife, ASetupThatIsWrongIsRefusedWithItsPath) {
  room::Setup setup = test_setup();
  setup.creatures[1].position = {.x = 99, .y = 0};
  Table table(setup);
  const auto live = table.submit(mira, SetLive{});
  ASSERT_FALSE(live.has_value());
  EXPECT_EQ(live.error().kind, Kind::invalid);
  EXPECT_NE(live.error().message.find("creatures[1].position"), std::string::npos) << live.error().message;
}

TEST(RoomLife, R1_3_JoiningShowsTheMemberToTheOthers) {
  Table table;
  ASSERT_TRUE(table.submit(mira, SetLive{}).has_value());
  const auto dm = table.connect(mira);
  table.connect(ana);
  EXPECT_EQ(dm->count("PARTICIPANT_JOINED"), 1U);
  ASSERT_TRUE(dm->state.has_value());
  EXPECT_TRUE(dm->state->members[1].online);
  EXPECT_EQ(table.statuses.back().online_users, (std::vector<std::string>{"mira", "ana"}));
}

TEST(RoomLife, AStrangerIsTurnedAwayUnlessTheCampaignVouches) {
  Table table;
  ASSERT_TRUE(table.submit(mira, SetLive{}).has_value());
  const Caller late{.user_id = "zoe", .name = "Zoe", .role = ViewerRole::player};
  EXPECT_EQ(table.submit(late, say("hi")).error().kind, Kind::forbidden);
  EXPECT_TRUE(table.submit(late, Join{}).has_value());
  EXPECT_TRUE(table.submit(late, say("hi")).has_value());
  const Caller usurper{.user_id = "yan", .name = "Yan", .role = ViewerRole::dm};
  EXPECT_EQ(table.submit(usurper, Join{}).error().kind, Kind::forbidden);
}

TEST(RoomLife, R1_4_PauseSavesASnapshotAndResumeGoesOnFromIt) {
  Table table;
  table.begin_fight();
  ASSERT_TRUE(table.submit(mira, Pause{.reason = "Pizza"}).has_value());
  EXPECT_EQ(table.archive.snapshot_reasons.back(), "paused");
  EXPECT_EQ(table.clients["ana"]->state->status, InteractionStatus::paused);
  EXPECT_EQ(table.clients["ana"]->state->pause_reason, "Pizza");
  EXPECT_EQ(table.clients["ana"]->count("INTERACTION_PAUSED"), 1U);
  EXPECT_EQ(table.submit(ana, Pause{}).error().kind, Kind::forbidden);
  const std::string before = table.current();
  ASSERT_TRUE(table.submit(mira, Resume{}).has_value());
  EXPECT_EQ(table.clients["ana"]->count("INTERACTION_RESUMED"), 1U);
  EXPECT_EQ(table.current(), before);
  EXPECT_EQ(table.statuses.back().status, LiveState::live);
}

TEST(RoomLife, R1_5_CompletingWritesOutcomesAndCleansUp) {
  Table table;
  table.begin_fight();
  Override wound;
  wound.entity_id = "brannor";
  wound.current_hp = 11;
  ASSERT_TRUE(table.submit(mira, wound).has_value());
  ASSERT_TRUE(table.submit(mira, Complete{}).has_value());
  EXPECT_EQ(table.archive.snapshot_reasons.back(), "completed");
  const ArchiveBatch& last = table.archive.batches.rbegin()->second;
  ASSERT_EQ(last.outcomes.size(), 2U);
  EXPECT_EQ(last.outcomes[0].creature_id, "c-brannor");
  EXPECT_NE(last.outcomes[0].payload.find("\"hp\":11"), std::string::npos) << last.outcomes[0].payload;
  EXPECT_EQ(last.live->live_status, "completed");
  EXPECT_EQ(table.submit(ana, end_turn("brannor")).error().kind, Kind::conflict);
  for (const auto& [user, subscription] : table.subscriptions) table.manager->room(table.id)->unsubscribe(subscription);
  table.executor.run();
  EXPECT_EQ(table.manager->size(), 0U);
  EXPECT_EQ(table.statuses.back().status, LiveState::completed);
}

TEST(RoomLife, ACompletedInteractionCanBeSetLiveAgainAsANewSession) {
  Table table;
  table.begin_fight();
  const std::string epoch = table.state().epoch;
  ASSERT_TRUE(table.submit(mira, Complete{}).has_value());
  ASSERT_TRUE(table.submit(mira, SetLive{}).has_value());
  EXPECT_NE(table.state().epoch, epoch);
  EXPECT_EQ(table.state().game.status, engine::Status::waiting);
  table.executor.advance(1000);
  // Those who stayed connected are shown the new session whole.
  EXPECT_EQ(table.clients["ana"]->types.back(), "STATE_SNAPSHOT");
  EXPECT_EQ(schema::to_json(*table.clients["ana"]->state), schema::to_json(table.view_of(ana)));
}

TEST(RoomLife, R1_6_AnIdleRoomIsSavedAndUnloadedAndWakesOnTheNextMessage) {
  Table table;
  ASSERT_TRUE(table.submit(mira, SetLive{}).has_value());
  ASSERT_TRUE(table.submit(mira, Join{}).has_value());
  table.executor.advance(table.options.presence_grace_ms);
  ASSERT_TRUE(table.submit(mira, say("back on friday")).has_value());
  table.executor.advance(table.options.idle_ms * 2 + 60'000);
  EXPECT_EQ(table.manager->size(), 0U);
  EXPECT_EQ(table.archive.snapshot_reasons.back(), "idle");
  const auto seen = table.see(mira);
  ASSERT_TRUE(seen.has_value()) << seen.error().message;
  EXPECT_EQ(seen->state.chat_log.back().content, "back on friday");
}

TEST(RoomLife, AConnectedRoomIsNotUnloaded) {
  Table table;
  ASSERT_TRUE(table.submit(mira, SetLive{}).has_value());
  table.connect(mira);
  table.executor.advance(table.options.idle_ms * 3);
  EXPECT_EQ(table.manager->size(), 1U);
  EXPECT_FALSE(table.clients["mira"]->closed_reason.has_value());
}

TEST(RoomLife, R7_2_NobodyPlaysWhatIsNotTheirs) {
  Table table;
  table.begin_fight();
  EXPECT_EQ(table.submit(ana, end_turn("pip")).error().kind, Kind::forbidden);
  EXPECT_EQ(table.submit(ana, end_turn("goblin-1")).error().kind, Kind::forbidden);
  EXPECT_EQ(table.submit(sol, end_turn("pip")).error().kind, Kind::forbidden);
  EXPECT_EQ(table.submit(ana, end_turn("nobody")).error().kind, Kind::not_found);
  // A secret creature is answered exactly like one that does not exist.
  const auto secret = table.submit(ana, end_turn("goblin-2"));
  EXPECT_EQ(secret.error().kind, Kind::not_found);
  EXPECT_EQ(secret.error().message, "There is no creature called goblin-2.");
  Override change;
  change.entity_id = "brannor";
  change.current_hp = 99;
  EXPECT_EQ(table.submit(ana, change).error().kind, Kind::forbidden);
  EXPECT_EQ(table.submit(ana, SkipTurn{}).error().kind, Kind::forbidden);
}

TEST(RoomLife, TheArchiveGetsTheLogWithoutTheDiceSeed) {
  Table table;
  table.begin_fight();
  const std::string seed = table.state().dice_seed;
  std::size_t rows = 0;
  for (const auto& [key, batch] : table.archive.batches) {
    for (const LogRow& row : batch.logs) {
      EXPECT_EQ(row.event_data.find(seed), std::string::npos);
      ++rows;
    }
  }
  EXPECT_GT(rows, 4U);
}

}  // namespace
}  // namespace live::room::testing
