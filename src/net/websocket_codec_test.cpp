// The codec against RFC 6455, in the manner of the Autobahn test suite: every case names what goes in and what comes
// out, and each is read three ways (at once, byte by byte, in random pieces), which must agree.
#include "net/websocket_codec.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace live::net {
namespace {

using Kind = WebsocketEvent::Kind;
using namespace std::string_literals;

struct Seen {
  Kind kind = Kind::need_more;
  std::uint16_t code = 0;
  std::string payload;
  bool operator==(const Seen&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Seen& seen) {
  return out << "{kind " << static_cast<int>(seen.kind) << ", code " << seen.code << ", " << seen.payload.size()
             << " bytes}";
}

/// A client's frame: first byte (flags and opcode) and payload, masked.
std::string frame(unsigned first, std::string_view payload, std::string_view mask = "\x37\xfa\x21\x3d") {
  std::string out(1, static_cast<char>(first));
  if (payload.size() < 126) {
    out.push_back(static_cast<char>(0x80U | payload.size()));
  } else if (payload.size() <= 0xFFFF) {
    out.push_back(static_cast<char>(0x80U | 126U));
    for (int shift = 8; shift >= 0; shift -= 8) out.push_back(static_cast<char>((payload.size() >> shift) & 0xFF));
  } else {
    out.push_back(static_cast<char>(0x80U | 127U));
    for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<char>((payload.size() >> shift) & 0xFF));
  }
  out.append(mask);
  for (std::size_t i = 0; i < payload.size(); ++i) out.push_back(static_cast<char>(payload[i] ^ mask[i % 4]));
  return out;
}

std::string close_payload(std::uint16_t code, std::string_view reason = {}) {
  std::string out;
  out.push_back(static_cast<char>(code >> 8));
  out.push_back(static_cast<char>(code & 0xFF));
  return out.append(reason);
}

constexpr std::size_t limit = 300'000;

/// Feeds the stream in pieces, each in a buffer of its own that is overwritten afterwards.
template <class NextSize>
std::vector<Seen> read(std::string_view stream, NextSize next_size, std::size_t max_message_bytes = limit) {
  WebsocketParser parser(max_message_bytes);
  std::vector<Seen> all;
  while (!stream.empty()) {
    const std::size_t size = std::clamp<std::size_t>(next_size(), 1, stream.size());
    std::string piece(stream.substr(0, size));
    stream.remove_prefix(size);
    std::span<char> input(piece);
    for (;;) {
      const WebsocketEvent event = parser.next(input);
      if (event.kind == Kind::need_more) break;
      all.push_back({event.kind, event.code, event.kind == Kind::failed ? "" : std::string(event.payload)});
    }
    EXPECT_TRUE(input.empty());
  }
  return all;
}

std::vector<Seen> read_whole(std::string_view stream, std::size_t max_message_bytes = limit) {
  return read(stream, [&] { return stream.size(); }, max_message_bytes);
}

struct Case {
  const char* name;
  std::string stream;
  std::vector<Seen> expected;
};

void check(const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    SCOPED_TRACE(one.name);
    EXPECT_EQ(read_whole(one.stream), one.expected);
    EXPECT_EQ(read(one.stream, [] { return 1; }), one.expected) << "byte by byte";
    EXPECT_EQ(read(one.stream, [] { return 7; }), one.expected) << "seven at a time";
  }
}

const Seen protocol_error{Kind::failed, close_code::protocol_error, ""};
const Seen bad_text{Kind::failed, close_code::bad_payload, ""};

TEST(WebsocketCodec, ReadsMessagesOfEveryLengthForm) {
  std::vector<Case> cases;
  for (const std::size_t size :
       {0UL, 1UL, 124UL, 125UL, 126UL, 127UL, 128UL, 65'534UL, 65'535UL, 65'536UL, 200'000UL}) {
    const std::string payload(size, '*');
    cases.push_back({"text", frame(0x81, payload), {{Kind::text, 0, payload}}});
    cases.push_back({"binary", frame(0x82, payload), {{Kind::binary, 0, payload}}});
  }
  check(cases);
}

