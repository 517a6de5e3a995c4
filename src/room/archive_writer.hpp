#pragma once
// A room's way to the archive, behind its play: one write at a time, in order, tried again until it succeeds. A
// snapshot is never saved before the batches of the commits that it includes: what is lost in a crash is then still in
// the journal's tail, and sent again. Batches are idempotent by room and seq.
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <variant>
#include <vector>

#include "base/executor.hpp"
#include "room/ports.hpp"

namespace live::room {

class ArchiveWriter {
 public:
  ArchiveWriter(Archive& archive, base::Executor& executor, const base::Clock& clock, base::Milliseconds retry_ms,
                std::function<void(std::string_view)> report);
  ~ArchiveWriter();
  ArchiveWriter(const ArchiveWriter&) = delete;
  ArchiveWriter& operator=(const ArchiveWriter&) = delete;

  void write(ArchiveBatch batch);
  void snapshot(SnapshotRecord snapshot);
  /// Calls back when everything given so far is stored.
  void flush(std::move_only_function<void()> then);
  [[nodiscard]] bool idle() const;

 private:
  struct State;
  using Job = std::variant<ArchiveBatch, SnapshotRecord, std::move_only_function<void()>>;
  static void next(const std::shared_ptr<State>& state);
  static void finished(const std::shared_ptr<State>& state, const Stored<void>& result);

  std::shared_ptr<State> state_;
};

}  // namespace live::room
