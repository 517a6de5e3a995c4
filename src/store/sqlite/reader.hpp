#pragma once
// The thread that reads, through a connection of its own, while the writer writes.
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <thread>

#include "store/sqlite/connection.hpp"
#include "store/sqlite/job.hpp"

namespace live::store::sqlite {

class Reader {
 public:
  Reader(Connection& connection, std::size_t max_waiting);
  ~Reader();
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  void submit(JobHandle job);
  void stop();

 private:
  void run();
  void serve(Job& job);

  Connection& connection_;
  const std::size_t max_waiting_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<JobHandle> jobs_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace live::store::sqlite
