#pragma once
// RFC 6455 for a server, without sockets: bytes of a client in, events out; headers and close frames to send. It knows
// nothing of tRPC, threads or time. The parser holds no buffer while no frame is half way, so an idle connection costs
// it some hundred bytes; a whole unfragmented message inside the caller's buffer is unmasked there and never copied.
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "net/utf8.hpp"

namespace live::net {

/// RFC 6455 §5.2.
enum class Opcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

/// RFC 6455 §7.4.1, and 1012/1013 of the IANA registry.
namespace close_code {
inline constexpr std::uint16_t normal = 1000;
inline constexpr std::uint16_t going_away = 1001;
inline constexpr std::uint16_t protocol_error = 1002;
inline constexpr std::uint16_t none_given = 1005;
inline constexpr std::uint16_t bad_payload = 1007;
inline constexpr std::uint16_t policy = 1008;
inline constexpr std::uint16_t too_big = 1009;
inline constexpr std::uint16_t internal = 1011;
inline constexpr std::uint16_t restart = 1012;
inline constexpr std::uint16_t try_later = 1013;
}  // namespace close_code

/// May this code stand in a close frame? (RFC 6455 §7.4)
[[nodiscard]] constexpr bool is_sendable_close_code(std::uint16_t code) {
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

struct WebsocketEvent {
  enum class Kind : std::uint8_t {
    need_more,  // All input is taken in.
    text,
    binary,
    ping,
    pong,
    close,   // `code` is 1005 when the peer gave none; payload is its reason.
    failed,  // `code` is what to close with; payload is a sentence for the log.
  };
  Kind kind = Kind::need_more;
  std::uint16_t code = 0;
  /// Lives until the next call of next() or until the caller's buffer changes.
  std::string_view payload{};
};

class WebsocketParser {
 public:
  explicit WebsocketParser(std::size_t max_message_bytes = std::size_t{256} * 1024)
      : max_message_bytes_(max_message_bytes) {}

  /// Takes the next event off the front of `input`, unmasking in place. After `close` or `failed` all input is
  /// swallowed: nothing a peer says after those counts (RFC 6455 §5.5.1, §7.1.7).
  [[nodiscard]] WebsocketEvent next(std::span<char>& input);

  [[nodiscard]] bool finished() const { return finished_; }

 private:
  using Kind = WebsocketEvent::Kind;

  [[nodiscard]] bool take_header(std::span<char>& input, WebsocketEvent& failure);
  [[nodiscard]] bool check_first_bytes(WebsocketEvent& failure) const;
  [[nodiscard]] bool check_length(WebsocketEvent& failure) const;
  void begin_frame();
  [[nodiscard]] WebsocketEvent take_data(std::span<char>& input);
  [[nodiscard]] WebsocketEvent take_control(std::span<char>& input);
  [[nodiscard]] WebsocketEvent end_message(std::string_view whole);
  [[nodiscard]] WebsocketEvent end_control(std::string_view payload);
  [[nodiscard]] WebsocketEvent end_close(std::string_view payload);
  [[nodiscard]] WebsocketEvent fail(std::uint16_t code, std::string_view why);
  void unmask(std::span<char> bytes);
  [[nodiscard]] std::size_t header_size() const;
  [[nodiscard]] Opcode opcode() const { return static_cast<Opcode>(header_[0] & 0x0F); }
  [[nodiscard]] bool is_final() const { return (header_[0] & 0x80) != 0; }
  [[nodiscard]] bool is_control() const { return (header_[0] & 0x08) != 0; }

  std::size_t max_message_bytes_;
  std::uint64_t length_ = 0;   // Of the current frame's payload.
  std::uint64_t missing_ = 0;  // What of it has not come yet.
  std::string message_{};      // Fragments so far; empty on the fast path.
  std::string control_{};      // A control frame cut by the end of input; at most 125 bytes.
  std::array<std::uint8_t, 14> header_{};
  std::uint8_t header_bytes_ = 0;
  std::uint8_t mask_at_ = 0;
  Opcode message_opcode_ = Opcode::continuation;  // continuation: no message is half way.
  Utf8Checker utf8_{};
  bool in_frame_ = false;
  bool delivered_message_ = false;
  bool delivered_control_ = false;
  bool finished_ = false;
};

/// The header of a final, unmasked frame.
struct FrameHeader {
  std::array<char, 10> bytes{};
  std::uint8_t size = 0;
  [[nodiscard]] std::string_view view() const { return {bytes.data(), size}; }
};
[[nodiscard]] FrameHeader frame_header(Opcode opcode, std::uint64_t payload_bytes);

/// A whole close frame. The reason is cut to fit a control frame (123 bytes), at a character's border.
[[nodiscard]] std::string close_frame(std::uint16_t code, std::string_view reason);
/// The answer to a peer's close: the same code, or empty when it gave none.
[[nodiscard]] std::string close_reply(std::uint16_t peer_code);
/// A whole ping or pong; the payload must be at most 125 bytes.
[[nodiscard]] std::string control_frame(Opcode opcode, std::string_view payload);

/// True for the base64 form of 16 bytes (RFC 6455 §4.1, `Sec-WebSocket-Key`).
[[nodiscard]] bool is_websocket_key(std::string_view key);
/// `Sec-WebSocket-Accept` (RFC 6455 §4.2.2).
[[nodiscard]] std::string accept_key(std::string_view key);

}  // namespace live::net
