#include "net/websocket_codec.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <cstring>

#include "base/ensure.hpp"

namespace live::net {
namespace {

constexpr std::size_t max_control_bytes = 125;

bool is_known(std::uint8_t opcode) { return opcode <= 2 || (opcode >= 8 && opcode <= 10); }

}  // namespace

WebsocketEvent WebsocketParser::next(std::span<char>& input) {
  // Memory of a slow message goes back as soon as its reader is done: idle connections keep none.
  if (delivered_message_) {
    message_ = std::string();
    delivered_message_ = false;
  }
  if (delivered_control_) {
    control_ = std::string();
    delivered_control_ = false;
  }
  while (!finished_) {
    if (!in_frame_) {
      WebsocketEvent failure;
      if (!take_header(input, failure)) {
        return failure.kind == Kind::failed ? fail(failure.code, failure.payload) : failure;
      }
      begin_frame();
    }
    const WebsocketEvent event = is_control() ? take_control(input) : take_data(input);
    if (event.kind != Kind::need_more || in_frame_) return event;
  }
  input = {};
  return {};
}

std::size_t WebsocketParser::header_size() const {
  const std::uint8_t length = header_[1] & 0x7F;
  return 2 + (length == 126 ? 2U : length == 127 ? 8U : 0U) + 4;
}

/// True when a whole, legal header is in header_. False: more is needed, or `failure` says what is wrong.
bool WebsocketParser::take_header(std::span<char>& input, WebsocketEvent& failure) {
  const auto take = [&](std::size_t wanted) {
    const std::size_t count = std::min(wanted - header_bytes_, input.size());
    std::memcpy(header_.data() + header_bytes_, input.data(), count);
    header_bytes_ = static_cast<std::uint8_t>(header_bytes_ + count);
    input = input.subspan(count);
    return header_bytes_ >= wanted;
  };
  if (header_bytes_ < 2) {
    if (input.empty() || !take(2)) return false;
    if (!check_first_bytes(failure)) return false;
  }
  const std::size_t size = header_size();
  if (header_bytes_ < size && (input.empty() || !take(size))) return false;
  const std::uint8_t short_length = header_[1] & 0x7F;
  length_ = short_length;
  if (short_length >= 126) {
    length_ = 0;
    for (std::size_t i = 2; i < size - 4; ++i) length_ = (length_ << 8) | header_[i];
  }
  return check_length(failure);
}

bool WebsocketParser::check_first_bytes(WebsocketEvent& failure) const {
  const auto wrong = [&](std::string_view why) {
    failure = {.kind = Kind::failed, .code = close_code::protocol_error, .payload = why};
    return false;
  };
  const std::uint8_t code = header_[0] & 0x0F;
  if ((header_[0] & 0x70) != 0) return wrong("a reserved bit is set");
  if (!is_known(code)) return wrong("unknown opcode");
  if ((header_[1] & 0x80) == 0) return wrong("the frame is not masked");
  if (is_control()) {
    if (!is_final()) return wrong("a control frame is fragmented");
    if ((header_[1] & 0x7F) > max_control_bytes) return wrong("a control frame is longer than 125 bytes");
    return true;
  }
  const bool half_way = message_opcode_ != Opcode::continuation;
  if (opcode() == Opcode::continuation && !half_way) return wrong("nothing to continue");
  if (opcode() != Opcode::continuation && half_way) return wrong("a new message inside a fragmented one");
  return true;
}

bool WebsocketParser::check_length(WebsocketEvent& failure) const {
  const std::uint8_t short_length = header_[1] & 0x7F;
  // RFC 6455 §5.2: the shortest form must be used, and the top bit of the long one is zero.
  const bool longer_than_needed = (short_length == 126 && length_ < 126) || (short_length == 127 && length_ <= 0xFFFF);
  if (longer_than_needed || length_ >> 63 != 0) {
    failure = {.kind = Kind::failed, .code = close_code::protocol_error, .payload = "the length is badly written"};
    return false;
  }
  if (!is_control() && length_ > max_message_bytes_ - std::min(message_.size(), max_message_bytes_)) {
    failure = {.kind = Kind::failed, .code = close_code::too_big, .payload = "the message is too big"};
    return false;
  }
  return true;
}

void WebsocketParser::begin_frame() {
  // The mask's bytes stay at the end of the header until the frame is over.
  std::memmove(header_.data() + 2, header_.data() + header_size() - 4, 4);
  header_bytes_ = 0;
  mask_at_ = 0;
  missing_ = length_;
  in_frame_ = true;
  if (!is_control() && opcode() != Opcode::continuation) message_opcode_ = opcode();
}

void WebsocketParser::unmask(std::span<char> bytes) {
  std::array<std::uint8_t, 8> key{};
  for (std::size_t i = 0; i < key.size(); ++i) key[i] = header_[2 + (mask_at_ + i) % 4];
  std::uint64_t wide = 0;
  std::memcpy(&wide, key.data(), key.size());
  std::size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + i, 8);
    word ^= wide;
    std::memcpy(bytes.data() + i, &word, 8);
  }
  for (; i < bytes.size(); ++i) bytes[i] = static_cast<char>(static_cast<std::uint8_t>(bytes[i]) ^ key[i % 8]);
  mask_at_ = static_cast<std::uint8_t>((mask_at_ + bytes.size()) % 4);
}

