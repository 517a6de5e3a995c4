// Many rooms on several shards behind one door; setups, dice and chat on their own.
#include <gtest/gtest.h>

#include <set>

#include "room/dice.hpp"
#include "room/room_directory.hpp"
#include "room/test_support.hpp"
#include "schema/json.hpp"

namespace live::room::testing {
namespace {

using Kind = RoomError::Kind;

struct Process {
  explicit Process(std::size_t rooms) {
    for (std::size_t i = 0; i < rooms; ++i) {
      room::Setup setup = test_setup();
      setup.interaction_id = "room-" + std::to_string(i);
      for (SetupCreature& creature : setup.creatures) creature.entity_id += "-" + std::to_string(i % 3);
      archive.setups[setup.interaction_id] = schema::to_json(setup);
    }
    std::vector<RoomWorld> worlds;
    for (base::ManualExecutor* executor : {&first, &second}) {
      worlds.push_back({.clock = clock,
                        .executor = *executor,
                        .journal = journal,
                        .archive = archive,
                        .entropy = entropy,
                        .content = content,
                        .report = {}});
    }
    directory = std::make_unique<RoomDirectory>(std::move(worlds), RoomOptions{}, max_calls);
  }
  void run() {
    for (int i = 0; i < 8; ++i) {
      first.run();
      second.run();
    }
  }

