#pragma once
// SHA-256 for the log's hash chain and the dice: a thin door to OpenSSL.
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace live::base {

using Digest = std::array<std::uint8_t, 32>;

[[nodiscard]] Digest sha256(std::span<const std::uint8_t> bytes);
[[nodiscard]] Digest sha256(std::string_view text);
[[nodiscard]] std::string to_hex(std::span<const std::uint8_t> bytes);

}  // namespace live::base