WebsocketEvent WebsocketParser::take_data(std::span<char>& input) {
  const auto here = static_cast<std::size_t>(std::min<std::uint64_t>(missing_, input.size()));
  if (here == 0 && missing_ != 0) return {};
  const std::span<char> bytes = input.first(here);
  input = input.subspan(here);
  unmask(bytes);
  missing_ -= here;
  const std::string_view text(bytes.data(), bytes.size());
  if (message_opcode_ == Opcode::text && !utf8_.feed(text)) {
    return fail(close_code::bad_payload, "the text is not UTF-8");
  }
  const bool frame_over = missing_ == 0;
  if (frame_over) in_frame_ = false;
  if (frame_over && is_final() && message_.empty()) return end_message(text);
  message_.append(text);
  if (frame_over && is_final()) {
    delivered_message_ = true;
    return end_message(message_);
  }
  return {};
}

WebsocketEvent WebsocketParser::end_message(std::string_view whole) {
  const Opcode kind = message_opcode_;
  message_opcode_ = Opcode::continuation;
  if (kind == Opcode::text && !utf8_.complete()) return fail(close_code::bad_payload, "the text is not UTF-8");
  return {.kind = kind == Opcode::text ? Kind::text : Kind::binary, .code = 0, .payload = whole};
}

WebsocketEvent WebsocketParser::take_control(std::span<char>& input) {
  const auto here = static_cast<std::size_t>(std::min<std::uint64_t>(missing_, input.size()));
  if (here == 0 && missing_ != 0) return {};
  const std::span<char> bytes = input.first(here);
  input = input.subspan(here);
  unmask(bytes);
  missing_ -= here;
  const std::string_view text(bytes.data(), bytes.size());
  if (missing_ == 0) in_frame_ = false;
  if (missing_ == 0 && control_.empty()) return end_control(text);
  control_.append(text);
  if (missing_ != 0) return {};
  delivered_control_ = true;
  return end_control(control_);
}

WebsocketEvent WebsocketParser::end_control(std::string_view payload) {
  if (opcode() == Opcode::close) return end_close(payload);
  return {.kind = opcode() == Opcode::ping ? Kind::ping : Kind::pong, .code = 0, .payload = payload};
}

WebsocketEvent WebsocketParser::end_close(std::string_view payload) {
  if (payload.size() == 1) return fail(close_code::protocol_error, "a close frame of one byte");
  std::uint16_t code = close_code::none_given;
  if (payload.size() >= 2) {
    code = static_cast<std::uint16_t>((static_cast<std::uint8_t>(payload[0]) << 8) |
                                      static_cast<std::uint8_t>(payload[1]));
    if (!is_sendable_close_code(code)) return fail(close_code::protocol_error, "a close code nobody may send");
    payload.remove_prefix(2);
    if (!is_utf8(payload)) return fail(close_code::bad_payload, "the close reason is not UTF-8");
  }
  finished_ = true;
  return {.kind = Kind::close, .code = code, .payload = payload};
}

WebsocketEvent WebsocketParser::fail(std::uint16_t code, std::string_view why) {
  finished_ = true;
  in_frame_ = false;
  message_ = std::string();
  return {.kind = Kind::failed, .code = code, .payload = why};
}

FrameHeader frame_header(Opcode opcode, std::uint64_t payload_bytes) {
  FrameHeader header;
  const auto put = [&](std::uint64_t byte) { header.bytes[header.size++] = static_cast<char>(byte & 0xFF); };
  put(0x80U | static_cast<std::uint8_t>(opcode));
  if (payload_bytes < 126) {
    put(payload_bytes);
  } else if (payload_bytes <= 0xFFFF) {
    put(126);
    put(payload_bytes >> 8);
    put(payload_bytes);
  } else {
    put(127);
    for (int shift = 56; shift >= 0; shift -= 8) put(payload_bytes >> shift);
  }
  return header;
}

std::string control_frame(Opcode opcode, std::string_view payload) {
  ENSURE(payload.size() <= max_control_bytes);
  std::string frame(frame_header(opcode, payload.size()).view());
  frame.append(payload);
  return frame;
}

std::string close_frame(std::uint16_t code, std::string_view reason) {
  ENSURE(is_sendable_close_code(code));
  std::size_t size = std::min(reason.size(), max_control_bytes - 2);
  // Never cut a character: step back over continuation bytes.
  while (size < reason.size() && size > 0 && (static_cast<std::uint8_t>(reason[size]) & 0xC0) == 0x80) --size;
  std::string payload;
  payload.push_back(static_cast<char>(code >> 8));
  payload.push_back(static_cast<char>(code & 0xFF));
  payload.append(reason.substr(0, size));
  return control_frame(Opcode::close, payload);
}

std::string close_reply(std::uint16_t peer_code) {
  return is_sendable_close_code(peer_code) ? close_frame(peer_code, {}) : control_frame(Opcode::close, {});
}

bool is_websocket_key(std::string_view key) {
  // 16 bytes are 22 characters of base64 and two of padding.
  const auto is_base64 = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
  };
  return key.size() == 24 && key.ends_with("==") && std::ranges::all_of(key.substr(0, 22), is_base64);
}

std::string accept_key(std::string_view key) {
  std::string text(key);
  text.append("258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int digest_size = 0;
  ENSURE(EVP_Digest(text.data(), text.size(), digest.data(), &digest_size, EVP_sha1(), nullptr) == 1);
  std::array<unsigned char, 64> base64{};
  const int size = EVP_EncodeBlock(base64.data(), digest.data(), static_cast<int>(digest_size));
  return {base64.begin(), base64.begin() + size};
}

}  // namespace live::net
