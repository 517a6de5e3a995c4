#pragma once
// The built-in issuer of the embedded mode: signs tokens like Clerk's for whoever asks, so it may exist only where
// nobody but this machine can ask. open() refuses any listen address that is not loopback (DESIGN §8).
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "access/token.hpp"
#include "base/clock.hpp"
#include "base/random.hpp"

namespace live::access {

/// 127.0.0.0/8, ::1, their mapped form, or `localhost`. An empty host or a wildcard is not.
[[nodiscard]] bool is_loopback(std::string_view host);

class DevIssuer {
 public:
  static constexpr std::string_view issuer = "https://dev-issuer.live-interaction.invalid";
  static constexpr base::Milliseconds default_life_ms = base::Milliseconds{12} * 60 * 60 * 1000;

  /// Reads the key from `folder`, or makes one (RSA 2048) and keeps it there with mode 0600. Says why not. The entropy
  /// must outlive the issuer; it names sessions, the key comes from OpenSSL.
  [[nodiscard]] static std::expected<DevIssuer, std::string> open(const std::filesystem::path& folder,
                                                                  std::string_view listen_host, base::Entropy& entropy);
  ~DevIssuer();
  DevIssuer(DevIssuer&&) noexcept;
  DevIssuer& operator=(DevIssuer&&) noexcept;

  /// A token for the user; not for two threads at once.
  [[nodiscard]] std::string issue(std::string_view user_id, std::optional<std::string_view> name,
                                  base::Milliseconds now_ms, base::Milliseconds life_ms = default_life_ms);
  /// What a TokenVerifier needs to accept this issuer's tokens.
  [[nodiscard]] KeySet keys() const;
  [[nodiscard]] TokenRules rules() const;

 private:
  struct State;
  explicit DevIssuer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace live::access
