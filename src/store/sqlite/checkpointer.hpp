#pragma once
// Moves the write-ahead log into the file, on a thread and a connection of its own, so that no commit pays for it.
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

#include "store/sqlite/connection.hpp"

namespace live::store::sqlite {

class Checkpointer {
 public:
  explicit Checkpointer(Connection& connection);
  ~Checkpointer();
  Checkpointer(const Checkpointer&) = delete;
  Checkpointer& operator=(const Checkpointer&) = delete;

  void wake();
  void stop();
  [[nodiscard]] std::uint64_t done() const;

 private:
  void run();

  Connection& connection_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  bool wanted_ = false;
  bool stopping_ = false;
  std::uint64_t done_ = 0;
  std::thread thread_;
};

}  // namespace live::store::sqlite
