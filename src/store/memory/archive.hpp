#pragma once
// The archive in memory, for tests and simulation. Setups are put in by hand. Any thread; completions run on the
// calling thread, or on the one that releases them.
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "room/ports.hpp"

namespace live::store::memory {

class Archive final : public room::Archive {
 public:
  void load_setup(std::string interaction_id, room::Then<std::string> then) override;
  void load_snapshot(std::string interaction_id, room::Then<std::optional<room::SnapshotRecord>> then) override;
  void save_snapshot(room::SnapshotRecord snapshot, room::Then<void> then) override;
  void write(room::ArchiveBatch batch, room::Then<void> then) override;

  /// The interaction exists from here on.
  void put_setup(const std::string& interaction_id, std::string json);
  /// The Nth save_snapshot or write from now (1 is the next) answers `unavailable` and stores nothing.
  void fail_write(std::size_t nth);
  void hold(bool held);
  void release(std::size_t count);
  [[nodiscard]] std::size_t held() const;

  [[nodiscard]] std::vector<room::LogRow> logs(const std::string& interaction_id) const;
  [[nodiscard]] std::vector<room::TurnRow> turns(const std::string& interaction_id) const;
  [[nodiscard]] std::optional<room::LiveRow> live(const std::string& interaction_id) const;
  [[nodiscard]] std::vector<room::OutcomeRow> outcomes(const std::string& interaction_id) const;

 private:
  struct Row {
    std::string setup;
    std::optional<room::SnapshotRecord> snapshot;
    std::set<std::int64_t> written;  ///< seqs of the batches that are in
    std::map<std::pair<std::int64_t, std::int32_t>, room::LogRow> logs;
    std::map<std::int32_t, std::pair<std::int64_t, room::TurnRow>> turns;  ///< with the seq that wrote it
    std::optional<std::pair<std::int64_t, room::LiveRow>> live;
    std::map<std::string, std::pair<std::int64_t, room::OutcomeRow>> outcomes;
  };
  using Job = std::move_only_function<void()>;

  void submit(Job job);
  [[nodiscard]] bool must_fail();
  [[nodiscard]] room::Stored<void> save_now(room::SnapshotRecord snapshot);
  [[nodiscard]] room::Stored<void> write_now(room::ArchiveBatch batch);

  mutable std::mutex mutex_;
  std::map<std::string, Row> rows_;
  std::deque<Job> waiting_;
  bool held_ = false;
  std::size_t writes_until_failure_ = 0;
};

}  // namespace live::store::memory
