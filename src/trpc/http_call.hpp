#pragma once
// One HTTP request's tRPC, without the socket (§3): single calls and `batch=1`. JSONL streaming (§4,
// httpBatchStreamLink) and SSE subscriptions (§5, httpSubscriptionLink) come with a later issue: until then a request
// that asks for JSONL and a subscription each get one clear JSON error. CORS and OPTIONS are the network layer's.
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "trpc/environment.hpp"
#include "trpc/session.hpp"

namespace live::trpc {

struct HttpRequest {
  std::string method{};
  /// Below the endpoint, without the leading slash, still percent-encoded: `interaction.health,interaction.health`.
  std::string path{};
  /// The raw Content-Type, Trpc-Accept and Accept headers; empty if absent.
  std::string content_type{};
  std::string trpc_accept{};
  std::string accept{};
  std::string body{};
  /// With transport http, and the raw query string in `query`.
  Handshake handshake{};
};

struct HttpResponse {
  int status = 200;
  std::string content_type{};
  /// Further headers, names in lower case.
  std::vector<std::pair<std::string, std::string>> headers{};
  /// Not to be sent for HEAD: it is empty then.
  std::string body{};
};

using HttpDone = std::move_only_function<void(HttpResponse)>;

/// A running request. Destroying it abandons the answer: the calls carry on, nobody hears of them.
class HttpCall {
 public:
  HttpCall() = default;
  HttpCall(const HttpCall&) = delete;
  HttpCall& operator=(const HttpCall&) = delete;
  virtual ~HttpCall() = default;
};

/// Runs a request on the environment's thread. `done` is called once, on that thread, perhaps before this returns; the
/// HttpCall must not be destroyed from inside it.
[[nodiscard]] std::unique_ptr<HttpCall> handle_http(const Environment& environment, HttpRequest request, HttpDone done);

}  // namespace live::trpc
