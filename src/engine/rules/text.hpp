#pragma once
// Sentences without a formatting library: text("needs ", 10, " ft").
#include <concepts>
#include <string>
#include <string_view>

namespace live::engine {

namespace detail {
inline void append(std::string& out, std::string_view part) { out += part; }
inline void append(std::string& out, std::integral auto part) { out += std::to_string(part); }
}  // namespace detail

template <class... Parts>
[[nodiscard]] std::string text(const Parts&... parts) {
  std::string out = {};
  (detail::append(out, parts), ...);
  return out;
}

}  // namespace live::engine
