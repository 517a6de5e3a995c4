// Turns: R2.1, R2.2, R2.4, R2.5, R2.7, R3.4.
#include <gtest/gtest.h>

#include "room/test_support.hpp"

namespace live::room::testing {
namespace {

using Kind = RoomError::Kind;

TEST(RoomTurn, R2_1_InitiativeOrdersEverybodyAndStartsTheFirstTurn) {
  Table table;
  table.begin_fight();
  const GameState dm = table.view_of(mira);
  EXPECT_EQ(dm.initiative_order.size(), 4U);
  EXPECT_GE(dm.current_turn_index, 0);
  EXPECT_EQ(dm.round_number, 1);
  EXPECT_EQ(dm.status, InteractionStatus::active);
  EXPECT_EQ(table.clients["mira"]->count("INITIATIVE_UPDATED"), 1U);
  EXPECT_GE(table.clients["mira"]->count("TURN_STARTED"), 1U);
}

TEST(RoomTurn, R2_2_ATurnEndsByItselfWhenItsTimeIsUp) {
  Table table;
  table.begin_fight();
  table.play_until_turn_of("brannor");
  const auto dm = table.clients["mira"];
  ASSERT_TRUE(dm->state->turn_deadline.has_value());
  EXPECT_EQ(*dm->state->turn_deadline, table.clock.now_ms() + 90'000);
  table.executor.advance(89'999);
  EXPECT_EQ(table.current(), "brannor");
  table.executor.advance(1);
  EXPECT_NE(table.current(), "brannor");
  EXPECT_EQ(dm->count("TURN_SKIPPED"), 1U);
  EXPECT_TRUE(dm->mentions("\"status\":\"timeout\""));
}

TEST(RoomTurn, R2_2_TheLimitIsTheInteractionsOwn) {
  room::Setup setup = test_setup();
  setup.settings.turn_time_limit = 20;
  Table table(setup);
  table.begin_fight();
  const std::string first = table.current();
  table.executor.advance(20'000);
  EXPECT_NE(table.current(), first);
  EXPECT_EQ(table.clients["mira"]->state->turn_time_limit, 20);
}

TEST(RoomTurn, R2_2_TheDeadlineSurvivesARestart) {
  Table table;
  table.begin_fight();
  table.play_until_turn_of("brannor");
  const auto deadline = *table.view_of(mira).turn_deadline;
  table.executor.advance(60'000);
  table.restart();
  table.connect(mira);
  EXPECT_EQ(table.current(), "brannor");
  EXPECT_EQ(*table.view_of(mira).turn_deadline, deadline);
  table.executor.advance(29'999);
  EXPECT_EQ(table.current(), "brannor");
  table.executor.advance(1);
  EXPECT_NE(table.current(), "brannor");
}

TEST(RoomTurn, ADeadlineThatPassedWhileTheServerWasDownIsDueAtOnce) {
  Table table;
  table.begin_fight();
  table.play_until_turn_of("brannor");
  table.restart();
  table.clock.advance(600'000);
  table.connect(mira);
  table.executor.run();
  EXPECT_NE(table.current(), "brannor");
}

TEST(RoomTurn, R2_5_TheEndOfARoundTakesASnapshot) {
  Table table;
  table.begin_fight();
  table.archive.snapshot_reasons.clear();
  for (int i = 0; i < 4; ++i) table.end_current_turn();
  EXPECT_EQ(table.archive.snapshot_reasons, (std::vector<std::string>{"roundEnd"}));
  EXPECT_EQ(table.state().game.round, 2);
}

TEST(RoomTurn, R2_7_TheDmSkipsATurnAndItIsOnRecord) {
  Table table;
  table.begin_fight();
  table.play_until_turn_of("pip");
  SkipTurn wrong;
  wrong.entity_id = "brannor";
  EXPECT_EQ(table.submit(mira, wrong).error().kind, Kind::conflict);
  ASSERT_TRUE(table.submit(mira, SkipTurn{}).has_value());
  EXPECT_NE(table.current(), "pip");
  const TurnRecord record = table.view_of(mira).turn_history.rbegin()[1];
  EXPECT_EQ(record.entity_id, "pip");
  EXPECT_EQ(record.status, TurnOutcome::skipped);
}

TEST(RoomTurn, AnActionOutOfTurnIsRefusedWithTheRule) {
  Table table;
  table.begin_fight();
  table.play_until_turn_of("pip");
  const auto refused = table.submit(ana, move_to("brannor", 3, 2));
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().kind, Kind::refused);
  ASSERT_TRUE(refused.error().refusal.has_value());
  EXPECT_EQ(refused.error().refusal->code, "turn.notYours");
  EXPECT_FALSE(refused.error().message.empty());
}

TEST(RoomTurn, R3_4_OfTwoActionsAtOnceTheFirstWinsAndTheOtherIsToldSo) {
  Table table;
  table.begin_fight();
  table.play_until_turn_of("brannor");
  table.journal.hold = true;
  // The second is decided while the first is still on its way to the journal.
  const auto first = table.start(ana, end_turn("brannor"));
  const auto second = table.start(ana, end_turn("brannor"));
  table.executor.run();
  EXPECT_FALSE(first->has_value());
  table.journal.release();
  table.executor.run();
  ASSERT_TRUE(first->has_value());
  EXPECT_TRUE((*first)->has_value());
  ASSERT_TRUE(second->has_value());
  ASSERT_FALSE((*second)->has_value());
  EXPECT_EQ((*second)->error().refusal->code, "turn.notYours");
}

TEST(RoomTurn, TheAnswerCarriesWhatCameOfIt) {
  Table table;
  table.begin_fight();
  table.play_until_turn_of("brannor");
  const auto hit = table.submit(ana, attack("brannor", "goblin-1"), "r-1");
  if (!hit) {
    // Too far away is an answer too, but not the one looked for here.
    ASSERT_TRUE(table.submit(ana, move_to("brannor", 3, 3)).has_value());
  }
  const auto answer = hit ? hit : table.submit(ana, attack("brannor", "goblin-1"), "r-2");
  ASSERT_TRUE(answer.has_value()) << answer.error().message;
  ASSERT_FALSE(answer->log.empty());
  EXPECT_EQ(answer->log.front().kind, "attack");
  EXPECT_EQ(answer->seq, table.clients["ana"]->seqs.back());
  // The goblin's armour class is not the player's to know.
  EXPECT_FALSE(answer->log.front().rolls.front().target.has_value());
}

TEST(RoomTurn, WhatIsMalformedIsNamedByItsPath) {
  Table table;
  table.begin_fight();
  TakeTurn turn = move_to("brannor", 1, 1);
  turn.position.reset();
  EXPECT_EQ(table.submit(ana, turn).error().path, "position");
  turn.parameters = schema::Raw{.json = R"({"path":[{"x":1,"y":1},{"x":"two","y":1}]})"};
  EXPECT_EQ(table.submit(ana, turn).error().path, "parameters.path[1].x");
  TakeTurn cast;
  cast.action = ActionType::cast;
  cast.entity_id = "brannor";
  EXPECT_EQ(table.submit(ana, cast).error().path, "spellId");
  EXPECT_EQ(table.submit(ana, attack("brannor", "nobody")).error().path, "target");
}

}  // namespace
}  // namespace live::room::testing
