// The embedded campaign on SQLite: seeding, lists, roles, interactions, and what a room starts from.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "room/setup.hpp"
#include "schema/json.hpp"
#include "store/sqlite/database.hpp"
#include "store/test_support.hpp"

namespace live::store::sqlite {
namespace {

using room::StoreError;
using store::test::await;
using Kind = StoreError::Kind;

class Campaign : public testing::Test {
 protected:
  Campaign() { reopen(); }
  void reopen() {
    database_.reset();
    auto opened = Database::open({.folder = folder_.path()});
    if (!opened) throw std::runtime_error(opened.error().message);
    database_ = std::move(*opened);
  }
  access::CampaignStore& store() { return database_->campaigns(); }
  room::Stored<bool> seed(access::CampaignSeed seed) {
    return await<bool>([&](auto then) { store().seed(std::move(seed), std::move(then)); });
  }
  room::Stored<access::InteractionRow> interaction(const std::string& id) {
    return await<access::InteractionRow>([&](auto then) { store().interaction(id, std::move(then)); });
  }
  room::Stored<access::InteractionRow> create(access::NewInteraction wanted) {
    return await<access::InteractionRow>(
        [&](auto then) { store().create_interaction(std::move(wanted), std::move(then)); });
  }
  room::Stored<access::EditedInteraction> edit(access::InteractionEdit wanted) {
    return await<access::EditedInteraction>(
        [&](auto then) { store().edit_interaction(std::move(wanted), std::move(then)); });
  }
  std::optional<room::ViewerRole> role(const std::string& user, const std::string& campaign) {
    return *await<std::optional<room::ViewerRole>>([&](auto then) { store().role(user, campaign, std::move(then)); });
  }
  void set_status(const std::string& id, std::int64_t seq, const std::string& status) {
    room::ArchiveBatch batch;
    batch.interaction_id = id;
    batch.seq = seq;
    batch.live = room::LiveRow{id, status, "room-1", {"piet"}, 77, 99};
    const auto written = await<void>([&](auto then) { database_->archive().write(std::move(batch), std::move(then)); });
    ASSERT_TRUE(written);
  }
  access::NewInteraction wanted(const std::string& id) {
    access::NewInteraction wanted;
    wanted.row.id = id;
    wanted.row.campaign_id = "road";
    wanted.row.name = "New fight";
    wanted.row.map_id = "glade";
    wanted.row.placements = {{std::string("hero"), std::string("hero"), {}, {1, 0}, false}};
    wanted.created_by = "dora";
    return wanted;
  }

