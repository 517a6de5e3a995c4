#pragma once
// Unpadded base64url (RFC 4648 §5), strict: no padding, no stray characters, no bits left over. Two different texts
// never decode to the same bytes, so a token has one spelling.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace live::access {

[[nodiscard]] std::optional<std::string> base64url_decode(std::string_view text);
[[nodiscard]] std::string base64url_encode(std::string_view bytes);

}  // namespace live::access
