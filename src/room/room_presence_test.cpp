// People who come and go: R6.1, R6.3, R6.4, and what R3.6 saves then.
#include <gtest/gtest.h>

#include <algorithm>

#include "room/test_support.hpp"
#include "schema/json.hpp"

namespace live::room::testing {
namespace {

using Kind = RoomError::Kind;

bool has(const std::vector<std::string>& all, const std::string& wanted) {
  return std::ranges::find(all, wanted) != all.end();
}

void leave(Table& table, const std::string& user) {
  table.manager->room(table.id)->unsubscribe(table.subscriptions[user]);
  table.executor.run();
}

TEST(RoomPresence, R6_1_WhenAPlayerDropsTheOthersAreToldAndTheStateIsSaved) {
  Table table;
  table.begin_fight();
  table.archive.snapshot_reasons.clear();
  leave(table, "ana");
  EXPECT_EQ(table.clients["ben"]->count("PARTICIPANT_LEFT"), 1U);
  EXPECT_FALSE(table.clients["ben"]->state->members[1].online);
  EXPECT_TRUE(has(table.archive.snapshot_reasons, "playerDisconnect"));
  EXPECT_EQ(table.view_of(mira).status, InteractionStatus::active);
}

TEST(RoomPresence, R6_1_TheDmMayPlayForWhoIsAwayAndNotForWhoIsThere) {
  Table table;
  table.begin_fight();
  table.play_until_turn_of("brannor");
  EXPECT_EQ(table.submit(mira, end_turn("brannor")).error().kind, Kind::forbidden);
  leave(table, "ana");
  EXPECT_TRUE(table.clients["mira"]->state->participants.at("brannor").controlled);
  ASSERT_TRUE(table.submit(mira, SkipTurn{}).has_value());
  EXPECT_TRUE(table.clients["mira"]->mentions("\"reason\":\"offline\""));
}

TEST(RoomPresence, SeveralTabsAreOnePresence) {
  Table table;
  table.begin_fight();
  auto second = std::make_shared<Client>();
  const SubscriptionId tab = table.subscribe(ana, second);
  EXPECT_EQ(table.clients["ben"]->count("PARTICIPANT_JOINED"), 1U);  // Sol, who came after Ben
  table.manager->room(table.id)->unsubscribe(tab);
  table.executor.run();
  EXPECT_EQ(table.clients["ben"]->count("PARTICIPANT_LEFT"), 0U);
  leave(table, "ana");
  EXPECT_EQ(table.clients["ben"]->count("PARTICIPANT_LEFT"), 1U);
}

TEST(RoomPresence, R6_3_WithoutADmTheRoomPausesAfterTheGraceAndSaves) {
  Table table;
  table.begin_fight();
  leave(table, "mira");
  table.executor.advance(table.options.dm_grace_ms - 1);
  EXPECT_EQ(table.clients["ana"]->state->status, InteractionStatus::active);
  table.archive.snapshot_reasons.clear();
  table.executor.advance(1);
  EXPECT_EQ(table.clients["ana"]->state->status, InteractionStatus::paused);
  EXPECT_EQ(table.clients["ana"]->state->pause_reason, "The DM is away.");
  EXPECT_EQ(table.archive.snapshot_reasons, (std::vector<std::string>{"dmDisconnect"}));
  EXPECT_EQ(table.statuses.back().status, LiveState::paused);
}

TEST(RoomPresence, ADmWhoReloadsThePagePausesNothing) {
  Table table;
  table.begin_fight();
  leave(table, "mira");
  table.executor.advance(table.options.dm_grace_ms / 2);
  table.connect(mira);
  table.executor.advance(table.options.dm_grace_ms * 2);
  EXPECT_EQ(table.clients["ana"]->state->status, InteractionStatus::active);
}

TEST(RoomPresence, R6_4_TheRoomGoesOnByItselfWhenTheDmReturns) {
  Table table;
  table.begin_fight();
  table.play_until_turn_of("brannor");
  const auto left_ms = *table.view_of(mira).turn_deadline - table.clock.now_ms();
  leave(table, "mira");
  table.executor.advance(60'000);
  EXPECT_EQ(table.clients["ana"]->state->status, InteractionStatus::paused);
  table.connect(mira);
  EXPECT_EQ(table.clients["ana"]->state->status, InteractionStatus::active);
  EXPECT_EQ(table.clients["ana"]->count("INTERACTION_RESUMED"), 1U);
  // Only the grace was lost of the turn's time.
  const auto deadline = *table.view_of(mira).turn_deadline;
  EXPECT_EQ(deadline - table.clock.now_ms(), left_ms - table.options.dm_grace_ms);
}

TEST(RoomPresence, APauseByTheDmDoesNotEndByReturning) {
  Table table;
  table.begin_fight();
  ASSERT_TRUE(table.submit(mira, Pause{}).has_value());
  leave(table, "mira");
  table.executor.advance(60'000);
  table.connect(mira);
  EXPECT_EQ(table.clients["ana"]->state->status, InteractionStatus::paused);
}

TEST(RoomPresence, R6_3_PlayersQueueActionsWhilePausedAndTheyRunOnResume) {
  Table table;
  table.begin_fight();
  table.play_until_turn_of("brannor");
  leave(table, "mira");
  table.executor.advance(60'000);
  const auto queued = table.submit(ana, end_turn("brannor"), "q-1");
  ASSERT_TRUE(queued.has_value()) << queued.error().message;
  EXPECT_TRUE(queued->queued);
  EXPECT_EQ(table.current(), "brannor");
  table.connect(mira);
  EXPECT_NE(table.current(), "brannor");
}

TEST(RoomPresence, TheQueueOfOneCreatureIsBounded) {
  Table table;
  table.begin_fight();
  ASSERT_TRUE(table.submit(mira, Pause{}).has_value());
  int taken = 0;
  while (taken < 100 && table.submit(ana, end_turn("brannor"))) ++taken;
  EXPECT_GT(taken, 0);
  EXPECT_LT(taken, 100);
}

TEST(RoomPresence, AfterARestartThoseWhoDoNotComeBackAreGone) {
  Table table;
  table.begin_fight();
  table.restart();
  table.connect(mira);
  table.connect(ana);
  table.executor.advance(table.options.presence_grace_ms + 1);
  const GameState seen = table.view_of(mira);
  EXPECT_TRUE(seen.members[0].online);
  EXPECT_TRUE(seen.members[1].online);
  EXPECT_FALSE(seen.members[2].online);
  EXPECT_EQ(seen.status, InteractionStatus::active);
}

TEST(RoomPresence, AfterARestartWithoutADmTheRoomPauses) {
  Table table;
  table.begin_fight();
  table.restart();
  table.connect(ana);
  table.executor.advance(table.options.presence_grace_ms + table.options.dm_grace_ms + 1);
  EXPECT_EQ(table.view_of(ana).status, InteractionStatus::paused);
}

TEST(RoomPresence, JoiningWithoutEverConnectingDoesNotLast) {
  Table table;
  ASSERT_TRUE(table.submit(mira, SetLive{}).has_value());
  ASSERT_TRUE(table.submit(ana, Join{}).has_value());
  EXPECT_TRUE(table.state().online("ana"));
  table.executor.advance(table.options.presence_grace_ms);
  EXPECT_FALSE(table.state().online("ana"));
}

TEST(RoomPresence, LeavingIsSaidAtOnce) {
  Table table;
  table.begin_fight();
  ASSERT_TRUE(table.submit(ben, Leave{}).has_value());
  EXPECT_EQ(table.clients["ana"]->count("PARTICIPANT_LEFT"), 1U);
}

TEST(RoomPresence, R3_6_ADefeatedEntityTakesASnapshot) {
  Table table;
  table.begin_fight();
  table.archive.snapshot_reasons.clear();
  Override blow;
  blow.entity_id = "goblin-1";
  blow.current_hp = 1;
  ASSERT_TRUE(table.submit(mira, blow).has_value());
  for (int i = 0; i < 200 && !has(table.archive.snapshot_reasons, "entityDefeated"); ++i) {
    table.play_until_turn_of("brannor");
    (void)table.submit(ana, move_to("brannor", 3, 3));
    (void)table.submit(ana, attack("brannor", "goblin-1"));
    if (table.current() == "brannor") table.end_current_turn();
  }
  EXPECT_TRUE(has(table.archive.snapshot_reasons, "entityDefeated"));
}

}  // namespace
}  // namespace live::room::testing
