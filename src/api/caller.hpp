#pragma once
// Who is on the other end of a connection, and how often it may call. Made once per WebSocket connection or HTTP
// request from its token; roles are looked up per campaign, never taken from the token (R7.1, R7.4).
#include <memory>
#include <string>

#include "access/rate_limit.hpp"
#include "access/token.hpp"
#include "base/clock.hpp"
#include "trpc/call.hpp"
#include "trpc/session.hpp"

namespace live::api {

/// Without a token a caller is nobody: it may ask for `health` and is told UNAUTHORIZED by everything else.
class Caller final : public trpc::Session {
 public:
  Caller(access::Principal principal, access::TokenBucket bucket) : principal_(std::move(principal)), bucket_(bucket) {}

  [[nodiscard]] base::Milliseconds expires_at_ms() const override { return principal_.expires_at_ms; }
  [[nodiscard]] bool signed_in() const { return !principal_.user_id.empty(); }
  [[nodiscard]] const std::string& user_id() const { return principal_.user_id; }
  [[nodiscard]] std::string name() const { return principal_.name.value_or(principal_.user_id); }
  /// The connection's own bucket; on the connection's thread only.
  [[nodiscard]] access::TokenBucket& bucket() { return bucket_; }

 private:
  access::Principal principal_;
  access::TokenBucket bucket_;
};

struct RateLimits {
  access::Rate connection{.burst = 60, .per_second = 20};
  access::Rate user{.burst = 90, .per_second = 30};
};

/// The token comes by connectionParams {token}, `Authorization: Bearer`, or `?token=`, looked for in that order. A bad
/// one refuses the connection; none makes it anonymous. Verifier and clock must outlive the factory.
[[nodiscard]] trpc::SessionFactory session_factory(const access::TokenVerifier& verifier, const base::Clock& clock,
                                                   RateLimits limits);

/// Every call takes a token from its connection's bucket and from its user's; the error says when to come back.
[[nodiscard]] trpc::Guard rate_guard(std::shared_ptr<access::RateLimiter> users, const base::Clock& clock);

/// Lets in whoever showed a valid token.
[[nodiscard]] std::expected<void, trpc::Error> signed_in(trpc::Call& call);

[[nodiscard]] std::shared_ptr<Caller> caller_of(const trpc::Call& call);

}  // namespace live::api
