#include "store/sqlite/checkpointer.hpp"

namespace live::store::sqlite {

Checkpointer::Checkpointer(Connection& connection) : connection_(connection) {
  thread_ = std::thread([this] { run(); });
}

Checkpointer::~Checkpointer() { stop(); }

void Checkpointer::wake() {
  const std::scoped_lock lock(mutex_);
  wanted_ = true;
  wake_.notify_one();
}

void Checkpointer::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    wake_.notify_one();
  }
  if (thread_.joinable()) thread_.join();
}

std::uint64_t Checkpointer::done() const {
  const std::scoped_lock lock(mutex_);
  return done_;
}

void Checkpointer::run() {
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || wanted_; });
      if (stopping_) return;
      wanted_ = false;
    }
    // PASSIVE waits for nobody and makes nobody wait. If it fails, the log stays longer and the next wake tries again;
    // an error that matters shows in the writer's own commits.
    const int code = sqlite3_wal_checkpoint_v2(connection_.get(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    const std::scoped_lock lock(mutex_);
    if (code == SQLITE_OK) ++done_;
  }
}

}  // namespace live::store::sqlite
