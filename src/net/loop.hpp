#pragma once
// One shard's event loop: Asio's reactor, plus a queue of posted tasks that runs without waking the reactor, plus what
// must happen once at the end of a turn. Internal to `net`.
#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <unordered_map>
#include <vector>

#include "base/clock.hpp"
#include "base/executor.hpp"
#include "net/shards.hpp"

namespace live::net {

/// Told once when the turn it asked in is over.
class TurnEnd {
 public:
  virtual ~TurnEnd() = default;
  virtual void end_turn() = 0;
};

class Loop final : public base::Executor {
 public:
  Loop(std::size_t number, const base::Clock& clock, Shards::OnError on_error);

  void post(base::Task task) override;
  [[nodiscard]] bool running_here() const override;
  TimerId at(base::Milliseconds due_ms, base::Task task) override;
  void cancel(TimerId id) override;

  /// Own thread. A waiter asks at most once a turn.
  void at_turn_end(std::shared_ptr<TurnEnd> waiter) { turn_ends_.push_back(std::move(waiter)); }
  /// Own thread, free between two callbacks: every socket of the shard reads into it.
  [[nodiscard]] std::span<char> read_buffer() { return read_buffer_; }
  [[nodiscard]] boost::asio::io_context& io() { return io_; }
  [[nodiscard]] base::Milliseconds now_ms() const { return clock_.now_ms(); }
  void report(std::string_view what) const;

  /// Until stop(). The calling thread becomes the loop's own.
  void run();
  void stop();

 private:
  void wake();
  [[nodiscard]] bool run_batch();
  void end_turn();
  void arm_timer();
  void run_timers();
  template <class F>
  void guarded(F&& work);

  std::size_t number_;
  const base::Clock& clock_;
  Shards::OnError on_error_;
  boost::asio::io_context io_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  boost::asio::steady_timer timer_;
  std::atomic<std::thread::id> thread_{};
  std::atomic<bool> stopping_{false};

  std::mutex mutex_;  // Guards the two below.
  std::vector<base::Task> posted_;
  bool wake_pending_ = false;

  std::vector<base::Task> batch_;
  std::vector<std::shared_ptr<TurnEnd>> turn_ends_;
  std::vector<std::shared_ptr<TurnEnd>> ending_;
  std::map<std::pair<base::Milliseconds, TimerId>, base::Task> timers_;
  std::unordered_map<TimerId, base::Milliseconds> due_;  // Looked up only.
  TimerId last_timer_ = 0;
  base::Milliseconds armed_for_ms_ = 0;  // 0: the reactor's timer is not set.
  std::vector<char> read_buffer_;
};

}  // namespace live::net
