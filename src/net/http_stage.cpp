#include "net/http_stage.hpp"

#include <exception>
#include <utility>

#include "net/http_writer.hpp"
#include "net/upgrade.hpp"
#include "net/websocket_stage.hpp"
#include "trpc/error.hpp"

namespace live::net {
namespace {

// Pipelined requests wait while so much of the earlier answers has not left.
constexpr std::size_t max_waiting_bytes = std::size_t{64} * 1024;

HttpReaderLimits reader_limits(const ServerLimits& limits) {
  return {.max_target_bytes = limits.max_target_bytes,
          .max_header_bytes = limits.max_header_bytes,
          .max_body_bytes = limits.max_body_bytes};
}

std::string text_of(const HttpRequest& request, std::string_view header) {
  return std::string(request.header(header).value_or(""));
}

HttpResponse refusal(unsigned status) {
  HttpResponse response = status == 429 ? json_error(429, "Too many new connections from this address.")
                                        : json_error(status, "The server is full.");
  response.headers.push_back({"retry-after", "5"});
  return response;
}

}  // namespace

HttpStage::HttpStage(Connection& connection) : connection_(connection), self_(std::make_shared<HttpStage*>(this)) {
  connection_.set_deadline(now_ms() + connection_.shard().limits().handshake_timeout_ms);
}

base::Milliseconds HttpStage::now_ms() const { return connection_.shard().loop().now_ms(); }

void HttpStage::on_bytes(std::span<char> bytes) {
  pending_.append(bytes.data(), bytes.size());
  process();
}

void HttpStage::on_peer_end() {
  if (!busy_) connection_.finish();
}

void HttpStage::on_flushed() {
  if (!busy_) process();
}

void HttpStage::on_deadline() {
  if (busy_) {
    call_.reset();
    keep_alive_ = false;
    return respond(json_error(504, "The answer took too long."));
  }
  // A large answer on a slow line is not idle.
  if (const std::size_t waiting = connection_.out_bytes(); waiting != 0 && waiting != last_waiting_) {
    last_waiting_ = waiting;
    return connection_.set_deadline(now_ms() + connection_.shard().limits().http_idle_timeout_ms);
  }
  if (!reader_) return connection_.finish();
  refuse(json_error(408, "The request took too long to arrive."));
}

void HttpStage::on_gone() {
  self_.reset();
  call_.reset();
}

void HttpStage::drain(base::Milliseconds, base::Milliseconds deadline_ms) {
  closing_ = true;
  if (!busy_ && !reader_) return connection_.finish(false);
  connection_.set_deadline(deadline_ms);
}

void HttpStage::process() {
  if (in_process_) return;
  in_process_ = true;
  while (connection_.is_open() && !busy_ && step()) {
  }
  in_process_ = false;
}

/// False when nothing more can be done now.
bool HttpStage::step() {
  if (!reader_) {
    if (connection_.out_bytes() > max_waiting_bytes) {
      connection_.set_reading(false);
      return false;
    }
    if (pending_.empty()) {
      if (connection_.peer_ended()) {
        connection_.finish();
      } else {
        connection_.set_reading(true);
      }
      return false;
    }
    begin_request();
  }
  switch (reader_->feed(pending_)) {
    case HttpReader::Step::need_more:
      if (connection_.peer_ended()) {
        connection_.finish();
      } else {
        connection_.set_reading(true);
      }
      return false;
    case HttpReader::Step::failed:
      refuse(json_error(reader_->status(), reader_->reason()));
      return false;
    case HttpReader::Step::head:
      on_head();
      return true;
    case HttpReader::Step::done:
      on_request();
      return true;
  }
  return false;
}

void HttpStage::begin_request() {
  const ServerLimits& limits = connection_.shard().limits();
  reader_ = std::make_unique<HttpReader>(reader_limits(limits));
  if (!closing_) connection_.set_deadline(now_ms() + limits.handshake_timeout_ms);
}

void HttpStage::on_head() {
  if (connection_.peer().refuse_with != 0) return refuse(refusal(connection_.peer().refuse_with));
  keep_alive_ = reader_->keep_alive();
  if (reader_->is_upgrade()) return begin_upgrade();
  if (reader_->expects_continue() && pending_.empty()) {
    connection_.queue({.head = "HTTP/1.1 100 Continue\r\n\r\n", .body = nullptr, .tail = {}});
  }
}

void HttpStage::on_request() {
  count(connection_.shard().counters().requests);
  request_ = reader_->take();
  request_.peer_address = connection_.peer().address;
  request_.peer_is_loopback = connection_.peer().is_loopback;
  busy_ = true;
  const auto below = below_trpc(request_.target);
  if (request_.method == "OPTIONS") return respond(connection_.shard().core().origins.preflight(request_));
  if (below) return call_trpc(*below);
  respond(answer_plainly());
}

trpc::Handshake HttpStage::handshake(trpc::Transport transport) const {
  return {.transport = transport,
          .connection_id = connection_.peer().connection_id,
          .remote_address = connection_.peer().address,
          .authorization = text_of(request_, "authorization"),
          .cookie = text_of(request_, "cookie"),
          .origin = text_of(request_, "origin"),
          .query = request_.query,
          .connection_params = std::nullopt};
}

void HttpStage::call_trpc(std::string_view path_below) {
  connection_.set_reading(false);
  if (!closing_) connection_.set_deadline(now_ms() + connection_.shard().limits().call_timeout_ms);
  trpc::HttpRequest request{.method = request_.method,
                            .path = std::string(path_below),
                            .content_type = text_of(request_, "content-type"),
                            .trpc_accept = text_of(request_, "trpc-accept"),
                            .accept = text_of(request_, "accept"),
                            .body = std::move(request_.body),
                            .handshake = handshake(trpc::Transport::http)};
  auto call = trpc::handle_http(connection_.shard().environment(), std::move(request), [this](trpc::HttpResponse from) {
    HttpResponse response;
    response.status = static_cast<unsigned>(from.status);
    response.content_type = std::move(from.content_type);
    for (auto& [name, value] : from.headers) response.headers.push_back({std::move(name), std::move(value)});
    response.body = std::move(from.body);
    respond(std::move(response));
  });
  // Answered already: the call ends here, outside of its own callback.
  if (busy_) call_ = std::move(call);
}

HttpResponse HttpStage::answer_plainly() {
  ServerCore& core = connection_.shard().core();
  const bool is_get = request_.method == "GET" || request_.method == "HEAD";
  std::string allowed;
  for (const Route& route : core.routes) {
    if (route.path != request_.path) continue;
    if (route.method == request_.method || (is_get && route.method == "GET")) return run_route(route);
    allowed.append(allowed.empty() ? "" : ", ").append(route.method);
  }
  if (allowed.empty() && core.has_files) {
    if (is_get) return core.files.answer(request_);
    allowed = "GET, HEAD";
  }
  if (allowed.empty()) return json_error(404, "There is nothing at this address.");
  HttpResponse response = json_error(405, "This address does not take " + request_.method + ".");
  response.headers.push_back({"allow", allowed});
  return response;
}

HttpResponse HttpStage::run_route(const Route& route) {
  try {
    return route.handler(request_);
  } catch (const std::exception& error) {
    connection_.shard().loop().report(error.what());
    return json_error(500, "");
  }
}

void HttpStage::respond(HttpResponse response) {
  if (!busy_ || !connection_.is_open()) return;
  if (request_.method != "OPTIONS") connection_.shard().core().origins.add_cors(request_, response);
  const bool keep = keep_alive_ && !closing_ && !connection_.shard().core().draining.load();
  connection_.queue(write_response(std::move(response),
                                   {.head_only = request_.method == "HEAD", .keep_alive = keep, .now_ms = now_ms()}));
  busy_ = false;
  reader_.reset();
  request_ = HttpRequest();
  if (call_) {
    // The answer may come from inside the call itself, so it goes a little later.
    connection_.shard().loop().post([old = std::move(call_)]() mutable { old.reset(); });
  }
  if (!keep) return connection_.finish();
  connection_.set_deadline(now_ms() + connection_.shard().limits().http_idle_timeout_ms);
  process();
}

/// The request cannot be answered as what it is; the connection ends, since where the next one begins is not known.
void HttpStage::refuse(HttpResponse response) {
  if (connection_.peer().refuse_with != 0 || response.status == 401 || response.status == 403) {
    count(connection_.shard().counters().refused);
  }
  connection_.queue(write_response(std::move(response), {.head_only = false, .keep_alive = false, .now_ms = now_ms()}));
  connection_.finish();
}

void HttpStage::begin_upgrade() {
  busy_ = true;
  connection_.set_reading(false);
  const UpgradeContext context{.is_http_1_1 = reader_->is_http_1_1(),
                               .is_draining = connection_.shard().core().draining.load()};
  request_ = reader_->take();
  if (auto response = refuse_upgrade(request_, context, connection_.shard().core().origins)) {
    count(connection_.shard().counters().refused);
    return refuse(std::move(*response));
  }
  trpc::Handshake shown = handshake(trpc::Transport::websocket);
  // With connectionParams the token comes in the first frame: the upgrade cannot be judged yet (trpc-wire §2.1).
  if (trpc::announces_connection_params(shown)) return upgrade(std::move(shown), nullptr);
  ask_session(std::move(shown));
}

/// All clients back off from a refused upgrade, and some come back at once from a closed socket (trpc-wire §2.8).
void HttpStage::ask_session(trpc::Handshake shown) {
  connection_.set_deadline(now_ms() + connection_.shard().limits().handshake_timeout_ms);
  trpc::SessionReply reply([weak = std::weak_ptr<HttpStage*>(self_), holder = connection_.weak_from_this(),
                            &loop = connection_.shard().loop(), shown](trpc::SessionResult result) mutable {
    // From any thread, perhaps while the factory still runs: always a task of its own.
    loop.post([weak = std::move(weak), holder = std::move(holder), shown = std::move(shown),
               result = std::move(result)]() mutable {
      const auto connection = holder.lock();
      const auto stage = weak.lock();
      if (!connection || !stage || !connection->is_open() || !(*stage)->busy_) return;
      if (result) return (*stage)->upgrade(std::move(shown), std::move(*result));
      std::string object;
      trpc::write_error(object, result.error(), {});
      HttpResponse response;
      response.status = static_cast<unsigned>(trpc::http_status(result.error().code));
      response.body = "{\"error\":" + object + "}";
      if (response.status == 429 || response.status == 503) response.headers.push_back({"retry-after", "5"});
      count(connection->shard().counters().refused);
      (*stage)->refuse(std::move(response));
    });
  });
  connection_.shard().core().sessions(shown, std::move(reply));
}

void HttpStage::upgrade(trpc::Handshake shown, std::shared_ptr<trpc::Session> session) {
  connection_.queue(write_upgrade(request_.header("sec-websocket-key").value_or("")));
  std::string leftover = std::move(pending_);
  auto stage = std::make_unique<WebsocketStage>(connection_);
  WebsocketStage& next = *stage;
  if (session) connection_.shard().prepare_session(std::move(session));
  next.begin(std::move(shown));
  connection_.shard().prepare_session(nullptr);
  connection_.set_reading(true);
  connection_.become(std::move(stage), std::move(leftover));
}

}  // namespace live::net
