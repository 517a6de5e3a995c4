#include "net/http_reader.hpp"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/string_body.hpp>
#include <string_view>
#include <utility>

namespace live::net {
namespace http = boost::beast::http;

namespace {

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

/// `http://host/path` may be sent to a server too (RFC 9112 §3.2.2); only the path counts.
std::string_view origin_form(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (target.size() < scheme.size() || !equals_ignoring_case(target.substr(0, scheme.size()), scheme)) continue;
    const std::size_t slash = target.find('/', scheme.size());
    return slash == std::string_view::npos ? std::string_view("/") : target.substr(slash);
  }
  return target;
}

}  // namespace

struct HttpReader::Parser {
  http::request_parser<http::string_body> beast;
  [[nodiscard]] const auto& message() const { return beast.get(); }
};

HttpReader::HttpReader(const HttpReaderLimits& limits) : limits_(limits), parser_(std::make_unique<Parser>()) {
  parser_->beast.header_limit(static_cast<std::uint32_t>(limits.max_target_bytes + limits.max_header_bytes));
  parser_->beast.body_limit(limits.max_body_bytes);
}

HttpReader::~HttpReader() = default;

HttpReader::Step HttpReader::fail(unsigned status, std::string reason) {
  status_ = status;
  reason_ = std::move(reason);
  return Step::failed;
}

HttpReader::Step HttpReader::feed(std::string& buffer) {
  auto& beast = parser_->beast;
  while (!beast.is_done() && !buffer.empty()) {
    // Line ends before a request are skipped (RFC 9112 §2.2).
    if (!beast.got_some() && (buffer.front() == '\r' || buffer.front() == '\n')) {
      buffer.erase(0, 1);
      continue;
    }
    boost::system::error_code error;
    const std::size_t used = beast.put(boost::asio::buffer(buffer), error);
    buffer.erase(0, used);
    if (error == http::error::need_more) {
      if (!beast.is_header_done() && buffer.size() > limits_.max_target_bytes + limits_.max_header_bytes) {
        return fail(431, "The request's head is too long.");
      }
      break;
    }
    if (error == http::error::header_limit) {
      const bool in_first_line = beast.get().target().empty();
      return in_first_line ? fail(414, "The address is too long.") : fail(431, "The request's head is too long.");
    }
    if (error == http::error::body_limit) return fail(413, "The body is too long.");
    if (error == http::error::bad_version) return fail(505, "Only HTTP/1.0 and HTTP/1.1 are spoken here.");
    if (error) return fail(400, "The request is not HTTP: " + error.message() + ".");
    if (beast.is_header_done() && !head_seen_) {
      head_seen_ = true;
      return check_head();
    }
  }
  return beast.is_done() ? Step::done : Step::need_more;
}

HttpReader::Step HttpReader::check_head() {
  const auto& message = parser_->message();
  const std::string_view target = origin_form(view(message.target()));
  if (target.size() > limits_.max_target_bytes) return fail(414, "The address is too long.");
  if (message.version() != 10 && message.version() != 11) {
    return fail(505, "Only HTTP/1.0 and HTTP/1.1 are spoken here.");
  }
  if (message.version() == 11 && message.count(http::field::host) != 1) return fail(400, "One host header is needed.");
  if (target != "*" && !target.starts_with('/')) return fail(400, "The address must begin with a slash.");
  const std::size_t question = std::min(target.find('?'), target.size());
  const auto path = percent_decode(target.substr(0, question));
  if (!path) return fail(400, "The path is badly percent-encoded.");
  path_ = *path;
  query_ = std::string(target.substr(std::min(question + 1, target.size())));
  const auto length = parser_->beast.content_length();
  if (length && *length > limits_.max_body_bytes) return fail(413, "The body is too long.");
  return Step::head;
}

bool HttpReader::keep_alive() const { return parser_->message().keep_alive(); }

bool HttpReader::expects_continue() const {
  return equals_ignoring_case(view(parser_->message()[http::field::expect]), "100-continue");
}

bool HttpReader::is_upgrade() const {
  const auto& message = parser_->message();
  return http::token_list{message[http::field::connection]}.exists("upgrade") &&
         http::token_list{message[http::field::upgrade]}.exists("websocket");
}

bool HttpReader::is_http_1_1() const { return parser_->message().version() == 11; }

HttpRequest HttpReader::take() {
  auto message = parser_->beast.release();
  HttpRequest request;
  request.method = std::string(view(message.method_string()));
  request.target = std::string(origin_form(view(message.target())));
  request.path = std::move(path_);
  request.query = std::move(query_);
  for (const auto& field : message) {
    request.headers.push_back({std::string(view(field.name_string())), std::string(view(field.value()))});
  }
  request.body = std::move(message.body());
  return request;
}

}  // namespace live::net
