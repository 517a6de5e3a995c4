#pragma once
// Counts of what happened, under fixed names without labels, so that their number is bounded. Any thread, no locks.
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace live::ops {

enum class Counter : std::size_t {
  connections_opened,
  connections_closed,
  connections_refused,
  calls_answered,
  calls_failed,
  calls_rate_limited,
  sign_ins_refused,
  commits_durable,
  commits_failed,
  archive_writes,
  archive_failures,
  rooms_loaded,
  rooms_unloaded,
  events_sent,
  subscribers_resynchronised,
  bytes_received,
  bytes_sent,
  count_,
};

class Counters {
 public:
  void add(Counter counter, std::uint64_t by = 1);
  [[nodiscard]] std::uint64_t value(Counter counter) const;
  /// Prometheus text format: `live_connections_opened_total 3`, each with its help line.
  [[nodiscard]] std::string to_text() const;

 private:
  std::array<std::atomic<std::uint64_t>, static_cast<std::size_t>(Counter::count_)> values_{};
};

}  // namespace live::ops
