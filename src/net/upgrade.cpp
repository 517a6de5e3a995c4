#include "net/upgrade.hpp"

#include "net/websocket_codec.hpp"

namespace live::net {

std::optional<std::string_view> below_trpc(std::string_view target) {
  constexpr std::string_view endpoint = "/trpc";
  std::string_view path = target.substr(0, target.find('?'));
  if (!path.starts_with(endpoint)) return std::nullopt;
  path.remove_prefix(endpoint.size());
  if (path.empty()) return path;
  if (path.front() != '/') return std::nullopt;
  path.remove_prefix(1);
  if (path.ends_with('/')) path.remove_suffix(1);
  return path;
}

std::optional<HttpResponse> refuse_upgrade(const HttpRequest& request, const UpgradeContext& context,
                                           const OriginPolicy& origins) {
  const auto below = below_trpc(request.target);
  if (!below || !below->empty()) return json_error(404, "WebSockets are spoken at /trpc.");
  if (request.method != "GET" || !context.is_http_1_1) {
    return json_error(400, "A WebSocket is opened with GET over HTTP/1.1.");
  }
  const auto length = request.header("content-length");
  if ((length && *length != "0") || request.header("transfer-encoding")) {
    return json_error(400, "A WebSocket is opened without a body.");
  }
  if (request.header("sec-websocket-version") != "13") {
    HttpResponse response = json_error(426, "Only version 13 of WebSocket is spoken here.");
    response.headers.push_back({"sec-websocket-version", "13"});
    return response;
  }
  if (!is_websocket_key(request.header("sec-websocket-key").value_or(""))) {
    return json_error(400, "The header sec-websocket-key must hold 16 bytes in base64.");
  }
  if (!origins.allows(request)) return json_error(403, "This origin may not use the server.");
  if (context.is_draining) {
    HttpResponse response = json_error(503, "The server is about to restart.");
    response.headers.push_back({"retry-after", "2"});
    return response;
  }
  return std::nullopt;
}

}  // namespace live::net
