#pragma once
// One HTTP/1.x request read piece by piece, within limits. Beast's parser, behind a door so that its headers stay in
// one translation unit. No sockets.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "net/http_types.hpp"

namespace live::net {

struct HttpReaderLimits {
  std::size_t max_target_bytes = 0;
  std::size_t max_header_bytes = 0;
  std::size_t max_body_bytes = 0;
};

class HttpReader {
 public:
  enum class Step : std::uint8_t {
    need_more,
    head,    // Once: the head is complete and legal; the body may follow.
    done,    // take() may be called.
    failed,  // status() and reason() say how to answer; the connection cannot be used further.
  };

  explicit HttpReader(const HttpReaderLimits& limits);
  HttpReader(const HttpReader&) = delete;
  HttpReader& operator=(const HttpReader&) = delete;
  ~HttpReader();

  /// Takes what it can off the front of `buffer`.
  [[nodiscard]] Step feed(std::string& buffer);
  [[nodiscard]] unsigned status() const { return status_; }
  [[nodiscard]] const std::string& reason() const { return reason_; }

  // After `head`.
  [[nodiscard]] bool keep_alive() const;
  [[nodiscard]] bool expects_continue() const;
  [[nodiscard]] bool is_upgrade() const;
  [[nodiscard]] bool is_http_1_1() const;
  /// After `head` for an upgrade, else after `done`. Once.
  [[nodiscard]] HttpRequest take();

 private:
  struct Parser;

  Step fail(unsigned status, std::string reason);
  [[nodiscard]] Step check_head();

  HttpReaderLimits limits_;
  std::unique_ptr<Parser> parser_;
  std::string path_;
  std::string query_;
  std::string reason_;
  unsigned status_ = 0;
  bool head_seen_ = false;
};

}  // namespace live::net
