// A connection's life: opening, waiting for the session, keeping alive, draining, closing. Calls are in
// ws_dispatch.cpp.
#include "trpc/ws_core.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include "base/hash.hpp"
#include "trpc/ws_channels.hpp"
#include "trpc/ws_connection.hpp"

namespace live::trpc {

namespace {

std::uint16_t close_code_for(const Error& error) {
  switch (error.code) {
    case Code::parse_error:
    case Code::bad_request:
      return close_code::policy;
    case Code::unauthorized:
      return close_code::unauthorized;
    case Code::forbidden:
      return close_code::forbidden;
    case Code::internal_server_error:
      return close_code::internal;
    default:
      return close_code::try_later;
  }
}

}  // namespace

WsCore::WsCore(const Environment& environment, Handshake handshake, FrameSink& sink)
    : environment_(environment),
      sink_(sink),
      port_(std::make_shared<WsPort>(environment.executor, *this)),
      connection_id_(handshake.connection_id),
      remote_address_(handshake.remote_address),
      handshake_(std::make_unique<Handshake>(std::move(handshake))) {}

WsCore::~WsCore() { release(); }

void WsCore::begin() {
  if (!announces_connection_params(*handshake_)) ask_session();
}

void WsCore::on_text(std::string_view text) {
  if (phase_ == Phase::closed) return;
  heard_ = true;
  // §2.6: bare text, either way, at any time, also before the handshake.
  if (text == "PING") return send({.head = "PONG", .body = nullptr, .tail = {}});
  if (text == "PONG") return;
  switch (phase_) {
    case Phase::awaiting_params:
      return take_params(text);
    case Phase::asking:
      return wait(text);
    case Phase::ready:
    case Phase::refused:
      return handle(text);
    case Phase::closed:
      return;
  }
}

void WsCore::on_binary() {
  if (phase_ == Phase::closed) return;
  heard_ = true;
  const Error error{.code = Code::parse_error, .message = "Binary frames are not understood.", .data = {}};
  if (phase_ == Phase::awaiting_params) return refuse(error, close_code_for(error));
  send_error("\"id\":null", error);
}

void WsCore::take_params(std::string_view text) {
  const auto frame = environment_.parser.parse(text);
  const auto params = frame && frame->is_object() ? read_connection_params(frame->find("data")) : std::nullopt;
  if (!params) {
    const Error error{.code = Code::parse_error,
                      .message = "The first frame must carry the connection parameters: an object of strings, or null.",
                      .data = {}};
    return refuse(error, close_code_for(error));
  }
  handshake_->connection_params = *params;
  ask_session();
}

void WsCore::ask_session() {
  phase_ = Phase::asking;
  SessionReply reply([port = port_](SessionResult result) {
    port->hop([result = std::move(result)](WsCore& core) mutable { core.on_session(std::move(result)); });
  });
  try {
    environment_.sessions(*handshake_, std::move(reply));
  } catch (const std::exception& exception) {
    // The dropped SessionReply has refused the connection.
    environment_.router.report_bug("(session)", exception.what());
  }
}

void WsCore::on_session(SessionResult result) {
  if (phase_ != Phase::asking) return;
  if (!result) {
    const std::uint16_t code = close_code_for(result.error());
    return refuse(std::move(result.error()), code);
  }
  session_ = std::move(*result);
  phase_ = Phase::ready;
  if (const auto expires_ms = session_->expires_at_ms(); expires_ms != 0) {
    close_at(expires_ms + jitter(environment_.limits.expiry_spread_ms), close_code::unauthorized, "session expired");
  }
  replay();
}

void WsCore::refuse(Error error, std::uint16_t code) {
  phase_ = Phase::refused;
  refusal_ = std::make_unique<Error>(std::move(error));
  send_error("\"id\":null", *refusal_);
  // §2.8: older clients come back with no delay at all, so the refused socket is kept a while.
  const auto hold_ms = environment_.limits.refused_hold_ms;
  close_at(environment_.clock.now_ms() + hold_ms + jitter(hold_ms), code, std::string(name(refusal_->code)));
  replay();
}

void WsCore::wait(std::string_view text) {
  const Limits& limits = environment_.limits;
  if (!waiting_) waiting_ = std::make_unique<std::deque<std::string>>();
  if (waiting_->size() >= limits.max_waiting_frames || waiting_bytes_ + text.size() > limits.max_waiting_bytes) {
    return refuse_all(
        text,
        {.code = Code::too_many_requests, .message = "Too many calls before the session was established.", .data = {}});
  }
  waiting_bytes_ += text.size();
  waiting_->emplace_back(text);
}

void WsCore::replay() {
  handshake_.reset();
  const auto waiting = std::move(waiting_);
  waiting_bytes_ = 0;
  if (!waiting) return;
  for (const std::string& text : *waiting) {
    if (phase_ == Phase::closed) return;
    handle(text);
  }
}

bool WsCore::ping_due() {
  if (phase_ == Phase::closed) return true;
  if (std::exchange(heard_, false)) {
    pinged_ = false;
    return true;
  }
  if (pinged_) return false;
  pinged_ = true;
  send({.head = "PING", .body = nullptr, .tail = {}});
  return true;
}

void WsCore::drain(std::move_only_function<void()> drained) {
  draining_ = true;
  drained_ = std::move(drained);
  if (calls_in_flight_ == 0 && drained_) std::exchange(drained_, nullptr)();
}

void WsCore::send(Frame frame) {
  if (phase_ == Phase::closed) return;
  const std::size_t buffered = sink_.buffered_bytes();
  if (buffered > 0 && buffered + frame.size() > environment_.limits.max_buffered_bytes) {
    return shut(close_code::try_later, "too slow");
  }
  sink_.send(std::move(frame));
}

void WsCore::send_error(std::string_view head, const Error& error, std::string_view path) {
  send({.head = error_frame(head, error, path), .body = nullptr, .tail = {}});
}

void WsCore::report(const CallRecord& record, const Error* error) const {
  const Router& router = environment_.router;
  router.report({.path = record.path,
                 .kind = record.kind,
                 .code = error ? std::optional(error->code) : std::nullopt,
                 .micros = router.now_micros() - record.begun_micros,
                 .connection_id = connection_id_,
                 .message = error ? std::string_view(error->message) : std::string_view()});
}

void WsCore::call_ended(const CallRecord& record, const Error* error) {
  report(record, error);
  if (calls_in_flight_ > 0) --calls_in_flight_;
  if (calls_in_flight_ == 0 && drained_) std::exchange(drained_, nullptr)();
}

void WsCore::close_at(base::Milliseconds due_ms, std::uint16_t code, std::string reason) {
  if (timer_ != 0) environment_.executor.cancel(timer_);
  timer_ = environment_.executor.at(due_ms, [port = port_, code, reason = std::move(reason)] {
    port->hop([code, reason](WsCore& core) {
      core.timer_ = 0;
      core.shut(code, reason);
    });
  });
}

void WsCore::shut(std::uint16_t code, std::string reason) {
  if (phase_ == Phase::closed) return;
  phase_ = Phase::closed;
  stop_streams();
  sink_.close(code, std::move(reason));
}

void WsCore::stop_streams() {
  const auto streams = std::exchange(streams_, {});
  for (const auto& stream : streams) stream->end();
}

void WsCore::on_closed() {
  release();
  if (drained_) std::exchange(drained_, nullptr)();
}

void WsCore::release() {
  if (std::exchange(released_, true)) return;
  phase_ = Phase::closed;
  // First of all, so that nothing a stopping stream does comes back here.
  port_->close();
  if (timer_ != 0) environment_.executor.cancel(std::exchange(timer_, 0));
  stop_streams();
  waiting_.reset();
  session_.reset();
  calls_in_flight_ = 0;
}

base::Milliseconds WsCore::jitter(base::Milliseconds spread_ms) const {
  base::Hash64 hash;
  hash.add(connection_id_);
  const auto spread = static_cast<std::uint64_t>(std::max<base::Milliseconds>(spread_ms, 0));
  return static_cast<base::Milliseconds>(hash.digest() % (spread + 1));
}

WsConnection::WsConnection(const Environment& environment, Handshake handshake, FrameSink& sink)
    : core_(std::make_unique<WsCore>(environment, std::move(handshake), sink)) {
  core_->begin();
}
WsConnection::~WsConnection() = default;
void WsConnection::on_text(std::string_view text) { core_->on_text(text); }
void WsConnection::on_binary() { core_->on_binary(); }
void WsConnection::on_closed() { core_->on_closed(); }
bool WsConnection::ping_due() { return core_->ping_due(); }
void WsConnection::drain(std::move_only_function<void()> drained) { core_->drain(std::move(drained)); }
std::size_t WsConnection::calls_in_flight() const { return core_->calls_in_flight(); }
std::size_t WsConnection::subscriptions() const { return core_->subscriptions(); }
bool WsConnection::has_session() const { return core_->has_session(); }

}  // namespace live::trpc
