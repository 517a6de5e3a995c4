// Session tokens: what is accepted, and every way to be refused that the vectors of convex-clerk §4.6 name.
#include "access/token.hpp"

#include <gtest/gtest.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <string>
#include <string_view>

#include "access/base64url.hpp"
#include "access/crypto.hpp"

namespace live::access {
namespace {

constexpr base::Milliseconds now_ms = 1'700'000'000'000;
constexpr std::string_view issuer = "https://quiet-owl-7.clerk.accounts.dev";

/// A key pair that signs for the tests. Made once a run: 2048 bits take their time.
class Signer {
 public:
  explicit Signer(unsigned bits = 2048) : key_(EVP_RSA_gen(bits)) {}
  [[nodiscard]] std::string public_pem() const {
    const BioHandle bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PUBKEY(bio.get(), key_.get());
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(size)};
  }
  [[nodiscard]] std::string sign(std::string_view header, std::string_view payload) const {
    std::string text = base64url_encode(header) + "." + base64url_encode(payload);
    const ContextHandle context(EVP_MD_CTX_new());
    EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get());
    std::size_t size = 0;
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    EVP_DigestSign(context.get(), nullptr, &size, bytes, text.size());
    std::string signature(size, '\0');
    EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, bytes, text.size());
    return text + "." + base64url_encode(signature);
  }

 private:
  KeyHandle key_;
};

const Signer& our_signer() {
  static const Signer signer;
  return signer;
}
const Signer& foreign_signer() {
  static const Signer signer;
  return signer;
}

constexpr std::string_view plain_header = R"({"alg":"RS256","kid":"ins_1","typ":"JWT","cat":"cl_B7d4PD111AAA"})";

