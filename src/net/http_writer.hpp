#pragma once
// Turns an HttpResponse into bytes, with the headers every answer of this server carries.
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "net/http_types.hpp"
#include "net/out_queue.hpp"

namespace live::net {

struct WriteOptions {
  bool head_only = false;  // For HEAD: the length is told, the body is not sent.
  bool keep_alive = true;
  base::Milliseconds now_ms = 0;
};

[[nodiscard]] OutItem write_response(HttpResponse response, const WriteOptions& options);
/// The answer that opens a WebSocket (RFC 6455 §4.2.2).
[[nodiscard]] OutItem write_upgrade(std::string_view websocket_key);
/// `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7).
[[nodiscard]] std::string http_date(base::Milliseconds time_ms);
[[nodiscard]] std::string_view reason_phrase(unsigned status);

}  // namespace live::net
