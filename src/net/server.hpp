#pragma once
// The door of `net`: one port that serves tRPC over HTTP and WebSocket under /trpc, a few plain routes, and the built
// web application. It parses, limits, refuses, and moves bytes; it never looks inside a tRPC message and knows no
// rule of the game.
//
// Who owns what: the caller owns shards, clock and the tRPC service, and keeps them alive until drain() has called
// back and the shards have been joined. Each connection belongs to one shard, chosen in turn.
#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "net/http_types.hpp"
#include "net/shards.hpp"
#include "trpc/environment.hpp"
#include "trpc/session.hpp"

namespace live::net {

struct ServerLimits {
  std::size_t max_message_bytes = std::size_t{256} * 1024;    // One WebSocket message; more closes with 1009.
  std::size_t max_body_bytes = std::size_t{256} * 1024;       // One HTTP body; more is answered 413.
  std::size_t max_target_bytes = std::size_t{16} * 1024;      // Path and query; more is answered 414.
  std::size_t max_header_bytes = std::size_t{16} * 1024;      // The rest of the head; more is answered 431.
  std::size_t max_connections = 20'000;                       // More are answered 503 with retry-after.
  std::size_t write_budget_bytes = std::size_t{1024} * 1024;  // Unsent bytes per connection; more closes with 1013.
  base::Milliseconds http_idle_timeout_ms = 60'000;
  base::Milliseconds handshake_timeout_ms = 10'000;  // From accept, or a request's first byte, to its last.
  base::Milliseconds call_timeout_ms = 60'000;       // A response that makes no progress for so long is dropped.
  base::Milliseconds close_timeout_ms = 5'000;       // For the peer's half of a close handshake.
  base::Milliseconds tcp_user_timeout_ms = 30'000;   // Unacknowledged for so long: the kernel drops it.
  // New connections per address: a bucket of `accept_burst`, refilled at `accept_per_second`; 0 turns it off.
  // Loopback is exempt unless asked for, since a proxy on this machine hides its clients' addresses.
  double accept_per_second = 50;
  double accept_burst = 200;
  bool limit_loopback = false;
};

struct ServerOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;  // 0 takes a free one.
  ServerLimits limits;
  // Message size and write budget are overwritten by `limits`; the ping interval is taken from here.
  trpc::Limits trpc_limits;
  std::vector<std::string> allowed_origins;  // "https://app.example"; "*" allows all. The same host is always allowed.
  std::filesystem::path web_root;            // Read once at start; empty serves no files.
  base::Milliseconds drain_spread_ms = 500;  // Closes of a drain are spread over so long.
};

struct ServerStats {
  std::uint64_t accepted = 0;
  std::uint64_t refused = 0;  // Connections and upgrades turned away.
  std::uint64_t open_connections = 0;
  std::uint64_t open_websockets = 0;
  std::uint64_t requests = 0;     // HTTP requests read whole.
  std::uint64_t messages_in = 0;  // WebSocket messages.
  std::uint64_t frames_out = 0;   // Frames queued by tRPC.
  std::uint64_t receives = 0;     // System calls that read.
  std::uint64_t sends = 0;        // System calls that wrote.
  std::uint64_t bytes_in = 0;
  std::uint64_t bytes_out = 0;
  std::uint64_t slow_readers = 0;  // Closed over their write budget.
  std::uint64_t dead_peers = 0;    // Dropped for silence.
  std::uint64_t protocol_errors = 0;
};

class Server {
 public:
  using RouteHandler = std::function<HttpResponse(const HttpRequest&)>;

  /// The session factory is called on many threads. All references outlive the server.
  Server(Shards& shards, const base::Clock& clock, const trpc::Router& router, const trpc::SessionFactory& sessions,
         ServerOptions options);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  /// After drain() has called back, or after the shards have been joined.
  ~Server();

  /// Before listen(). Answered at once on the connection's shard; it must not block. HEAD follows GET.
  void add_route(std::string method, std::string path, RouteHandler handler);

  /// Binds and starts accepting. The error names address and reason, in words for the operator.
  [[nodiscard]] std::expected<void, std::string> listen();
  /// The bound port, after listen().
  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] bool is_loopback() const;

  /// Any thread, once. Stops accepting, lets calls in flight finish until the deadline (wall time), flushes, closes
  /// WebSockets with 1012 spread over a short time, then calls `done` on a shard's thread.
  void drain(base::Milliseconds deadline_ms, std::function<void()> done);

  [[nodiscard]] ServerStats stats() const;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace live::net
