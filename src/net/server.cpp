#include "net/server.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <utility>

#include "net/accept_budget.hpp"
#include "net/connection.hpp"
#include "net/server_core.hpp"

namespace live::net {
namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

using Acceptor = asio::basic_socket_acceptor<tcp, asio::io_context::executor_type>;

// So many more than the limit are still told why; beyond, the door is simply shut.
constexpr std::size_t max_told_refusals = 256;
// After an error of the system's (no file descriptors left), it is given a moment.
constexpr base::Milliseconds accept_retry_ms = 100;

/// One spelling per address: `::ffff:10.0.0.1` is 10.0.0.1.
asio::ip::address plain(const asio::ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  }
  return address;
}

}  // namespace

struct Server::Impl : std::enable_shared_from_this<Server::Impl> {
  Impl(Shards& its_shards, const base::Clock& clock, const trpc::Router& router, const trpc::SessionFactory& sessions,
       ServerOptions options)
      : core(std::make_shared<ServerCore>(clock, router, sessions, std::move(options))),
        budget(core->options.limits.accept_per_second, core->options.limits.accept_burst),
        first_loop(its_shards.loop(0)),
        acceptor(first_loop.io()) {
    for (std::size_t i = 0; i < its_shards.size(); ++i) {
      shards.push_back(std::make_shared<ServerShard>(core, its_shards.loop(i)));
    }
  }

  std::expected<void, std::string> bind();
  void accept();
  void on_accepted(const boost::system::error_code& error, Socket socket, ServerShard& shard);
  [[nodiscard]] unsigned refusal_for(const asio::ip::address& address);
  void drain(base::Milliseconds deadline_ms, std::function<void()> done);

  std::shared_ptr<ServerCore> core;
  std::vector<std::shared_ptr<ServerShard>> shards;
  AcceptBudget budget;
  Loop& first_loop;
  Acceptor acceptor;  // Touched on the first loop alone, once listening.
  tcp::endpoint bound;
  tcp::endpoint peer;
  std::size_t next_shard = 0;
  std::uint64_t last_connection_id = 0;
  std::atomic<bool> drained{false};
};

std::expected<void, std::string> Server::Impl::bind() {
  const ServerOptions& options = core->options;
  const std::string where = options.host + ":" + std::to_string(options.port);
  boost::system::error_code error;
  const auto failed = [&] { return std::unexpected("cannot listen on " + where + ": " + error.message()); };

  tcp::resolver resolver(first_loop.io());
  const auto found = resolver.resolve(options.host, std::to_string(options.port), tcp::resolver::passive, error);
  if (error) return failed();
  const tcp::endpoint endpoint = found.begin()->endpoint();
  acceptor.open(endpoint.protocol(), error);
  if (error) return failed();
  acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (error) return failed();
  acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (!error) bound = acceptor.local_endpoint(error);
  if (error) {
    boost::system::error_code ignored;
    acceptor.close(ignored);
    return failed();
  }
  return {};
}

void Server::Impl::accept() {
  ServerShard& shard = *shards[next_shard];
  next_shard = (next_shard + 1) % shards.size();
  acceptor.async_accept(shard.loop().io(), peer,
                        [self = shared_from_this(), &shard](const boost::system::error_code& error, Socket socket) {
                          self->on_accepted(error, std::move(socket), shard);
                        });
}

void Server::Impl::on_accepted(const boost::system::error_code& error, Socket socket, ServerShard& shard) {
  if (!acceptor.is_open() || error == asio::error::operation_aborted) return;
  if (error) {
    first_loop.at(first_loop.now_ms() + accept_retry_ms, [weak = weak_from_this()] {
      const auto self = weak.lock();
      if (self && self->acceptor.is_open()) self->accept();
    });
    return;
  }
  const asio::ip::address address = plain(peer.address());
  const unsigned refuse_with = refusal_for(address);
  const bool shut = core->open.load() >= core->options.limits.max_connections + max_told_refusals;
  if (shut) {
    count(shard.counters().refused);
  } else {
    count(shard.counters().accepted);
    auto connection = std::make_shared<Connection>(shard.shared_from_this(), Stream(std::move(socket)),
                                                   PeerInfo{.connection_id = ++last_connection_id,
                                                            .address = address.to_string(),
                                                            .is_loopback = address.is_loopback(),
                                                            .refuse_with = refuse_with});
    shard.loop().dispatch([connection = std::move(connection)] { connection->start(); });
  }
  accept();
}

