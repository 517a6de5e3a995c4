#include "net/shards.hpp"

#include <algorithm>
#include <chrono>

#include "net/loop.hpp"

namespace live::net {

base::Milliseconds SystemClock::now_ms() const {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count();
}

Shards::Shards(std::size_t count, const base::Clock& clock, OnError on_error) {
  for (std::size_t i = 0; i < std::max<std::size_t>(count, 1); ++i) {
    loops_.push_back(std::make_unique<Loop>(i, clock, on_error));
  }
}

Shards::~Shards() {
  stop();
  join();
}

base::Executor& Shards::executor(std::size_t shard) { return *loops_.at(shard); }

Loop& Shards::loop(std::size_t shard) { return *loops_.at(shard); }

void Shards::start() {
  for (const auto& loop : loops_) threads_.emplace_back([&loop = *loop] { loop.run(); });
}

void Shards::stop() {
  for (const auto& loop : loops_) loop->stop();
}

void Shards::join() { threads_.clear(); }

}  // namespace live::net
