#include "store/memory/journal.hpp"

#include <utility>

#include "base/ensure.hpp"
#include "store/journal_rules.hpp"

namespace live::store::memory {

using room::StoreError;

void Journal::submit(Job job) {
  {
    const std::scoped_lock lock(mutex_);
    // A call made while older ones wait must not overtake them.
    if (held_ || !waiting_.empty()) {
      waiting_.push_back(std::move(job));
      return;
    }
  }
  job();
}

void Journal::append(room::CommitRecord record, room::Then<void> then) {
  submit([this, record = std::move(record), then = std::move(then)]() mutable { then(append_now(std::move(record))); });
}

void Journal::load(std::string interaction_id, std::int64_t after_seq, room::Then<room::JournalTail> then) {
  submit([this, id = std::move(interaction_id), after_seq, then = std::move(then)]() mutable {
    then(load_now(id, after_seq));
  });
}

room::Stored<void> Journal::append_now(room::CommitRecord record) {
  const std::scoped_lock lock(mutex_);
  Room& room = rooms_[record.interaction_id];
  if (appends_until_failure_ > 0 && --appends_until_failure_ == 0) {
    room.failed = true;
    return std::unexpected(StoreError{StoreError::Kind::unavailable, "a failure that was asked for"});
  }
  if (room.failed) return std::unexpected(must_load());
  ChainPosition last;
  if (!room.commits.empty()) last = {room.commits.back().epoch, room.commits.back().seq, room.commits.back().chain};
  auto right = check_record(record);
  if (right) right = check_follows(record, last);
  if (!right) {
    room.failed = true;
    return right;
  }
  room.commits.push_back(std::move(record));
  return {};
}

room::Stored<room::JournalTail> Journal::load_now(const std::string& interaction_id, std::int64_t after_seq) {
  const std::scoped_lock lock(mutex_);
  if (after_seq < 0) return std::unexpected(StoreError{StoreError::Kind::invalid, "load after a negative seq"});
  Room& room = rooms_[interaction_id];
  room.failed = true;
  ChainPosition position;
  room::JournalTail tail;
  for (const room::CommitRecord& record : room.commits) {
    if (auto intact = check_stored(record, position); !intact && record.seq > after_seq) {
      return std::unexpected(intact.error());
    }
    position = {record.epoch, record.seq, record.chain};
    if (record.seq > after_seq) tail.commits.push_back(record);
  }
  if (position.seq < after_seq) return std::unexpected(log_too_short(interaction_id, after_seq));
  room.failed = false;
  return tail;
}

void Journal::fail_append(std::size_t nth) {
  const std::scoped_lock lock(mutex_);
  appends_until_failure_ = nth;
}

void Journal::hold(bool held) {
  {
    const std::scoped_lock lock(mutex_);
    held_ = held;
  }
  if (!held) release(static_cast<std::size_t>(-1));
}

void Journal::release(std::size_t count) {
  for (; count > 0; --count) {
    Job job;
    {
      const std::scoped_lock lock(mutex_);
      if (waiting_.empty()) return;
      job = std::move(waiting_.front());
      waiting_.pop_front();
    }
    job();
  }
}

std::size_t Journal::held() const {
  const std::scoped_lock lock(mutex_);
  return waiting_.size();
}

void Journal::damage(const std::string& interaction_id, std::int64_t seq) {
  const std::scoped_lock lock(mutex_);
  auto& commits = rooms_[interaction_id].commits;
  ENSURE(seq >= 1 && static_cast<std::size_t>(seq) <= commits.size());
  commits[static_cast<std::size_t>(seq) - 1].payload += ' ';
}

std::vector<room::CommitRecord> Journal::commits(const std::string& interaction_id) const {
  const std::scoped_lock lock(mutex_);
  const auto room = rooms_.find(interaction_id);
  return room == rooms_.end() ? std::vector<room::CommitRecord>() : room->second.commits;
}

}  // namespace live::store::memory
