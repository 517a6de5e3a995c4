#pragma once
// The door of live::schema for JSON. A shape described once (describe.hpp) is decoded with every problem named by its
// path, and encoded without a tree in between. It never throws on bad input, never changes what it is given, and never
// accepts what it cannot write back: numbers beyond 2^53, duplicate members and broken UTF-8 are refused.
//
//   auto action = decode<TurnAction>(text);                      // std::expected<TurnAction, Issues>
//   Parser parser; auto envelope = parser.parse(frame);          // or: parse once ...
//   auto input = decode<Input>(envelope->find("params").find("input"));   // ... and decode a part; may be absent
//   encode(event, out);                                          // appends
//
// Types: bool, integers, double, std::string, Text, Int, U64, Raw, None, std::vector, List, std::array, std::optional,
// Nullable, std::map with string or enum keys, described enums and structs, undescribed enums (as integers), a struct
// with `using wire_type` and one member `value` (travels as that value), and std::variant of described structs, each
// with `static constexpr std::string_view tag`, written as {"type":"TAG", ...}. A struct with a tag always writes it;
// `static constexpr std::string_view tag_member` names another member than "type". `static constexpr bool
// absent_keeps_default = true` in a struct makes its members optional: an absent one keeps its initialiser.
#include <expected>
#include <string>
#include <string_view>
#include <utility>

#include "schema/codec.hpp"
#include "schema/describe.hpp"
#include "schema/reader.hpp"
#include "schema/types.hpp"
#include "schema/value.hpp"
#include "schema/writer.hpp"

namespace live::schema {

/// Decodes an already parsed value, or an absent one (fine for std::optional and None, else `missing`).
template <class T>
[[nodiscard]] std::expected<T, Issues> decode(const Value& value, DecodeOptions options = {}) {
  Reader reader(options);
  T result{};
  Codec<T>::read(value, result, Path{}, reader);
  if (reader.failed()) return std::unexpected(reader.take_issues());
  return result;
}

template <class T>
[[nodiscard]] std::expected<T, Issues> decode(std::string_view json, DecodeOptions options = {}) {
  Parser parser;
  const auto value = parser.parse(json);
  if (!value) return std::unexpected(value.error());
  return decode<T>(*value, options);
}

/// Appends the JSON text of a value.
template <class T>
void encode(const T& value, std::string& out) {
  Codec<T>::write(value, out);
}

template <class T>
[[nodiscard]] std::string to_json(const T& value) {
  std::string out;
  Codec<T>::write(value, out);
  return out;
}

}  // namespace live::schema
