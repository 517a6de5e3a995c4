#include "net/origin.hpp"

#include <algorithm>
#include <utility>

namespace live::net {
namespace {

std::string_view host_of(std::string_view origin) {
  const std::size_t scheme = origin.find("://");
  return scheme == std::string_view::npos ? std::string_view() : origin.substr(scheme + 3);
}

}  // namespace

OriginPolicy::OriginPolicy(std::vector<std::string> allowed) : allowed_(std::move(allowed)) {
  for (std::string& origin : allowed_) {
    while (origin.ends_with('/')) origin.pop_back();
    all_ = all_ || origin == "*";
  }
}

bool OriginPolicy::allows(const HttpRequest& request) const {
  const auto origin = request.header("origin");
  if (!origin || all_) return true;
  const auto host = request.header("host");
  if (host && !host->empty() && equals_ignoring_case(host_of(*origin), *host)) return true;
  return std::ranges::any_of(allowed_, [&](const std::string& one) { return equals_ignoring_case(one, *origin); });
}

void OriginPolicy::add_cors(const HttpRequest& request, HttpResponse& response) const {
  const auto origin = request.header("origin");
  // A cache must not give one origin the answer made for another.
  response.headers.push_back({"vary", "origin"});
  if (!origin || !allows(request)) return;
  response.headers.push_back({"access-control-allow-origin", std::string(*origin)});
  // "Everyone" must not include everyone's cookies.
  if (!all_) response.headers.push_back({"access-control-allow-credentials", "true"});
  response.headers.push_back({"access-control-expose-headers", "retry-after"});
}

HttpResponse OriginPolicy::preflight(const HttpRequest& request) const {
  if (!allows(request)) return json_error(403, "This origin may not use the server.");
  HttpResponse response;
  response.status = 204;
  add_cors(request, response);
  response.headers.push_back({"access-control-allow-methods", "GET, POST, HEAD"});
  const auto asked = request.header("access-control-request-headers");
  response.headers.push_back(
      {"access-control-allow-headers", std::string(asked.value_or("content-type, authorization, trpc-accept"))});
  response.headers.push_back({"access-control-max-age", "7200"});
  return response;
}

}  // namespace live::net
