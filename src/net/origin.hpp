#pragma once
// Which web pages may talk to this server. Browsers send `Origin`; other programs do not and are not held back by it,
// since they could send whatever they like.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/http_types.hpp"

namespace live::net {

class OriginPolicy {
 public:
  /// "https://app.example" or "*".
  explicit OriginPolicy(std::vector<std::string> allowed);

  /// No Origin, the request's own host, or one of the list.
  [[nodiscard]] bool allows(const HttpRequest& request) const;
  /// The headers by which a page of another, allowed origin may read the answer.
  void add_cors(const HttpRequest& request, HttpResponse& response) const;
  /// The answer to a preflight (`OPTIONS`); 403 for an origin not allowed.
  [[nodiscard]] HttpResponse preflight(const HttpRequest& request) const;

 private:
  std::vector<std::string> allowed_;
  bool all_ = false;
};

}  // namespace live::net
