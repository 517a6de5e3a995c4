#include "net/fixture_test.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

namespace live::net::testing {

int ClientFrame::close_code() const {
  if (opcode != Opcode::close) return -1;
  if (payload.size() < 2) return net::close_code::none_given;
  return static_cast<std::uint8_t>(payload[0]) * 256 + static_cast<std::uint8_t>(payload[1]);
}

Client::Client(std::uint16_t port, int receive_buffer_bytes) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  const timeval limit{.tv_sec = 10, .tv_usec = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  if (receive_buffer_bytes > 0) {
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer_bytes, sizeof receive_buffer_bytes);
  }
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

Client::~Client() { ::close(socket_); }

void Client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void Client::end_writing() { ::shutdown(socket_, SHUT_WR); }

void Client::reset() {
  const linger now{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  ::close(std::exchange(socket_, -1));
}

bool Client::more() {
  std::array<char, 65536> bytes{};
  const auto count = ::recv(socket_, bytes.data(), bytes.size(), 0);
  if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) ADD_FAILURE() << "nothing came for ten seconds";
  if (count <= 0) return false;
  buffer_.append(bytes.data(), static_cast<std::size_t>(count));
  return true;
}

bool Client::have(std::size_t bytes) {
  while (buffer_.size() < bytes) {
    if (!more()) return false;
  }
  return true;
}

bool Client::at_end() { return buffer_.empty() && !more(); }

ClientResponse Client::response(bool head_only) {
  std::size_t end = std::string::npos;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!more()) return {};
  }
  ClientResponse result;
  std::string_view head = std::string_view(buffer_).substr(0, end);
  result.status = static_cast<unsigned>(std::stoi(std::string(head.substr(9, 3))));
  std::size_t line = head.find("\r\n");
  while (line != std::string_view::npos) {
    head.remove_prefix(line + 2);
    line = head.find("\r\n");
    const std::string_view one = head.substr(0, line);
    std::string name(one.substr(0, one.find(':')));
    std::ranges::transform(name, name.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    result.headers[name] = std::string(one.substr(one.find(':') + 2));
  }
  buffer_.erase(0, end + 4);
  if (head_only || result.status < 200 || !result.headers.contains("content-length")) return result;
  const auto length = static_cast<std::size_t>(std::stoul(result.headers["content-length"]));
  if (!have(length)) return {};
  result.body = buffer_.substr(0, length);
  buffer_.erase(0, length);
  return result;
}

ClientResponse Client::get(std::string_view target, std::string_view headers) {
  send(std::string("GET ").append(target).append(" HTTP/1.1\r\nhost: here\r\n").append(headers).append("\r\n"));
  return response();
}

ClientResponse Client::upgrade(std::string_view target, std::string_view headers) {
  std::string all =
      "upgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-version: 13\r\n"
      "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  return get(target, all.append(headers));
}

void Client::send_frame(unsigned first_byte, std::string_view payload) {
  std::string out(1, static_cast<char>(first_byte));
  const FrameHeader header = frame_header(Opcode::text, payload.size());
  out.append(header.view().substr(1));
  out[1] = static_cast<char>(static_cast<unsigned char>(out[1]) | 0x80U);
  const std::string_view mask = "\x12\x34\x56\x78";
  out.append(mask);
  for (std::size_t i = 0; i < payload.size(); ++i) out.push_back(static_cast<char>(payload[i] ^ mask[i % 4]));
  send(out);
}

std::optional<ClientFrame> Client::frame() {
  if (!have(2)) return std::nullopt;
  std::size_t length = static_cast<std::uint8_t>(buffer_[1]);
  std::size_t head = 2;
  if (length >= 126) {
    const std::size_t wide = length == 126 ? 2 : 8;
    if (!have(2 + wide)) return std::nullopt;
    length = 0;
    for (; head < 2 + wide; ++head) length = length * 256 + static_cast<std::uint8_t>(buffer_[head]);
  }
  if (!have(head + length)) return std::nullopt;
  ClientFrame result{static_cast<Opcode>(buffer_[0] & 0x0F), buffer_.substr(head, length)};
  buffer_.erase(0, head + length);
  return result;
}

std::string Client::text() {
  const auto next = frame();
  if (!next) return "(the connection ended)";
  return next->opcode == Opcode::text ? next->payload : "(not text)";
}

void Gate::hold(trpc::Reply<std::string> reply) {
  const std::lock_guard lock(mutex_);
  held_.push_back(std::move(reply));
  changed_.notify_all();
}

void Gate::wait_for(std::size_t held) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return held_.size() >= held; });
}

