#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "base/ensure.hpp"
#include "schema/json.hpp"
#include "schema/shapes_for_test.hpp"

namespace live::schema::test {
namespace {

/// The issues as one line, or the decoded value's own JSON.
template <class T>
std::string outcome(std::string_view json, DecodeOptions options = {}) {
  const auto decoded = decode<T>(json, options);
  return decoded ? "= " + to_json(*decoded) : to_text(decoded.error());
}

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out.append(text);
  return out;
}

std::string parent_of(const std::string& node) {
  return std::string(R"({"label":"n","children":[)").append(node).append("]}");
}

TEST(Decode, ABoolIsABool) {
  EXPECT_EQ(outcome<bool>("true"), "= true");
  EXPECT_EQ(outcome<bool>("1"), "expected boolean, got number");
  EXPECT_EQ(outcome<bool>("null"), "expected boolean, got null");
}

TEST(Decode, IntegersAreCheckedAgainstTheirWidth) {
  EXPECT_EQ(outcome<std::int8_t>("-128"), "= -128");
  EXPECT_EQ(outcome<std::int8_t>("128"), "expected integer in -128..127, got 128");
  EXPECT_EQ(outcome<std::uint8_t>("-1"), "expected integer in 0..255, got -1");
  EXPECT_EQ(outcome<std::uint32_t>("4294967295"), "= 4294967295");
  EXPECT_EQ(outcome<std::uint32_t>("4294967296"), "expected integer in 0..4294967295, got 4294967296");
  EXPECT_EQ(outcome<std::int64_t>("9007199254740991"), "= 9007199254740991");
  EXPECT_EQ(outcome<std::int64_t>("9007199254740992"),
            "expected integer in -9007199254740991..9007199254740991, got 9007199254740992");
  EXPECT_EQ(outcome<std::uint64_t>("18446744073709551615"),
            "expected integer in 0..9007199254740991, got 18446744073709551615");
  EXPECT_EQ(outcome<int>("1e99"), "expected integer in -2147483648..2147483647, got 1e+99");
}

TEST(Decode, AnIntegerMayBeWrittenWithAnEmptyFractionOnly) {
  EXPECT_EQ(outcome<int>("3.0"), "= 3");
  EXPECT_EQ(outcome<int>("30e-1"), "= 3");
  EXPECT_EQ(outcome<int>("3.5"), "expected integer, got 3.5");
  EXPECT_EQ(outcome<int>("\"3\""), "expected integer, got string");
}

TEST(Decode, WideIntegersTravelAsStrings) {
  EXPECT_EQ(outcome<U64>("\"18446744073709551615\""), "= \"18446744073709551615\"");
  EXPECT_EQ(outcome<U64>("\"0\""), "= \"0\"");
  for (const char* bad : {"\"\"", "\"-1\"", "\"+1\"", "\"01\"", "\"1 \"", "\"0x1\"", "\"18446744073709551616\""}) {
    EXPECT_EQ(outcome<U64>(bad), std::string("expected 64-bit integer as a string of digits, got ") + bad);
  }
  EXPECT_EQ(outcome<U64>("1"), "expected string, got number");
}

TEST(Decode, RangesNameTheirBounds) {
  using Dice = Int<0, 10>;
  EXPECT_EQ(outcome<Dice>("10"), "= 10");
  EXPECT_EQ(outcome<Dice>("11"), "expected integer in 0..10, got 11");
  EXPECT_EQ(outcome<Dice>("-1"), "expected integer in 0..10, got -1");
}

TEST(Decode, NumbersTakeIntegersToo) {
  EXPECT_EQ(outcome<double>("2.5"), "= 2.5");
  EXPECT_EQ(outcome<double>("2"), "= 2");
  EXPECT_EQ(outcome<double>("true"), "expected number, got boolean");
}

TEST(Decode, TextIsMeasuredInBytes) {
  EXPECT_EQ((outcome<Text<3>>("\"abc\"")), "= \"abc\"");
  EXPECT_EQ((outcome<Text<3>>("\"\xC3\xA9\xC3\xA9\"")), "expected at most 3 bytes, got 4");
  EXPECT_EQ((outcome<Text<5, 1>>("\"\"")), "expected 1 to 5 bytes, got 0");
  EXPECT_EQ((outcome<Text<1, 1>>("\"ab\"")), "expected exactly 1 byte, got 2");
  EXPECT_EQ(outcome<std::string>("[]"), "expected string, got array");
  EXPECT_EQ(outcome<std::string>(R"("\u00e9\ud83d\ude00\u0000")"), "= \"\xC3\xA9\xF0\x9F\x98\x80\\u0000\"");
}

TEST(Decode, ListsAreLimitedAndNameTheItem) {
  EXPECT_EQ((outcome<List<int, 2>>("[1,2]")), "= [1,2]");
  EXPECT_EQ((outcome<List<int, 2>>("[1,2,3]")), "expected at most 2 items, got 3");
  EXPECT_EQ((outcome<List<int, 2, 1>>("[]")), "expected 1 to 2 items, got 0");
  EXPECT_EQ((outcome<std::vector<std::vector<int>>>("[[1],[2,null]]")), "[1][1]: expected integer, got null");
  EXPECT_EQ((outcome<std::array<int, 2>>("[1]")), "expected exactly 2 items, got 1");
  EXPECT_EQ((outcome<std::array<int, 2>>("[1,2]")), "= [1,2]");
  EXPECT_EQ((outcome<std::vector<int>>("{}")), "expected array, got object");
}

TEST(Decode, AbsentAndNullAreBothEmpty) {
  const std::string rest = R"("entityId":"a","currentHP":1,"position":{"x":0,"y":0},"ruleset":"2014")";
  const std::string empty =
      R"(= {"entityId":"a","currentHP":1,"position":{"x":0,"y":0},"target":null,"ruleset":"2014"})";
  EXPECT_EQ(outcome<Participant>("{" + rest + "}"), empty);
  EXPECT_EQ(outcome<Participant>("{" + rest + R"(,"nickName":null,"target":null})"), empty);
  EXPECT_EQ(outcome<std::optional<int>>("null"), "= null");
}

TEST(Decode, AnAbsentValueIsMissingUnlessItMayBe) {
  EXPECT_EQ(decode<int>(Value()).error(), (Issues{{"", "missing"}}));
  EXPECT_EQ(decode<Position>(Value()).error(), (Issues{{"", "missing"}}));
  EXPECT_EQ(decode<Raw>(Value()).error(), (Issues{{"", "missing"}}));
  EXPECT_EQ(decode<std::optional<int>>(Value()).value(), std::nullopt);
  EXPECT_TRUE(decode<None>(Value()).has_value());
  EXPECT_TRUE(decode<None>("null").has_value());
  EXPECT_EQ(outcome<None>("{}"), "expected nothing, got object");
}

TEST(Decode, DescribedEnumsTravelByNameOthersByNumber) {
  EXPECT_EQ(decode<Ruleset>("\"2024\""), Ruleset::rules_2024);
  EXPECT_EQ(outcome<Ruleset>("\"rules2024\""), "expected one of 2014, 2024, houseRules, got \"rules2024\"");
  EXPECT_EQ(outcome<Code>("0"), "expected string, got number");
  EXPECT_EQ(decode<Level>("7"), Level::some);
  EXPECT_EQ(outcome<Level>("256"), "expected integer in 0..255, got 256");
}

TEST(Decode, SeveralIssuesAreNamedAtOnceWithTheirPaths) {
  const std::string json = R"({"participants":[{"entityId":"a","currentHP":1,"position":{"x":0,"y":0},"ruleset":"2014"},
    {"entityId":"","currentHP":1.5,"position":{"x":5000},"ruleset":"2014","target":{"x":"1","y":2}}]})";
  const auto decoded = decode<std::map<std::string, std::vector<Participant>>>(json);
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error(), (Issues{{"participants[1].entityId", "expected 1 to 64 bytes, got 0"},
                                     {"participants[1].currentHP", "expected integer, got 1.5"},
                                     {"participants[1].position.x", "expected integer in -1000..1000, got 5000"},
                                     {"participants[1].position.y", "missing"},
                                     {"participants[1].target.x", "expected integer, got string"}}));
}

