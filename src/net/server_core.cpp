#include "net/server_core.hpp"

#include <algorithm>
#include <utility>

#include "net/connection.hpp"

namespace live::net {
namespace {

trpc::Limits trpc_limits(const ServerOptions& options) {
  trpc::Limits limits = options.trpc_limits;
  limits.max_message_bytes = options.limits.max_message_bytes;
  limits.max_buffered_bytes = options.limits.write_budget_bytes;
  return limits;
}

// Deadlines are looked at often enough for the shortest of them, and no oftener than 200 times a second.
base::Milliseconds tick_length(const ServerOptions& options) {
  const ServerLimits& limits = options.limits;
  const base::Milliseconds shortest =
      std::min({limits.http_idle_timeout_ms, limits.handshake_timeout_ms, limits.call_timeout_ms,
                limits.close_timeout_ms, options.trpc_limits.ping_interval_ms});
  return std::clamp<base::Milliseconds>(shortest / 8, 5, 1000);
}

}  // namespace

ServerShard::ServerShard(std::shared_ptr<ServerCore> core, Loop& loop)
    : core_(std::move(core)),
      loop_(loop),
      sessions_([this](const trpc::Handshake& handshake, trpc::SessionReply reply) {
        if (auto session = std::exchange(prepared_, nullptr)) return reply(std::move(session));
        core_->sessions(handshake, std::move(reply));
      }),
      environment_{.router = core_->router,
                   .sessions = sessions_,
                   .executor = loop,
                   .clock = core_->clock,
                   .parser = parser_,
                   .limits = trpc_limits(core_->options)},
      tick_ms_(tick_length(core_->options)) {}

void ServerShard::start() {
  loop_.at(loop_.now_ms() + tick_ms_, [weak = weak_from_this()] {
    if (const auto self = weak.lock()) {
      self->tick();
      self->start();
    }
  });
}

void ServerShard::add(std::shared_ptr<Connection> connection) {
  connection->slot = connections_.size();
  connections_.push_back(std::move(connection));
  core_->open.fetch_add(1);
}

void ServerShard::remove(Connection& connection) {
  const std::size_t slot = connection.slot;
  if (slot >= connections_.size() || connections_[slot].get() != &connection) return;
  // The caller holds the connection, so it outlives its place here.
  connections_[slot] = std::move(connections_.back());
  connections_[slot]->slot = slot;
  connections_.pop_back();
  core_->open.fetch_sub(1);
  if (connections_.empty() && on_empty_) std::exchange(on_empty_, nullptr)();
}

void ServerShard::tick() {
  const base::Milliseconds now = loop_.now_ms();
  // Nothing is removed meanwhile: connections leave by posted tasks.
  for (std::size_t i = 0; i < connections_.size(); ++i) connections_[i]->tick(now);
}

void ServerShard::drain(base::Milliseconds deadline_ms, std::function<void()> empty) {
  if (connections_.empty()) return empty();
  on_empty_ = std::move(empty);
  const base::Milliseconds now = loop_.now_ms();
  const auto total = static_cast<base::Milliseconds>(connections_.size());
  const std::vector<std::shared_ptr<Connection>> all = connections_;
  base::Milliseconds i = 0;
  for (const auto& connection : all) {
    connection->drain(now + core_->options.drain_spread_ms * i++ / total, deadline_ms);
  }
  // A peer that answers no close must not hold the restart.
  const base::Milliseconds last_ms =
      std::max(deadline_ms, now + core_->options.drain_spread_ms) + limits().close_timeout_ms;
  loop_.at(last_ms, [weak = weak_from_this()] {
    const auto self = weak.lock();
    if (!self) return;
    for (const auto& connection : self->connections_) connection->abort();
  });
}

void ServerShard::abandon() {
  for (const auto& connection : connections_) connection->abandon();
  connections_.clear();
}

}  // namespace live::net
