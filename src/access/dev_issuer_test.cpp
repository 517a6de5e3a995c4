#include "access/dev_issuer.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

namespace live::access {
namespace {

constexpr base::Milliseconds now_ms = 1'700'000'000'000;

class Issuer : public testing::Test {
 protected:
  Issuer() {
    std::string pattern = (std::filesystem::temp_directory_path() / "live-access-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~Issuer() override {
    std::error_code error;
    std::filesystem::remove_all(folder_, error);
  }
  std::expected<DevIssuer, std::string> open(std::string_view host = "127.0.0.1") {
    return DevIssuer::open(folder_, host, entropy_);
  }

  std::filesystem::path folder_;
  base::SeededEntropy entropy_{7};
};

TEST_F(Issuer, ItsTokensPassTheSameVerifierAsClerks) {
  auto issuer = open();
  ASSERT_TRUE(issuer) << issuer.error();
  const TokenVerifier verifier(issuer->keys(), issuer->rules());
  const auto principal = verifier.verify(issuer->issue("dora", "Dora \"the DM\"", now_ms), now_ms);
  ASSERT_TRUE(principal) << principal.error().message;
  EXPECT_EQ(principal->user_id, "dora");
  EXPECT_EQ(principal->name, "Dora \"the DM\"");
  EXPECT_TRUE(principal->session_id.starts_with("sess_"));
  EXPECT_EQ(principal->expires_at_ms, now_ms + DevIssuer::default_life_ms);
}

TEST_F(Issuer, ATokenEndsWithItsLife) {
  auto issuer = open();
  ASSERT_TRUE(issuer);
  const TokenVerifier verifier(issuer->keys(), issuer->rules());
  const std::string token = issuer->issue("dora", std::nullopt, now_ms, 60'000);
  EXPECT_TRUE(verifier.verify(token, now_ms + 60'000));
  const auto late = verifier.verify(token, now_ms + 65'000);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().fault, TokenFault::expired);
}

TEST_F(Issuer, TheKeyIsKeptForItsOwnerOnlySoThatTokensOutliveARestart) {
  auto first = open();
  ASSERT_TRUE(first);
  const std::string token = first->issue("dora", std::nullopt, now_ms);
  struct stat status{};
  ASSERT_EQ(::stat((folder_ / "dev-signing-key.pem").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  auto second = open();
  ASSERT_TRUE(second);
  EXPECT_TRUE(TokenVerifier(second->keys(), second->rules()).verify(token, now_ms));
}

TEST_F(Issuer, AKeyThatOthersCanReadOrThatIsNoneIsRefused) {
  ASSERT_TRUE(open());
  const auto path = folder_ / "dev-signing-key.pem";
  ASSERT_EQ(::chmod(path.c_str(), 0644), 0);
  const auto shared = open();
  ASSERT_FALSE(shared);
  EXPECT_NE(shared.error().find("0600"), std::string::npos) << shared.error();
  ASSERT_EQ(::chmod(path.c_str(), 0600), 0);
  std::ofstream(path) << "not a key";
  const auto broken = open();
  ASSERT_FALSE(broken);
  EXPECT_NE(broken.error().find("dev-signing-key.pem"), std::string::npos) << broken.error();
}

TEST_F(Issuer, ItRefusesToExistOffLoopback) {
  for (const char* host : {"0.0.0.0", "192.168.1.5", "::", "example.com", ""}) {
    const auto issuer = open(host);
    ASSERT_FALSE(issuer) << host;
    EXPECT_NE(issuer.error().find("loopback"), std::string::npos);
  }
  EXPECT_FALSE(std::filesystem::exists(folder_ / "dev-signing-key.pem")) << "no key is made for nothing";
}

TEST(Loopback, IsTheLocalNetworkAndNothingThatLooksLikeIt) {
  for (const char* host : {"127.0.0.1", "127.8.9.10", "::1", "[::1]", "localhost", "::ffff:127.0.0.1"}) {
    EXPECT_TRUE(is_loopback(host)) << host;
  }
  for (const char* host : {"", "0.0.0.0", "::", "[::]", "128.0.0.1", "127.0.0.1.example.com", "localhost.example.com",
                           "::ffff:10.0.0.1", "2130706433", "127.1", "127.0.0.1 ", "10.0.0.127"}) {
    EXPECT_FALSE(is_loopback(host)) << host;
  }
}

}  // namespace
}  // namespace live::access