TEST(Decode, StopsAtTheMostIssuesAskedFor) {
  const std::string json = "[" + repeated("\"x\",", 1000) + "0]";
  EXPECT_EQ(decode<std::vector<int>>(json).error().size(), 8u);
  EXPECT_EQ(decode<std::vector<int>>(json, {.max_issues = 3}).error().size(), 3u);
  EXPECT_EQ(decode<std::vector<int>>(json, {.max_issues = 0}).has_value(), false);
}

TEST(Decode, DuplicateMembersAreRefused) {
  EXPECT_EQ(outcome<Position>(R"({"x":1,"y":2,"x":3})"), "x: duplicate member");
  EXPECT_EQ((outcome<std::map<std::string, int>>(R"({"a":1,"\u0061":2})")), "a: duplicate member");
  EXPECT_EQ(outcome<Event>(R"({"type":"PAUSED","type":"PAUSED"})"), "type: duplicate member");
}

TEST(Decode, UnknownMembersAreTakenOrRefusedAsAsked) {
  EXPECT_EQ(outcome<Position>(R"({"x":1,"y":2,"z":{"deep":[1]}})"), R"(= {"x":1,"y":2})");
  EXPECT_EQ(outcome<Position>(R"({"x":1,"y":2,"z":3})", {.unknown_members_allowed = false}), "z: unknown member");
  EXPECT_EQ(outcome<Event>(R"({"type":"PAUSED"})", {.unknown_members_allowed = false}), R"(= {"type":"PAUSED"})");
}

