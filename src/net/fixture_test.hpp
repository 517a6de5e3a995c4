#pragma once
// For the tests with real sockets: a server on loopback in this process, and a small blocking client. The client's
// reads give up after ten seconds, so that a fault fails a test rather than hangs it.
#include <condition_variable>
#include <cstdint>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/server.hpp"
#include "net/shards.hpp"
#include "net/websocket_codec.hpp"
#include "trpc/trpc.hpp"

namespace live::net::testing {

struct ClientResponse {
  unsigned status = 0;
  std::map<std::string, std::string> headers;  // Names in lower case.
  std::string body;
};

struct ClientFrame {
  Opcode opcode = Opcode::continuation;
  std::string payload;
  [[nodiscard]] int close_code() const;
};

class Client {
 public:
  explicit Client(std::uint16_t port, int receive_buffer_bytes = 0);
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client();

  [[nodiscard]] bool connected() const { return connected_; }
  void send(std::string_view bytes);
  void end_writing();
  /// Ends with RST, as a vanished program does.
  void reset();
  /// One response, by its content-length. Status 0 when the connection ended first.
  [[nodiscard]] ClientResponse response(bool head_only = false);
  [[nodiscard]] ClientResponse get(std::string_view target, std::string_view headers = {});
  /// True when the server ends the connection with nothing more to read.
  [[nodiscard]] bool at_end();

  /// The whole opening handshake.
  [[nodiscard]] ClientResponse upgrade(std::string_view target = "/trpc", std::string_view headers = {});
  void send_frame(unsigned first_byte, std::string_view payload);
  void send_text(std::string_view text) { send_frame(0x81, text); }
  /// Nothing when the connection ended.
  [[nodiscard]] std::optional<ClientFrame> frame();
  [[nodiscard]] std::string text();
  /// Sends the request, returns the next text frame.
  [[nodiscard]] std::string call(std::string_view json) {
    send_text(json);
    return text();
  }

 private:
  [[nodiscard]] bool more();
  [[nodiscard]] bool have(std::size_t bytes);

  int socket_ = -1;
  bool connected_ = false;
  std::string buffer_;
};

/// A procedure's reply kept until the test lets it go.
class Gate {
 public:
  void hold(trpc::Reply<std::string> reply);
  void wait_for(std::size_t held);
  void open();

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<trpc::Reply<std::string>> held_;
};

/// Subscriptions, for the test to feed.
class Feed {
 public:
  void add(trpc::Stream<std::string> stream);
  void wait_for_streams(std::size_t count);
  void wait_for_stops(std::size_t count);
  void emit(std::string_view id, const std::string& text);
  /// A body shared by all streams.
  void emit_shared(std::string_view id, std::shared_ptr<const std::string> json);

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<trpc::Stream<std::string>> streams_;
  std::size_t stops_ = 0;
};

/// echo (query), slow (query held by the gate), feed (subscription), speak (mutation: feeds all, then answers).
/// Session: the token "bad" is refused, "late" is answered from another thread.
class TestServer {
 public:
  explicit TestServer(ServerOptions options = {}, std::size_t shards = 2);
  ~TestServer();

  [[nodiscard]] std::uint16_t port() const { return server->port(); }
  [[nodiscard]] std::vector<std::string> errors();
  /// Drains and waits for its end.
  void drain(base::Milliseconds grace_ms);
  /// Every shard has finished what it was doing when asked.
  void settle();

  SystemClock clock;
  trpc::Router router;
  trpc::SessionFactory sessions;
  Gate gate;
  Feed feed;
  std::mutex errors_mutex;
  std::vector<std::string> error_list;
  std::vector<std::jthread> helpers;
  std::unique_ptr<Shards> shards;
  std::unique_ptr<Server> server;
};

}  // namespace live::net::testing