TEST(WebsocketCodec, ReadsFragmentsWithControlFramesBetween) {
  const Seen text{Kind::text, 0, "fragment1fragment2"};
  check({
      {"two fragments", frame(0x01, "fragment1") + frame(0x80, "fragment2"), {text}},
      {"ping between",
       frame(0x01, "fragment1") + frame(0x89, "p") + frame(0x80, "fragment2"),
       {{Kind::ping, 0, "p"}, text}},
      {"pong before and between",
       frame(0x8A, "a") + frame(0x01, "fragment1") + frame(0x8A, "b") + frame(0x80, "fragment2"),
       {{Kind::pong, 0, "a"}, {Kind::pong, 0, "b"}, text}},
      {"empty fragments", frame(0x01, "") + frame(0x00, "") + frame(0x80, ""), {{Kind::text, 0, ""}}},
      {"empty ends", frame(0x01, "") + frame(0x00, "x") + frame(0x80, ""), {{Kind::text, 0, "x"}}},
      {"binary", frame(0x02, "\xff\xfe") + frame(0x80, "\xfd"), {{Kind::binary, 0, "\xff\xfe\xfd"}}},
      {"two messages",
       frame(0x01, "a") + frame(0x80, "b") + frame(0x81, "c"),
       {{Kind::text, 0, "ab"}, {Kind::text, 0, "c"}}},
      {"close between",
       frame(0x01, "a") + frame(0x88, close_payload(1000)) + frame(0x80, "b"),
       {{Kind::close, 1000, ""}}},
      {"nothing to continue", frame(0x80, "x"), {protocol_error}},
      {"nothing to continue after a whole message",
       frame(0x81, "x") + frame(0x00, "y"),
       {{Kind::text, 0, "x"}, protocol_error}},
      {"a message in a message", frame(0x01, "x") + frame(0x81, "y"), {protocol_error}},
      {"a binary one in a text", frame(0x01, "x") + frame(0x02, "y"), {protocol_error}},
  });
}

TEST(WebsocketCodec, RefusesWhatTheProtocolReserves) {
  std::vector<Case> cases;
  for (const unsigned bits : {0x10U, 0x20U, 0x40U, 0x70U}) {
    cases.push_back({"reserved bit", frame(0x81 | bits, "x") + frame(0x81, "y"), {protocol_error}});
  }
  for (const unsigned opcode : {3U, 4U, 5U, 6U, 7U, 11U, 12U, 13U, 14U, 15U}) {
    cases.push_back({"reserved opcode", frame(0x80 | opcode, ""), {protocol_error}});
  }
  for (const unsigned opcode : {8U, 9U, 10U}) {
    cases.push_back({"a fragmented control frame", frame(opcode, ""), {protocol_error}});
    cases.push_back({"a long control frame", frame(0x80 | opcode, std::string(126, 'x')), {protocol_error}});
  }
  cases.push_back({"not masked", "\x81\x01x"s, {protocol_error}});
  cases.push_back({"length in a longer form than needed", "\x81\xfe\x00\x05"s + "maskhello", {protocol_error}});
  cases.push_back(
      {"64-bit length in a longer form than needed", "\x81\xff\0\0\0\0\0\0\xff\xff"s + "mask", {protocol_error}});
  cases.push_back({"64-bit length with its top bit", "\x81\xff\x80\0\0\0\0\0\0\0"s + "mask", {protocol_error}});
  check(cases);
}

TEST(WebsocketCodec, AnswersPingsOfEveryLegalLength) {
  check({{"empty", frame(0x89, ""), {{Kind::ping, 0, ""}}},
         {"bytes that are no text", frame(0x89, "\x00\xff\xfe"s), {{Kind::ping, 0, "\x00\xff\xfe"s}}},
         {"longest", frame(0x89, std::string(125, '\xfe')), {{Kind::ping, 0, std::string(125, '\xfe')}}},
         {"many", frame(0x89, "1") + frame(0x89, "2"), {{Kind::ping, 0, "1"}, {Kind::ping, 0, "2"}}},
         {"unasked pong", frame(0x8A, "x"), {{Kind::pong, 0, "x"}}}});
}

