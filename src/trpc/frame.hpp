#pragma once
// What goes out: one text frame in up to three parts, so that a body shared by many viewers is never copied.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace live::trpc {

/// One WebSocket text message: head, then *body (if any), then tail.
struct Frame {
  std::string head{};
  std::shared_ptr<const std::string> body{};
  std::string tail{};

  [[nodiscard]] std::size_t size() const { return head.size() + (body ? body->size() : 0) + tail.size(); }
  /// The whole text in one piece.
  [[nodiscard]] std::string text() const { return body ? head + *body + tail : head + tail; }
};

/// Close codes this library uses. Clients come back after any of them; onClose shows the code to the application.
namespace close_code {
inline constexpr std::uint16_t policy = 1008;        // the handshake was malformed
inline constexpr std::uint16_t internal = 1011;      // the context failed for a reason of ours
inline constexpr std::uint16_t restart = 1012;       // for the owner: planned restart after drain()
inline constexpr std::uint16_t try_later = 1013;     // a reader too slow for its stream, or overload
inline constexpr std::uint16_t unauthorized = 4401;  // no session, or an expired one
inline constexpr std::uint16_t forbidden = 4403;
}  // namespace close_code

/// The way out of one connection, implemented by the network layer. It outlives the WsConnection.
/// send() and close() are called on the connection's own thread and must not call back into the WsConnection.
class FrameSink {
 public:
  virtual ~FrameSink() = default;
  virtual void send(Frame frame) = 0;
  /// Any thread. Bytes accepted by send() and not yet taken by the socket.
  [[nodiscard]] virtual std::size_t buffered_bytes() const = 0;
  /// Flushes what was sent, then closes. on_closed() follows later, when the socket is gone.
  virtual void close(std::uint16_t code, std::string reason) = 0;
};

}  // namespace live::trpc