  static constexpr std::size_t max_calls = 64;
  base::ManualClock clock;
  base::ManualExecutor first{clock};
  base::ManualExecutor second{clock};
  FakeJournal journal;
  FakeArchive archive;
  base::SeededEntropy entropy{3};
  engine::Content content = test_content();
  std::unique_ptr<RoomDirectory> directory;
};

TEST(RoomDirectory, RoomsAreSpreadOverTheShardsAndAnsweredThere) {
  Process process(12);
  std::set<std::size_t> used;
  int answers = 0;
  for (int i = 0; i < 12; ++i) {
    const std::string id = "room-" + std::to_string(i);
    used.insert(process.directory->shard_of(id));
    process.directory->submit(id, SetLive{}, mira, std::nullopt,
                              [&](Result<Answer> answer) { answers += answer ? 1 : 0; });
  }
  process.run();
  EXPECT_EQ(answers, 12);
  EXPECT_EQ(used.size(), 2U);
  EXPECT_EQ(process.directory->statuses().size(), 12U);
}

TEST(RoomDirectory, R3_StatusChangesAreTold) {
  Process process(1);
  std::vector<RoomStatus> told;
  const auto listener = process.directory->listen([&](const RoomStatus& status) { told.push_back(status); });
  process.directory->submit("room-0", SetLive{}, mira, std::nullopt, [](Result<Answer>) {});
  process.run();
  ASSERT_FALSE(told.empty());
  EXPECT_EQ(told.back().status, LiveState::live);
  process.directory->unlisten(listener);
  const std::size_t count = told.size();
  process.directory->submit("room-0", Join{}, mira, std::nullopt, [](Result<Answer>) {});
  process.run();
  EXPECT_EQ(told.size(), count);
  EXPECT_EQ(process.directory->status("room-0")->online_users, (std::vector<std::string>{"mira"}));
}

TEST(RoomDirectory, TheRoomOfAnEntityIsFoundAmongAllShards) {
  Process process(4);
  for (const char* id : {"room-0", "room-1", "room-3"}) {
    process.directory->submit(id, SetLive{}, mira, std::nullopt, [](Result<Answer>) {});
  }
  process.run();
  const auto find = [&](const std::string& entity, const std::string& user) {
    std::optional<Result<std::string>> found;
    process.directory->room_of_entity(entity, user, [&](Result<std::string> result) { found = std::move(result); });
    process.run();
    return *found;
  };
  EXPECT_EQ(find("brannor-1", "ana").value(), "room-1");
  EXPECT_EQ(find("brannor-1", "ben").error().kind, Kind::not_found);
  EXPECT_EQ(find("brannor-0", "ana").error().kind, Kind::conflict);  // in rooms 0 and 3
  EXPECT_EQ(find("nobody", "ana").error().kind, Kind::not_found);
}

TEST(RoomDirectory, TooManyCallsAtOnceAreRefused) {
  Process process(1);
  std::size_t refused = 0;
  for (std::size_t i = 0; i < Process::max_calls + 5; ++i) {
    process.directory->see(
        "room-0", ana, [&](Result<Seen> seen) { refused += !seen && seen.error().kind == Kind::too_many ? 1U : 0U; });
  }
  EXPECT_EQ(refused, 5U);
  process.run();
}

TEST(RoomDirectory, FlushSavesEveryRoom) {
  Process process(3);
  for (const char* id : {"room-0", "room-1", "room-2"}) {
    process.directory->submit(id, SetLive{}, mira, std::nullopt, [](Result<Answer>) {});
  }
  process.run();
  bool done = false;
  process.directory->flush([&] { done = true; });
  process.run();
  EXPECT_TRUE(done);
  EXPECT_EQ(process.archive.snapshots.size(), 3U);
}

TEST(RoomSetup, EveryMistakeIsNamedByItsPath) {
  const auto first_path = [](const room::Setup& setup) {
    const auto opened = open_setup(setup, test_content());
    return opened ? std::string("none") : opened.error().front().path;
  };
  EXPECT_EQ(first_path(test_setup()), "none");
  room::Setup setup = test_setup();
  setup.creatures[2].stat_block = "dragon";
  EXPECT_EQ(first_path(setup), "creatures[2].statBlock");
  setup = test_setup();
  setup.creatures[0].secret = true;
  EXPECT_EQ(first_path(setup), "creatures[0].secret");
  setup = test_setup();
  setup.creatures[1].entity_id = "brannor";
  EXPECT_EQ(first_path(setup), "creatures[1].entityId");
  setup = test_setup();
  setup.creatures[0].user_id = "nobody";
  EXPECT_EQ(first_path(setup), "creatures[0].userId");
  setup = test_setup();
  setup.map.rows[3] = "..";
  EXPECT_EQ(first_path(setup), "map.rows[3]");
  setup = test_setup();
  setup.settings.turn_time_limit = 5;
  EXPECT_EQ(first_path(setup), "settings.turnTimeLimit");
  setup = test_setup();
  setup.creatures[0].participant = schema::Raw{.json = R"({"sheet":{"level":"three"}})"};
  EXPECT_EQ(first_path(setup), "creatures[0].participant.sheet.level");
}

TEST(ServerDice, TheStreamIsFairEnoughAndCanBeEnteredAnywhere) {
  base::SeededEntropy entropy(5);
  const std::string seed = make_dice_seed(entropy);
  ServerDice dice(seed, 0);
  std::map<int, int> faces;
  std::vector<int> rolled;
  for (int i = 0; i < 6000; ++i) {
    rolled.push_back(dice.roll(6));
    ++faces[rolled.back()];
  }
  ASSERT_EQ(faces.size(), 6U);
  for (const auto& [face, count] : faces) EXPECT_NEAR(count, 1000, 150) << face;
  EXPECT_EQ(dice.position(), 6000U);
  ServerDice later(seed, 4321);
  for (int i = 4321; i < 4330; ++i) EXPECT_EQ(later.roll(6), rolled[static_cast<std::size_t>(i)]);
}

TEST(RoomChat, RollsAreTheServersAndOnRecord) {
  Table table;
  table.begin_fight();
  ASSERT_TRUE(table.submit(ana, say("/roll 4d6kh3")).has_value());
  const ChatMessage message = table.view_of(ben).chat_log.back();
  ASSERT_TRUE(message.roll.has_value());
  EXPECT_EQ(message.roll->dice.size(), 4U);
  std::int32_t sum = 0;
  for (const Die& die : message.roll->dice) sum += die.kept ? die.value : 0;
  EXPECT_EQ(message.roll->total, sum);
  const auto position = table.state().game.dice_position;
  EXPECT_EQ(table.submit(ana, say("/roll 4d")).error().path, "content");
  EXPECT_EQ(table.state().game.dice_position, position);
}

TEST(RoomChat, TheRulesOfTheTableHold) {
  room::Setup setup = test_setup();
  setup.settings.allow_private_chat = false;
  Table table(setup);
  table.begin_fight();
  EXPECT_EQ(table.submit(ana, say("psst", ChatType::private_, {"ben"})).error().kind, Kind::forbidden);
  EXPECT_EQ(table.submit(sol, say("me too")).error().kind, Kind::forbidden);
  EXPECT_EQ(table.submit(ana, say("  ")).error().path, "content");
  SendChat as_other = say("I am Pip");
  as_other.entity_id = "pip";
  EXPECT_EQ(table.submit(ana, as_other).error().kind, Kind::forbidden);
}

TEST(RoomChat, HistoryIsPagedBackwards) {
  Table table;
  table.begin_fight();
  for (int i = 0; i < 30; ++i) ASSERT_TRUE(table.submit(ana, say("line " + std::to_string(i))).has_value());
  const auto page = [&](std::optional<std::string> before) {
    ChatPage got;
    table.manager->room(table.id)->chat_history(ben, std::move(before), 20,
                                                [&](Result<ChatPage> result) { got = *result; });
    table.executor.run();
    return got;
  };
  const ChatPage newest = page(std::nullopt);
  ASSERT_EQ(newest.messages.size(), 20U);
  EXPECT_TRUE(newest.more);
  EXPECT_EQ(newest.messages.back().content, "line 29");
  const ChatPage older = page(newest.messages.front().id);
  EXPECT_EQ(older.messages.size(), 10U);
  EXPECT_FALSE(older.more);
  EXPECT_EQ(older.messages.front().content, "line 0");
}

}  // namespace
}  // namespace live::room::testing
