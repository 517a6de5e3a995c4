#pragma once
// What a connection speaks at the moment: HTTP first, perhaps WebSocket later. A stage holds the protocol's state; the
// connection holds socket, queue and life. All calls come on the connection's own thread.
#include <span>

#include "base/clock.hpp"

namespace live::net {

class Stage {
 public:
  Stage() = default;
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;
  virtual ~Stage() = default;

  /// Bytes of the peer, in the loop's shared buffer: gone after the call, and free to be changed in it.
  virtual void on_bytes(std::span<char> bytes) = 0;
  /// The peer sends no more.
  virtual void on_peer_end() = 0;
  /// All that was queued has left.
  virtual void on_flushed() = 0;
  /// The time set with Connection::set_deadline() has come.
  virtual void on_deadline() = 0;
  /// Once: the stage is over, whatever the reason. Never called from inside another call of the stage.
  virtual void on_gone() = 0;
  /// Finish what is in flight, by `deadline_ms` at the latest; WebSockets close no earlier than `close_at_ms`.
  virtual void drain(base::Milliseconds close_at_ms, base::Milliseconds deadline_ms) = 0;
};

}  // namespace live::net
