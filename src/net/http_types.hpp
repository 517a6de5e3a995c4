#pragma once
// An HTTP request and its answer as the layers above see them. Values only; no sockets and no parser.
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace live::net {

struct HttpHeader {
  std::string name;
  std::string value;
};

struct HttpRequest {
  std::string method;  // In capitals, as sent.
  std::string target;  // Path and query, as sent.
  std::string path;    // Percent-decoded once, without the query. A bad escape never gets here.
  std::string query;   // After '?', not decoded.
  std::vector<HttpHeader> headers;
  std::string body;
  std::string peer_address;  // Numeric, without port.
  bool peer_is_loopback = false;

  /// The first header of that name, whatever its case.
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
  /// The first query parameter of that name, decoded; nothing when absent or badly escaped.
  [[nodiscard]] std::optional<std::string> query_parameter(std::string_view name) const;
  /// The host header says localhost or a loopback address. A page whose name was pointed at 127.0.0.1 (DNS rebinding)
  /// counts as the same host and comes from loopback, but cannot say that: what only this machine may do asks for it.
  [[nodiscard]] bool is_addressed_to_loopback() const;
};

struct HttpResponse {
  unsigned status = 200;
  std::string content_type = "application/json";
  std::vector<HttpHeader> headers;  // More headers; length, date, connection and security headers are net's.
  std::string body;
  std::shared_ptr<const std::string> shared_body;  // Used instead of `body` when set: bytes many answers share.
};

/// {"error":{"message":...,"code":...,"data":{"code":...,"httpStatus":...}}}: the shape tRPC clients read, for every
/// refusal made before tRPC sees the request (trpc-wire §1, §9).
[[nodiscard]] HttpResponse json_error(unsigned status, std::string_view message);

/// Percent-decodes once; nothing on a bad escape or a NUL.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text);
[[nodiscard]] bool equals_ignoring_case(std::string_view a, std::string_view b);

}  // namespace live::net
