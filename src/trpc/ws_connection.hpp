#pragma once
// One WebSocket connection's tRPC, without the socket: text frames in, frames out through a FrameSink.
// It lives on its loop's thread and is touched from nowhere else; replies and streams reach it by hopping.
// It must not be destroyed from inside one of its own calls.
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "trpc/environment.hpp"
#include "trpc/frame.hpp"
#include "trpc/session.hpp"

namespace live::trpc {

class WsCore;

class WsConnection {
 public:
  /// Everything given outlives the connection. Asks for the session at once, unless the handshake's query announces
  /// connectionParams: then the first frame is taken for them.
  WsConnection(const Environment& environment, Handshake handshake, FrameSink& sink);
  WsConnection(const WsConnection&) = delete;
  WsConnection& operator=(const WsConnection&) = delete;
  /// As on_closed().
  ~WsConnection();

  void on_text(std::string_view text);
  /// Answers PARSE_ERROR: tRPC speaks text only (§2.7).
  void on_binary();
  /// The socket is gone: subscriptions stop, running calls carry on and their answers are dropped.
  void on_closed();
  /// Call every Limits::ping_interval_ms. Sends PING after a quiet interval. False: the peer has not been heard of
  /// since the last PING, drop the connection.
  [[nodiscard]] bool ping_due();
  /// Stops taking calls (SERVICE_UNAVAILABLE) and runs the task once none is in flight; then close with 1012.
  void drain(std::move_only_function<void()> drained);

  [[nodiscard]] std::size_t calls_in_flight() const;
  [[nodiscard]] std::size_t subscriptions() const;
  [[nodiscard]] bool has_session() const;

 private:
  std::unique_ptr<WsCore> core_;
};

}  // namespace live::trpc