unsigned Server::Impl::refusal_for(const asio::ip::address& address) {
  const ServerLimits& limits = core->options.limits;
  if (core->open.load() >= limits.max_connections) return 503;
  if (address.is_loopback() && !limits.limit_loopback) return 0;
  return budget.take(address.to_string(), first_loop.now_ms()) ? 0 : 429;
}

void Server::Impl::drain(base::Milliseconds deadline_ms, std::function<void()> done) {
  core->draining.store(true);
  first_loop.post([self = shared_from_this(), deadline_ms, done = std::move(done)] {
    boost::system::error_code ignored;
    self->acceptor.close(ignored);
    const auto left = std::make_shared<std::atomic<std::size_t>>(self->shards.size());
    for (const auto& shard : self->shards) {
      shard->loop().post([self, shard, left, deadline_ms, done] {
        shard->drain(deadline_ms, [self, left, done] {
          if (left->fetch_sub(1) != 1) return;
          self->drained.store(true);
          done();
        });
      });
    }
  });
}

Server::Server(Shards& shards, const base::Clock& clock, const trpc::Router& router,
               const trpc::SessionFactory& sessions, ServerOptions options)
    : impl_(std::make_shared<Impl>(shards, clock, router, sessions, std::move(options))) {}

Server::~Server() {
  // Drained, nothing is left to let go. Otherwise the threads have ended, and what they left is touched from here.
  if (impl_->drained.load()) return;
  boost::system::error_code ignored;
  impl_->acceptor.close(ignored);
  for (const auto& shard : impl_->shards) shard->abandon();
}

void Server::add_route(std::string method, std::string path, RouteHandler handler) {
  impl_->core->routes.push_back({std::move(method), std::move(path), std::move(handler)});
}

std::expected<void, std::string> Server::listen() {
  ServerCore& core = *impl_->core;
  if (!core.options.web_root.empty()) {
    auto files = StaticFiles::load(core.options.web_root);
    if (!files) return std::unexpected(files.error());
    core.files = std::move(*files);
    core.has_files = true;
  }
  if (auto bound = impl_->bind(); !bound) return bound;
  for (const auto& shard : impl_->shards) {
    shard->loop().post([shard] { shard->start(); });
  }
  impl_->first_loop.post([impl = impl_] { impl->accept(); });
  return {};
}

std::uint16_t Server::port() const { return impl_->bound.port(); }

bool Server::is_loopback() const { return plain(impl_->bound.address()).is_loopback(); }

void Server::drain(base::Milliseconds deadline_ms, std::function<void()> done) {
  impl_->drain(deadline_ms, std::move(done));
}

ServerStats Server::stats() const {
  ServerStats sum;
  sum.open_connections = impl_->core->open.load();
  for (const auto& shard : impl_->shards) {
    const Counters& from = shard->counters();
    sum.accepted += from.accepted.load();
    sum.refused += from.refused.load();
    sum.open_websockets += from.websockets.load();
    sum.requests += from.requests.load();
    sum.messages_in += from.messages_in.load();
    sum.frames_out += from.frames_out.load();
    sum.receives += from.receives.load();
    sum.sends += from.sends.load();
    sum.bytes_in += from.bytes_in.load();
    sum.bytes_out += from.bytes_out.load();
    sum.slow_readers += from.slow_readers.load();
    sum.dead_peers += from.dead_peers.load();
    sum.protocol_errors += from.protocol_errors.load();
  }
  return sum;
}

}  // namespace live::net
