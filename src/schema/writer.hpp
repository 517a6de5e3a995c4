#pragma once
// The leaves of encoding. All append.
#include <cstdint>
#include <string>
#include <string_view>

namespace live::schema {

/// Quotes and escapes. The text must be valid UTF-8, as everything decoded is.
void encode_string(std::string_view text, std::string& out);
/// A number beyond JavaScript's safe range is a bug of ours (ENSURE): such values travel as strings.
void encode_integer(std::int64_t number, std::string& out);
void encode_unsigned(std::uint64_t number, std::string& out);
/// Shortest text that reads back equal. Infinities and NaN are a bug of ours (ENSURE).
void encode_double(double number, std::string& out);
inline void encode_bool(bool value, std::string& out) { out.append(value ? "true" : "false"); }

}  // namespace live::schema
