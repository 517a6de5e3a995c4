#pragma once
// The few parts of URLs this library reads.
#include <optional>
#include <string>
#include <string_view>

namespace live::trpc {

/// Decodes %XX once; in queries also `+` as a space. Nothing for a bad escape or text that is not UTF-8.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);
/// The raw value of the first parameter of that name in a query string without `?`.
[[nodiscard]] std::optional<std::string_view> raw_query_parameter(std::string_view query, std::string_view name);

}  // namespace live::trpc
