#pragma once
// Session tokens: JWTs signed with RS256, verified as Clerk's must be. One path for Clerk and the development issuer.
//
// The order is fixed: size, form, header, key, signature, and only then the claims, so that an unsigned token learns
// nothing about what we would have accepted. Errors never carry the token or parts of it.
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"

namespace live::access {

/// Who calls, for as long as the token says. Roles are not in it: they are looked up per campaign.
struct Principal {
  std::string user_id;
  std::optional<std::string> name;
  std::string session_id;
  base::Milliseconds expires_at_ms = 0;
  bool operator==(const Principal&) const = default;
};

enum class TokenFault {
  oversize,
  malformed,
  algorithm,  ///< anything but RS256, `none` and HS256 included
  kind,       ///< signed, but not a session token
  unknown_key,
  signature,
  claims,  ///< a claim is missing or has the wrong type
  issuer,
  audience,
  party,  ///< `azp` names an origin that may not use this server
  subject,
  expired,
  not_yet_valid,
  pending,  ///< the session is not active yet
};

struct TokenError {
  TokenFault fault = TokenFault::malformed;
  std::string message;  ///< one sentence, safe to send
};

/// Public RSA keys by `kid`. A value: replaced as a whole when keys rotate.
class KeySet {
 public:
  KeySet();
  ~KeySet();
  KeySet(const KeySet&);
  KeySet& operator=(const KeySet&);
  KeySet(KeySet&&) noexcept;
  KeySet& operator=(KeySet&&) noexcept;

  /// A PEM public key of at least 2048 bits; an empty `kid` stands for every kid that no other key has. Says why not.
  [[nodiscard]] std::expected<void, std::string> add_pem(std::string kid, std::string_view pem);
  [[nodiscard]] bool empty() const;

 private:
  friend class TokenVerifier;
  struct Key;
  std::vector<std::shared_ptr<const Key>> keys_;
};

struct TokenRules {
  std::string issuer;
  std::string audience = {};                         ///< checked when both this and `aud` are present
  std::vector<std::string> authorized_parties = {};  ///< origins allowed as `azp`; empty: not checked
  /// Clerk's categories of session tokens; a token without a category passes.
  std::vector<std::string> categories = {"cl_B7d4PD111AAA", "cl_I7d4PD111III"};
  base::Milliseconds skew_ms = 5000;
  std::size_t max_bytes = 8192;
};

/// Immutable after construction; any thread.
class TokenVerifier {
 public:
  TokenVerifier(KeySet keys, TokenRules rules);
  [[nodiscard]] std::expected<Principal, TokenError> verify(std::string_view token, base::Milliseconds now_ms) const;

 private:
  KeySet keys_;
  TokenRules rules_;
};

}  // namespace live::access
