#include "schema/value.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace live::schema {
namespace {

std::string refusal(std::string_view json, ParserOptions options = {}) {
  Parser parser(options);
  const auto value = parser.parse(json);
  return value ? "accepted: " + value->raw() : to_text(value.error());
}

TEST(Parser, NavigatesAnEnvelopeWithoutReparsing) {
  Parser parser;
  const auto value = parser.parse(R"({"id":7,"params":{"path":"a.b","input":{"x":[1,2.5,true,null]}}})");
  ASSERT_TRUE(value);
  EXPECT_EQ(value->find("id").as_integer(), 7);
  EXPECT_EQ(value->find("params").find("path").as_string(), "a.b");
  const Value items = value->find("params").find("input").find("x");
  EXPECT_EQ(items.size(), 4u);
  std::string seen;
  for (const Value item : items.items()) seen += item.raw() + " ";
  EXPECT_EQ(seen, "1 2.5 true null ");
}

TEST(Parser, AbsentValuesCanBeAskedAnything) {
  const Value absent;
  EXPECT_EQ(absent.kind(), Kind::absent);
  EXPECT_TRUE(absent.find("a").find("b").is_absent());
  EXPECT_EQ(absent.as_string(), std::nullopt);
  EXPECT_EQ(absent.as_integer(), std::nullopt);
  EXPECT_EQ(absent.size(), 0u);
  EXPECT_EQ(absent.raw(), "");
  for (const auto& member : absent.members()) FAIL() << member.name;
  for (const Value item : absent.items()) FAIL() << item.raw();
}

TEST(Parser, AskingForTheWrongKindGivesNothing) {
  Parser parser;
  const auto value = parser.parse(R"({"a":1})");
  ASSERT_TRUE(value);
  EXPECT_EQ(value->as_bool(), std::nullopt);
  EXPECT_EQ(value->as_double(), std::nullopt);
  EXPECT_TRUE(value->find("a").find("b").is_absent());
  EXPECT_EQ(value->find("a").size(), 0u);
}

TEST(Parser, IntegersKeepToTheSafeRange) {
  Parser parser;
  const auto integer = [&](std::string_view json) { return parser.parse(json)->as_integer(); };
  EXPECT_EQ(integer("3.0"), 3);
  EXPECT_EQ(integer("-0"), 0);
  EXPECT_EQ(integer("1e3"), 1000);
  EXPECT_EQ(integer("3.5"), std::nullopt);
  EXPECT_EQ(integer("9007199254740991"), 9007199254740991);
  EXPECT_EQ(integer("-9007199254740991"), -9007199254740991);
  EXPECT_EQ(integer("9007199254740992"), std::nullopt);
  EXPECT_EQ(integer("9007199254740993"), std::nullopt);
  EXPECT_EQ(integer("18446744073709551615"), std::nullopt);
  EXPECT_EQ(integer("1e300"), std::nullopt);
}

TEST(Parser, RawTextIsMinifiedAndKeepsEveryValue) {
  const std::string json = R"({"a":[1,-2,2.5,1e+300,18446744073709551615,-9223372036854775808],"é\n\"":{},"t":[]})";
  EXPECT_EQ(refusal(" { \"a\" : [ 1, -2, 2.50, 1e300, 18446744073709551615, -9223372036854775808 ],"
                    "\"\\u00e9\\n\\\"\":{ }, \"t\":[ ]} "),
            "accepted: " + json);
}

TEST(Parser, MalformedTextIsRefused) {
  for (const char* json : {"",     "  ", "{",   "[1,]",    "{\"a\":}",  "{a:1}",      "nul",
                           "01",   "+1", "1 2", "[1]]",    "'a'",       "\"a",        "NaN",
                           "-",    "1.", ".5",  "\"\\x\"", "\"\\u12\"", "[\"a\nb\"]", "\xEF\xBB\xBF{}",
                           "/**/1"}) {
    EXPECT_TRUE(refusal(json).starts_with("not valid JSON")) << json << " -> " << refusal(json);
  }
}

TEST(Parser, NumbersBeyondADoubleAreRefused) {
  EXPECT_EQ(refusal("1e400"), "not valid JSON: broken or too large number");
  EXPECT_EQ(refusal("[" + std::string(500, '9') + "]"), "not valid JSON: broken or too large number");
}

TEST(Parser, InvalidUtf8IsRefused) {
  for (const char* json : {"\"\xff\"", "\"\xc0\xaf\"", "\"\xed\xa0\x80\"", "\"\xf4\x90\x80\x80\"", "\"\xe2\x82\""}) {
    EXPECT_EQ(refusal(json), "not valid JSON: invalid UTF-8");
  }
}

TEST(Parser, LoneSurrogatesAreRefusedWhereverTheyStand) {
  for (const char* json : {R"("\ud800")", R"("\uDC00")", R"(["x\udfffy"])", R"({"\ud83d":1})", R"("\ud83d\ud83d")",
                           R"("\ude00\ud83d")", R"("\ud83dx\ude00")", R"("\ud83d\n\ude00")", R"("\\\ud800")"}) {
    EXPECT_TRUE(refusal(json).starts_with("not valid JSON")) << json << " -> " << refusal(json);
  }
  EXPECT_EQ(refusal(R"("\ud83d\ude00")"), "accepted: \"\xF0\x9F\x98\x80\"");
  EXPECT_EQ(refusal(R"("\\ud800")"), R"(accepted: "\\ud800")");
  EXPECT_EQ(refusal(R"("\ud7ff\ue000")"), "accepted: \"\xED\x9F\xBF\xEE\x80\x80\"");
}

TEST(Parser, DepthIsLimited) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_EQ(refusal(nested(32)), "accepted: " + nested(32));
  EXPECT_EQ(refusal(nested(33)), "nested deeper than 32 levels");
  EXPECT_EQ(refusal(nested(100'000)), "nested deeper than 32 levels");
  EXPECT_EQ(refusal(std::string(100'000, '[')), "not valid JSON");
  std::string objects = "1";
  for (int i = 0; i < 1000; ++i) objects = std::string("{\"a\":").append(objects).append("}");
  EXPECT_EQ(refusal(objects), "nested deeper than 32 levels");
  EXPECT_EQ(refusal("[[1]]", {.max_bytes = 100, .max_depth = 1}), "nested deeper than 1 levels");
}

TEST(Parser, SizeIsLimited) {
  EXPECT_EQ(refusal("[1,2,3]", {.max_bytes = 7}), "accepted: [1,2,3]");
  EXPECT_EQ(refusal("[1,2,3] ", {.max_bytes = 7}), "larger than 7 bytes");
}

TEST(Parser, IsReusedAfterErrorsAndAfterLargeTexts) {
  Parser parser;
  const std::string large = "[" + std::string(600'000, ' ') + "\"x\"]";
  ASSERT_TRUE(parser.parse(large));
  EXPECT_FALSE(parser.parse("{").has_value());
  const auto small = parser.parse("[1]");
  ASSERT_TRUE(small);
  EXPECT_EQ(small->raw(), "[1]");
  Parser moved = std::move(parser);
  EXPECT_EQ(small->raw(), "[1]");
  EXPECT_EQ(moved.parse("{\"b\":2}")->raw(), "{\"b\":2}");
}

TEST(Parser, TheTextNeedsNoPaddingAndMayDie) {
  Parser parser;
  auto text = std::make_unique<std::string>(R"(["gone",1])");
  const auto value = parser.parse(*text);
  text.reset();
  EXPECT_EQ(value->raw(), R"(["gone",1])");
}

}  // namespace
}  // namespace live::schema
