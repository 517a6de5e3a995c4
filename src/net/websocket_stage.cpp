#include "net/websocket_stage.hpp"

#include <algorithm>
#include <utility>

namespace live::net {

WebsocketStage::WebsocketStage(Connection& connection)
    : connection_(connection), parser_(connection.shard().limits().max_message_bytes) {
  count(counters().websockets);
}

WebsocketStage::~WebsocketStage() { counters().websockets.fetch_sub(1, std::memory_order_relaxed); }

void WebsocketStage::begin(trpc::Handshake handshake) {
  trpc_ = std::make_unique<trpc::WsConnection>(connection_.shard().environment(), std::move(handshake), *this);
  set_ping_deadline();
}

void WebsocketStage::set_ping_deadline() {
  if (closing_) return;
  const Loop& loop = connection_.shard().loop();
  connection_.set_deadline(loop.now_ms() + connection_.shard().environment().limits.ping_interval_ms);
}

void WebsocketStage::on_bytes(std::span<char> bytes) {
  while (connection_.is_open()) {
    const WebsocketEvent event = parser_.next(bytes);
    if (!handle(event)) return;
  }
}

bool WebsocketStage::handle(const WebsocketEvent& event) {
  using Kind = WebsocketEvent::Kind;
  if (event.kind == Kind::need_more) return false;
  if (event.kind == Kind::close) {
    // Answered at once and ahead of what waits: a late close event makes clients reconnect twice (trpc-wire §11.1).
    if (!closing_) {
      connection_.drop_unbegun();
      connection_.queue({.head = close_reply(event.code), .body = nullptr, .tail = {}});
    }
    connection_.finish(false);
    return false;
  }
  if (closing_) return event.kind != Kind::failed;
  switch (event.kind) {
    case Kind::text:
      count(counters().messages_in);
      trpc_->on_text(event.payload);
      return true;
    case Kind::binary:
      count(counters().messages_in);
      trpc_->on_binary();
      return true;
    case Kind::ping:
      // Pings of a peer that reads no answers are not worth memory; it is over its budget or will be dropped.
      if (connection_.out_bytes() < connection_.shard().limits().write_budget_bytes) {
        connection_.queue({.head = control_frame(Opcode::pong, event.payload), .body = nullptr, .tail = {}});
      }
      return true;
    case Kind::failed:
      count(counters().protocol_errors);
      begin_close(event.code, event.payload, false);
      return false;
    default:
      return true;
  }
}

void WebsocketStage::on_peer_end() { connection_.abort(); }

void WebsocketStage::on_deadline() {
  if (closing_) return connection_.abort();
  if (!trpc_->ping_due()) {
    count(counters().dead_peers);
    return connection_.abort();
  }
  set_ping_deadline();
}

void WebsocketStage::on_gone() {
  gone_ = true;
  self_.reset();
  if (trpc_) trpc_->on_closed();
}

void WebsocketStage::send(trpc::Frame frame) {
  if (closing_ || gone_) return;
  const std::size_t budget = connection_.shard().limits().write_budget_bytes;
  // The socket may well take what waits; only what it refuses counts against the reader.
  if (connection_.out_bytes() > budget) connection_.flush_now();
  if (connection_.out_bytes() > budget) {
    count(counters().slow_readers);
    return begin_close(close_code::try_later, "the connection reads too slowly", true);
  }
  count(counters().frames_out);
  std::string head(frame_header(Opcode::text, frame.size()).view());
  if (frame.body) {
    head.append(frame.head);
    connection_.queue({.head = std::move(head), .body = std::move(frame.body), .tail = std::move(frame.tail)});
  } else {
    connection_.queue({.head = std::move(head), .body = nullptr, .tail = frame.head + frame.tail});
  }
}

void WebsocketStage::close(std::uint16_t code, std::string reason) {
  if (gone_) return;
  if (code == close_code::try_later) count(counters().slow_readers);
  begin_close(code, reason, code == close_code::try_later);
}

void WebsocketStage::begin_close(std::uint16_t code, std::string_view reason, bool drop_waiting) {
  if (closing_) return;
  closing_ = true;
  if (drop_waiting) connection_.drop_unbegun();
  connection_.queue({.head = close_frame(code, reason), .body = nullptr, .tail = {}});
  const Loop& loop = connection_.shard().loop();
  connection_.set_deadline(loop.now_ms() + connection_.shard().limits().close_timeout_ms);
  // After a broken frame the stream cannot be read, so the peer's close would not be seen: end now.
  if (parser_.finished()) connection_.finish();
}

void WebsocketStage::drain(base::Milliseconds close_at_ms, base::Milliseconds deadline_ms) {
  if (closing_ || !trpc_) return;
  self_ = std::make_shared<WebsocketStage*>(this);
  const std::weak_ptr<WebsocketStage*> weak = self_;
  Loop& loop = connection_.shard().loop();
  loop.at(close_at_ms, [weak] {
    if (const auto stage = weak.lock()) {
      (*stage)->close_time_come_ = true;
      (*stage)->close_if_drained();
    }
  });
  loop.at(std::max(close_at_ms, deadline_ms), [weak] {
    if (const auto stage = weak.lock()) (*stage)->begin_close(close_code::restart, "restart", false);
  });
  trpc_->drain([weak] {
    if (const auto stage = weak.lock()) {
      (*stage)->calls_done_ = true;
      (*stage)->close_if_drained();
    }
  });
}

void WebsocketStage::close_if_drained() {
  if (calls_done_ && close_time_come_) begin_close(close_code::restart, "restart", false);
}

}  // namespace live::net
