#pragma once
// A piece of work on a connection together with whom to answer. The queues hold jobs; a runner makes them work and
// answers each exactly once, writes only after their COMMIT.
#include <functional>
#include <optional>
#include <utility>

#include "room/ports.hpp"
#include "store/sqlite/connection.hpp"

namespace live::store::sqlite {

class Job {
 public:
  Job() = default;
  virtual ~Job() = default;
  Job(const Job&) = delete;
  Job& operator=(const Job&) = delete;

  /// Works and keeps the result. False when the work refused, and nothing of it may stay. Throws SqlError.
  virtual bool work(Connection& connection) = 0;
  /// Answers with what work() came to.
  virtual void answer() = 0;
  virtual void fail(const room::StoreError& error) = 0;
};

template <class T>
class JobOf final : public Job {
 public:
  using Work = std::move_only_function<room::Stored<T>(Connection&)>;
  JobOf(Work work, room::Then<T> then) : work_(std::move(work)), then_(std::move(then)) {}

  bool work(Connection& connection) override {
    result_.emplace(work_(connection));
    return result_->has_value();
  }
  void answer() override { then_(std::move(*result_)); }
  void fail(const room::StoreError& error) override { then_(std::unexpected(error)); }

 private:
  Work work_;
  room::Then<T> then_;
  std::optional<room::Stored<T>> result_;
};

using JobHandle = std::unique_ptr<Job>;

template <class T>
[[nodiscard]] JobHandle make_job(typename JobOf<T>::Work work, room::Then<T> then) {
  return std::make_unique<JobOf<T>>(std::move(work), std::move(then));
}

}  // namespace live::store::sqlite
