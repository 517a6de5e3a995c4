// decode(encode(x)) == x for every kind of shape, and no mangled text ever crashes or decodes into something that
// cannot be written. rapidcheck prints the seed.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <random>
#include <string>

#include "schema/json.hpp"
#include "schema/shapes_for_test.hpp"

namespace live::schema::test {
namespace {

/// Made from a seed alone, so that a failure names all it needs.
class Maker {
 public:
  explicit Maker(std::uint64_t seed) : random_(seed) {}

  std::int64_t integer(std::int64_t lo, std::int64_t hi) {
    if (below(8) == 0) return below(2) == 0 ? lo : hi;
    return std::uniform_int_distribution<std::int64_t>(lo, hi)(random_);
  }
  std::size_t below(std::size_t end) { return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_); }
  bool flag() { return below(2) == 0; }
  double number() {
    const double mantissa = std::uniform_real_distribution<double>(-1, 1)(random_);
    return std::ldexp(mantissa, static_cast<int>(integer(-300, 300)));
  }
  /// Characters of one to four bytes, controls and quotes among them; at most `most` bytes.
  std::string text(std::size_t least, std::size_t most) {
    static constexpr std::string_view alphabet[] = {"a",
                                                    "Z",
                                                    "0",
                                                    " ",
                                                    "\"",
                                                    "\\",
                                                    "/",
                                                    "\n",
                                                    "\x01",
                                                    "\x7f",
                                                    "\t",
                                                    "\xC3\xA9",
                                                    "$",
                                                    "{",
                                                    "\xE2\x82\xAC",
                                                    "\xF0\x9F\x98\x80",
                                                    "\xEF\xBF\xBF"};
    std::string out;
    const std::size_t size = least + below(most - least + 1);
    while (out.size() < size) {
      const std::string_view next = alphabet[below(std::size(alphabet))];
      out.append(out.size() + next.size() <= size ? next : "x");
    }
    return out;
  }
  Position position() { return {static_cast<int>(integer(-1000, 1000)), static_cast<int>(integer(-1000, 1000))}; }
  EntityId id() { return {text(1, 64)}; }
  Participant participant() {
    Participant made;
    made.entity_id = id();
    made.current_hp = static_cast<int>(integer(INT32_MIN, INT32_MAX));
    made.position = position();
    if (flag()) made.nick_name = text(0, 20);
    if (flag()) made.target = position();
    made.ruleset = enum_entries<Ruleset>[below(3)].first;
    return made;
  }
  Node node(int depth) {
    Node made{.label = text(0, 10), .children = {}};
    while (depth > 0 && below(3) != 0) made.children.push_back(node(depth - 1));
    return made;
  }
  Event event() { return flag() ? Event{TurnStarted{id()}} : Event{Paused{}}; }
  Everything everything();

 private:
  std::mt19937_64 random_;
};

Everything Maker::everything() {
  Everything made;
  made.flag = flag();
  made.int_8 = static_cast<std::int8_t>(integer(-128, 127));
  made.uint_16 = static_cast<std::uint16_t>(integer(0, 65535));
  made.int_64 = integer(-max_safe_integer, max_safe_integer);
  made.uint_64 = static_cast<std::uint64_t>(integer(0, max_safe_integer));
  made.seed = random_();
  made.number = number();
  made.text = text(0, 40);
  made.limited = text(2, 8);
  made.raw.json = to_json(node(2));
  for (std::size_t i = below(4); i > 0; --i) made.participants.push_back(participant());
  made.pair = {number(), number()};
  if (flag()) made.bits = {flag(), flag(), flag()};
  for (std::size_t i = below(4); i > 0; --i) made.by_name[text(0, 12)] = {1, 2, 3};
  if (flag()) made.by_code[Code::not_your_turn] = text(0, 4);
  for (std::size_t i = below(3); i > 0; --i) made.by_entity[id()] = flag() ? Level::none : Level::some;
  for (std::size_t i = below(4); i > 0; --i) made.events.push_back(event());
  if (flag()) made.tree = node(3);
  return made;
}

RC_GTEST_PROP(RoundTrip, EverythingEncodedDecodesToItself, (std::uint64_t seed)) {
  const Everything made = Maker(seed).everything();
  const std::string json = to_json(made);
  const auto decoded = decode<Everything>(json, {.unknown_members_allowed = false});
  if (!decoded) RC_FAIL(to_text(decoded.error()) + " in " + json);
  RC_ASSERT(*decoded == made);
  RC_ASSERT(to_json(*decoded) == json);
}

RC_GTEST_PROP(RoundTrip, RawTextIsAFixedPoint, (std::uint64_t seed)) {
  const std::string json = to_json(Maker(seed).everything());
  const auto raw = decode<Raw>(json);
  RC_ASSERT(raw.has_value());
  RC_ASSERT(decode<Raw>(raw->json)->json == raw->json);
  RC_ASSERT(decode<Everything>(raw->json).value() == decode<Everything>(json).value());
}

RC_GTEST_PROP(RoundTrip, MangledTextIsRefusedOrUnderstood, (std::uint64_t seed)) {
  Maker maker(seed);
  std::string json = to_json(maker.everything());
  for (std::size_t edits = 1 + maker.below(4); edits > 0; --edits) {
    const std::size_t at = maker.below(json.size());
    switch (maker.below(4)) {
      case 0:
        json.erase(at, 1 + maker.below(5));
        break;
      case 1:
        json[at] = static_cast<char>(maker.below(256));
        break;
      case 2:
        json.insert(at, maker.text(1, 6));
        break;
      default:
        json.insert(at, json.substr(maker.below(json.size()), maker.below(20)));
    }
    if (json.empty()) json = "0";
  }
  const auto decoded = decode<Everything>(json);
  if (decoded) {
    RC_ASSERT(decode<Everything>(to_json(*decoded)).value() == *decoded);
  } else {
    RC_ASSERT(!decoded.error().empty());
    RC_ASSERT(decoded.error().size() <= 8u);
  }
}

}  // namespace
}  // namespace live::schema::test
