#include "ops/log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>

namespace live::ops {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

TEST(Log, ALineIsTimeLevelEventAndFields) {
  std::ostringstream out;
  const Log log = Log::to_stream(out, LogLevel::info, LogFormat::text);
  log.info("room loaded", {{"room", "fight"}, {"commits", 12}, {"cold", true}, {"name", "The Goblin Road"}});
  EXPECT_THAT(out.str(), MatchesRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{12}Z info +room loaded room=fight "
                                      "commits=12 cold=true name=\"The Goblin Road\"\n"));
}

TEST(Log, JsonLinesHaveTheSameMembers) {
  std::ostringstream out;
  const Log log = Log::to_stream(out, LogLevel::info, LogFormat::json);
  log.with({{"connection", 7}}).warning("call \"refused\"", {{"path", "a.b"}, {"slow", false}});
  EXPECT_THAT(out.str(),
              EndsWith(R"("level":"warning","event":"call \"refused\"","connection":7,"path":"a.b","slow":false})"
                       "\n"));
}

TEST(Log, BoundFieldsStandOnEveryLineOfThatCopyOnly) {
  std::ostringstream out;
  const Log log = Log::to_stream(out, LogLevel::debug, LogFormat::text);
  const Log room = log.with({{"room", "fight"}}).with({{"request", "r1"}});
  room.debug("decided");
  EXPECT_THAT(out.str(), EndsWith("decided room=fight request=r1\n"));
  log.debug("idle");
  EXPECT_THAT(out.str(), EndsWith("idle\n"));
}

TEST(Log, LessImportantLinesAreNotWritten) {
  std::ostringstream out;
  const Log log = Log::to_stream(out, LogLevel::warning, LogFormat::text);
  log.debug("a");
  log.info("b");
  EXPECT_EQ(out.str(), "");
  EXPECT_FALSE(log.enabled(LogLevel::info));
  log.error("c");
  EXPECT_THAT(out.str(), HasSubstr("error"));
}

TEST(Log, SecretsAreNeverWritten) {
  for (const LogFormat format : {LogFormat::text, LogFormat::json}) {
    std::ostringstream out;
    const Log log = Log::to_stream(out, LogLevel::debug, format);
    const std::string token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJkb3JhIn0.c2lnbmF0dXJl";
    log.info("sign-in", {{"token", "opaque-1"}, {"authorization", "Bearer opaque-2"}, {"session_token", "opaque-3"}});
    log.info("call", {{"path", "/trpc?token=" + token}});
    log.with({{"query", token}}).info("GET " + token);
    EXPECT_THAT(out.str(), Not(HasSubstr("opaque")));
    EXPECT_THAT(out.str(), Not(HasSubstr("eyJ")));
    EXPECT_THAT(out.str(), HasSubstr("[withheld]"));
  }
}

TEST(Log, NoTextBreaksALine) {
  std::ostringstream out;
  const Log log = Log::to_stream(out, LogLevel::debug, LogFormat::text);
  log.info("a\nfake line", {{"name", "x\r\n2026 error forged"}, {"empty", ""}, {"tricky", "a=b"}});
  const std::string text = out.str();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
  EXPECT_THAT(text, EndsWith("a\\nfake line name=\"x\\u000d\\n2026 error forged\" empty=\"\" tricky=\"a=b\"\n"));
}

TEST(Log, PercentAndBracesAreJustText) {
  std::ostringstream out;
  const Log log = Log::to_stream(out, LogLevel::debug, LogFormat::text);
  log.info("{} %v {0}", {{"x", "%n{}"}});
  EXPECT_THAT(out.str(), EndsWith("{} %v {0} x=%n{}\n"));
}

}  // namespace
}  // namespace live::ops
