// libFuzzer: whatever text comes in, it is refused with issues or decodes into something that encodes and decodes to
// itself. Built with -DLIVE_FUZZ=ON; run `schema_decode_fuzz -max_total_time=30`.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "schema/json.hpp"
#include "schema/shapes_for_test.hpp"

namespace {

using namespace live::schema;

void require(bool holds) {
  if (!holds) std::abort();
}

template <class T>
void check(const Value& value, bool strict) {
  const auto decoded = decode<T>(value, {.unknown_members_allowed = !strict});
  if (!decoded) {
    require(!decoded.error().empty() && decoded.error().size() <= 8);
    for (const Issue& issue : decoded.error()) require(issue.path.size() + issue.message.size() < 4096);
    require(decode<std::string>(to_json(to_text(decoded.error()))).has_value());
    return;
  }
  const std::string json = to_json(*decoded);
  const auto again = decode<T>(json, {.unknown_members_allowed = false});
  require(again.has_value() && *again == *decoded && to_json(*again) == json);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  Parser parser;
  const auto value = parser.parse(text);
  if (!value) {
    require(value.error().size() == 1);
    return 0;
  }
  const bool strict = size % 2 == 0;
  check<test::Everything>(*value, strict);
  check<test::Event>(*value, strict);
  check<test::Settings>(*value, strict);
  check<std::map<std::string, Raw>>(*value, strict);
  check<Raw>(*value, strict);
  return 0;
}
