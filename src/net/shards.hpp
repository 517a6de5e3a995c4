#pragma once
// The server's threads. A shard is one thread with one event loop; a connection and a room belong to one shard for
// life, so nothing in them is locked. What a task throws is reported and ends that task alone: the thread goes on.
//
// A turn of a shard is one ready socket or timer together with every task posted so far. What a turn queues on a
// socket leaves in one gather write at the turn's end (reference: fewer sends is the only lever that counts).
#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>
#include <thread>
#include <vector>

#include "base/clock.hpp"
#include "base/executor.hpp"

namespace live::net {

class Loop;  // net/loop.hpp: one shard's event loop, for this module alone.

/// Wall time of the machine.
class SystemClock final : public base::Clock {
 public:
  [[nodiscard]] base::Milliseconds now_ms() const override;
};

class Shards {
 public:
  /// Called on the shard's own thread with its number and what the task threw.
  using OnError = std::function<void(std::size_t shard, std::string_view what)>;

  /// `count` of 0 means one. The clock must outlive the shards.
  Shards(std::size_t count, const base::Clock& clock, OnError on_error);
  Shards(const Shards&) = delete;
  Shards& operator=(const Shards&) = delete;
  /// Stops and joins.
  ~Shards();

  [[nodiscard]] std::size_t size() const { return loops_.size(); }
  /// Tasks may be posted before start(); they wait.
  [[nodiscard]] base::Executor& executor(std::size_t shard);
  [[nodiscard]] Loop& loop(std::size_t shard);

  void start();
  /// Any thread. Each shard finishes its current turn and ends; tasks not yet begun are dropped with the shards.
  void stop();
  /// Any thread but a shard's own.
  void join();

 private:
  std::vector<std::unique_ptr<Loop>> loops_;
  std::vector<std::jthread> threads_;
};

}  // namespace live::net