std::string claims(std::string_view more = {}, std::int64_t exp = 1'700'000'060, std::int64_t nbf = 1'699'999'990) {
  return R"({"v":2,"iss":")" + std::string(issuer) + R"(","sub":"user_1","sid":"sess_1","iat":1700000000,"nbf":)" +
         std::to_string(nbf) + R"(,"exp":)" + std::to_string(exp) + std::string(more) + "}";
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TokenVerifier verifier(TokenRules rules = {.issuer = std::string(issuer)}) {
  KeySet keys;
  EXPECT_TRUE(keys.add_pem("ins_1", our_signer().public_pem()));
  return {std::move(keys), std::move(rules)};
}

std::optional<TokenFault> fault_of(const std::string& token, const TokenVerifier& with = verifier()) {
  const auto result = with.verify(token, now_ms);
  if (result) return std::nullopt;
  if (token.size() >= 16) {
    EXPECT_EQ(result.error().message.find(token.substr(0, 16)), std::string::npos) << "an error shows the token";
  }
  return result.error().fault;
}

std::string signed_with(std::string_view header, const std::string& payload) {
  return our_signer().sign(header, payload);
}

TEST(Token, AGoodOneNamesItsUserSessionAndEnd) {
  const auto principal = verifier().verify(signed_with(plain_header, claims(R"(,"name":"Dora")")), now_ms);
  ASSERT_TRUE(principal);
  EXPECT_EQ(*principal, (Principal{"user_1", "Dora", "sess_1", 1'700'000'060'000}));
}

TEST(Token, OlderFormsAndUnknownMembersPass) {
  EXPECT_EQ(fault_of(signed_with(R"({"alg":"RS256","kid":"ins_1","oiat":5})", claims())), std::nullopt);
  EXPECT_EQ(fault_of(signed_with(plain_header, claims(R"(,"org_role":"org:admin","aud":"convex","fva":[1,-1])"))),
            std::nullopt);
  EXPECT_EQ(fault_of(signed_with(plain_header, claims(R"(,"sts":"active")"))), std::nullopt);
}

TEST(Token, AMinuteOfClockDriftIsTooMuchButFiveSecondsAreNot) {
  EXPECT_EQ(fault_of(signed_with(plain_header, claims("", 1'699'999'997))), std::nullopt);
  EXPECT_EQ(fault_of(signed_with(plain_header, claims("", 1'699'999'995))), TokenFault::expired);
  EXPECT_EQ(fault_of(signed_with(plain_header, claims("", 1'699'999'994))), TokenFault::expired);
  EXPECT_EQ(fault_of(signed_with(plain_header, claims("", 1'700'000'060, 1'700'000'005))), std::nullopt);
  EXPECT_EQ(fault_of(signed_with(plain_header, claims("", 1'700'000'060, 1'700'000'006))), TokenFault::not_yet_valid);
  EXPECT_EQ(fault_of(signed_with(plain_header, replaced(claims(), R"("iat":1700000000)", R"("iat":1700000006)"))),
            TokenFault::not_yet_valid);
}

TEST(Token, OnlyOurKeysSignatureCounts) {
  EXPECT_EQ(fault_of(foreign_signer().sign(plain_header, claims())), TokenFault::signature);
  const std::string token = signed_with(plain_header, claims());
  const std::string other = signed_with(plain_header, replaced(claims(), "user_1", "user_2"));
  const std::string mixed = other.substr(0, other.rfind('.')) + token.substr(token.rfind('.'));
  EXPECT_EQ(fault_of(mixed), TokenFault::signature);
  EXPECT_EQ(fault_of(token.substr(0, token.rfind('.') + 1)), TokenFault::signature);
}

TEST(Token, NoAlgorithmButRs256) {
  const std::string none = base64url_encode(R"({"alg":"none"})") + "." + base64url_encode(claims()) + ".";
  EXPECT_EQ(fault_of(none), TokenFault::algorithm);
  // The public key as an HMAC secret: the old trick against verifiers that believe the header.
  const std::string text =
      base64url_encode(R"({"alg":"HS256","kid":"ins_1","typ":"JWT"})") + "." + base64url_encode(claims());
  const std::string pem = our_signer().public_pem();
  std::string mac(32, '\0');
  unsigned size = 0;
  HMAC(EVP_sha256(), pem.data(), static_cast<int>(pem.size()), reinterpret_cast<const unsigned char*>(text.data()),
       text.size(), reinterpret_cast<unsigned char*>(mac.data()), &size);
  EXPECT_EQ(fault_of(text + "." + base64url_encode(mac)), TokenFault::algorithm);
  EXPECT_EQ(fault_of(signed_with(R"({"alg":"rs256","kid":"ins_1"})", claims())), TokenFault::algorithm);
  EXPECT_EQ(fault_of(signed_with(R"({"kid":"ins_1"})", claims())), TokenFault::algorithm);
}

TEST(Token, OtherKindsOfTokenOfTheSameKeyAreNotSessions) {
  EXPECT_EQ(fault_of(signed_with(R"({"alg":"RS256","kid":"ins_1","typ":"at+jwt"})", claims())), TokenFault::kind);
  EXPECT_EQ(fault_of(signed_with(R"({"alg":"RS256","kid":"ins_1","crit":["x"]})", claims())), TokenFault::kind);
  for (const char* category : {"cl_B7d4PD222AAA", "cl_B7d4PD333AAA"}) {
    EXPECT_EQ(fault_of(signed_with(replaced(std::string(plain_header), "cl_B7d4PD111AAA", category), claims())),
              TokenFault::kind);
  }
  EXPECT_EQ(fault_of(signed_with(plain_header, replaced(claims(), "user_1", "mch_1"))), TokenFault::subject);
}

TEST(Token, TheKeyIsFoundByItsIdOnly) {
  EXPECT_EQ(fault_of(signed_with(R"({"alg":"RS256","kid":"ins_2"})", claims())), TokenFault::unknown_key);
  EXPECT_EQ(fault_of(signed_with(R"({"alg":"RS256"})", claims())), TokenFault::unknown_key);
  KeySet any;
  ASSERT_TRUE(any.add_pem("", our_signer().public_pem()));
  EXPECT_EQ(fault_of(signed_with(R"({"alg":"RS256","kid":"ins_2"})", claims()),
                     TokenVerifier(any, {.issuer = std::string(issuer)})),
            std::nullopt);
}

TEST(Token, TheIssuerIsExact) {
  EXPECT_EQ(fault_of(signed_with(plain_header, replaced(claims(), issuer, std::string(issuer) + "/"))),
            TokenFault::issuer);
  EXPECT_EQ(fault_of(signed_with(plain_header, replaced(claims(), issuer, "https://clerk.evil.example"))),
            TokenFault::issuer);
  EXPECT_EQ(fault_of(signed_with(plain_header, R"({"sub":"u","sid":"s","exp":1700000060})")), TokenFault::issuer);
}

TEST(Token, EveryNeededClaimIsThereAndOfItsType) {
  const auto with = [](std::string_view from, std::string_view to) {
    return fault_of(signed_with(plain_header, replaced(claims(), from, to)));
  };
  EXPECT_EQ(with(R"("sub":"user_1",)", ""), TokenFault::subject);
  EXPECT_EQ(with(R"("sub":"user_1")", R"("sub":"")"), TokenFault::subject);
  EXPECT_EQ(with(R"("sub":"user_1")", R"("sub":7)"), TokenFault::subject);
  EXPECT_EQ(with("user_1", std::string(65, 'u')), TokenFault::subject);
  EXPECT_EQ(with(R"("sid":"sess_1",)", ""), TokenFault::claims);
  EXPECT_EQ(with(R"("exp":1700000060)", R"("exp":"1700000060")"), TokenFault::claims);
  EXPECT_EQ(with(R"(,"exp":1700000060)", ""), TokenFault::claims);
  EXPECT_EQ(with(R"("exp":1700000060)", R"("exp":1e300)"), TokenFault::claims);
  EXPECT_EQ(with(R"("exp":1700000060)", R"("exp":-1)"), TokenFault::claims);
  EXPECT_EQ(with(R"("nbf":1699999990)", R"("nbf":null)"), TokenFault::claims);
  EXPECT_EQ(with(R"("sub":"user_1")", R"("sub":"user_1","sub":"user_2")"), TokenFault::malformed);
}

TEST(Token, PendingSessionsForeignSitesAndAudiencesAreRefused) {
  EXPECT_EQ(fault_of(signed_with(plain_header, claims(R"(,"sts":"pending")"))), TokenFault::pending);
  const auto strict = verifier({.issuer = std::string(issuer),
                                .audience = "convex",
                                .authorized_parties = {"https://play.example", "http://localhost:5173"}});
  EXPECT_EQ(fault_of(signed_with(plain_header, claims(R"(,"azp":"https://play.example")")), strict), std::nullopt);
  EXPECT_EQ(fault_of(signed_with(plain_header, claims(R"(,"azp":"https://evil.example")")), strict), TokenFault::party);
  EXPECT_EQ(fault_of(signed_with(plain_header, claims()), strict), TokenFault::party);
  EXPECT_EQ(
      fault_of(signed_with(plain_header, claims(R"(,"azp":"https://play.example","aud":["a","convex"])")), strict),
      std::nullopt);
  EXPECT_EQ(fault_of(signed_with(plain_header, claims(R"(,"azp":"https://play.example","aud":"other")")), strict),
            TokenFault::audience);
}

TEST(Token, WhatIsNoTokenIsMalformed) {
  const std::string good = signed_with(plain_header, claims());
  for (const std::string& text :
       {std::string(), std::string("."), std::string(".."), std::string("a.b"), std::string("garbage"), good + ".x",
        good + "=", " " + good, good + "\n", replaced(good, ".", ".."), "." + good, std::string("!!!.???.###"),
        std::string("\0\0.\0.\0", 6), base64url_encode("[]") + "." + base64url_encode(claims()) + ".AA",
        base64url_encode("{") + "." + base64url_encode(claims()) + ".AA"}) {
    EXPECT_EQ(fault_of(text), TokenFault::malformed) << text;
  }
  EXPECT_EQ(fault_of(signed_with(plain_header, "[]")), TokenFault::malformed);
  EXPECT_EQ(fault_of(signed_with(plain_header, "{\"iss\":")), TokenFault::malformed);
}

TEST(Token, EveryTruncationIsRefused) {
  const std::string good = signed_with(plain_header, claims());
  ASSERT_EQ(fault_of(good), std::nullopt);
  for (std::size_t size = 0; size < good.size(); ++size) {
    ASSERT_NE(fault_of(good.substr(0, size)), std::nullopt) << size << " of " << good.size();
  }
}

TEST(Token, ATooLongOneIsNotEvenLookedAt) {
  const std::string padding = R"(,"note":")" + std::string(8192, 'x') + "\"";
  EXPECT_EQ(fault_of(signed_with(plain_header, claims(padding))), TokenFault::oversize);
}

TEST(Base64Url, IsStrictSoThatATokenHasOneSpelling) {
  for (std::string_view text : {"", "f", "fo", "foo", "foob", "fooba", "foobar"}) {
    EXPECT_EQ(base64url_decode(base64url_encode(text)), text);
  }
  EXPECT_EQ(base64url_encode(std::string("\xfb\xff", 2)), "-_8");
  EXPECT_EQ(base64url_decode("-_8"), std::string("\xfb\xff", 2));
  for (std::string_view bad : {"-_9", "+/8", "Zg==", "Z", "Zm9vY", "Zm 9", "Zm9v\n", "Zh"}) {
    EXPECT_EQ(base64url_decode(bad), std::nullopt) << bad;
  }
}

TEST(KeySet, TakesOnlyRsaKeysOfAFairSize) {
  KeySet keys;
  EXPECT_FALSE(keys.add_pem("a", "not a key"));
  EXPECT_FALSE(keys.add_pem("a", Signer(1024).public_pem()));
  const KeyHandle curve(EVP_EC_gen("P-256"));
  const BioHandle bio(BIO_new(BIO_s_mem()));
  ASSERT_EQ(PEM_write_bio_PUBKEY(bio.get(), curve.get()), 1);
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  EXPECT_FALSE(keys.add_pem("a", std::string_view(data, static_cast<std::size_t>(size))));
  EXPECT_TRUE(keys.empty());
  EXPECT_TRUE(keys.add_pem("a", our_signer().public_pem()));
  EXPECT_FALSE(keys.add_pem("a", foreign_signer().public_pem())) << "one id, one key";
}

}  // namespace
}  // namespace live::access
