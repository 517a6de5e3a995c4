#pragma once
// The inside of a WsConnection, for its replies and streams to reach. Everything here runs on the connection's thread.
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trpc/envelope.hpp"
#include "trpc/environment.hpp"
#include "trpc/frame.hpp"
#include "trpc/port.hpp"
#include "trpc/router.hpp"

namespace live::trpc {

class WsStream;

/// What is remembered of a call to report its end.
struct CallRecord {
  std::string_view path;  // the procedure's own
  Kind kind = Kind::query;
  std::int64_t begun_micros = 0;
};

class WsCore {
 public:
  WsCore(const Environment& environment, Handshake handshake, FrameSink& sink);
  WsCore(const WsCore&) = delete;
  WsCore& operator=(const WsCore&) = delete;
  ~WsCore();

  void begin();
  void on_text(std::string_view text);
  void on_binary();
  void on_closed();
  [[nodiscard]] bool ping_due();
  void drain(std::move_only_function<void()> drained);

  [[nodiscard]] std::size_t calls_in_flight() const { return calls_in_flight_; }
  [[nodiscard]] std::size_t subscriptions() const { return streams_.size(); }
  [[nodiscard]] bool has_session() const { return session_ != nullptr; }

  // For replies and streams.
  /// Drops the frame if the connection is closing; closes it if the reader is too slow.
  void send(Frame frame);
  void report(const CallRecord& record, const Error* error) const;
  void call_ended(const CallRecord& record, const Error* error);
  void forget(const WsStream& stream);
  /// Any thread.
  [[nodiscard]] std::size_t buffered_bytes() const { return sink_.buffered_bytes(); }

 private:
  enum class Phase : std::uint8_t { awaiting_params, asking, ready, refused, closed };

  void take_params(std::string_view text);
  void ask_session();
  void on_session(SessionResult result);
  void refuse(Error error, std::uint16_t code);
  void wait(std::string_view text);
  void replay();

  void handle(std::string_view text);
  void handle_element(const schema::Value& element);
  /// Answers every call of a frame, one after the other, with the same error.
  void refuse_all(std::string_view text, const Error& error);
  void refuse_element(const schema::Value& element, const Error& error);
  void start(const Envelope& envelope);
  void stop_stream(const Envelope& envelope);
  [[nodiscard]] std::optional<Error> closed_to_calls();
  [[nodiscard]] std::optional<Error> over_limits(const Envelope& envelope) const;
  [[nodiscard]] WsStream* find_stream(std::string_view id_json) const;

  void send_error(std::string_view head, const Error& error, std::string_view path = {});
  void close_at(base::Milliseconds due_ms, std::uint16_t code, std::string reason);
  void shut(std::uint16_t code, std::string reason);
  void stop_streams();
  void release();
  /// Between 0 and `spread_ms`, different for each connection, so that many do not act in step.
  [[nodiscard]] base::Milliseconds jitter(base::Milliseconds spread_ms) const;

  const Environment& environment_;
  FrameSink& sink_;
  std::shared_ptr<Port<WsCore>> port_;
  std::uint64_t connection_id_;
  std::string remote_address_;
  /// Until the session is made; it may hold a long token.
  std::unique_ptr<Handshake> handshake_;
  std::shared_ptr<Session> session_;
  std::unique_ptr<Error> refusal_;
  std::unique_ptr<std::deque<std::string>> waiting_;
  std::size_t waiting_bytes_ = 0;
  std::vector<std::shared_ptr<WsStream>> streams_;
  std::size_t calls_in_flight_ = 0;
  std::move_only_function<void()> drained_;
  base::Executor::TimerId timer_ = 0;
  Phase phase_ = Phase::awaiting_params;
  bool draining_ = false;
  bool heard_ = true;
  bool pinged_ = false;
  bool released_ = false;
};

using WsPort = Port<WsCore>;

}  // namespace live::trpc
