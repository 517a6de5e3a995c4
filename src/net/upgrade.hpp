#pragma once
// May this HTTP request become a WebSocket? (RFC 6455 §4.2.1, and our own rules)
#include <optional>

#include "net/http_types.hpp"
#include "net/origin.hpp"

namespace live::net {

struct UpgradeContext {
  bool is_http_1_1 = true;
  bool is_draining = false;
};

/// The refusal, or nothing when the upgrade may go on to ask for a session.
[[nodiscard]] std::optional<HttpResponse> refuse_upgrade(const HttpRequest& request, const UpgradeContext& context,
                                                         const OriginPolicy& origins);
/// The part of the target below /trpc, without query; nothing when it lies elsewhere.
[[nodiscard]] std::optional<std::string_view> below_trpc(std::string_view target);

}  // namespace live::net
