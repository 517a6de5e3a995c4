// From a frame's text to the calls in it, and every reason not to run one (§2.2 to §2.7).
#include <algorithm>
#include <utility>

#include "trpc/ws_channels.hpp"
#include "trpc/ws_core.hpp"

namespace live::trpc {

namespace {

Error not_json(const schema::Issues& issues) {
  return {.code = Code::parse_error, .message = schema::to_text(issues), .data = {}};
}

Error not_found(const Envelope& envelope) {
  std::string message = "No \"";
  message.append(name(envelope.kind())).append("\"-procedure on path \"").append(envelope.path).append("\"");
  return {.code = Code::not_found, .message = std::move(message), .data = {}};
}

}  // namespace

void WsCore::handle(std::string_view text) {
  const auto frame = environment_.parser.parse(text);
  if (!frame) return send_error("\"id\":null", not_json(frame.error()));
  if (!frame->is_array()) return handle_element(*frame);
  if (frame->size() > environment_.limits.max_batch) {
    const Error error{.code = Code::bad_request, .message = "Batch call exceeds maximum size", .data = {}};
    for (const schema::Value element : frame->items()) refuse_element(element, error);
    return;
  }
  for (const schema::Value element : frame->items()) {
    if (phase_ == Phase::closed) return;
    handle_element(element);
  }
}

void WsCore::refuse_all(std::string_view text, const Error& error) {
  const auto frame = environment_.parser.parse(text);
  if (!frame) return send_error("\"id\":null", not_json(frame.error()));
  if (!frame->is_array()) return refuse_element(*frame, error);
  for (const schema::Value element : frame->items()) refuse_element(element, error);
}

void WsCore::refuse_element(const schema::Value& element, const Error& error) {
  const auto envelope = read_envelope(element, environment_.limits.max_id_bytes);
  if (!envelope || envelope->method == Envelope::Method::stop) return;
  send_error(envelope->head, error, envelope->path);
}

void WsCore::handle_element(const schema::Value& element) {
  const auto envelope = read_envelope(element, environment_.limits.max_id_bytes);
  if (!envelope) return send_error(envelope.error().head, envelope.error().error);
  if (envelope->method == Envelope::Method::stop) return stop_stream(*envelope);
  start(*envelope);
}

std::optional<Error> WsCore::closed_to_calls() {
  if (phase_ == Phase::refused) return *refusal_;
  const auto expires_ms = session_->expires_at_ms();
  if (expires_ms != 0 && environment_.clock.now_ms() >= expires_ms) {
    // Behind whatever else stands in this frame, so that each of its calls hears why.
    environment_.executor.post(
        [port = port_] { port->hop([](WsCore& core) { core.shut(close_code::unauthorized, "session expired"); }); });
    return Error{.code = Code::unauthorized, .message = "Your session has expired.", .data = {}};
  }
  if (draining_) {
    return Error{.code = Code::service_unavailable,
                 .message = "The server is about to restart; this call was not run.",
                 .data = {}};
  }
  return std::nullopt;
}

std::optional<Error> WsCore::over_limits(const Envelope& envelope) const {
  const Limits& limits = environment_.limits;
  if (envelope.method != Envelope::Method::subscription) {
    if (calls_in_flight_ < limits.max_calls_in_flight) return std::nullopt;
    return Error{
        .code = Code::too_many_requests, .message = "Too many calls of this connection are still running.", .data = {}};
  }
  if (find_stream(envelope.id_json) != nullptr) {
    return Error{.code = Code::bad_request, .message = "Duplicate id " + envelope.id_json, .data = {}};
  }
  if (streams_.size() < limits.max_subscriptions) return std::nullopt;
  return Error{.code = Code::too_many_requests, .message = "Too many subscriptions on this connection.", .data = {}};
}

void WsCore::start(const Envelope& envelope) {
  if (const auto error = closed_to_calls()) return send_error(envelope.head, *error, envelope.path);
  const Procedure* procedure = environment_.router.find(envelope.path);
  if (procedure == nullptr || procedure->kind != envelope.kind()) {
    return send_error(envelope.head, not_found(envelope), envelope.path);
  }
  const CallRecord record{procedure->path, procedure->kind, environment_.router.now_micros()};
  if (const auto error = over_limits(envelope)) {
    send_error(envelope.head, *error, envelope.path);
    return report(record, &*error);
  }
  // The call holds its own session: a handler may end in this connection's closing.
  const std::shared_ptr<Session> session = session_;
  Call call{.path = procedure->path,
            .kind = procedure->kind,
            .transport = Transport::websocket,
            .connection_id = connection_id_,
            .remote_address = remote_address_,
            .id_json = envelope.id_json,
            .last_event_id = envelope.last_event_id,
            .caller = session};
  if (procedure->kind == Kind::subscription) {
    const auto& stream = streams_.emplace_back(std::make_shared<WsStream>(port_, envelope, record));
    environment_.router.run(*procedure, call, envelope.input, std::shared_ptr<StreamChannel>(stream));
  } else {
    ++calls_in_flight_;
    environment_.router.run(*procedure, call, envelope.input,
                            std::make_unique<WsResponder>(port_, envelope.head, record));
  }
}

void WsCore::stop_stream(const Envelope& envelope) {
  // Clients stop what has already ended as a matter of course (§2.2): ignored.
  WsStream* stream = find_stream(envelope.id_json);
  if (stream == nullptr) return;
  // `stopped`, the id free again and the old stream's frames dropped, all in this step (§2.4).
  const auto held = stream->shared_from_this();
  held->send_stopped(*this);
  forget(*held);
  held->end();
}

WsStream* WsCore::find_stream(std::string_view id_json) const {
  const auto found = std::ranges::find_if(streams_, [&](const auto& stream) { return stream->id_json() == id_json; });
  return found == streams_.end() ? nullptr : found->get();
}

void WsCore::forget(const WsStream& stream) {
  std::erase_if(streams_, [&](const auto& each) { return each.get() == &stream; });
}

}  // namespace live::trpc