TEST(Decode, VariantsGoByTheirTagWhereverItStands) {
  EXPECT_EQ(outcome<Event>(R"({"who":"a","type":"TURN_STARTED"})"), R"(= {"type":"TURN_STARTED","who":"a"})");
  EXPECT_EQ(outcome<Event>(R"({"type":"TURN_STARTED"})"), "who: missing");
  EXPECT_EQ(outcome<Event>(R"({"type":"NO"})"), "type: expected one of TURN_STARTED, PAUSED, got \"NO\"");
  EXPECT_EQ(outcome<Event>(R"({"who":"a"})"), "type: missing");
  EXPECT_EQ(outcome<Event>(R"({"type":5})"), "type: expected string, got number");
  EXPECT_EQ(outcome<Event>("[]"), "expected object, got array");
}

TEST(Decode, ATaggedStructAloneKeepsItsTag) {
  EXPECT_EQ(outcome<Paused>(R"({"type":"PAUSED"})"), R"(= {"type":"PAUSED"})");
  EXPECT_EQ(outcome<Paused>("{}"), "type: missing");
  EXPECT_EQ(outcome<Paused>(R"({"type":"OTHER"})"), R"(type: expected "PAUSED", got "OTHER")");
}

TEST(Decode, MapsCheckTheirKeys) {
  EXPECT_EQ((outcome<std::map<Code, int>>(R"({"NOT_YOUR_TURN":1})")), R"(= {"NOT_YOUR_TURN":1})");
  EXPECT_EQ((outcome<std::map<Code, int>>(R"({"NOPE":1})")),
            R"(NOPE: expected one of OUT_OF_RANGE, NOT_YOUR_TURN, got "NOPE")");
  EXPECT_EQ((outcome<std::map<Text<2>, int>>(R"({"abc":1})")), "abc: expected a name of 0 to 2 bytes, got 3");
  EXPECT_EQ((outcome<std::map<EntityId, int>>(R"({"":1})")), "[\"\"]: expected a name of 1 to 64 bytes, got 0");
  EXPECT_EQ((outcome<std::map<std::string, int>>("[]")), "expected object, got array");
}

