#include "room/archive_writer.hpp"

#include <algorithm>
#include <string>

namespace live::room {

namespace {
/// Batches waiting for an archive that does not answer. Past it the oldest are given up here; no snapshot is saved any
/// more, so that the next start finds them in the journal.
constexpr std::size_t max_waiting = 4096;
}  // namespace

struct ArchiveWriter::State {
  Archive& archive;
  base::Executor& executor;
  const base::Clock& clock;
  base::Milliseconds retry_ms;
  std::function<void(std::string_view)> report;
  std::deque<Job> jobs;
  bool busy = false;
  bool lossy = false;
  bool closed = false;
};

ArchiveWriter::ArchiveWriter(Archive& archive, base::Executor& executor, const base::Clock& clock,
                             base::Milliseconds retry_ms, std::function<void(std::string_view)> report)
    : state_(std::make_shared<State>(State{.archive = archive,
                                           .executor = executor,
                                           .clock = clock,
                                           .retry_ms = retry_ms,
                                           .report = std::move(report),
                                           .jobs = {},
                                           .busy = false,
                                           .lossy = false,
                                           .closed = false})) {}

ArchiveWriter::~ArchiveWriter() { state_->closed = true; }

bool ArchiveWriter::idle() const { return state_->jobs.empty(); }

void ArchiveWriter::write(ArchiveBatch batch) {
  if (state_->jobs.size() >= max_waiting) {
    if (!state_->lossy) state_->report("the archive does not keep up; its newest rows wait in the journal");
    state_->lossy = true;
    return;
  }
  state_->jobs.emplace_back(std::move(batch));
  next(state_);
}

void ArchiveWriter::snapshot(SnapshotRecord snapshot) {
  if (state_->lossy || state_->jobs.size() >= max_waiting) return;
  // The first job may be under way; of the others an older snapshot is worth nothing now.
  const auto first = state_->jobs.begin() + (state_->busy && !state_->jobs.empty() ? 1 : 0);
  const auto stale = std::remove_if(first, state_->jobs.end(),
                                    [](const Job& job) { return std::holds_alternative<SnapshotRecord>(job); });
  state_->jobs.erase(stale, state_->jobs.end());
  state_->jobs.emplace_back(std::move(snapshot));
  next(state_);
}

void ArchiveWriter::flush(std::move_only_function<void()> then) {
  state_->jobs.emplace_back(std::move(then));
  next(state_);
}

void ArchiveWriter::next(const std::shared_ptr<State>& state) {
  while (!state->busy && !state->closed && !state->jobs.empty()) {
    Job& job = state->jobs.front();
    if (auto* flushed = std::get_if<std::move_only_function<void()>>(&job)) {
      auto then = std::move(*flushed);
      state->jobs.pop_front();
      then();
      continue;
    }
    state->busy = true;
    auto then = [state](Stored<void> result) {
      state->executor.post([state, result = std::move(result)] { finished(state, result); });
    };
    // The job stays in the queue until it is stored, so a failed one is simply done again.
    if (auto* batch = std::get_if<ArchiveBatch>(&job)) {
      state->archive.write(*batch, std::move(then));
    } else {
      state->archive.save_snapshot(std::get<SnapshotRecord>(job), std::move(then));
    }
  }
}

void ArchiveWriter::finished(const std::shared_ptr<State>& state, const Stored<void>& result) {
  if (state->closed) return;
  if (!result && result.error().kind == StoreError::Kind::unavailable) {
    state->executor.at(state->clock.now_ms() + state->retry_ms, [state] {
      state->busy = false;
      next(state);
    });
    return;
  }
  if (!result) {
    // It will never be taken: going on without it is better than standing still, and it is still in the journal.
    state->report("the archive refuses a row: " + result.error().message);
    state->lossy = true;
  }
  if (!state->jobs.empty()) state->jobs.pop_front();
  state->busy = false;
  next(state);
}

}  // namespace live::room
