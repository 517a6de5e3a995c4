#pragma once
// What the connections of one server share: ServerCore across its shards, ServerShard within one. Internal to `net`.
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "net/loop.hpp"
#include "net/origin.hpp"
#include "net/server.hpp"
#include "net/static_files.hpp"
#include "schema/value.hpp"
#include "trpc/environment.hpp"
#include "trpc/session.hpp"

namespace live::net {

class Connection;

/// Written by one thread each, read by any.
struct Counters {
  using Count = std::atomic<std::uint64_t>;
  Count accepted{0}, refused{0}, websockets{0}, requests{0}, messages_in{0}, frames_out{0}, receives{0}, sends{0},
      bytes_in{0}, bytes_out{0}, slow_readers{0}, dead_peers{0}, protocol_errors{0};
};
inline void count(Counters::Count& counter, std::uint64_t by = 1) { counter.fetch_add(by, std::memory_order_relaxed); }

struct Route {
  std::string method;
  std::string path;
  Server::RouteHandler handler;
};

/// Immutable once listening, but for the atomics.
struct ServerCore {
  ServerCore(const base::Clock& its_clock, const trpc::Router& its_router, const trpc::SessionFactory& its_sessions,
             ServerOptions its_options)
      : clock(its_clock),
        router(its_router),
        sessions(its_sessions),
        options(std::move(its_options)),
        origins(options.allowed_origins) {}

  const base::Clock& clock;
  const trpc::Router& router;
  const trpc::SessionFactory& sessions;
  ServerOptions options;
  OriginPolicy origins;
  std::vector<Route> routes;
  StaticFiles files;
  bool has_files = false;
  std::atomic<bool> draining{false};
  std::atomic<std::size_t> open{0};  // Connections of all shards.
};

class ServerShard : public std::enable_shared_from_this<ServerShard> {
 public:
  ServerShard(std::shared_ptr<ServerCore> core, Loop& loop);

  ServerCore& core() { return *core_; }
  Loop& loop() { return loop_; }
  const trpc::Environment& environment() const { return environment_; }
  Counters& counters() { return counters_; }
  [[nodiscard]] const ServerLimits& limits() const { return core_->options.limits; }

  /// The session the upgrade already asked for; the WsConnection made next takes it instead of asking again.
  void prepare_session(std::shared_ptr<trpc::Session> session) { prepared_ = std::move(session); }

  void start();
  void add(std::shared_ptr<Connection> connection);
  void remove(Connection& connection);
  /// Calls back once no connection is left.
  void drain(base::Milliseconds deadline_ms, std::function<void()> empty);
  /// After the threads have ended: nothing may point at what the server's owner frees next.
  void abandon();

 private:
  void tick();

  std::shared_ptr<ServerCore> core_;
  Loop& loop_;
  schema::Parser parser_;
  std::shared_ptr<trpc::Session> prepared_;
  trpc::SessionFactory sessions_;
  trpc::Environment environment_;
  Counters counters_;
  std::vector<std::shared_ptr<Connection>> connections_;
  std::function<void()> on_empty_;
  base::Milliseconds tick_ms_;
};

}  // namespace live::net
