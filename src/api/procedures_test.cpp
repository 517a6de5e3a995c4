// The table of procedures: the seed's names are all there, of the seed's kinds, and each says who may call it.
#include <gtest/gtest.h>

#include <map>

#include "api/services.hpp"
#include "trpc/app_router_ts.hpp"

namespace live::api {
namespace {

class Procedures : public testing::Test {
 protected:
  Procedures() {
    add_interaction_router(router_, {});
    add_campaign_router(router_, {});
    router_.finish();
  }
  trpc::Router router_;
};

TEST_F(Procedures, CarryTheNamesAndKindsOfTheSeed) {
  using trpc::Kind;
  const std::map<std::string, Kind> wanted{{"interaction.joinRoom", Kind::mutation},
                                           {"interaction.leaveRoom", Kind::mutation},
                                           {"interaction.getRoomState", Kind::query},
                                           {"interaction.takeTurn", Kind::mutation},
                                           {"interaction.skipTurn", Kind::mutation},
                                           {"interaction.roomUpdates", Kind::subscription},
                                           {"interaction.pauseInteraction", Kind::mutation},
                                           {"interaction.resumeInteraction", Kind::mutation},
                                           {"interaction.setLive", Kind::mutation},
                                           {"interaction.completeInteraction", Kind::mutation},
                                           {"interaction.rollInitiative", Kind::mutation},
                                           {"interaction.sendChatMessage", Kind::mutation},
                                           {"interaction.getChatHistory", Kind::query},
                                           {"interaction.liveStatuses", Kind::query},
                                           {"interaction.health", Kind::query},
                                           {"campaign.listCampaigns", Kind::query},
                                           {"campaign.createInteraction", Kind::mutation},
                                           {"campaign.editInteraction", Kind::mutation}};
  for (const auto& [path, kind] : wanted) {
    const trpc::Procedure* procedure = router_.find(path);
    ASSERT_NE(procedure, nullptr) << path;
    EXPECT_EQ(procedure->kind, kind) << path;
  }
}

TEST_F(Procedures, EachSaysWhoMayCallItAndOnlyHealthIsForAnyone) {
  for (const auto& procedure : router_.procedures()) {
    EXPECT_FALSE(procedure->who.empty()) << procedure->path;
    EXPECT_FALSE(procedure->guards.empty()) << procedure->path;
    EXPECT_EQ(procedure->who == "Anyone.", procedure->path == "interaction.health") << procedure->path;
  }
}

TEST_F(Procedures, GiveAnAppRouterWithEveryPath) {
  const std::string declaration = trpc::app_router_declaration(router_);
  for (const char* expected :
       {"takeTurn: Mutation<TurnAction, Accepted>", "roomUpdates: Subscription<", "currentHP?"}) {
    EXPECT_NE(declaration.find(expected), std::string::npos) << expected;
  }
}

}  // namespace
}  // namespace live::api
