#pragma once
// The way from any thread to an object that lives on one executor's thread and may be gone by then. The lock is held
// only to see whether the executor may still be used: once close() has returned, nobody touches it again.
#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>

#include "base/executor.hpp"

namespace live::trpc {

template <class Owner>
class Port : public std::enable_shared_from_this<Port<Owner>> {
 public:
  Port(base::Executor& executor, Owner& owner) : executor_(&executor), owner_(&owner) {}
  Port(const Port&) = delete;
  Port& operator=(const Port&) = delete;

  /// Runs task(Owner&) on the owner's thread: now if this is it, else in posting order. False, and no run, when closed;
  /// a task on its way when the port closes is dropped.
  template <class Task>
  bool hop(Task task) {
    std::unique_lock lock(mutex_);
    if (executor_ == nullptr) return false;
    if (executor_->running_here()) {
      lock.unlock();
      task(*owner_);
      return true;
    }
    executor_->post([self = this->shared_from_this(), task = std::move(task)]() mutable {
      if (self->owner_ != nullptr) task(*self->owner_);
    });
    return true;
  }

  /// Reads from the owner on the caller's thread while it cannot go away; only what is safe to read so.
  template <class Read, class Result>
  Result peek(Read read, Result when_closed) const {
    const std::scoped_lock lock(mutex_);
    return executor_ == nullptr ? when_closed : read(std::as_const(*owner_));
  }

  /// On the owner's thread, before the owner goes.
  void close() {
    const std::scoped_lock lock(mutex_);
    executor_ = nullptr;
    owner_ = nullptr;
  }

  /// Bytes posted by hop() and not yet arrived.
  std::atomic<std::size_t> bytes_on_way = 0;

 private:
  mutable std::mutex mutex_;
  base::Executor* executor_;  // guarded by mutex_
  Owner* owner_;              // written under mutex_ on the owner's thread, so readable there without it
};

}  // namespace live::trpc
