#pragma once
// The one thread that writes the file. Appends of all rooms that wait are one transaction; other writes go in
// transactions of their own after it, so that no commit waits behind more than one batch of them.
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "room/ports.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/database.hpp"
#include "store/sqlite/job.hpp"
#include "store/sqlite/journal_table.hpp"

namespace live::store::sqlite {

class Writer {
 public:
  /// `on_log_growth` is called on the writer's thread with the pages in the write-ahead log after a commit.
  Writer(Connection& connection, const Options& options, std::function<void(int)> on_log_growth);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void append(room::CommitRecord record, room::Then<void> then);
  void load(std::string interaction_id, std::int64_t after_seq, room::Then<room::JournalTail> then);
  void submit(JobHandle job);
  void hold(bool held);
  /// Does and answers all that was asked before; what is asked from now on is refused.
  void stop();
  [[nodiscard]] Statistics statistics() const;

 private:
  struct PendingLoad {
    std::string interaction_id;
    std::int64_t after_seq = 0;
    room::Then<room::JournalTail> then;
  };
  using JournalCall = std::variant<PendingAppend, PendingLoad>;

  static int commit_hook(void* self, sqlite3* connection, const char* database, int pages);
  void run();
  void serve_journal(std::vector<JournalCall> calls);
  void append_batch(std::vector<PendingAppend>& appends);
  void serve_jobs(std::vector<JobHandle> jobs);
  void shorten_log();

  Connection& connection_;
  const Options options_;
  std::function<void(int)> on_log_growth_;
  JournalTable journal_;
  int log_pages_ = 0;  ///< writer's thread only

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<JournalCall> journal_calls_;
  std::deque<JobHandle> jobs_;
  bool held_ = false;
  bool stopping_ = false;
  Statistics statistics_;

  std::thread thread_;  ///< last: starts when all else is there
};

}  // namespace live::store::sqlite
