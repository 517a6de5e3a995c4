#pragma once
// Bytes that wait for one socket, as pieces for a gather write. Bodies shared by many sockets are held, not copied.
// Empty, it holds no memory.
#include <sys/uio.h>

#include <atomic>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace live::net {

/// What must go out unbroken: a WebSocket frame, or an HTTP response.
struct OutItem {
  std::string head{};
  std::shared_ptr<const std::string> body{};
  std::string tail{};

  [[nodiscard]] std::size_t size() const { return head.size() + (body ? body->size() : 0) + tail.size(); }
};

class OutQueue {
 public:
  /// The number of pieces one system call takes from us; the rest follows in the next.
  static constexpr std::size_t max_pieces = 64;

  void push(OutItem item);
  /// Drops every item that has not begun to leave. The begun one must be finished or the stream would be garbled.
  void drop_unbegun();
  void clear();

  /// Fills `pieces` from the front; returns how many.
  [[nodiscard]] std::size_t gather(std::span<iovec, max_pieces> pieces) const;
  void taken(std::size_t bytes);

  /// Any thread.
  [[nodiscard]] std::size_t bytes() const { return bytes_.load(std::memory_order_relaxed); }
  [[nodiscard]] bool empty() const { return first_ == items_.size(); }

 private:
  void set_bytes(std::size_t bytes) { bytes_.store(bytes, std::memory_order_relaxed); }

  std::vector<OutItem> items_;
  std::size_t first_ = 0;   // Items before it are gone.
  std::size_t offset_ = 0;  // Bytes of the first one that are gone.
  std::atomic<std::size_t> bytes_{0};
};

}  // namespace live::net
