#include "store/memory/archive.hpp"

#include <ranges>
#include <utility>

namespace live::store::memory {
namespace {

using room::StoreError;

std::unexpected<StoreError> unknown(const std::string& interaction_id) {
  return std::unexpected(StoreError{StoreError::Kind::not_found, "there is no interaction " + interaction_id});
}

}  // namespace

void Archive::submit(Job job) {
  {
    const std::scoped_lock lock(mutex_);
    if (held_ || !waiting_.empty()) {
      waiting_.push_back(std::move(job));
      return;
    }
  }
  job();
}

void Archive::load_setup(std::string interaction_id, room::Then<std::string> then) {
  submit([this, id = std::move(interaction_id), then = std::move(then)]() mutable {
    room::Stored<std::string> result = unknown(id);
    {
      const std::scoped_lock lock(mutex_);
      if (const auto row = rows_.find(id); row != rows_.end()) result = row->second.setup;
    }
    then(std::move(result));
  });
}

void Archive::load_snapshot(std::string interaction_id, room::Then<std::optional<room::SnapshotRecord>> then) {
  submit([this, id = std::move(interaction_id), then = std::move(then)]() mutable {
    room::Stored<std::optional<room::SnapshotRecord>> result;
    {
      const std::scoped_lock lock(mutex_);
      if (const auto row = rows_.find(id); row != rows_.end()) result = row->second.snapshot;
    }
    then(std::move(result));
  });
}

void Archive::save_snapshot(room::SnapshotRecord snapshot, room::Then<void> then) {
  submit([this, snapshot = std::move(snapshot), then = std::move(then)]() mutable {
    then(save_now(std::move(snapshot)));
  });
}

void Archive::write(room::ArchiveBatch batch, room::Then<void> then) {
  submit([this, batch = std::move(batch), then = std::move(then)]() mutable { then(write_now(std::move(batch))); });
}

bool Archive::must_fail() { return writes_until_failure_ > 0 && --writes_until_failure_ == 0; }

room::Stored<void> Archive::save_now(room::SnapshotRecord snapshot) {
  const std::scoped_lock lock(mutex_);
  if (must_fail()) return std::unexpected(StoreError{StoreError::Kind::unavailable, "a failure that was asked for"});
  const auto row = rows_.find(snapshot.interaction_id);
  if (row == rows_.end()) return unknown(snapshot.interaction_id);
  auto& kept = row->second.snapshot;
  if (!kept || kept->seq <= snapshot.seq) kept = std::move(snapshot);
  return {};
}

room::Stored<void> Archive::write_now(room::ArchiveBatch batch) {
  const std::scoped_lock lock(mutex_);
  if (must_fail()) return std::unexpected(StoreError{StoreError::Kind::unavailable, "a failure that was asked for"});
  const auto found = rows_.find(batch.interaction_id);
  if (found == rows_.end()) return unknown(batch.interaction_id);
  Row& row = found->second;
  if (!row.written.insert(batch.seq).second) return {};
  for (room::LogRow& log : batch.logs) row.logs.try_emplace({log.commit_seq, log.index}, std::move(log));
  for (room::TurnRow& turn : batch.turns) {
    auto& kept = row.turns[turn.turn_number];
    if (kept.first <= batch.seq) kept = {batch.seq, std::move(turn)};
  }
  if (batch.live && (!row.live || row.live->first <= batch.seq)) row.live = {batch.seq, std::move(*batch.live)};
  for (room::OutcomeRow& outcome : batch.outcomes) {
    auto& kept = row.outcomes[outcome.entity_id];
    if (kept.first <= batch.seq) kept = {batch.seq, std::move(outcome)};
  }
  return {};
}

void Archive::put_setup(const std::string& interaction_id, std::string json) {
  const std::scoped_lock lock(mutex_);
  rows_[interaction_id].setup = std::move(json);
}

void Archive::fail_write(std::size_t nth) {
  const std::scoped_lock lock(mutex_);
  writes_until_failure_ = nth;
}

void Archive::hold(bool held) {
  {
    const std::scoped_lock lock(mutex_);
    held_ = held;
  }
  if (!held) release(static_cast<std::size_t>(-1));
}

void Archive::release(std::size_t count) {
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

std::size_t Archive::held() const {
  const std::scoped_lock lock(mutex_);
  return waiting_.size();
}

std::vector<room::LogRow> Archive::logs(const std::string& interaction_id) const {
  const std::scoped_lock lock(mutex_);
  std::vector<room::LogRow> rows;
  if (const auto row = rows_.find(interaction_id); row != rows_.end()) {
    for (const room::LogRow& log : row->second.logs | std::views::values) rows.push_back(log);
  }
  return rows;
}

std::vector<room::TurnRow> Archive::turns(const std::string& interaction_id) const {
  const std::scoped_lock lock(mutex_);
  std::vector<room::TurnRow> rows;
  if (const auto row = rows_.find(interaction_id); row != rows_.end()) {
    for (const auto& turn : row->second.turns | std::views::values) rows.push_back(turn.second);
  }
  return rows;
}

std::optional<room::LiveRow> Archive::live(const std::string& interaction_id) const {
  const std::scoped_lock lock(mutex_);
  const auto row = rows_.find(interaction_id);
  if (row == rows_.end() || !row->second.live) return std::nullopt;
  return row->second.live->second;
}

std::vector<room::OutcomeRow> Archive::outcomes(const std::string& interaction_id) const {
  const std::scoped_lock lock(mutex_);
  std::vector<room::OutcomeRow> rows;
  if (const auto row = rows_.find(interaction_id); row != rows_.end()) {
    for (const auto& outcome : row->second.outcomes | std::views::values) rows.push_back(outcome.second);
  }
  return rows;
}

}  // namespace live::store::memory
