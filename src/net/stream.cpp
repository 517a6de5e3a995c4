#include "net/stream.hpp"

#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>

namespace live::net {
namespace {

// On Linux EWOULDBLOCK is the same number.
bool is_not_now(int error) { return error == EAGAIN || error == EINTR; }

}  // namespace

void PlainStream::set_options(base::Milliseconds user_timeout_ms) {
  // A connection that died between accept and here fails at its first read; its options do not matter.
  const int on = 1;
  (void)::setsockopt(socket_.native_handle(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  (void)::setsockopt(socket_.native_handle(), SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
  const auto timeout = static_cast<unsigned>(user_timeout_ms);
  (void)::setsockopt(socket_.native_handle(), IPPROTO_TCP, TCP_USER_TIMEOUT, &timeout, sizeof timeout);
}

IoResult PlainStream::read_some(std::span<char> buffer) {
  const auto count = ::recv(socket_.native_handle(), buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (count > 0) return {.kind = IoResult::Kind::moved, .bytes = static_cast<std::size_t>(count)};
  if (count == 0) return {.kind = IoResult::Kind::ended};
  return {.kind = is_not_now(errno) ? IoResult::Kind::not_now : IoResult::Kind::broken};
}

IoResult PlainStream::write_some(std::span<iovec> pieces) {
  msghdr message{};
  message.msg_iov = pieces.data();
  message.msg_iovlen = pieces.size();
  const auto count = ::sendmsg(socket_.native_handle(), &message, MSG_DONTWAIT | MSG_NOSIGNAL);
  if (count >= 0) return {.kind = IoResult::Kind::moved, .bytes = static_cast<std::size_t>(count)};
  return {.kind = is_not_now(errno) ? IoResult::Kind::not_now : IoResult::Kind::broken};
}

void PlainStream::end_writing() {
  boost::system::error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
}

void PlainStream::close() {
  boost::system::error_code ignored;
  socket_.close(ignored);
}

}  // namespace live::net
