// B4 and R3.1: what each viewer is sent, folded, is what each viewer may see; and secrets are in none of it.
#include <gtest/gtest.h>

#include <random>

#include "room/audience/visibility.hpp"
#include "room/decide.hpp"
#include "room/test_support.hpp"
#include "schema/json.hpp"

namespace live::room::testing {
namespace {

/// Everything that players and spectators were sent.
std::string players_bytes(Table& table) {
  return table.clients["ana"]->all() + table.clients["ben"]->all() + table.clients["sol"]->all();
}

TEST(Audience, B4_NothingAboutASecretCreatureReachesAPlayerUntilItShowsItself) {
  Table table;
  table.begin_fight();
  for (int i = 0; i < 10; ++i) table.end_current_turn();
  for (const std::string& word : {"goblin-2", "Lurker"}) {
    EXPECT_EQ(players_bytes(table).find(word), std::string::npos) << word;
    EXPECT_TRUE(table.clients["mira"]->mentions(word));
  }
  const GameState seen = table.view_of(ana);
  EXPECT_EQ(seen.initiative_order.size(), 3U);
  EXPECT_EQ(seen.participants.size(), 3U);
  for (std::size_t i = 0; i < seen.turn_history.size(); ++i) {
    EXPECT_EQ(seen.turn_history[i].turn_number, static_cast<std::int32_t>(i) + 1);
  }
  Override reveal;
  reveal.entity_id = "goblin-2";
  reveal.secret = false;
  ASSERT_TRUE(table.submit(mira, reveal).has_value());
  EXPECT_TRUE(table.clients["ana"]->mentions("Lurker"));
  EXPECT_EQ(table.clients["ana"]->state->initiative_order.size(), 4U);
}

TEST(Audience, TheTurnOfASecretCreatureIsShownAsTheTurnBeforeItLastingOn) {
  Table table;
  table.begin_fight();
  for (int i = 0; i < 8 && table.current() != "goblin-2"; ++i) table.end_current_turn();
  ASSERT_EQ(table.current(), "goblin-2");
  const GameState during = table.view_of(ana);
  EXPECT_EQ(table.view_of(mira).current_turn_index, static_cast<std::int32_t>(table.state().game.current_turn_index));
  if (during.current_turn_index >= 0) {
    const std::string shown = during.initiative_order[static_cast<std::size_t>(during.current_turn_index)].entity_id;
    EXPECT_EQ(during.turn_history.back().entity_id, shown);
    EXPECT_EQ(during.turn_history.back().status, TurnOutcome::active);
  }
  const std::size_t events = table.clients["ana"]->events.size();
  ASSERT_TRUE(table.submit(mira, move_to("goblin-2", 11, 8)).has_value());
  EXPECT_EQ(table.clients["ana"]->events.size(), events) << table.clients["ana"]->events.back();
  table.end_current_turn();
  EXPECT_GT(table.clients["ana"]->events.size(), events);
}

TEST(Audience, ASecretCreatureThatAttacksShowsItself) {
  Table table;
  table.begin_fight();
  for (int i = 0; i < 8 && table.current() != "goblin-2"; ++i) table.end_current_turn();
  TakeTurn shot = attack("goblin-2", "brannor");
  shot.action_id = "bow";
  const auto answer = table.submit(mira, shot);
  ASSERT_TRUE(answer.has_value()) << answer.error().message;
  EXPECT_FALSE(table.state().game.participants[3].secret);
  const auto& log = table.clients["ana"]->state->log;
  EXPECT_TRUE(std::ranges::any_of(log, [](const LogEntry& e) { return e.text == "Lurker comes into view."; }));
  // Its turn is shown from here on.
  const GameState seen = table.view_of(ana);
  EXPECT_EQ(seen.initiative_order[static_cast<std::size_t>(seen.current_turn_index)].entity_id, "goblin-2");
}

TEST(Audience, ACellWithASecretCreatureIsOfferedLikeAnyOtherAndBumpingShowsIt) {
  Table table;
  table.begin_fight();
  table.play_until_turn_of("brannor");
  EXPECT_EQ(table.submit(ana, attack("brannor", "goblin-2")).error().kind, RoomError::Kind::not_found);
  Override lurk;
  lurk.entity_id = "goblin-2";
  lurk.position = Position{.x = 1, .y = 2};
  ASSERT_TRUE(table.submit(mira, lurk).has_value());
  const GameState seen = table.view_of(ana);
  const auto& cells = seen.participants.at("brannor").reachable;
  EXPECT_TRUE(std::ranges::any_of(cells, [](const ReachableCell& c) { return c.x == 1 && c.y == 2; }));
  ASSERT_TRUE(table.submit(ana, move_to("brannor", 1, 2)).has_value());
  EXPECT_TRUE(table.clients["ana"]->state->participants.contains("goblin-2"));
}

TEST(Audience, ACreatureHiddenFromTheWholePartyIsGoneForPlayersAndARefusalDoesNotNameIt) {
  Table table;
  table.begin_fight();
  table.play_until_turn_of("brannor");
  RoomState state = table.state();
  engine::Participant& snag = state.game.participants[2];
  snag.pos = {.x = 3, .y = 2};
  snag.hidden = {.total = 22, .from = {engine::slot_at(0), engine::slot_at(1)}};
  const GameState seen = view(state, table.content, viewer_of(state, state.member("ana")->member));
  EXPECT_FALSE(seen.participants.contains("goblin-1"));
  EXPECT_EQ(seen.initiative_order.size(), 2U);
  EXPECT_EQ(schema::to_json(seen.participants).find("goblin-1"), std::string::npos);
  const auto refused = Decider(state, table.content, table.clock.now_ms()).decide(move_to("brannor", 3, 2), ana);
  ASSERT_FALSE(refused.has_value());
  ASSERT_TRUE(refused.error().refusal.has_value()) << refused.error().message;
  EXPECT_EQ(refused.error().refusal->code, "hidden.inTheWay");
  EXPECT_EQ(refused.error().message.find("Snag"), std::string::npos);
  // One pair of eyes is enough for the party.
  snag.hidden.from.pop_back();
  EXPECT_TRUE(
      view(state, table.content, viewer_of(state, state.member("ana")->member)).participants.contains("goblin-1"));
}

TEST(Audience, B4_TwoWorldsThatDifferOnlyInSecretsGivePlayersEqualBytes) {
  for (std::uint32_t seed = 1; seed <= 6; ++seed) {
    std::array<std::string, 2> sent;
    std::array<std::string, 2> dm_sent;
    for (std::size_t world = 0; world < 2; ++world) {
      room::Setup setup = test_setup();
      if (world == 1) {
        setup.creatures[3].name = "Grukk the Butcher";
        setup.creatures[3].position = {.x = 13, .y = 9};
        engine::Participant beast =
            engine::participant_from(*test_content().monster("goblin", engine::Ruleset::srd2014));
        beast.group = "lurker";
        beast.hp = beast.hp_max = 77;
        beast.sheet.armor_class = 18;
        setup.creatures[3].participant = schema::Raw{.json = schema::to_json(beast)};
      }
      Table table(setup, {}, seed);
      table.begin_fight();
      std::mt19937 random(seed);
      for (int step = 0; step < 30; ++step) {
        const std::string who = table.current();
        if (who == "goblin-2") {
          // Its doings differ; they take no time.
          (void)table.submit(mira, move_to("goblin-2", world == 0 ? 12 : 13, world == 0 ? 7 : 8));
          if (world == 1) (void)table.submit(mira, say("note to self", ChatType::dm));
          table.end_current_turn();
          continue;
        }
        const Caller caller = table.controller_of(who);
        const std::uint32_t choice = static_cast<std::uint32_t>(random() % 4);
        if (choice == 0) (void)table.submit(caller, say("step " + std::to_string(step)));
        if (choice == 1) (void)table.submit(caller, attack(who, who == "goblin-1" ? "brannor" : "goblin-1"));
        if (choice == 2) {
          Override change;
          change.entity_id = "goblin-2";
          change.current_hp = world == 0 ? 3 : 60;
          (void)table.submit(mira, change);
        }
        table.executor.advance(1'000);
        if (table.current() == who) table.end_current_turn();
      }
      // Ids of sessions and messages are random in both worlds from the same seed.
      sent[world] = players_bytes(table);
      dm_sent[world] = table.clients["mira"]->all();
    }
    EXPECT_EQ(sent[0], sent[1]) << "seed " << seed;
    EXPECT_NE(dm_sent[0], dm_sent[1]);
  }
}

TEST(Audience, B4_PrivateAndDmChatReachOnlyWhomTheyMay) {
  Table table;
  table.begin_fight();
  ASSERT_TRUE(table.submit(ana, say("party words")).has_value());
  ASSERT_TRUE(table.submit(ana, say("dm words", ChatType::dm)).has_value());
  ASSERT_TRUE(table.submit(ana, say("ben words", ChatType::private_, {"ben"})).has_value());
  ASSERT_TRUE(table.submit(mira, say("mira words", ChatType::private_, {"ana"})).has_value());
  const auto hears = [&](const char* user, const char* words) { return table.clients[user]->mentions(words); };
  for (const char* user : {"mira", "ana", "ben", "sol"}) EXPECT_TRUE(hears(user, "party words"));
  EXPECT_TRUE(hears("mira", "dm words") && hears("ana", "dm words"));
  EXPECT_FALSE(hears("ben", "dm words") || hears("sol", "dm words"));
  EXPECT_TRUE(hears("ana", "ben words") && hears("ben", "ben words"));
  EXPECT_FALSE(hears("mira", "ben words") || hears("sol", "ben words"));
  EXPECT_TRUE(hears("ana", "mira words") && hears("mira", "mira words"));
  EXPECT_FALSE(hears("ben", "mira words"));
  // Who is not in on it cannot even count it.
  EXPECT_EQ(table.view_of(sol).chat_log.size(), 1U);
}

TEST(Audience, NumbersGoToWhomTheyBelong) {
  Table table;
  table.begin_fight();
  const GameState dm = table.view_of(mira);
  const GameState a = table.view_of(ana);
  const GameState spectator = table.view_of(sol);
  EXPECT_EQ(dm.participants.at("goblin-1").current_hp, 9);
  EXPECT_TRUE(dm.participants.at("goblin-2").secret);
  EXPECT_FALSE(a.participants.at("goblin-1").current_hp.has_value());
  EXPECT_FALSE(a.participants.at("goblin-1").armor_class.has_value());
  EXPECT_FALSE(a.participants.at("goblin-1").inventory.has_value());
  EXPECT_TRUE(a.participants.at("goblin-1").available_actions.empty());
  EXPECT_EQ(a.participants.at("pip").current_hp, 21);
  EXPECT_EQ(a.participants.at("pip").armor_class, 16);
  EXPECT_FALSE(a.participants.at("pip").inventory.has_value());
  EXPECT_TRUE(a.participants.at("brannor").inventory.has_value());
  EXPECT_TRUE(a.participants.at("brannor").controlled);
  EXPECT_FALSE(a.participants.at("pip").controlled);
  EXPECT_FALSE(spectator.participants.at("brannor").current_hp.has_value());
}

TEST(Audience, WhatIsOfferedCanBeSentBackAsItIs) {
  Table table;
  table.begin_fight();
  table.play_until_turn_of("brannor");
  const GameState seen = table.view_of(ana);
  const auto& actions = seen.participants.at("brannor").available_actions;
  EXPECT_FALSE(table.view_of(ben).participants.at("pip").available_actions.size() > 0);
  const auto sword = std::ranges::find(actions, "sword", [](const Action& a) { return a.action_id.value_or(""); });
  ASSERT_NE(sword, actions.end());
  EXPECT_EQ(sword->summary, "+5 to hit, 1d8+3 slashing");
  std::size_t taken = 0;
  for (const Action& action : actions) {
    if (!action.available || action.type == ActionType::move || action.type == ActionType::end) continue;
    TakeTurn turn;
    turn.action = action.type;
    turn.entity_id = "brannor";
    turn.action_id = action.action_id;
    turn.item_id = action.item_id;
    turn.spell_id = action.spell_id;
    turn.parameters = action.parameters;
    if (!action.targets.empty()) turn.target = action.targets.front();
    // Each on the same state: what is offered as available must be accepted.
    const auto decided = Decider(table.state(), table.content, table.clock.now_ms()).decide(turn, ana);
    EXPECT_TRUE(decided.has_value()) << action.id << ": " << decided.error().message;
    ++taken;
  }
  EXPECT_GE(taken, 4U);
}

TEST(Audience, APlayerLearnsAMonstersHealthAsALevel) {
  Table table;
  table.begin_fight();
  const auto level_at = [&](std::int32_t hp) {
    Override change;
    change.entity_id = "goblin-1";
    change.current_hp = hp;
    EXPECT_TRUE(table.submit(mira, change).has_value());
    return table.clients["ana"]->state->participants.at("goblin-1").health;
  };
  EXPECT_EQ(level_at(8), Health::wounded);
  EXPECT_EQ(level_at(4), Health::bloodied);
  EXPECT_EQ(level_at(2), Health::near_death);
  EXPECT_EQ(level_at(9), Health::unhurt);
  EXPECT_FALSE(table.clients["ana"]->mentions("currentHP\":4"));
}

}  // namespace
}  // namespace live::room::testing