  store::test::TemporaryFolder folder_;
  std::unique_ptr<Database> database_;
};

TEST_F(Campaign, AnEmptyStoreIsSeededOnceAndStaysSo) {
  EXPECT_EQ(seed(store::test::small_campaign({"fight"})), true);
  EXPECT_EQ(seed(store::test::small_campaign({"fight"})), false);
  reopen();
  EXPECT_EQ(seed(store::test::small_campaign({"fight"})), false);
  const auto users = await<std::vector<access::UserRow>>([&](auto then) { store().users(std::move(then)); });
  ASSERT_EQ(users->size(), 2U);
  EXPECT_EQ(users->front().name, "Dora");
}

TEST_F(Campaign, ASeedThatIsWrongNamesThePlaceAndLeavesNothingBehind) {
  auto wrong = store::test::small_campaign({"fight"});
  wrong.characters[0].document.json = "[1]";
  auto result = seed(wrong);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, Kind::invalid);
  EXPECT_NE(result.error().message.find("characters[0].document"), std::string::npos) << result.error().message;
  wrong = store::test::small_campaign({"fight"});
  wrong.interactions[0].placements[1].creature_id = std::string("dragon");
  result = seed(wrong);
  ASSERT_FALSE(result);
  EXPECT_NE(result.error().message.find("interactions[0].placements[1].creatureId"), std::string::npos)
      << result.error().message;
  wrong = store::test::small_campaign({"fight"});
  wrong.members.push_back({std::string("stranger"), room::ViewerRole::player});
  EXPECT_FALSE(seed(wrong));
  EXPECT_EQ(seed(store::test::small_campaign({"fight"})), true) << "nothing of the failed seeds is in the way";
}

TEST_F(Campaign, EachUserSeesTheirCampaignsWithTheirRole) {
  ASSERT_TRUE(seed(store::test::small_campaign({"fight"})));
  const auto of = [&](const std::string& user) {
    return *await<std::vector<access::MembershipRow>>([&](auto then) { store().campaigns_of(user, std::move(then)); });
  };
  ASSERT_EQ(of("dora").size(), 1U);
  EXPECT_EQ(of("dora")[0].role, room::ViewerRole::dm);
  EXPECT_EQ(of("dora")[0].campaign.name, "The Road");
  EXPECT_EQ(of("piet")[0].role, room::ViewerRole::player);
  EXPECT_TRUE(of("stranger").empty());
  EXPECT_EQ(role("dora", "road"), room::ViewerRole::dm);
  EXPECT_EQ(role("stranger", "road"), std::nullopt);
  EXPECT_EQ(role("dora", "elsewhere"), std::nullopt);
}

TEST_F(Campaign, CreaturesAndMapsAreListedWithTheirDocuments) {
  ASSERT_TRUE(seed(store::test::small_campaign({})));
  const auto characters =
      *await<std::vector<access::CreatureRow>>([&](auto then) { store().characters("road", std::move(then)); });
  ASSERT_EQ(characters.size(), 1U);
  EXPECT_EQ(characters[0].entity_type, room::EntityType::player_character);
  EXPECT_EQ(characters[0].user_id, "piet");
  EXPECT_EQ(characters[0].document, R"({"hp":28,"hpMax":28,"sheet":{}})");
  const auto monsters =
      *await<std::vector<access::CreatureRow>>([&](auto then) { store().monsters("road", std::move(then)); });
  ASSERT_EQ(monsters.size(), 1U);
  EXPECT_EQ(monsters[0].entity_type, room::EntityType::monster);
  const auto maps = *await<std::vector<access::MapRow>>([&](auto then) { store().maps("road", std::move(then)); });
  ASSERT_EQ(maps.size(), 1U);
  EXPECT_EQ(maps[0].rows, (std::vector<std::string>{"...", ".#."}));
  EXPECT_EQ(maps[0].light, "bright");
}

TEST_F(Campaign, ACreatedInteractionIsIdleAndListed) {
  ASSERT_TRUE(seed(store::test::small_campaign({"fight"})));
  const auto created = create(wanted("new"));
  ASSERT_TRUE(created) << created.error().message;
  EXPECT_EQ(created->live_status, "idle");
  EXPECT_EQ(created->settings.turn_time_limit, 90);
  ASSERT_EQ(created->placements.size(), 1U);
  EXPECT_EQ(created->placements[0].position, (room::Position{1, 0}));
  reopen();
  const auto all =
      *await<std::vector<access::InteractionRow>>([&](auto then) { store().interactions("road", std::move(then)); });
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[1].name, "New fight");
}

TEST_F(Campaign, CreatingTwiceWithOneKeyMakesOneInteraction) {
  ASSERT_TRUE(seed(store::test::small_campaign({})));
  auto first = wanted("first");
  first.request_key = "dora/abc";
  auto second = wanted("second");
  second.request_key = "dora/abc";
  EXPECT_EQ(create(first)->id, "first");
  EXPECT_EQ(create(second)->id, "first");
  const auto missing = interaction("second");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, Kind::not_found);
}

TEST_F(Campaign, WhatIsNotOfTheCampaignCannotBePlaced) {
  ASSERT_TRUE(seed(store::test::small_campaign({})));
  auto foreign = wanted("a");
  foreign.row.placements.push_back({std::string("x"), std::string("dragon"), {}, {}, false});
  EXPECT_EQ(create(foreign).error().kind, Kind::invalid);
  auto twice = wanted("b");
  twice.row.placements.push_back(twice.row.placements[0]);
  EXPECT_EQ(create(twice).error().kind, Kind::invalid);
  auto mapless = wanted("c");
  mapless.row.map_id = "nowhere";
  EXPECT_EQ(create(mapless).error().kind, Kind::invalid);
  EXPECT_FALSE(interaction("a"));
}

TEST_F(Campaign, EditingChangesWhatIsGivenAndNothingWhileItIsLive) {
  ASSERT_TRUE(seed(store::test::small_campaign({"fight"})));
  access::InteractionEdit change{
      .id = "fight", .name = "Renamed", .description = {}, .map_id = {}, .placements = {}, .settings = {}};
  auto edited = edit(change);
  ASSERT_TRUE(edited);
  EXPECT_TRUE(edited->changed);
  EXPECT_EQ(edited->row.name, "Renamed");
  EXPECT_EQ(edited->row.placements.size(), 2U);
  change.placements = wanted("x").row.placements;
  EXPECT_EQ(edit(change)->row.placements.size(), 1U);
  for (const char* status : {"live", "paused"}) {
    set_status("fight", status == std::string("live") ? 1 : 2, status);
    change.name = "While " + std::string(status);
    edited = edit(change);
    ASSERT_TRUE(edited);
    EXPECT_FALSE(edited->changed);
    EXPECT_EQ(interaction("fight")->name, "Renamed");
  }
  set_status("fight", 3, "completed");
  EXPECT_TRUE(edit(change)->changed);
}

