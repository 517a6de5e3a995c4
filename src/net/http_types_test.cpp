#include "net/http_types.hpp"

#include <gtest/gtest.h>

#include "net/accept_budget.hpp"
#include "net/http_writer.hpp"

namespace live::net {
namespace {

TEST(HttpTypes, DecodePercentOnceAndRefuseBadEscapes) {
  EXPECT_EQ(percent_decode("/a%20b%2541"), "/a b%41");
  EXPECT_EQ(percent_decode("%e2%82%AC"), "\xe2\x82\xac");
  for (const char* bad : {"%", "%4", "%zz", "a%4", "%00"}) EXPECT_EQ(percent_decode(bad), std::nullopt) << bad;
}

TEST(HttpTypes, FindQueryParametersAndHeaders) {
  HttpRequest request;
  request.query = "a=1&b=x%26y+z&empty=&flag&%61b=coded";
  EXPECT_EQ(request.query_parameter("a"), "1");
  EXPECT_EQ(request.query_parameter("b"), "x&y z");
  EXPECT_EQ(request.query_parameter("empty"), "");
  EXPECT_EQ(request.query_parameter("flag"), "");
  EXPECT_EQ(request.query_parameter("ab"), "coded");
  EXPECT_EQ(request.query_parameter("c"), std::nullopt);
  request.headers = {{"Content-Type", "text/plain"}};
  EXPECT_EQ(request.header("content-type"), "text/plain");
  EXPECT_EQ(request.header("accept"), std::nullopt);
}

TEST(HttpTypes, TellALoopbackNameFromAnother) {
  const auto says = [](const char* host) {
    HttpRequest request;
    request.headers = {{"host", host}};
    return request.is_addressed_to_loopback();
  };
  for (const char* good : {"localhost", "LOCALHOST:3001", "127.0.0.1:3001", "127.8.8.8", "[::1]:3001"}) {
    EXPECT_TRUE(says(good)) << good;
  }
  for (const char* bad : {"", "evil.example:3001", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1"}) {
    EXPECT_FALSE(says(bad)) << bad;
  }
}

TEST(HttpWriter, WritesTheDateOfTheStandard) { EXPECT_EQ(http_date(784'111'777'000), "Sun, 06 Nov 1994 08:49:37 GMT"); }

TEST(HttpWriter, RefusesAHeaderThatWouldBeTwo) {
  HttpResponse response;
  response.headers = {{"location", "/x\r\nset-cookie: a=b"}};
  EXPECT_ANY_THROW((void)write_response(response, {}));
}

TEST(AcceptBudget, RefillsWithTimeAndKeepsAddressesApart) {
  AcceptBudget budget(2, 3);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(budget.take("10.0.0.1", 1000));
  EXPECT_FALSE(budget.take("10.0.0.1", 1000));
  EXPECT_TRUE(budget.take("10.0.0.2", 1000));
  EXPECT_FALSE(budget.take("10.0.0.1", 1400));
  EXPECT_TRUE(budget.take("10.0.0.1", 1600));
  EXPECT_FALSE(budget.take("10.0.0.1", 1600));
}

TEST(AcceptBudget, RemembersABoundedNumberOfAddresses) {
  AcceptBudget budget(1, 2);
  for (std::size_t i = 0; i < AcceptBudget::max_addresses + 1000; ++i) {
    (void)budget.take(std::to_string(i), 1000);
  }
  EXPECT_LE(budget.addresses(), AcceptBudget::max_addresses + 1);
  // When the buckets are full again, their addresses are forgotten.
  EXPECT_TRUE(budget.take("new", 100'000));
  EXPECT_EQ(budget.addresses(), 1U);
}

}  // namespace
}  // namespace live::net