TEST(WebsocketCodec, RefusesTextThatIsNotUtf8) {
  std::vector<Case> cases;
  for (const std::string& good : {"\xce\xba\xe1\xbd\xb9\xcf\x83"s, "\xf4\x8f\xbf\xbf"s, "\xed\x9f\xbf"s,
                                  "\xee\x80\x80"s, "\xef\xbf\xbf"s, "\xf0\x90\x80\x80"s, "\xc2\x80"s, "a\0b"s}) {
    cases.push_back({"valid", frame(0x81, good), {{Kind::text, 0, good}}});
    cases.push_back(
        {"cut in a character", frame(0x01, good.substr(0, 1)) + frame(0x80, good.substr(1)), {{Kind::text, 0, good}}});
    const std::string padded = std::string(29, 'x') + good;
    cases.push_back({"valid after plain text", frame(0x81, padded), {{Kind::text, 0, padded}}});
  }
  for (const std::string& bad :
       {"\x80"s, "\xbf"s, "\xc0\xaf"s, "\xc1\xbf"s, "\xe0\x80\xaf"s, "\xe0\x9f\xbf"s, "\xf0\x80\x80\xaf"s,
        "\xf0\x8f\xbf\xbf"s, "\xed\xa0\x80"s, "\xed\xbf\xbf"s, "\xf4\x90\x80\x80"s, "\xf8\x88\x80\x80\x80"s, "\xfe"s,
        "\xff"s, "\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5\xed\xa0\x80\x65"s, "\xc2\x41"s, "\xe1\x80\x41"s}) {
    cases.push_back({"invalid", frame(0x81, bad + "tail"), {bad_text}});
    cases.push_back({"invalid after plain text", frame(0x81, std::string(64, 'x') + bad + "y"), {bad_text}});
    cases.push_back({"invalid in a fragment, refused before the last", frame(0x01, bad + "z"), {bad_text}});
    cases.push_back({"binary may hold it", frame(0x82, bad), {{Kind::binary, 0, bad}}});
  }
  cases.push_back({"ends inside a character", frame(0x81, "a\xe1\xbd"), {bad_text}});
  cases.push_back({"last fragment ends inside a character", frame(0x01, "a") + frame(0x80, "\xf0\x90"), {bad_text}});
  check(cases);
}

TEST(WebsocketCodec, RefusesBadTextBeforeTheFrameIsWhole) {
  const std::string whole = frame(0x81, "\xff" + std::string(1000, 'x'));
  EXPECT_EQ(read_whole(whole.substr(0, 20)), std::vector<Seen>{bad_text});
}

TEST(WebsocketCodec, KnowsWhichCloseCodesMayBeSent) {
  std::vector<Case> cases;
  for (const int number :
       {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4401, 4999}) {
    const auto code = static_cast<std::uint16_t>(number);
    cases.push_back({"legal", frame(0x88, close_payload(code, "bye")), {{Kind::close, code, "bye"}}});
  }
  for (const int number : {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535}) {
    const auto code = static_cast<std::uint16_t>(number);
    cases.push_back({"illegal", frame(0x88, close_payload(code)), {protocol_error}});
  }
  cases.push_back({"no code", frame(0x88, ""), {{Kind::close, close_code::none_given, ""}}});
  cases.push_back({"half a code", frame(0x88, "\x03"), {protocol_error}});
  cases.push_back({"longest reason",
                   frame(0x88, close_payload(1000, std::string(123, '*'))),
                   {{Kind::close, 1000, std::string(123, '*')}}});
  cases.push_back({"reason too long", frame(0x88, close_payload(1000, std::string(124, '*'))), {protocol_error}});
  cases.push_back({"reason not text", frame(0x88, close_payload(1000, "\xff")), {bad_text}});
  cases.push_back({"nothing after it counts",
                   frame(0x88, close_payload(1000)) + frame(0x81, "x") + "garbage",
                   {{Kind::close, 1000, ""}}});
  check(cases);
}

TEST(WebsocketCodec, RefusesMessagesOverTheLimitByTheirHeader) {
  const Seen too_big{Kind::failed, close_code::too_big, ""};
  const std::string just = frame(0x81, std::string(1000, 'x'));
  EXPECT_EQ(read_whole(just, 1000), (std::vector<Seen>{{Kind::text, 0, std::string(1000, 'x')}}));
  EXPECT_EQ(read_whole(frame(0x81, std::string(1001, 'x')).substr(0, 8), 1000), std::vector<Seen>{too_big});
  const std::string fragments = frame(0x01, std::string(600, 'x')) + frame(0x00, std::string(400, 'x'));
  EXPECT_EQ(read_whole(fragments + frame(0x80, ""), 1000).size(), 1U);
  EXPECT_EQ(read_whole(fragments + frame(0x80, "x"), 1000), std::vector<Seen>{too_big});
  EXPECT_EQ(read_whole("\x82\xff\x7f\xff\xff\xff\xff\xff\xff\xffmask"s, 1000), std::vector<Seen>{too_big});
}

