#pragma once
// Small pieces of TypeScript text, shared by the emitters.
#include <cstddef>
#include <string>
#include <string_view>

namespace live::schema::typescript_text {

/// Lists of a fixed size up to this are tuples; longer ones are arrays with a length.
inline constexpr std::size_t max_tuple = 8;

[[nodiscard]] bool is_identifier(std::string_view name);
/// 'single quoted'
[[nodiscard]] std::string quoted(std::string_view text);
/// A property's name, quoted if it must be.
[[nodiscard]] std::string property(std::string_view name);

template <class Range, class F>
[[nodiscard]] std::string joined(const Range& range, std::string_view separator, F&& text_of) {
  std::string out;
  for (const auto& item : range) {
    if (!out.empty()) out.append(separator);
    out.append(text_of(item));
  }
  return out;
}

[[nodiscard]] inline std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out.append(i == 0 ? "" : ", ").append(text);
  return out;
}

}  // namespace live::schema::typescript_text
