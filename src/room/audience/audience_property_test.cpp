// B4 and R3.1 by property: random fights, and for every viewer the fold of what was sent is what may be seen.
#include <gtest/gtest.h>

#include <random>

#include "room/audience/visibility.hpp"
#include "room/decide.hpp"
#include "room/test_support.hpp"
#include "schema/json.hpp"

namespace live::room::testing {
namespace {

/// A person at the table who does one thing after another, of all that is offered and some that is not.
class Players {
 public:
  Players(Table& table, std::uint32_t seed) : table_(table), random_(seed) {}

  std::size_t accepted = 0;
  std::size_t refused = 0;

  void step() {
    const std::string who = table_.current();
    switch (below(12)) {
      case 0:
        chat();
        return;
      case 1:
        override_something();
        return;
      case 2:
        presence();
        return;
      case 3:
        table_.executor.advance(below(2) == 0 ? 1'000 : 91'000);
        return;
      case 4:
        if (below(4) == 0) count(table_.submit(mira, Pause{}));
        count(table_.submit(mira, Resume{}));
        return;
      default:
        break;
    }
    if (who.empty()) return;
    if (respond()) return;
    act(who);
  }

 private:
  void count(const Result<Answer>& answer) { (answer ? accepted : refused) += 1; }
  std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(random_() % limit); }

  void act(const std::string& who) {
    const Caller caller = table_.controller_of(who);
    const GameState seen = table_.view_of(caller);
    const auto self = seen.participants.find(who);
    if (self == seen.participants.end()) return;
    const std::uint32_t choice = below(10);
    if (choice < 4 && !self->second.reachable.empty()) {
      const auto& cells = self->second.reachable;
      const ReachableCell cell = cells[below(static_cast<std::uint32_t>(cells.size()))];
      count(table_.submit(caller, move_to(who, cell.x, cell.y)));
    } else if (choice < 8 && !self->second.available_actions.empty()) {
      const auto& actions = self->second.available_actions;
      const Action& action = actions[below(static_cast<std::uint32_t>(actions.size()))];
      TakeTurn turn;
      turn.action = action.type;
      turn.entity_id = who;
      turn.action_id = action.action_id;
      turn.item_id = action.item_id;
      turn.spell_id = action.spell_id;
      if (!action.targets.empty())
        turn.target = action.targets[below(static_cast<std::uint32_t>(action.targets.size()))];
      count(table_.submit(caller, turn));
    } else {
      count(table_.submit(caller, end_turn(who)));
    }
  }

  bool respond() {
    for (const Caller& caller : {mira, ana, ben}) {
      const GameState seen = table_.view_of(caller);
      if (seen.prompts.empty()) continue;
      Respond answer;
      answer.prompt_id = seen.prompts.front().prompt_id;
      if (below(2) == 0 && !seen.prompts.front().options.empty()) {
        answer.option_id = seen.prompts.front().options.front().id;
      }
      count(table_.submit(caller, answer));
      return true;
    }
    return false;
  }

  void chat() {
    switch (below(5)) {
      case 0:
        count(table_.submit(ana, say("hello all")));
        break;
      case 1:
        count(table_.submit(ben, say("only for the dm", ChatType::dm)));
        break;
      case 2:
        count(table_.submit(ana, say("psst ben", ChatType::private_, {"ben"})));
        break;
      case 3:
        count(table_.submit(mira, say("psst ana", ChatType::private_, {"ana"})));
        break;
      default:
        count(table_.submit(ben, say("/roll 2d6+3")));
        break;
    }
  }

  void override_something() {
    Override change;
    const char* const entities[] = {"goblin-1", "goblin-2", "brannor", "pip"};
    change.entity_id = entities[below(4)];
    switch (below(5)) {
      case 0:
        change.current_hp = static_cast<std::int32_t>(below(12));
        break;
      case 1:
        change.position =
            Position{.x = static_cast<std::int32_t>(below(14)), .y = static_cast<std::int32_t>(below(10))};
        break;
      case 2:
        change.add_condition = "poisoned";
        break;
      case 3:
        change.remove_condition = "poisoned";
        break;
      default:
        change.entity_id = "goblin-2";
        change.secret = below(2) == 0;
        break;
    }
    count(table_.submit(mira, change));
  }

  void presence() {
    const Caller& caller = below(2) == 0 ? ana : ben;
    if (below(2) == 0) {
      count(table_.submit(caller, Leave{}));
    } else {
      count(table_.submit(caller, Join{}));
    }
  }

  Table& table_;
  std::mt19937 random_;
};

void expect_folded_is_seen(Table& table, const std::string& when) {
  for (const Caller& caller : {mira, ana, ben, sol}) {
    const Client& client = *table.clients.at(caller.user_id);
    ASSERT_TRUE(client.state.has_value());
    GameState seen = table.view_of(caller);
    ASSERT_EQ(schema::to_json(*client.state), schema::to_json(seen)) << caller.user_id << " " << when << "\n"
                                                                     << client.events.back();
  }
}

TEST(Audience, R3_1_B4_FoldingTheDeltasGivesTheViewForEveryViewerThroughRandomFights) {
  std::size_t accepted = 0;
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    Table table(test_setup(), {}, seed);
    table.begin_fight();
    Players players(table, seed);
    for (int step = 0; step < 60 && table.state().game.status != engine::Status::completed; ++step) {
      players.step();
      const std::string when = "seed " + std::to_string(seed) + " step " + std::to_string(step);
      expect_folded_is_seen(table, when);
      if (::testing::Test::HasFatalFailure()) return;
    }
    accepted += players.accepted;
    EXPECT_GT(table.state().players.log_total, 10);
  }
  EXPECT_GT(accepted, 300U) << "the players must get something done, or this shows nothing";
}

TEST(Audience, ReplayGivesEveryViewerTheSameCountsAndTheSameView) {
  for (std::uint32_t seed = 21; seed <= 24; ++seed) {
    Table table(test_setup(), {}, seed);
    table.begin_fight();
    Players players(table, seed);
    for (int step = 0; step < 40; ++step) players.step();
    const std::string before = schema::to_json(table.state());
    table.archive.snapshots.clear();
    table.restart();
    EXPECT_EQ(schema::to_json(table.state()), before) << "seed " << seed;
  }
}

}  // namespace
}  // namespace live::room::testing
