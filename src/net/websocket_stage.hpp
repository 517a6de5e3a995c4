#pragma once
// An established WebSocket: the codec on one side, trpc::WsConnection on the other. Idle, it holds no buffer.
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "net/connection.hpp"
#include "net/stage.hpp"
#include "net/websocket_codec.hpp"
#include "trpc/frame.hpp"
#include "trpc/session.hpp"
#include "trpc/ws_connection.hpp"

namespace live::net {

class WebsocketStage final : public Stage, public trpc::FrameSink {
 public:
  explicit WebsocketStage(Connection& connection);
  ~WebsocketStage() override;

  /// After the upgrade's answer was queued.
  void begin(trpc::Handshake handshake);

  void on_bytes(std::span<char> bytes) override;
  void on_peer_end() override;
  void on_flushed() override {}
  void on_deadline() override;
  void on_gone() override;
  void drain(base::Milliseconds close_at_ms, base::Milliseconds deadline_ms) override;

  void send(trpc::Frame frame) override;
  [[nodiscard]] std::size_t buffered_bytes() const override { return connection_.out_bytes(); }
  void close(std::uint16_t code, std::string reason) override;

 private:
  /// False when no more events should be taken.
  [[nodiscard]] bool handle(const WebsocketEvent& event);
  void begin_close(std::uint16_t code, std::string_view reason, bool drop_waiting);
  void set_ping_deadline();
  void close_if_drained();
  [[nodiscard]] Counters& counters() { return connection_.shard().counters(); }

  Connection& connection_;
  WebsocketParser parser_;
  // Timers and late callbacks ask through it whether the stage is still there.
  std::shared_ptr<WebsocketStage*> self_;
  std::unique_ptr<trpc::WsConnection> trpc_;
  bool closing_ = false;  // Our close frame is on its way; only the peer's is still listened for.
  bool gone_ = false;
  bool calls_done_ = false;
  bool close_time_come_ = false;
};

}  // namespace live::net
