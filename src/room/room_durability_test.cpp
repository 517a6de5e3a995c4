// B1: an acknowledgement means durable, one answer to every action, nothing lost and nothing twice.
#include <gtest/gtest.h>

#include "room/commit_codec.hpp"
#include "room/test_support.hpp"
#include "schema/json.hpp"

namespace live::room::testing {
namespace {

using Kind = RoomError::Kind;

TEST(RoomDurability, B1_NothingIsAnsweredOrShownBeforeItIsDurable) {
  Table table;
  table.begin_fight();
  table.journal.hold = true;
  const std::size_t shown = table.clients["ben"]->events.size();
  const auto answer = table.start(ana, say("wait for me"));
  table.executor.run();
  EXPECT_FALSE(answer->has_value());
  EXPECT_EQ(table.clients["ben"]->events.size(), shown);
  table.journal.release();
  table.executor.run();
  EXPECT_TRUE(answer->has_value());
  EXPECT_TRUE(table.clients["ben"]->mentions("wait for me"));
}

TEST(RoomDurability, B1_LaterCommandsAreDecidedMeanwhileAndAnsweredInOrder) {
  Table table;
  table.begin_fight();
  table.journal.hold = true;
  std::vector<int> order;
  for (int i = 0; i < 3; ++i) {
    table.manager->room(table.id)->submit(say("line " + std::to_string(i)), ana, std::nullopt,
                                          [&order, i](Result<Answer>) { order.push_back(i); });
  }
  table.executor.run();
  EXPECT_EQ(table.journal.held(), 3U);
  table.journal.release(1);
  table.executor.run();
  EXPECT_EQ(order, (std::vector<int>{0}));
  table.journal.release();
  table.executor.run();
  EXPECT_EQ(order, (std::vector<int>{0, 1, 2}));
}

TEST(RoomDurability, B1_ARepeatGetsTheFirstAnswerAndNothingIsDoneTwice) {
  Table table;
  table.begin_fight();
  const auto first = table.submit(ana, say("once"), "req-1");
  const auto again = table.submit(ana, say("once"), "req-1");
  ASSERT_TRUE(first && again);
  EXPECT_FALSE(first->repeated);
  EXPECT_TRUE(again->repeated);
  EXPECT_EQ(first->seq, again->seq);
  EXPECT_EQ(table.view_of(ana).chat_log.size(), 1U);
  // Another person's request id is another request.
  EXPECT_FALSE(table.submit(ben, say("once"), "req-1")->repeated);
  EXPECT_EQ(table.submit(ana, say("other"), "req-1").error().kind, Kind::conflict);
}

TEST(RoomDurability, B1_ARepeatWhileTheFirstIsUnderWayWaitsForIt) {
  Table table;
  table.begin_fight();
  table.journal.hold = true;
  const auto first = table.start(ana, say("once"), "req-1");
  const auto again = table.start(ana, say("once"), "req-1");
  table.executor.run();
  EXPECT_FALSE(again->has_value());
  table.journal.release();
  table.executor.run();
  ASSERT_TRUE(first->has_value() && again->has_value());
  EXPECT_TRUE((**again)->repeated);
  EXPECT_EQ(table.view_of(ana).chat_log.size(), 1U);
}

TEST(RoomDurability, B1_ARepeatIsKnownAfterARestart) {
  Table table;
  table.begin_fight();
  table.play_until_turn_of("brannor");
  const auto first = table.submit(ana, end_turn("brannor"), "req-1");
  ASSERT_TRUE(first.has_value());
  table.restart();
  const auto again = table.submit(ana, end_turn("brannor"), "req-1");
  ASSERT_TRUE(again.has_value()) << again.error().message;
  EXPECT_TRUE(again->repeated);
  EXPECT_EQ(schema::to_json(again->log), schema::to_json(first->log));
  EXPECT_EQ(again->seq, first->seq);
}

TEST(RoomDurability, B1_RequestsAreForgottenAfterTenMinutesAndNoSooner) {
  Table table;
  table.begin_fight();
  ASSERT_TRUE(table.submit(mira, Pause{}).has_value());
  ASSERT_TRUE(table.submit(ana, say("once"), "req-1").has_value());
  table.executor.advance(9 * 60'000);
  ASSERT_TRUE(table.submit(ben, say("hm"), "b-1").has_value());
  EXPECT_TRUE(table.submit(ana, say("once"), "req-1")->repeated);
  table.executor.advance(2 * 60'000);
  ASSERT_TRUE(table.submit(ben, say("hm"), "b-2").has_value());
  EXPECT_FALSE(table.submit(ana, say("once"), "req-1")->repeated);
}

TEST(RoomDurability, TheInboxIsBounded) {
  RoomOptions options;
  options.max_in_flight = 3;
  Table table(test_setup(), options);
  table.begin_fight();
  table.journal.hold = true;
  std::vector<std::shared_ptr<std::optional<Result<Answer>>>> answers;
  for (int i = 0; i < 5; ++i) answers.push_back(table.start(ana, say("line " + std::to_string(i))));
  table.executor.run();
  ASSERT_TRUE(answers[3]->has_value());
  EXPECT_EQ((**answers[3]).error().kind, Kind::too_many);
  table.journal.release();
  table.executor.run();
  EXPECT_TRUE((**answers[2]).has_value());
}

TEST(RoomDurability, WhenTheJournalFailsTheRoomSaysSoAndDoesNotPretend) {
  Table table;
  table.begin_fight();
  const std::string before = schema::to_json(table.view_of(mira));
  table.journal.fail_appends = true;
  table.journal.fail_loads = true;
  const auto lost = table.submit(ana, say("lost"));
  EXPECT_EQ(lost.error().kind, Kind::unavailable);
  EXPECT_EQ(table.clients["mira"]->count("ERROR"), 1U);
  EXPECT_EQ(table.clients["ana"]->count("ERROR"), 0U);
  EXPECT_FALSE(table.clients["ben"]->mentions("lost"));
  EXPECT_EQ(table.submit(ana, say("still?")).error().kind, Kind::unavailable);
  table.journal.fail_appends = table.journal.fail_loads = false;
  table.executor.advance(table.options.retry_ms);
  EXPECT_EQ(schema::to_json(table.view_of(mira)), before);
  ASSERT_TRUE(table.submit(ana, say("back")).has_value());
  EXPECT_TRUE(table.clients["ben"]->mentions("back"));
}

TEST(RoomDurability, ACommitThatWasStoredButReportedAsFailedIsShownAfterTheReload) {
  Table table;
  table.begin_fight();
  table.journal.store_but_fail = true;
  const auto unsure = table.submit(ana, say("stored after all"), "req-1");
  EXPECT_EQ(unsure.error().kind, Kind::unavailable);
  table.journal.store_but_fail = false;
  table.executor.advance(table.options.retry_ms);
  EXPECT_TRUE(table.clients["ben"]->mentions("stored after all"));
  const auto again = table.submit(ana, say("stored after all"), "req-1");
  ASSERT_TRUE(again.has_value()) << again.error().message;
  EXPECT_TRUE(again->repeated);
  EXPECT_EQ(table.view_of(ana).chat_log.size(), 1U);
  EXPECT_EQ(schema::to_json(*table.clients["ben"]->state), schema::to_json(table.view_of(ben)));
}

TEST(RoomDurability, TheFourthFailureLosesNothingThatWasAnswered) {
  // Fail operation 1, 2, 3 …: whatever was answered is there afterwards, once.
  for (int fail_at = 0; fail_at < 6; ++fail_at) {
    Table table;
    table.begin_fight();
    std::vector<std::string> answered;
    for (int i = 0; i < 6; ++i) {
      table.journal.fail_appends = i == fail_at;
      const std::string text = "line " + std::to_string(i);
      if (table.submit(ana, say(text), "r" + std::to_string(i))) answered.push_back(text);
      table.journal.fail_appends = false;
      table.executor.advance(table.options.retry_ms);
    }
    table.restart();
    std::vector<std::string> kept;
    for (const ChatMessage& message : table.view_of(ana).chat_log) kept.push_back(message.content);
    EXPECT_EQ(kept, answered) << "failing at " << fail_at;
    EXPECT_EQ(answered.size(), 5U);
  }
}

TEST(RoomDurability, B1_KilledAtAnyPointTheRoomComesBackExactlyWithWhatWasDurable) {
  for (std::size_t released = 0; released <= 4; ++released) {
    Table table;
    table.begin_fight();
    table.play_until_turn_of("brannor");
    table.journal.hold = true;
    std::vector<std::shared_ptr<std::optional<Result<Answer>>>> answers;
    answers.push_back(table.start(ana, say("one"), "r0"));
    answers.push_back(table.start(ana, end_turn("brannor"), "r1"));
    answers.push_back(table.start(ben, say("two"), "r2"));
    answers.push_back(table.start(mira, Pause{}, "r3"));
    table.executor.run();
    table.journal.release(released);  // stored; the process dies before or after the answer
    if (released % 2 == 0) table.executor.run();
    table.journal.hold = false;
    table.restart();
    const std::int64_t stored = static_cast<std::int64_t>(table.journal.logs[table.id].size());
    EXPECT_EQ(table.state().seq, stored);
    // Everybody asks again: what was stored is repeated, the rest is done now, all of it once.
    const auto r0 = table.submit(ana, say("one"), "r0");
    const auto r1 = table.submit(ana, end_turn("brannor"), "r1");
    const auto r2 = table.submit(ben, say("two"), "r2");
    const auto r3 = table.submit(mira, Pause{}, "r3");
    ASSERT_TRUE(r0 && r1 && r2 && r3) << "released " << released;
    EXPECT_EQ(r0->repeated, released > 0);
    EXPECT_EQ(r1->repeated, released > 1);
    EXPECT_EQ(r2->repeated, released > 2);
    EXPECT_EQ(r3->repeated, released > 3);
    EXPECT_EQ(table.view_of(mira).chat_log.size(), 2U);
    EXPECT_EQ(table.state().game.status, engine::Status::paused);
  }
}

TEST(RoomDurability, SnapshotAndTailGiveTheSameStateAsTheWholeLog) {
  Table table;
  table.begin_fight();
  for (int i = 0; i < 9; ++i) table.end_current_turn();
  ASSERT_TRUE(table.submit(ana, say("/roll 2d6+1"), "dice").has_value());
  const std::string whole = encode_snapshot(table.state());
  ASSERT_GT(table.archive.snapshots.at(table.id).seq, 1);
  table.restart();
  EXPECT_EQ(encode_snapshot(table.state()), whole);
  table.archive.snapshots.clear();
  table.restart();
  EXPECT_EQ(encode_snapshot(table.state()), whole);
}

TEST(RoomDurability, ALogThatDoesNotFitIsNotPlayedOn) {
  for (const std::string& damage : {"payload", "hole", "hash"}) {
    Table table;
    table.begin_fight();
    ASSERT_TRUE(table.submit(ana, say("honest words")).has_value());
    table.archive.snapshots.clear();
    auto& log = table.journal.logs[table.id];
    if (damage == "payload") {
      auto& payload = log.back().payload;
      payload.replace(payload.find("honest"), 6, "forged");
    } else if (damage == "hole") {
      log.erase(log.begin() + 2);
    } else {
      // A forger who mends the chain still cannot make the state hash fit.
      auto& record = log.back();
      record.payload.replace(record.payload.find("honest"), 6, "forged");
      record.chain = chain_digest(log[log.size() - 2].chain, record);
    }
    table.restart();
    EXPECT_EQ(table.submit(ana, say("hello?")).error().kind, Kind::unavailable) << damage;
    ASSERT_FALSE(table.reports.empty());
    EXPECT_NE(table.reports.back().find("corrupt"), std::string::npos) << table.reports.back();
  }
}

TEST(RoomDurability, AnArchiveThatIsDownHindersNobodyAndCatchesUp) {
  Table table;
  table.begin_fight();
  table.archive.fail = true;
  const std::size_t before = table.archive.batches.size();
  ASSERT_TRUE(table.submit(ana, say("play on")).has_value());
  ASSERT_TRUE(table.submit(mira, Pause{}).has_value());
  EXPECT_EQ(table.archive.batches.size(), before);
  table.archive.fail = false;
  table.executor.advance(table.options.retry_ms);
  EXPECT_EQ(table.archive.batches.size(), before + 2);
  EXPECT_EQ(table.archive.snapshot_reasons.back(), "paused");
}

TEST(RoomDurability, WhatTheArchiveMissedInACrashIsSentAgain) {
  Table table;
  table.begin_fight();
  table.archive.fail = true;
  ASSERT_TRUE(table.submit(ana, say("not yet archived")).has_value());
  ASSERT_TRUE(table.submit(mira, Pause{}).has_value());
  const std::int64_t last = table.state().seq;
  table.restart();
  table.archive.fail = false;
  (void)table.room();
  EXPECT_TRUE(table.archive.batches.contains({table.id, last}));
  EXPECT_TRUE(table.archive.batches.contains({table.id, last - 1}));
}

}  // namespace
}  // namespace live::room::testing
