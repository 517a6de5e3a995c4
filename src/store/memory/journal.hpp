#pragma once
// The journal in memory, for tests and simulation: the same promises as the real one, except that nothing outlives it.
// Failures and delays come when told to. Any thread; completions run on the thread that called, or that releases them.
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "room/ports.hpp"

namespace live::store::memory {

class Journal final : public room::Journal {
 public:
  void append(room::CommitRecord record, room::Then<void> then) override;
  void load(std::string interaction_id, std::int64_t after_seq, room::Then<room::JournalTail> then) override;

  /// The Nth append from now (1 is the next) answers `unavailable` and stores nothing.
  void fail_append(std::size_t nth);
  /// While held, calls are kept in order and neither done nor answered.
  void hold(bool held);
  /// Does and answers the oldest `count` held calls.
  void release(std::size_t count);
  [[nodiscard]] std::size_t held() const;
  /// Changes a stored byte: the next load of the room must find out.
  void damage(const std::string& interaction_id, std::int64_t seq);
  [[nodiscard]] std::vector<room::CommitRecord> commits(const std::string& interaction_id) const;

 private:
  struct Room {
    std::vector<room::CommitRecord> commits;
    bool failed = false;
  };
  using Job = std::move_only_function<void()>;

  void submit(Job job);
  [[nodiscard]] room::Stored<void> append_now(room::CommitRecord record);
  [[nodiscard]] room::Stored<room::JournalTail> load_now(const std::string& interaction_id, std::int64_t after_seq);

  mutable std::mutex mutex_;
  std::map<std::string, Room> rooms_;
  std::deque<Job> waiting_;
  bool held_ = false;
  std::size_t appends_until_failure_ = 0;  ///< 0: none is to fail
};

}  // namespace live::store::memory
