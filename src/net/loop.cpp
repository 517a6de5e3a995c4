#include "net/loop.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <chrono>
#include <exception>
#include <utility>

namespace live::net {
namespace {

constexpr std::size_t read_buffer_bytes = std::size_t{64} * 1024;
// Tasks that post tasks may go round so often before sockets get their turn.
constexpr int max_rounds = 8;
// Wall time may jump; the steady timer below looks at it at least this often.
constexpr base::Milliseconds max_wait_ms = 1000;

}  // namespace

Loop::Loop(std::size_t number, const base::Clock& clock, Shards::OnError on_error)
    : number_(number),
      clock_(clock),
      on_error_(std::move(on_error)),
      work_(boost::asio::make_work_guard(io_)),
      timer_(io_),
      read_buffer_(read_buffer_bytes) {}

void Loop::post(base::Task task) {
  bool must_wake = false;
  {
    const std::lock_guard lock(mutex_);
    posted_.push_back(std::move(task));
    must_wake = !wake_pending_ && !running_here();
    if (must_wake) wake_pending_ = true;
  }
  if (must_wake) wake();
}

// One empty handler through the reactor: it costs the poster a system call only when the loop is asleep.
void Loop::wake() {
  boost::asio::post(io_, [] {});
}

bool Loop::running_here() const { return thread_.load(std::memory_order_relaxed) == std::this_thread::get_id(); }

base::Executor::TimerId Loop::at(base::Milliseconds due_ms, base::Task task) {
  const TimerId id = ++last_timer_;
  timers_.emplace(std::pair{due_ms, id}, std::move(task));
  due_.emplace(id, due_ms);
  arm_timer();
  return id;
}

void Loop::cancel(TimerId id) {
  const auto found = due_.find(id);
  if (found == due_.end()) return;
  timers_.erase({found->second, id});
  due_.erase(found);
}

void Loop::arm_timer() {
  if (timers_.empty()) return;
  const base::Milliseconds first_ms = timers_.begin()->first.first;
  if (armed_for_ms_ != 0 && armed_for_ms_ <= first_ms) return;
  const base::Milliseconds wait_ms = std::clamp<base::Milliseconds>(first_ms - now_ms(), 0, max_wait_ms);
  armed_for_ms_ = now_ms() + wait_ms;
  timer_.expires_after(std::chrono::milliseconds(wait_ms));
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error) run_timers();
  });
}

void Loop::run_timers() {
  armed_for_ms_ = 0;
  const base::Milliseconds now = now_ms();
  while (!timers_.empty() && timers_.begin()->first.first <= now) {
    auto node = timers_.extract(timers_.begin());
    due_.erase(node.key().second);
    guarded(node.mapped());
  }
  arm_timer();
}

void Loop::report(std::string_view what) const {
  if (on_error_) on_error_(number_, what);
}

// What a task throws ends that task alone. A bug in it is its owner's to end; the loop serves many others.
template <class F>
void Loop::guarded(F&& work) {
  try {
    std::forward<F>(work)();
  } catch (const std::exception& error) {
    report(error.what());
  } catch (...) {
    report("an exception of unknown type");
  }
}

bool Loop::run_batch() {
  {
    const std::lock_guard lock(mutex_);
    wake_pending_ = false;
    batch_.swap(posted_);
  }
  const bool any = !batch_.empty();
  for (base::Task& task : batch_) {
    guarded(task);
    task = nullptr;  // What it holds goes now, not with the batch.
  }
  batch_.clear();
  return any;
}

void Loop::end_turn() {
  ending_.swap(turn_ends_);
  for (std::shared_ptr<TurnEnd>& waiter : ending_) {
    guarded([&] { waiter->end_turn(); });
    waiter.reset();
  }
  ending_.clear();
}

void Loop::run() {
  thread_.store(std::this_thread::get_id());
  while (!stopping_.load()) {
    int rounds = 0;
    while (run_batch() && ++rounds < max_rounds) {
    }
    end_turn();
    bool more = !turn_ends_.empty();
    if (!more) {
      const std::lock_guard lock(mutex_);
      more = !posted_.empty();
      // Anyone who posts from here on must wake the reactor.
      if (!more) wake_pending_ = false;
    }
    guarded([&] { more ? io_.poll_one() : io_.run_one(); });
  }
  thread_.store(std::thread::id());
}

void Loop::stop() {
  stopping_.store(true);
  wake();
}

}  // namespace live::net
