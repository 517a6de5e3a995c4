#include "net/http_writer.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <memory>
#include <utility>

#include "base/ensure.hpp"
#include "net/websocket_codec.hpp"

namespace live::net {
namespace {

// The application may use its own files alone; styles may also stand in elements, as component libraries put them.
constexpr std::string_view content_security_policy =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

void put(std::string& out, std::string_view name, std::string_view value) {
  // A line end in a value would let its author write headers or a second response.
  ENSURE(value.find_first_of("\r\n") == std::string_view::npos &&
         name.find_first_of("\r\n: ") == std::string_view::npos);
  out.append(name).append(": ").append(value).append("\r\n");
}

bool has_body(unsigned status) { return status >= 200 && status != 204 && status != 304; }

}  // namespace

std::string_view reason_phrase(unsigned status) {
  struct Row {
    unsigned status;
    std::string_view phrase;
  };
  static constexpr std::array rows{Row{101, "Switching Protocols"},
                                   Row{200, "OK"},
                                   Row{204, "No Content"},
                                   Row{207, "Multi-Status"},
                                   Row{304, "Not Modified"},
                                   Row{400, "Bad Request"},
                                   Row{401, "Unauthorized"},
                                   Row{402, "Payment Required"},
                                   Row{403, "Forbidden"},
                                   Row{404, "Not Found"},
                                   Row{405, "Method Not Allowed"},
                                   Row{408, "Request Timeout"},
                                   Row{409, "Conflict"},
                                   Row{412, "Precondition Failed"},
                                   Row{413, "Content Too Large"},
                                   Row{414, "URI Too Long"},
                                   Row{415, "Unsupported Media Type"},
                                   Row{422, "Unprocessable Content"},
                                   Row{426, "Upgrade Required"},
                                   Row{428, "Precondition Required"},
                                   Row{429, "Too Many Requests"},
                                   Row{431, "Request Header Fields Too Large"},
                                   Row{499, "Client Closed Request"},
                                   Row{500, "Internal Server Error"},
                                   Row{501, "Not Implemented"},
                                   Row{502, "Bad Gateway"},
                                   Row{503, "Service Unavailable"},
                                   Row{504, "Gateway Timeout"},
                                   Row{505, "HTTP Version Not Supported"}};
  const auto found = std::ranges::find(rows, status, &Row::status);
  return found == rows.end() ? std::string_view("Unknown") : found->phrase;
}

std::string http_date(base::Milliseconds time_ms) {
  const auto seconds = static_cast<std::time_t>(time_ms / 1000);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 40> text{};
  static constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  // strftime would use the locale's names.
  const std::size_t size = std::strftime(text.data(), text.size(), ", %d # %Y %H:%M:%S GMT", &parts);
  std::string date(days.at(static_cast<std::size_t>(parts.tm_wday)));
  date.append(text.data(), size);
  date.replace(date.find('#'), 1, months.at(static_cast<std::size_t>(parts.tm_mon)));
  return date;
}

OutItem write_response(HttpResponse response, const WriteOptions& options) {
  const std::size_t length = response.shared_body ? response.shared_body->size() : response.body.size();
  OutItem item;
  std::string& out = item.head;
  out.reserve(512);
  out.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  out.append(reason_phrase(response.status)).append("\r\n");
  put(out, "date", http_date(options.now_ms));
  if (has_body(response.status)) {
    if (!response.content_type.empty()) put(out, "content-type", response.content_type);
    put(out, "content-length", std::to_string(length));
  }
  if (!options.keep_alive) put(out, "connection", "close");
  put(out, "x-content-type-options", "nosniff");
  put(out, "referrer-policy", "same-origin");
  if (response.content_type.starts_with("text/html")) put(out, "content-security-policy", content_security_policy);
  for (const HttpHeader& header : response.headers) put(out, header.name, header.value);
  out.append("\r\n");
  if (options.head_only || !has_body(response.status)) return item;
  if (response.shared_body) {
    item.body = std::move(response.shared_body);
  } else {
    item.tail = std::move(response.body);
  }
  return item;
}

OutItem write_upgrade(std::string_view websocket_key) {
  OutItem item;
  item.head = "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n";
  put(item.head, "sec-websocket-accept", accept_key(websocket_key));
  item.head.append("\r\n");
  return item;
}

}  // namespace live::net
