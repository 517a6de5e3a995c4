#include "access/roles.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <vector>

namespace live::access {
namespace {

using room::ViewerRole;

/// Answers role questions from a table, at once or when told to; nothing else is asked of it.
class RoleTable final : public CampaignStore {
 public:
  std::map<std::pair<std::string, std::string>, ViewerRole> roles;
  bool failing = false;
  bool holding = false;
  int asked = 0;
  std::vector<std::move_only_function<void()>> held;

  void role(std::string user, std::string campaign, Then<std::optional<ViewerRole>> then) override {
    ++asked;
    room::Stored<std::optional<ViewerRole>> answer;
    if (failing) {
      answer = std::unexpected(room::StoreError{room::StoreError::Kind::unavailable, "no"});
    } else if (const auto found = roles.find({user, campaign}); found != roles.end()) {
      answer = found->second;
    }
    if (holding) {
      held.push_back([then = std::move(then), answer]() mutable { then(answer); });
    } else {
      then(answer);
    }
  }

  void users(Then<std::vector<UserRow>>) override {}
  void campaigns_of(std::string, Then<std::vector<MembershipRow>>) override {}
  void members(std::string, Then<std::vector<MemberRow>>) override {}
  void characters(std::string, Then<std::vector<CreatureRow>>) override {}
  void monsters(std::string, Then<std::vector<CreatureRow>>) override {}
  void maps(std::string, Then<std::vector<MapRow>>) override {}
  void interactions(std::string, Then<std::vector<InteractionRow>>) override {}
  void interaction(std::string, Then<InteractionRow>) override {}
  void live_interactions(Then<std::vector<InteractionRow>>) override {}
  void holders_of(std::string, Then<std::vector<EntityHolder>>) override {}
  void create_interaction(NewInteraction, Then<InteractionRow>) override {}
  void edit_interaction(InteractionEdit, Then<EditedInteraction>) override {}
  void seed(CampaignSeed, Then<bool>) override {}
};

class RolesTest : public testing::Test {
 protected:
  RolesTest() { table_.roles = {{{"dora", "road"}, ViewerRole::dm}, {{"piet", "road"}, ViewerRole::player}}; }
  std::optional<ViewerRole> role(const std::string& user, const std::string& campaign = "road") {
    std::optional<ViewerRole> result;
    roles_.role(user, campaign, [&](room::Stored<std::optional<ViewerRole>> answer) { result = answer.value(); });
    return result;
  }

  RoleTable table_;
  base::ManualClock clock_;
  Roles roles_{table_, clock_, {.ttl_ms = 1000, .max_entries = 3}};
};

TEST_F(RolesTest, AnswersFromMemoryForAShortWhile) {
  EXPECT_EQ(role("dora"), ViewerRole::dm);
  EXPECT_EQ(role("dora"), ViewerRole::dm);
  EXPECT_EQ(table_.asked, 1);
  table_.roles.erase({"dora", "road"});
  clock_.advance(999);
  EXPECT_EQ(role("dora"), ViewerRole::dm);
  clock_.advance(1);
  EXPECT_EQ(role("dora"), std::nullopt);
  EXPECT_EQ(table_.asked, 2);
}

// R7.4: being DM of one campaign says nothing about another.
TEST_F(RolesTest, ARoleIsOfOneCampaign) {
  EXPECT_EQ(role("dora"), ViewerRole::dm);
  EXPECT_EQ(role("dora", "elsewhere"), std::nullopt);
  EXPECT_EQ(role("dora", "elsewhere"), std::nullopt);
  EXPECT_EQ(table_.asked, 2) << "that somebody is no member is remembered too";
}

TEST_F(RolesTest, AFreshAnswerIsAskedForAndRemembered) {
  EXPECT_EQ(role("dora"), ViewerRole::dm);
  table_.roles[{"dora", "road"}] = ViewerRole::player;
  std::optional<ViewerRole> fresh;
  roles_.fresh_role("dora", "road", [&](auto answer) { fresh = answer.value(); });
  EXPECT_EQ(fresh, ViewerRole::player);
  EXPECT_EQ(role("dora"), ViewerRole::player);
  EXPECT_EQ(table_.asked, 2);
}

TEST_F(RolesTest, AFailureIsTheCallersAndIsNotRemembered) {
  table_.failing = true;
  bool failed = false;
  roles_.role("dora", "road", [&](auto answer) { failed = !answer.has_value(); });
  EXPECT_TRUE(failed);
  table_.failing = false;
  EXPECT_EQ(role("dora"), ViewerRole::dm);
}

TEST_F(RolesTest, AnAnswerAskedBeforeForgettingIsNotRememberedAfterIt) {
  table_.holding = true;
  roles_.role("dora", "road", [](auto) {});
  roles_.forget("road");
  table_.held[0]();
  table_.holding = false;
  table_.roles[{"dora", "road"}] = ViewerRole::spectator;
  EXPECT_EQ(role("dora"), ViewerRole::spectator);
}

TEST_F(RolesTest, MemoryIsBounded) {
  for (const char* user : {"a", "b", "c", "d", "e"}) (void)role(user);
  EXPECT_EQ(roles_.size(), 3U);
  (void)role("e");
  EXPECT_EQ(table_.asked, 5);
  (void)role("a");
  EXPECT_EQ(table_.asked, 6);
  roles_.forget("road");
  EXPECT_EQ(roles_.size(), 0U);
}

}  // namespace
}  // namespace live::access