TEST(Decode, PathsQuoteOddNamesAndKeepThemShort) {
  EXPECT_EQ((outcome<std::map<std::string, int>>(R"({"a.b\"c":null})")), R"(["a.b\"c"]: expected integer, got null)");
  const std::string issue = outcome<std::map<std::string, int>>("{\"" + std::string(5000, 'k') + "\":null}");
  EXPECT_LT(issue.size(), 120u) << issue;
  // The cut never splits a character.
  const std::string accents = outcome<Ruleset>("\"x" + repeated("\xC3\xA9", 100) + "\"");
  EXPECT_TRUE(decode<std::string>(to_json(accents)).has_value()) << accents;
}

TEST(Decode, RawTakesAnyJsonAsItIs) {
  EXPECT_EQ(decode<Raw>(R"( {"a" : [1, "\u0041"]} )"), (Raw{R"({"a":[1,"A"]})"}));
  EXPECT_EQ(decode<Raw>("null"), Raw{"null"});
  EXPECT_EQ(outcome<Raw>("{"), "not valid JSON");
}

TEST(Decode, DefaultsStayWhereAStructAsksForThem) {
  EXPECT_EQ(outcome<Settings>("{}"), R"(= {"turnTimeLimitSeconds":90,"title":"Untitled"})");
  EXPECT_EQ(outcome<Settings>(R"({"turnTimeLimitSeconds":4})"),
            "turnTimeLimitSeconds: expected integer in 5..3600, got 4");
}

TEST(Decode, RecursiveShapesStopAtTheDepthLimit) {
  std::string json = R"({"label":"leaf","children":[]})";
  for (int i = 0; i < 14; ++i) json = parent_of(json);
  EXPECT_EQ(outcome<Node>(json), "= " + json);
  for (int i = 0; i < 14; ++i) json = parent_of(json);
  EXPECT_EQ(outcome<Node>(json), "nested deeper than 32 levels");
}

TEST(Decode, APartOfAParsedTextIsDecodedInPlace) {
  Parser parser;
  const auto envelope = parser.parse(R"({"id":1,"params":{"input":{"x":1,"y":5000}}})");
  ASSERT_TRUE(envelope);
  const auto decoded = decode<Position>(envelope->find("params").find("input"));
  ASSERT_FALSE(decoded);
  EXPECT_EQ(to_text(decoded.error()), "y: expected integer in -1000..1000, got 5000");
}

TEST(Encode, StringsAreEscapedExactlyWhereTheyMustBe) {
  for (int byte = 0; byte < 0x80; ++byte) {
    // Every position within and after the eight-byte blocks of the scan.
    for (std::size_t before = 0; before < 17; ++before) {
      const std::string text = std::string(before, 'a') + static_cast<char>(byte) + "\xC3\xA9 tail";
      const std::string json = to_json(text);
      EXPECT_EQ(decode<std::string>(json), text) << json;
      const bool escaped = byte < 0x20 || byte == '"' || byte == '\\';
      EXPECT_EQ(json.size() > text.size() + 2, escaped) << json;
    }
  }
}

TEST(Encode, NumbersJavaScriptCannotHoldAreABug) {
  EXPECT_EQ(to_json(max_safe_integer), "9007199254740991");
  EXPECT_EQ(to_json(-max_safe_integer), "-9007199254740991");
  EXPECT_THROW((void)to_json(max_safe_integer + 1), base::Bug);
  EXPECT_THROW((void)to_json(-max_safe_integer - 1), base::Bug);
  EXPECT_THROW((void)to_json(~std::uint64_t{0}), base::Bug);
  EXPECT_THROW((void)to_json(std::numeric_limits<double>::infinity()), base::Bug);
  EXPECT_THROW((void)to_json(std::numeric_limits<double>::quiet_NaN()), base::Bug);
  // NOLINTNEXTLINE(clang-analyzer-optin.core.EnumCastOutOfRange): that is what is tested.
  EXPECT_THROW((void)to_json(static_cast<Code>(9)), base::Bug);
}

TEST(Encode, DoublesAreShortestAndExact) {
  EXPECT_EQ(to_json(0.1), "0.1");
  EXPECT_EQ(to_json(1e21), "1e+21");
  EXPECT_EQ(to_json(5e-324), "5e-324");
  EXPECT_EQ(to_json(2.0), "2");
  EXPECT_EQ(to_json(-0.0), "0");
  EXPECT_EQ(outcome<Raw>("[-0.0,-0,0e5]"), "= [0,0,0]");
  // A plain 21-digit integer would be refused by the parser.
  EXPECT_EQ(decode<double>(to_json(134298947861608464384.0)), 134298947861608464384.0);
}

TEST(Encode, AppendsToWhatIsThere) {
  std::string out = "{\"data\":";
  encode(Position{.x = 1, .y = 2}, out);
  encode_string("x", out);
  EXPECT_EQ(out, R"({"data":{"x":1,"y":2}"x")");
  EXPECT_EQ(to_json(std::string_view("view")), "\"view\"");
}

}  // namespace
}  // namespace live::schema::test
