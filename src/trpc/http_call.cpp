#include "trpc/http_call.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>

#include "trpc/port.hpp"
#include "trpc/reply.hpp"
#include "trpc/router.hpp"
#include "trpc/url.hpp"

namespace live::trpc {

namespace {

constexpr std::size_t max_path_bytes = 4096;

using Header = std::pair<std::string, std::string>;

Error error_of(Code code, std::string message) { return {.code = code, .message = std::move(message), .data = {}}; }

/// `application/json` in any case, with or without parameters.
bool is_json(std::string_view content_type) {
  std::string_view type = content_type.substr(0, content_type.find(';'));
  while (type.ends_with(' ')) type.remove_suffix(1);
  return std::ranges::equal(type, std::string_view("application/json"),
                            [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; });
}

std::string_view allowed_method(Kind kind) { return kind == Kind::query ? "GET" : "POST"; }

/// The checks of §3.2's table that need no more than the head of the request.
std::optional<Error> refuse_request(const HttpRequest& request, const Limits& limits) {
  const std::string& method = request.method;
  const bool changes = method == "POST" || method == "PUT" || method == "PATCH";
  if (method != "GET" && !changes) return error_of(Code::unsupported_media_type, "Unsupported method " + method);
  if (changes && request.content_type.empty()) {
    return error_of(Code::unsupported_media_type, "Missing content-type header");
  }
  if (changes && !is_json(request.content_type)) {
    return error_of(Code::unsupported_media_type, "Unsupported content-type \"" + request.content_type + "\"");
  }
  if (changes && method != "POST") return error_of(Code::method_not_supported, "Unsupported method " + method);
  if (request.body.size() > limits.max_message_bytes) {
    return error_of(Code::payload_too_large, "The body exceeds the limit.");
  }
  // §4: one JSON error object with a non-2xx status is what a client that asked for JSONL understands.
  if (request.trpc_accept == "application/jsonl" || request.accept.find("application/jsonl") != std::string::npos) {
    return error_of(Code::unsupported_media_type,
                    "JSONL streaming is not offered: use httpBatchLink in place of httpBatchStreamLink.");
  }
  return std::nullopt;
}

class RunningCall final : public HttpCall {
 public:
  RunningCall(const Environment& environment, HttpRequest request, HttpDone done);
  ~RunningCall() override { port_->close(); }

  void begin();
  /// One call's answer. On the environment's thread.
  void answer(std::size_t index, std::string json, const Error* error);

 private:
  struct Slot {
    std::string path;
    const Procedure* procedure = nullptr;
    std::int64_t begun_micros = 0;
    std::string json;
    int status = 200;
  };

  [[nodiscard]] std::optional<Error> read_paths();
  [[nodiscard]] std::optional<Error> read_connection_params_parameter();
  [[nodiscard]] std::optional<Error> check_batch() const;
  void on_session(SessionResult result);
  [[nodiscard]] Input read_input();
  [[nodiscard]] Input input_of(const Input& whole, std::size_t index) const;
  void run(std::size_t index, const Input& whole);
  [[nodiscard]] std::optional<Error> refuse_call(const Slot& slot) const;
  void fail_call(std::size_t index, const Error& error);
  /// One plain error object for the whole request.
  void fail_request(const Error& error);
  void respond();
  void finish(int status, std::string body);

  const Environment& environment_;
  HttpRequest request_;
  HttpDone done_;
  std::shared_ptr<Port<RunningCall>> port_;
  bool batch_ = false;
  std::vector<Slot> slots_;
  std::size_t unanswered_ = 0;
  std::shared_ptr<Session> session_;
  std::vector<Header> headers_;
};

class HttpResponder final : public Responder {
 public:
  HttpResponder(std::shared_ptr<Port<RunningCall>> port, std::size_t index, std::string_view path)
      : port_(std::move(port)), index_(index), path_(path) {}

  [[nodiscard]] std::string opening() const override { return "{\"result\":{\"data\":"; }
  void succeed(std::string opening_and_value, std::shared_ptr<const std::string> rest) override {
    if (rest) opening_and_value.append(*rest);
    deliver(std::move(opening_and_value.append("}}")));
  }
  void succeed_without_value() override { deliver("{\"result\":{}}"); }
  void fail(const Error& error) override {
    port_->hop([index = index_, path = path_, error](RunningCall& call) {
      std::string json = "{\"error\":";
      write_error(json, error, path);
      call.answer(index, std::move(json.append("}")), &error);
    });
  }

 private:
  void deliver(std::string json) {
    port_->hop([index = index_, json = std::move(json)](RunningCall& call) mutable {
      call.answer(index, std::move(json), nullptr);
    });
  }