TEST(WebsocketCodec, DoesNotCopyAWholeMessage) {
  std::string stream = frame(0x81, "hello") + frame(0x89, "x");
  std::span<char> input(stream);
  WebsocketParser parser;
  const WebsocketEvent event = parser.next(input);
  EXPECT_EQ(event.payload, "hello");
  EXPECT_EQ(event.payload.data(), stream.data() + 6);
  EXPECT_EQ(parser.next(input).kind, Kind::ping);
}

RC_GTEST_PROP(WebsocketCodecProperty, PiecesDoNotMatter, ()) {
  // Mostly sensible streams with, at times, a byte changed: sense and nonsense must both be read alike.
  std::string stream;
  const auto frames = *rc::gen::inRange(1, 8);
  for (int i = 0; i < frames; ++i) {
    const auto first = *rc::gen::element(0x81U, 0x82U, 0x01U, 0x00U, 0x80U, 0x89U, 0x8AU, 0x88U);
    std::string payload = *rc::gen::container<std::string>(rc::gen::element('a', '\xc3', '\xa9', '\xf0', 'z', '\x80'));
    if (first == 0x88U) payload = close_payload(1000, "ok");
    if (payload.size() > 125) payload.resize(125);
    const auto mask = *rc::gen::container<std::string>(4, rc::gen::arbitrary<char>());
    stream += frame(first, payload, mask);
  }
  if (*rc::gen::inRange(0, 4) == 0) {
    stream[*rc::gen::inRange<std::size_t>(0, stream.size())] = *rc::gen::arbitrary<char>();
  }
  const auto sizes = *rc::gen::container<std::vector<std::size_t>>(16, rc::gen::inRange<std::size_t>(1, 40));
  std::size_t at = 0;
  const auto whole = read_whole(stream);
  RC_ASSERT(read(stream, [] { return 1; }) == whole);
  RC_ASSERT(read(stream, [&] { return sizes[at++ % sizes.size()]; }) == whole);
}

TEST(WebsocketFrames, HeadersUseTheShortestLength) {
  EXPECT_EQ(frame_header(Opcode::text, 5).view(), "\x81\x05"s);
  EXPECT_EQ(frame_header(Opcode::text, 126).view(), "\x81\x7e\x00\x7e"s);
  EXPECT_EQ(frame_header(Opcode::text, 65'535).view(), "\x81\x7e\xff\xff"s);
  EXPECT_EQ(frame_header(Opcode::text, 65'536).view(), "\x81\x7f\0\0\0\0\0\x01\0\0"s);
}

TEST(WebsocketFrames, CloseReasonsAreCutBetweenCharacters) {
  EXPECT_EQ(close_frame(1000, "bye"), "\x88\x05\x03\xe8"s + "bye");
  const std::string cut = close_frame(1000, std::string(122, 'x') + "\xc3\xa9");
  EXPECT_EQ(cut, "\x88\x7c\x03\xe8"s + std::string(122, 'x'));
  EXPECT_EQ(close_reply(close_code::none_given), "\x88\x00"s);
  EXPECT_EQ(close_reply(4001), "\x88\x02\x0f\xa1"s);
}

TEST(WebsocketHandshake, AnswersTheKeyOfTheStandard) {
  EXPECT_EQ(accept_key("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  EXPECT_TRUE(is_websocket_key("dGhlIHNhbXBsZSBub25jZQ=="));
  EXPECT_FALSE(is_websocket_key(""));
  EXPECT_FALSE(is_websocket_key("dGhlIHNhbXBsZSBub25jZQ="));
  EXPECT_FALSE(is_websocket_key("dGhlIHNhbXBs*SBub25jZQ=="));
}

}  // namespace
}  // namespace live::net
