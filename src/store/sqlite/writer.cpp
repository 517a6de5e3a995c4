#include "store/sqlite/writer.hpp"

#include <utility>

namespace live::store::sqlite {
namespace {

using room::StoreError;

/// Other writes in one transaction: enough to share a sync, few enough not to keep commits waiting.
constexpr std::size_t max_jobs_together = 32;
/// Past so many times the checkpointer's threshold the writer itself empties the log: the checkpointer cannot while
/// commits never pause.
constexpr int log_limit_factor = 16;

StoreError stopped() { return {StoreError::Kind::unavailable, "the store is closing"}; }
StoreError full() { return {StoreError::Kind::unavailable, "too many writes are waiting"}; }

template <class Queue>
auto take(Queue& queue, std::size_t most) {
  std::vector<typename Queue::value_type> taken;
  while (!queue.empty() && taken.size() < most) {
    taken.push_back(std::move(queue.front()));
    queue.pop_front();
  }
  return taken;
}

}  // namespace

Writer::Writer(Connection& connection, const Options& options, std::function<void(int)> on_log_growth)
    : connection_(connection), options_(options), on_log_growth_(std::move(on_log_growth)), journal_(connection) {
  sqlite3_wal_hook(connection_.get(), &Writer::commit_hook, this);
  thread_ = std::thread([this] { run(); });
}

Writer::~Writer() { stop(); }

int Writer::commit_hook(void* self, sqlite3* /*connection*/, const char* /*database*/, int pages) {
  static_cast<Writer*>(self)->log_pages_ = pages;
  return SQLITE_OK;
}

void Writer::append(room::CommitRecord record, room::Then<void> then) {
  bool closing = false;
  {
    const std::scoped_lock lock(mutex_);
    closing = stopping_;
    if (!stopping_ && journal_calls_.size() < options_.max_waiting) {
      journal_calls_.emplace_back(PendingAppend{std::move(record), std::move(then)});
      wake_.notify_one();
      return;
    }
  }
  // The room's later appends do not follow this one, so they fail by themselves until it loads again.
  then(std::unexpected(closing ? stopped() : full()));
}

void Writer::load(std::string interaction_id, std::int64_t after_seq, room::Then<room::JournalTail> then) {
  bool closing = false;
  {
    const std::scoped_lock lock(mutex_);
    closing = stopping_;
    if (!stopping_ && journal_calls_.size() < options_.max_waiting) {
      journal_calls_.emplace_back(PendingLoad{std::move(interaction_id), after_seq, std::move(then)});
      wake_.notify_one();
      return;
    }
  }
  then(std::unexpected(closing ? stopped() : full()));
}

void Writer::submit(JobHandle job) {
  bool closing = false;
  {
    const std::scoped_lock lock(mutex_);
    closing = stopping_;
    if (!stopping_ && jobs_.size() < options_.max_waiting) {
      jobs_.push_back(std::move(job));
      wake_.notify_one();
      return;
    }
  }
  job->fail(closing ? stopped() : full());
}

void Writer::hold(bool held) {
  const std::scoped_lock lock(mutex_);
  held_ = held;
  wake_.notify_one();
}

void Writer::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    wake_.notify_one();
  }
  if (thread_.joinable()) thread_.join();
}

Statistics Writer::statistics() const {
  const std::scoped_lock lock(mutex_);
  return statistics_;
}

void Writer::run() {
  for (;;) {
    std::vector<JournalCall> calls;
    std::vector<JobHandle> jobs;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || (!held_ && (!journal_calls_.empty() || !jobs_.empty())); });
      if (journal_calls_.empty() && jobs_.empty()) return;
      calls = take(journal_calls_, options_.max_batch);
      jobs = take(jobs_, max_jobs_together);
    }
    if (!calls.empty()) serve_journal(std::move(calls));
    if (!jobs.empty()) serve_jobs(std::move(jobs));
    on_log_growth_(log_pages_);
    if (log_pages_ > options_.checkpoint_pages * log_limit_factor) shorten_log();
  }
}

/// Loads and appends of a room keep their order: a load ends the transaction that was being gathered.
void Writer::serve_journal(std::vector<JournalCall> calls) {
  std::vector<PendingAppend> appends;
  for (JournalCall& call : calls) {
    if (auto* append = std::get_if<PendingAppend>(&call)) {
      appends.push_back(std::move(*append));
      continue;
    }
    append_batch(appends);
    auto& load = std::get<PendingLoad>(call);
    load.then(journal_.load(load.interaction_id, load.after_seq));
  }
  append_batch(appends);
}

void Writer::append_batch(std::vector<PendingAppend>& appends) {
  if (appends.empty()) return;
  // Counted before the answers go out: whoever has been answered finds the commit in the figures.
  journal_.append(std::exchange(appends, {}), [this](std::size_t commits) {
    const std::scoped_lock lock(mutex_);
    statistics_.appended += commits;
    ++statistics_.transactions;
  });
}

void Writer::serve_jobs(std::vector<JobHandle> jobs) {
  std::vector<std::optional<StoreError>> errors(jobs.size());
  try {
    connection_.execute("BEGIN IMMEDIATE");
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      connection_.execute("SAVEPOINT job");
      bool keep = false;
      try {
        keep = jobs[i]->work(connection_);
      } catch (const SqlError& error) {
        errors[i] = error.to_store_error();
        // A malformed row is that job's own trouble; a full disk or a broken file is everybody's.
        if (errors[i]->kind != StoreError::Kind::invalid || !connection_.in_transaction()) throw;
      }
      connection_.execute(keep ? "RELEASE job" : "ROLLBACK TO job; RELEASE job");
    }
    connection_.execute("COMMIT");
  } catch (const SqlError& error) {
    connection_.roll_back();
    for (auto& own : errors) {
      if (!own || own->kind != StoreError::Kind::invalid) own = error.to_store_error();
    }
  }
  {
    const std::scoped_lock lock(mutex_);
    for (const auto& error : errors) statistics_.archive_writes += error ? 0 : 1;
  }
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    if (errors[i]) {
      jobs[i]->fail(*errors[i]);
    } else {
      jobs[i]->answer();
    }
  }
}

void Writer::shorten_log() {
  // Busy readers make it give up; the next round tries again.
  sqlite3_wal_checkpoint_v2(connection_.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  log_pages_ = 0;
}

}  // namespace live::store::sqlite
