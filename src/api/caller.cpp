#include "api/caller.hpp"

#include <optional>
#include <string_view>
#include <utility>

namespace live::api {

namespace {

std::optional<std::string> token_of(const trpc::Handshake& handshake) {
  if (handshake.connection_params) {
    const auto found = handshake.connection_params->find("token");
    if (found != handshake.connection_params->end() && !found->second.empty()) return found->second;
  }
  constexpr std::string_view scheme = "Bearer ";
  if (handshake.authorization.starts_with(scheme)) return handshake.authorization.substr(scheme.size());
  if (auto token = handshake.query_parameter("token"); token && !token->empty()) return token;
  return std::nullopt;
}

trpc::Error too_many(base::Milliseconds retry_after_ms) {
  return {trpc::Code::too_many_requests, "Too many calls: try again in " + std::to_string(retry_after_ms) + " ms",
          "\"retryAfterMs\":" + std::to_string(retry_after_ms)};
}

}  // namespace

trpc::SessionFactory session_factory(const access::TokenVerifier& verifier, const base::Clock& clock,
                                     RateLimits limits) {
  return [&verifier, &clock, limits](const trpc::Handshake& handshake, trpc::SessionReply reply) {
    const base::Milliseconds now_ms = clock.now_ms();
    const access::TokenBucket bucket(limits.connection, now_ms);
    const auto token = token_of(handshake);
    if (!token) return reply(std::make_shared<Caller>(access::Principal{}, bucket));
    auto principal = verifier.verify(*token, now_ms);
    if (!principal) return reply(trpc::Error{trpc::Code::unauthorized, principal.error().message});
    reply(std::make_shared<Caller>(std::move(*principal), bucket));
  };
}

trpc::Guard rate_guard(std::shared_ptr<access::RateLimiter> users, const base::Clock& clock) {
  return [users = std::move(users), &clock](trpc::Call& call) -> std::expected<void, trpc::Error> {
    const auto caller = caller_of(call);
    const base::Milliseconds now_ms = clock.now_ms();
    if (const auto own = caller->bucket().take(now_ms); !own.allowed) {
      return std::unexpected(too_many(own.retry_after_ms));
    }
    if (!caller->signed_in()) return {};
    if (const auto user = users->take(caller->user_id(), now_ms); !user.allowed) {
      return std::unexpected(too_many(user.retry_after_ms));
    }
    return {};
  };
}

std::expected<void, trpc::Error> signed_in(trpc::Call& call) {
  if (caller_of(call)->signed_in()) return {};
  return std::unexpected(trpc::Error{trpc::Code::unauthorized, "Sign in first: this needs a valid token"});
}

std::shared_ptr<Caller> caller_of(const trpc::Call& call) { return call.session_as<Caller>(); }

}  // namespace live::api
