#include "store/sqlite/reader.hpp"

#include <optional>
#include <utility>

namespace live::store::sqlite {

using room::StoreError;

Reader::Reader(Connection& connection, std::size_t max_waiting) : connection_(connection), max_waiting_(max_waiting) {
  thread_ = std::thread([this] { run(); });
}

Reader::~Reader() { stop(); }

void Reader::submit(JobHandle job) {
  bool closing = false;
  {
    const std::scoped_lock lock(mutex_);
    closing = stopping_;
    if (!stopping_ && jobs_.size() < max_waiting_) {
      jobs_.push_back(std::move(job));
      wake_.notify_one();
      return;
    }
  }
  job->fail({StoreError::Kind::unavailable, closing ? "the store is closing" : "too many reads are waiting"});
}

void Reader::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    wake_.notify_one();
  }
  if (thread_.joinable()) thread_.join();
}

void Reader::run() {
  for (;;) {
    JobHandle job;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
      if (jobs_.empty()) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    serve(*job);
  }
}

void Reader::serve(Job& job) {
  std::optional<StoreError> error;
  try {
    // One transaction: what a job reads in several queries is of one moment.
    connection_.execute("BEGIN");
    job.work(connection_);
  } catch (const SqlError& failure) {
    error = failure.to_store_error();
  }
  connection_.roll_back();
  if (error) {
    job.fail(*error);
  } else {
    job.answer();
  }
}

}  // namespace live::store::sqlite
