#include "net/http_types.hpp"

#include <algorithm>

#include "trpc/error.hpp"

namespace live::net {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char l = lower(c);
  return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

trpc::Code code_for(unsigned status) {
  switch (status) {
    case 401:
      return trpc::Code::unauthorized;
    case 403:
      return trpc::Code::forbidden;
    case 404:
      return trpc::Code::not_found;
    case 405:
      return trpc::Code::method_not_supported;
    case 408:
      return trpc::Code::timeout;
    case 413:
      return trpc::Code::payload_too_large;
    case 415:
      return trpc::Code::unsupported_media_type;
    case 429:
      return trpc::Code::too_many_requests;
    case 500:
      return trpc::Code::internal_server_error;
    case 501:
      return trpc::Code::not_implemented;
    case 503:
      return trpc::Code::service_unavailable;
    case 504:
      return trpc::Code::gateway_timeout;
    default:
      return trpc::Code::bad_request;
  }
}

}  // namespace

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

std::optional<std::string> percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    }
    if (c == '\0') return std::nullopt;
    out.push_back(c);
  }
  return out;
}

std::optional<std::string_view> HttpRequest::header(std::string_view name) const {
  for (const HttpHeader& header : headers) {
    if (equals_ignoring_case(header.name, name)) return header.value;
  }
  return std::nullopt;
}

std::optional<std::string> HttpRequest::query_parameter(std::string_view name) const {
  std::string_view rest = query;
  while (!rest.empty()) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    if (percent_decode(pair.substr(0, equals)) != name) continue;
    std::string value(pair.substr(std::min(equals + 1, pair.size())));
    std::ranges::replace(value, '+', ' ');
    return percent_decode(value);
  }
  return std::nullopt;
}

bool HttpRequest::is_addressed_to_loopback() const {
  std::string_view host = header("host").value_or("");
  if (host.starts_with("[::1]")) return true;
  host = host.substr(0, host.find(':'));
  const bool is_number = host.find_first_not_of("0123456789.") == std::string_view::npos;
  return equals_ignoring_case(host, "localhost") || (is_number && host.starts_with("127."));
}

HttpResponse json_error(unsigned status, std::string_view message) {
  HttpResponse response;
  response.status = status;
  std::string object;
  trpc::write_error(object, {.code = code_for(status), .message = std::string(message), .data = {}}, {});
  response.body = "{\"error\":" + object + "}";
  return response;
}

}  // namespace live::net
