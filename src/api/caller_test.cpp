// Where a token is looked for, what a bad one does, and how often one may call (R7.1, R7.6).
#include "api/caller.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "access/dev_issuer.hpp"
#include "base/random.hpp"

namespace live::api {
namespace {

class CallerTest : public testing::Test {
 protected:
  CallerTest() {
    folder_ = std::filesystem::temp_directory_path() /
              ("live-caller-test-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::create_directories(folder_);
    auto issuer = access::DevIssuer::open(folder_, "127.0.0.1", entropy_);
    EXPECT_TRUE(issuer) << (issuer ? "" : issuer.error());
    issuer_ = std::make_unique<access::DevIssuer>(std::move(*issuer));
    verifier_ = std::make_unique<access::TokenVerifier>(issuer_->keys(), issuer_->rules());
  }
  ~CallerTest() override { std::filesystem::remove_all(folder_); }

  std::string token(const char* user) { return issuer_->issue(user, std::nullopt, clock_.now_ms()); }

  trpc::SessionResult open(const trpc::Handshake& handshake) {
    trpc::SessionResult result = std::unexpected(trpc::Error{});
    session_factory(*verifier_, clock_, limits_)(
        handshake, trpc::SessionReply([&](trpc::SessionResult given) { result = std::move(given); }));
    return result;
  }

  std::string user_of(const trpc::Handshake& handshake) {
    const auto session = open(handshake);
    if (!session) return "refused: " + std::string(trpc::name(session.error().code));
    const auto caller = std::dynamic_pointer_cast<Caller>(*session);
    return caller->signed_in() ? caller->user_id() : "nobody";
  }

  base::ManualClock clock_;
  base::SeededEntropy entropy_{11};
  std::filesystem::path folder_;
  std::unique_ptr<access::DevIssuer> issuer_;
  std::unique_ptr<access::TokenVerifier> verifier_;
  RateLimits limits_{.connection = {.burst = 3, .per_second = 1}, .user = {.burst = 4, .per_second = 1}};
};

TEST_F(CallerTest, TakesTheTokenFromEachOfItsPlacesInOrder) {
  EXPECT_EQ(user_of({}), "nobody");
  EXPECT_EQ(user_of({.query = "token=" + token("ana")}), "ana");
  EXPECT_EQ(user_of({.authorization = "Bearer " + token("ben"), .query = "token=" + token("ana")}), "ben");
  trpc::Handshake with_params{.authorization = "Bearer " + token("ben")};
  with_params.connection_params = {{"token", token("mira")}};
  EXPECT_EQ(user_of(with_params), "mira");
}

TEST_F(CallerTest, RefusesABadOrExpiredTokenRatherThanForgettingIt) {
  EXPECT_EQ(user_of({.authorization = "Bearer nonsense"}), "refused: UNAUTHORIZED");
  const std::string old = token("ana");
  clock_.advance(access::DevIssuer::default_life_ms + 10'000);
  EXPECT_EQ(user_of({.authorization = "Bearer " + old}), "refused: UNAUTHORIZED");
}

TEST_F(CallerTest, LimitsEachConnectionAndEachUserOverAllTheirConnections) {
  const auto users = std::make_shared<access::RateLimiter>(limits_.user, 10);
  const trpc::Guard guard = rate_guard(users, clock_);
  const auto session = open({.authorization = "Bearer " + token("ana")});
  const auto second = open({.authorization = "Bearer " + token("ana")});
  ASSERT_TRUE(session && second);
  trpc::Call call{
      .path = "interaction.health", .remote_address = {}, .id_json = {}, .last_event_id = {}, .caller = *session};
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(guard(call)) << i;
  const auto refused = guard(call);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, trpc::Code::too_many_requests);
  EXPECT_NE(refused.error().data.find("retryAfterMs"), std::string::npos);

  trpc::Call elsewhere{
      .path = "interaction.health", .remote_address = {}, .id_json = {}, .last_event_id = {}, .caller = *second};
  EXPECT_TRUE(guard(elsewhere)) << "the fourth of the user's four";
  EXPECT_FALSE(guard(elsewhere)) << "another connection does not help";
  clock_.advance(1000);
  EXPECT_TRUE(guard(elsewhere));
}

TEST_F(CallerTest, SignedInLetsNobodyElseIn) {
  const auto nobody = open({});
  ASSERT_TRUE(nobody);
  trpc::Call call{
      .path = "campaign.listCampaigns", .remote_address = {}, .id_json = {}, .last_event_id = {}, .caller = *nobody};
  ASSERT_FALSE(signed_in(call));
  EXPECT_EQ(signed_in(call).error().code, trpc::Code::unauthorized);
}

}  // namespace
}  // namespace live::api
