#pragma once
// The one way bytes move on an accepted socket: non-blocking reads and gather writes tried directly, and waiting only
// when the kernel says "not now". TLS will be a second class of this shape; the alias at the end chooses.
#include <sys/uio.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "base/clock.hpp"

namespace live::net {

using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

struct IoResult {
  enum class Kind : std::uint8_t { moved, not_now, ended, broken };
  Kind kind = Kind::broken;
  std::size_t bytes = 0;
};

class PlainStream {
 public:
  explicit PlainStream(Socket socket) : socket_(std::move(socket)) {}

  /// No delay, and the kernel gives up on data unacknowledged for so long (a half-open link).
  void set_options(base::Milliseconds user_timeout_ms);
  [[nodiscard]] IoResult read_some(std::span<char> buffer);
  [[nodiscard]] IoResult write_some(std::span<iovec> pieces);

  template <class Handler>
  void wait_readable(Handler handler) {
    socket_.async_wait(Socket::wait_read, std::move(handler));
  }
  template <class Handler>
  void wait_writable(Handler handler) {
    socket_.async_wait(Socket::wait_write, std::move(handler));
  }
  /// No more will be sent; reading goes on.
  void end_writing();
  void close();

 private:
  Socket socket_;
};

using Stream = PlainStream;

}  // namespace live::net
