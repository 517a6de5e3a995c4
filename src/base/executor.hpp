#pragma once
// One thread's queue of work, as the layers above the network see it. A room and a connection each belong to one
// executor for life and are touched from nowhere else. Real ones wrap an event loop (net); tests run ManualExecutor.
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <utility>

#include "base/clock.hpp"

namespace live::base {

using Task = std::move_only_function<void()>;

class Executor {
 public:
  using TimerId = std::uint64_t;

  virtual ~Executor() = default;
  /// Any thread. Runs the task later on this executor's thread, in posting order.
  virtual void post(Task task) = 0;
  /// True on this executor's own thread.
  [[nodiscard]] virtual bool running_here() const = 0;
  /// Own thread only. Runs the task at or soon after the wall time. The id is never 0.
  virtual TimerId at(Milliseconds due_ms, Task task) = 0;
  /// Own thread only. Cancelling a timer that has fired does nothing.
  virtual void cancel(TimerId id) = 0;

  /// Runs now when already on the right thread, else posts.
  void dispatch(Task task) {
    if (running_here()) {
      task();
    } else {
      post(std::move(task));
    }
  }
};

/// Runs on the caller's thread when told to; timers follow the manual clock. For tests and simulation.
class ManualExecutor final : public Executor {
 public:
  explicit ManualExecutor(ManualClock& clock) : clock_(clock) {}
  void post(Task task) override { tasks_.push_back(std::move(task)); }
  [[nodiscard]] bool running_here() const override { return true; }
  TimerId at(Milliseconds due_ms, Task task) override {
    const TimerId id = ++last_timer_;
    timers_.emplace(std::pair{due_ms, id}, std::move(task));
    return id;
  }
  void cancel(TimerId id) override {
    std::erase_if(timers_, [id](const auto& timer) { return timer.first.second == id; });
  }
  /// Runs posted tasks and due timers until nothing is due.
  void run() {
    while (run_one()) {
    }
  }
  /// Moves the clock through each timer due on the way, in order.
  void advance(Milliseconds by_ms) {
    const Milliseconds end_ms = clock_.now_ms() + by_ms;
    run();
    while (!timers_.empty() && timers_.begin()->first.first <= end_ms) {
      const Milliseconds due_ms = timers_.begin()->first.first;
      if (due_ms > clock_.now_ms()) clock_.advance(due_ms - clock_.now_ms());
      run();
    }
    if (end_ms > clock_.now_ms()) clock_.advance(end_ms - clock_.now_ms());
    run();
  }

 private:
  bool run_one() {
    if (!tasks_.empty()) {
      Task task = std::move(tasks_.front());
      tasks_.pop_front();
      task();
      return true;
    }
    if (!timers_.empty() && timers_.begin()->first.first <= clock_.now_ms()) {
      Task task = std::move(timers_.begin()->second);
      timers_.erase(timers_.begin());
      task();
      return true;
    }
    return false;
  }

  ManualClock& clock_;
  std::deque<Task> tasks_;
  std::map<std::pair<Milliseconds, TimerId>, Task> timers_;
  TimerId last_timer_ = 0;
};

}  // namespace live::base
