// R3.2, R3.3, B2: the whole state to who comes, just the gap to who comes back, a snapshot to who was away too long.
#include <gtest/gtest.h>

#include "room/test_support.hpp"
#include "schema/json.hpp"

namespace live::room::testing {
namespace {

void drop(Table& table, const std::string& user) {
  table.manager->room(table.id)->unsubscribe(table.subscriptions[user]);
  table.executor.run();
}

TEST(Streams, R3_2_WhoJoinsGetsTheCompleteStateAsTheFirstEvent) {
  Table table;
  table.begin_fight();
  for (const Caller& caller : {mira, ana, ben, sol}) {
    const auto& client = *table.clients[caller.user_id];
    EXPECT_EQ(client.types.front(), "STATE_SNAPSHOT");
    EXPECT_EQ(client.count("STATE_SNAPSHOT"), 1U);
    EXPECT_EQ(schema::to_json(*client.state), schema::to_json(table.view_of(caller))) << caller.user_id;
  }
}

TEST(Streams, R3_3_WhoReturnsGetsJustWhatWasMissed) {
  Table table;
  table.begin_fight();
  const auto before = table.clients["ana"];
  drop(table, "ana");
  ASSERT_TRUE(table.submit(ben, say("you missed this")).has_value());
  auto after = std::make_shared<Client>();
  after->state = before->state;
  after->seqs.push_back(before->seqs.back());
  table.subscribe(ana, after, before->last_id);
  EXPECT_EQ(after->count("STATE_SNAPSHOT"), 0U);
  EXPECT_TRUE(after->mentions("you missed this"));
  EXPECT_EQ(schema::to_json(*after->state), schema::to_json(table.view_of(ana)));
}

TEST(Streams, B2_TheGapIsSentAfterARestartTooWhenTheLogStillHasIt) {
  Table table;
  table.begin_fight();
  const auto before = table.clients["ana"];
  ASSERT_TRUE(table.submit(ben, say("before the crash")).has_value());
  const std::string last_id = before->last_id;
  const auto state = before->state;
  const auto seq = before->seqs.back();
  table.restart();
  ASSERT_TRUE(table.submit(ben, say("after the crash")).has_value());
  auto after = std::make_shared<Client>();
  after->state = state;
  after->seqs.push_back(seq);
  table.subscribe(ana, after, last_id);
  EXPECT_EQ(after->count("STATE_SNAPSHOT"), 0U);
  EXPECT_TRUE(after->mentions("after the crash"));
  EXPECT_FALSE(after->mentions("before the crash"));
  EXPECT_EQ(schema::to_json(*after->state), schema::to_json(table.view_of(ana)));
}

TEST(Streams, AGapThatIsTooOldIsAnsweredByASnapshot) {
  RoomOptions options;
  options.window_events = 8;
  Table table(test_setup(), options);
  table.begin_fight();
  const std::string last_id = table.clients["ana"]->last_id;
  drop(table, "ana");
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(table.submit(ben, say("line")).has_value());
  auto after = std::make_shared<Client>();
  table.subscribe(ana, after, last_id);
  EXPECT_EQ(after->types.front(), "STATE_SNAPSHOT");
  EXPECT_EQ(schema::to_json(*after->state), schema::to_json(table.view_of(ana)));
}

TEST(Streams, AnEventIdThatIsNotOursIsAnsweredByASnapshot) {
  Table table;
  table.begin_fight();
  const std::string epoch = table.state().epoch;
  for (const std::string& id : {std::string("nonsense"), std::string("other.3"), epoch + ".", epoch + ".-4",
                                epoch + ".99999", epoch + ".0", epoch + ".7x", std::string()}) {
    auto client = std::make_shared<Client>();
    table.subscribe(ana, client, id);
    ASSERT_FALSE(client->types.empty()) << id;
    EXPECT_EQ(client->types.front(), "STATE_SNAPSHOT") << id;
  }
}

TEST(Streams, WhatIsSeenAndThePositionOfTheStreamFit) {
  Table table;
  table.begin_fight();
  const auto seen = table.see(ana);
  ASSERT_TRUE(seen.has_value());
  EXPECT_EQ(seen->seq, table.clients["ana"]->seqs.back());
  auto client = std::make_shared<Client>();
  client->state = seen->state;
  client->seqs.push_back(seen->seq);
  table.subscribe(ana, client, seen->epoch + "." + std::to_string(seen->seq));
  EXPECT_TRUE(client->types.empty());
  ASSERT_TRUE(table.submit(ben, say("hello")).has_value());
  EXPECT_EQ(schema::to_json(*client->state), schema::to_json(table.view_of(ana)));
}

TEST(Streams, ASubscriptionMadeWhileCommitsAreUnderWaySeesNothingThatIsNotDurable) {
  Table table;
  table.begin_fight();
  table.journal.hold = true;
  const auto pending = table.start(ben, say("not durable yet"));
  auto client = std::make_shared<Client>();
  bool opened = false;
  table.manager->room(table.id)->subscribe(ana, std::nullopt, client,
                                           [&](Result<SubscriptionId> made) { opened = made.has_value(); });
  const auto later = table.start(ben, say("later still"));
  table.executor.run();
  EXPECT_TRUE(client->events.empty());
  table.journal.release(1);
  table.executor.run();
  EXPECT_TRUE(opened);
  EXPECT_TRUE(client->mentions("not durable yet"));
  EXPECT_FALSE(client->mentions("later still"));
  table.journal.release();
  table.executor.run();
  EXPECT_TRUE(client->mentions("later still"));
  EXPECT_EQ(schema::to_json(*client->state), schema::to_json(table.view_of(ana)));
}

TEST(Streams, ASlowConnectionLosesDeltasAndGetsASnapshotWhenItDrains) {
  Table table;
  table.begin_fight();
  const auto slow = table.clients["ana"];
  slow->buffered = table.options.subscriber_bytes + 1;
  const std::size_t sent = slow->events.size();
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(table.submit(ben, say("fast")).has_value());
  EXPECT_EQ(slow->events.size(), sent);
  EXPECT_TRUE(table.clients["mira"]->mentions("fast"));
  table.executor.advance(10 * table.options.lag_poll_ms);
  EXPECT_EQ(slow->events.size(), sent);
  slow->buffered = 0;
  table.executor.advance(table.options.lag_poll_ms);
  EXPECT_EQ(slow->types.back(), "STATE_SNAPSHOT");
  EXPECT_EQ(schema::to_json(*slow->state), schema::to_json(table.view_of(ana)));
  ASSERT_TRUE(table.submit(ben, say("and on")).has_value());
  EXPECT_EQ(schema::to_json(*slow->state), schema::to_json(table.view_of(ana)));
}

TEST(Streams, EqualViewsShareOneBuffer) {
  class Holder final : public Subscriber {
   public:
    void event(std::string_view, std::string_view, std::shared_ptr<const std::string> body) override {
      bodies.push_back(std::move(body));
    }
    std::size_t buffered_bytes() override { return 0; }
    void closed(std::string_view) override {}
    std::vector<std::shared_ptr<const std::string>> bodies;
  };
  Table table;
  table.begin_fight();
  auto first = std::make_shared<Holder>();
  auto second = std::make_shared<Holder>();
  const auto room = table.manager->room(table.id);
  room->subscribe(ana, std::nullopt, first, [](Result<SubscriptionId>) {});
  room->subscribe(ben, std::nullopt, second, [](Result<SubscriptionId>) {});
  table.executor.run();
  first->bodies.clear();
  second->bodies.clear();
  Override change;
  change.entity_id = "goblin-1";
  change.current_hp = 2;
  ASSERT_TRUE(table.submit(mira, change).has_value());
  ASSERT_FALSE(first->bodies.empty());
  ASSERT_EQ(first->bodies.size(), second->bodies.size());
  for (std::size_t i = 0; i < first->bodies.size(); ++i) EXPECT_EQ(first->bodies[i].get(), second->bodies[i].get());
}

TEST(Streams, TheNumberOfConnectionsIsBounded) {
  RoomOptions options;
  options.max_subscribers = 4;
  Table table(test_setup(), options);
  table.begin_fight();
  std::optional<RoomError> error;
  table.manager->room(table.id)->subscribe(ana, std::nullopt, std::make_shared<Client>(),
                                           [&](Result<SubscriptionId> made) {
                                             if (!made) error = made.error();
                                           });
  table.executor.run();
  ASSERT_TRUE(error.has_value());
  EXPECT_EQ(error->kind, RoomError::Kind::too_many);
}

}  // namespace
}  // namespace live::room::testing