  std::shared_ptr<Port<RunningCall>> port_;
  std::size_t index_;
  std::string_view path_;  // the procedure's own; read while the request lives
};

RunningCall::RunningCall(const Environment& environment, HttpRequest request, HttpDone done)
    : environment_(environment),
      request_(std::move(request)),
      done_(std::move(done)),
      port_(std::make_shared<Port<RunningCall>>(environment.executor, *this)) {
  request_.handshake.transport = Transport::http;
}

void RunningCall::begin() {
  if (request_.method == "HEAD") return finish(204, {});
  if (const auto error = refuse_request(request_, environment_.limits)) {
    if (error->code == Code::method_not_supported) headers_.emplace_back("allow", "GET, POST");
    return fail_request(*error);
  }
  if (const auto error = read_paths()) return fail_request(*error);
  if (const auto error = read_connection_params_parameter()) return fail_request(*error);
  if (const auto error = check_batch()) return fail_request(*error);
  SessionReply reply([port = port_](SessionResult result) {
    port->hop([result = std::move(result)](RunningCall& call) mutable { call.on_session(std::move(result)); });
  });
  try {
    environment_.sessions(request_.handshake, std::move(reply));
  } catch (const std::exception& exception) {
    // The dropped SessionReply has answered.
    environment_.router.report_bug("(session)", exception.what());
  }
}

std::optional<Error> RunningCall::read_paths() {
  std::string_view raw = request_.path;
  while (raw.ends_with('/')) raw.remove_suffix(1);
  const auto path = raw.size() <= max_path_bytes ? percent_decode(raw, false) : std::nullopt;
  if (!path) return error_of(Code::bad_request, "The path is not valid.");
  batch_ = request_.handshake.query_parameter("batch") == "1";
  // The comma splits after decoding, so %2C splits too; without batch=1 it is part of the path.
  std::string_view rest = *path;
  for (std::size_t comma = 0; comma != std::string_view::npos;) {
    comma = batch_ ? rest.find(',') : std::string_view::npos;
    Slot& slot = slots_.emplace_back();
    slot.path = rest.substr(0, comma);
    slot.procedure = environment_.router.find(slot.path);
    if (comma != std::string_view::npos) rest.remove_prefix(comma + 1);
  }
  unanswered_ = slots_.size();
  if (slots_.size() > environment_.limits.max_batch) {
    return error_of(Code::bad_request, "Batch call exceeds maximum size");
  }
  return std::nullopt;
}

std::optional<Error> RunningCall::read_connection_params_parameter() {
  const std::string& query = request_.handshake.query;
  if (!raw_query_parameter(query, "connectionParams")) return std::nullopt;
  const auto text = request_.handshake.query_parameter("connectionParams");
  const auto json = text ? environment_.parser.parse(*text) : std::unexpected(schema::Issues{});
  auto params = json ? read_connection_params(*json) : std::nullopt;
  if (!params) return error_of(Code::parse_error, "connectionParams must be a JSON object of strings, or null.");
  request_.handshake.connection_params = std::move(*params);
  return std::nullopt;
}

std::optional<Error> RunningCall::check_batch() const {
  if (!batch_) return std::nullopt;
  const Procedure* first = nullptr;
  for (const Slot& slot : slots_) {
    if (slot.procedure == nullptr) continue;
    if (slot.procedure->kind == Kind::subscription) {
      return error_of(Code::bad_request, "Cannot batch subscription calls");
    }
    if (first == nullptr) first = slot.procedure;
    if (slot.procedure->kind != first->kind) {
      return error_of(Code::bad_request, "Cannot mix procedure types in call: query, mutation");
    }
  }
  return std::nullopt;
}

void RunningCall::on_session(SessionResult result) {
  if (!result) {
    for (std::size_t i = 0; i < slots_.size(); ++i) fail_call(i, result.error());
    return;
  }
  session_ = std::move(*result);
  const Input whole = read_input();
  // The last answer may end the request, and with it the slots, while this loop still counts.
  const std::size_t count = slots_.size();
  for (std::size_t i = 0; i < count; ++i) run(i, whole);
}

Input RunningCall::read_input() {
  std::optional<std::string> text;
  if (request_.method == "POST") {
    text = std::move(request_.body);
  } else if (raw_query_parameter(request_.handshake.query, "input")) {
    text = request_.handshake.query_parameter("input");
    if (!text) return std::unexpected(error_of(Code::bad_request, "The input is not valid percent-encoded UTF-8."));
  }
  // §3: an empty body or `?input=` is no input.
  if (!text || text->empty()) return schema::Value();
  const auto value = environment_.parser.parse(*text);
  if (!value) return std::unexpected(error_of(Code::bad_request, schema::to_text(value.error())));
  if (batch_ && !value->is_object()) {
    return std::unexpected(error_of(Code::bad_request, "A batch's input must be an object keyed by index."));
  }
  return *value;
}

Input RunningCall::input_of(const Input& whole, std::size_t index) const {
  if (!whole || !batch_) return whole;
  return whole->find(std::to_string(index));
}

std::optional<Error> RunningCall::refuse_call(const Slot& slot) const {
  const auto expires_ms = session_->expires_at_ms();
  if (expires_ms != 0 && environment_.clock.now_ms() >= expires_ms) {
    return error_of(Code::unauthorized, "Your session has expired.");
  }
  if (slot.procedure == nullptr) {
    return error_of(Code::not_found, "No procedure found on path \"" + slot.path + "\"");
  }
  const Kind kind = slot.procedure->kind;
  if (kind == Kind::subscription) {
    return error_of(Code::method_not_supported,
                    "Subscriptions are offered over WebSocket only: use wsLink for \"" + slot.path + "\".");
  }
  if (request_.method == allowed_method(kind)) return std::nullopt;
  std::string message = "Unsupported ";
  message.append(request_.method).append("-request to ").append(name(kind));
  message.append(" procedure at path \"").append(slot.path).append("\"");
  return error_of(Code::method_not_supported, std::move(message));
}

void RunningCall::run(std::size_t index, const Input& whole) {
  Slot& slot = slots_[index];
  if (const auto error = refuse_call(slot)) {
    if (error->code == Code::method_not_supported && headers_.empty() && slot.procedure->kind != Kind::subscription) {
      headers_.emplace_back("allow", allowed_method(slot.procedure->kind));
    }
    return fail_call(index, *error);
  }
  slot.begun_micros = environment_.router.now_micros();
  const std::shared_ptr<Session> session = session_;
  const Handshake& handshake = request_.handshake;
  Call call{.path = slot.procedure->path,
            .kind = slot.procedure->kind,
            .transport = handshake.transport,
            .connection_id = handshake.connection_id,
            .remote_address = handshake.remote_address,
            .id_json = {},
            .last_event_id = {},
            .caller = session};
  environment_.router.run(*slot.procedure, call, input_of(whole, index),
                          std::make_unique<HttpResponder>(port_, index, slot.procedure->path));
}

void RunningCall::fail_call(std::size_t index, const Error& error) {
  std::string json = "{\"error\":";
  write_error(json, error, slots_[index].path);
  answer(index, std::move(json.append("}")), &error);
}

void RunningCall::answer(std::size_t index, std::string json, const Error* error) {
  Slot& slot = slots_[index];
  slot.json = std::move(json);
  if (error != nullptr) slot.status = http_status(error->code);
  if (slot.procedure != nullptr) {
    const Router& router = environment_.router;
    router.report({.path = slot.procedure->path,
                   .kind = slot.procedure->kind,
                   .code = error ? std::optional(error->code) : std::nullopt,
                   .micros = slot.begun_micros == 0 ? 0 : router.now_micros() - slot.begun_micros,
                   .connection_id = request_.handshake.connection_id,
                   .message = error ? std::string_view(error->message) : std::string_view()});
  }
  if (--unanswered_ == 0) respond();
}

void RunningCall::respond() {
  const int status = slots_.front().status;
  if (!batch_) return finish(status, std::move(slots_.front().json));
  const bool equal = std::ranges::all_of(slots_, [&](const Slot& slot) { return slot.status == status; });
  std::string body = "[";
  for (const Slot& slot : slots_) {
    if (body.size() > 1) body.push_back(',');
    body.append(slot.json);
  }
  body.push_back(']');
  finish(equal ? status : 207, std::move(body));
}

void RunningCall::fail_request(const Error& error) {
  std::string json = "{\"error\":";
  write_error(json, error, {});
  finish(http_status(error.code), std::move(json.append("}")));
}

void RunningCall::finish(int status, std::string body) {
  HttpResponse response{.status = status, .content_type = {}, .headers = std::move(headers_), .body = std::move(body)};
  if (status != 204) response.content_type = "application/json";
  response.headers.emplace_back("vary", "trpc-accept, accept");
  if (done_) std::exchange(done_, nullptr)(std::move(response));
}

}  // namespace

std::unique_ptr<HttpCall> handle_http(const Environment& environment, HttpRequest request, HttpDone done) {
  auto call = std::make_unique<RunningCall>(environment, std::move(request), std::move(done));
  call->begin();
  return call;
}

}  // namespace live::trpc