void Gate::open() {
  std::vector<trpc::Reply<std::string>> all;
  {
    const std::lock_guard lock(mutex_);
    all.swap(held_);
  }
  for (auto& reply : all) reply(std::string("at last"));
}

void Feed::add(trpc::Stream<std::string> stream) {
  stream.on_stop([this] {
    const std::lock_guard lock(mutex_);
    ++stops_;
    changed_.notify_all();
  });
  const std::lock_guard lock(mutex_);
  streams_.push_back(std::move(stream));
  changed_.notify_all();
}

void Feed::wait_for_streams(std::size_t count) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return streams_.size() >= count; });
}

void Feed::wait_for_stops(std::size_t count) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return stops_ >= count; });
}

void Feed::emit(std::string_view id, const std::string& text) {
  std::vector<trpc::Stream<std::string>> all;
  {
    const std::lock_guard lock(mutex_);
    all = streams_;
  }
  for (const auto& stream : all) stream.event(id, text);
}

void Feed::emit_shared(std::string_view id, std::shared_ptr<const std::string> json) {
  std::vector<trpc::Stream<std::string>> all;
  {
    const std::lock_guard lock(mutex_);
    all = streams_;
  }
  for (const auto& stream : all) stream.event_raw(id, "", json);
}

TestServer::TestServer(ServerOptions options, std::size_t shard_count) {
  using trpc::Call;
  using trpc::Reply;
  router
      .query<std::string, std::string>("echo", {trpc::anyone},
                                       [](Call&, const std::string& in, Reply<std::string> reply) { reply(in); })
      .who("Anyone.")
      .doc("For the tests.");
  router
      .query<std::string, std::string>(
          "slow", {trpc::anyone},
          [this](Call&, const std::string&, Reply<std::string> reply) { gate.hold(std::move(reply)); })
      .who("Anyone.")
      .doc("For the tests.");
  router
      .subscription<std::string, std::string>(
          "feed", {trpc::anyone},
          [this](Call&, const std::string&, trpc::Stream<std::string> stream) { feed.add(std::move(stream)); })
      .who("Anyone.")
      .doc("For the tests.");
  router
      .mutation<std::string, std::string>("speak", {trpc::anyone},
                                          [this](Call&, const std::string& in, Reply<std::string> reply) {
                                            feed.emit("1", in);
                                            reply(in);
                                          })
      .who("Anyone.")
      .doc("For the tests.");
  router.finish();
  sessions = [this](const trpc::Handshake& handshake, trpc::SessionReply reply) {
    const std::string token = handshake.query_parameter("token").value_or("");
    if (token == "bad") return reply(trpc::Error{trpc::Code::unauthorized, "The token has expired.", {}});
    if (token != "late") return reply(std::make_shared<trpc::Session>());
    helpers.emplace_back([reply = std::move(reply)]() mutable { reply(std::make_shared<trpc::Session>()); });
  };
  shards = std::make_unique<Shards>(shard_count, clock, [this](std::size_t, std::string_view what) {
    const std::lock_guard lock(errors_mutex);
    error_list.emplace_back(what);
  });
  server = std::make_unique<Server>(*shards, clock, router, sessions, std::move(options));
  server->add_route("GET", "/healthz", [](const HttpRequest&) {
    return HttpResponse{
        .status = 200, .content_type = "text/plain", .headers = {}, .body = "ok", .shared_body = nullptr};
  });
  server->add_route("GET", "/broken", [](const HttpRequest&) -> HttpResponse { throw base::Bug("broken route"); });
  server->add_route("POST", "/size", [](const HttpRequest& request) {
    HttpResponse response;
    response.body = std::to_string(request.body.size());
    return response;
  });
  const auto listening = server->listen();
  EXPECT_TRUE(listening.has_value()) << (listening ? std::string() : listening.error());
  shards->start();
}

TestServer::~TestServer() {
  helpers.clear();
  shards->stop();
  shards->join();
  gate.open();
  server.reset();
  shards.reset();
}

std::vector<std::string> TestServer::errors() {
  const std::lock_guard lock(errors_mutex);
  return error_list;
}

void TestServer::drain(base::Milliseconds grace_ms) {
  const auto done = std::make_shared<std::promise<void>>();
  server->drain(clock.now_ms() + grace_ms, [done] { done->set_value(); });
  done->get_future().wait();
}

void TestServer::settle() {
  for (std::size_t i = 0; i < shards->size(); ++i) {
    const auto done = std::make_shared<std::promise<void>>();
    // The second task runs in the turn after the first, when what the first turn queued has been written.
    base::Executor& executor = shards->executor(i);
    executor.post([&] { executor.at(clock.now_ms(), [done] { done->set_value(); }); });
    done->get_future().wait();
  }
}

}  // namespace live::net::testing
