#include "ops/health.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "ops/counters.hpp"

namespace live::ops {
namespace {

TEST(Health, IsReadyWhenNothingStandsInTheWay) {
  HealthState health;
  EXPECT_FALSE(health.ready()) << "a server that has just begun is not ready";
  EXPECT_EQ(health.to_json(), R"({"status":"not ready","reasons":{"server":"starting"}})");
  health.unblock("server");
  EXPECT_TRUE(health.ready());
  EXPECT_EQ(health.to_json(), R"({"status":"ready"})");
  health.block("journal", "disk \"full\"");
  health.block("archive", "slow");
  EXPECT_EQ(health.to_json(), R"({"status":"not ready","reasons":{"archive":"slow","journal":"disk \"full\""}})");
  health.unblock("archive");
  health.unblock("archive");
  EXPECT_FALSE(health.ready());
  health.unblock("journal");
  EXPECT_TRUE(health.ready());
}

TEST(Counters, CountAndShowEachUnderItsOwnName) {
  Counters counters;
  counters.add(Counter::bytes_sent, 40);
  counters.add(Counter::bytes_sent, 2);
  counters.add(Counter::connections_opened);
  EXPECT_EQ(counters.value(Counter::bytes_sent), 42U);
  const std::string text = counters.to_text();
  EXPECT_THAT(text, testing::HasSubstr("\nlive_bytes_sent_total 42\n"));
  EXPECT_THAT(text,
              testing::HasSubstr("# TYPE live_connections_opened_total counter\nlive_connections_opened_total 1\n"));
  EXPECT_THAT(text, testing::HasSubstr("\nlive_calls_failed_total 0\n"));
}

}  // namespace
}  // namespace live::ops