TEST_F(Campaign, TheLiveRowIsSeenInTheListAndARestartFindsWhatWasLive) {
  ASSERT_TRUE(seed(store::test::small_campaign({"fight", "other"})));
  set_status("fight", 1, "live");
  reopen();
  const auto row = interaction("fight");
  EXPECT_EQ(row->live_status, "live");
  EXPECT_EQ(row->live_room_id, "room-1");
  EXPECT_EQ(row->connected_participants, (std::vector<std::string>{"piet"}));
  EXPECT_EQ(row->last_activity_ms, 77);
  EXPECT_EQ(row->current_turn_timeout_ms, 99);
  const auto live =
      *await<std::vector<access::InteractionRow>>([&](auto then) { store().live_interactions(std::move(then)); });
  ASSERT_EQ(live.size(), 1U);
  EXPECT_EQ(live[0].id, "fight");
}

TEST_F(Campaign, TheLiveInteractionOfAnEntityComesFirst) {
  ASSERT_TRUE(seed(store::test::small_campaign({"a", "b", "c"})));
  set_status("c", 1, "paused");
  set_status("b", 1, "live");
  const auto holders =
      *await<std::vector<access::EntityHolder>>([&](auto then) { store().holders_of("hero", std::move(then)); });
  ASSERT_EQ(holders.size(), 3U);
  EXPECT_EQ(holders[0].interaction_id, "b");
  EXPECT_EQ(holders[1].interaction_id, "c");
  EXPECT_EQ(holders[0].campaign_id, "road");
}

TEST_F(Campaign, ARoomsSetupHasMembersMapAndCreatures) {
  ASSERT_TRUE(seed(store::test::small_campaign({"fight"})));
  const auto json = await<std::string>([&](auto then) { database_->archive().load_setup("fight", std::move(then)); });
  ASSERT_TRUE(json) << json.error().message;
  const auto setup = schema::decode<room::Setup>(*json);
  ASSERT_TRUE(setup) << schema::to_text(setup.error());
  EXPECT_EQ(setup->interaction_id, "fight");
  ASSERT_EQ(setup->members.size(), 2U);
  EXPECT_EQ(setup->members[0].role, room::ViewerRole::dm);
  EXPECT_EQ(setup->map.rows.size(), 2U);
  EXPECT_EQ(setup->settings.turn_time_limit, 90);
  ASSERT_EQ(setup->creatures.size(), 2U);
  EXPECT_EQ(setup->creatures[0].entity_id, "hero");
  EXPECT_EQ(setup->creatures[0].name, "Hero");
  EXPECT_EQ(setup->creatures[0].user_id, "piet");
  EXPECT_EQ(setup->creatures[0].participant->json, R"({"hp":28,"hpMax":28,"sheet":{}})");
  EXPECT_EQ(setup->creatures[1].name, "Snik");
  EXPECT_EQ(setup->creatures[1].stat_block, "srd-goblin");
  EXPECT_TRUE(setup->creatures[1].secret);
}

// R1.5, R8.5, R8.6: what a fight left of a character is what its next fight starts from.
TEST_F(Campaign, AnOutcomeIsWhereTheNextSetupStarts) {
  ASSERT_TRUE(seed(store::test::small_campaign({"fight", "other"})));
  room::ArchiveBatch batch;
  batch.interaction_id = "fight";
  batch.seq = 9;
  batch.outcomes = {{"hero", "hero", R"({"hp":5,"hpMax":28,"tempHp":2,"conditions":["prone"]})"},
                    {"goblin-of-fight", "goblin", R"({"hp":0})"}};
  ASSERT_TRUE(await<void>([&](auto then) { database_->archive().write(batch, std::move(then)); }));
  const auto json = await<std::string>([&](auto then) { database_->archive().load_setup("other", std::move(then)); });
  const auto setup = schema::decode<room::Setup>(*json);
  ASSERT_TRUE(setup);
  EXPECT_EQ(setup->creatures[0].participant->json, R"({"hpMax":28,"sheet":{},"hp":5,"tempHp":2})");
  batch.seq = 10;
  batch.outcomes = {{"hero", "hero", R"({"hp":0,"dead":false})"}};
  ASSERT_TRUE(await<void>([&](auto then) { database_->archive().write(batch, std::move(then)); }));
  const auto later = await<std::string>([&](auto then) { database_->archive().load_setup("other", std::move(then)); });
  EXPECT_NE(later->find(R"("hp":1,"dead":false)"), std::string::npos) << "who lay stable has woken: " << *later;
  EXPECT_EQ(setup->creatures[1].stat_block, "srd-goblin")
      << "a monster is a kind, not one goblin: it does not wear out";
}

}  // namespace
}  // namespace live::store::sqlite
