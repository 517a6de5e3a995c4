#pragma once
// New connections per address: a token bucket each. Bounded: when too many addresses are known, the full buckets are
// forgotten first, and if none is full, strangers share one bucket.
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.hpp"

namespace live::net {

class AcceptBudget {
 public:
  static constexpr std::size_t max_addresses = 50'000;

  AcceptBudget(double per_second, double burst) : per_second_(per_second), burst_(std::max(burst, 1.0)) {}

  /// Takes one token of the address; false when it has none.
  [[nodiscard]] bool take(std::string_view address, base::Milliseconds now_ms) {
    if (per_second_ <= 0) return true;
    std::string key(address);
    if (!buckets_.contains(key) && buckets_.size() >= max_addresses) {
      // The sweep looks at every bucket, so a flood of strangers may not ask for it each time.
      if (now_ms >= next_sweep_ms_) forget_full(now_ms);
      if (buckets_.size() >= max_addresses) key = "*";
    }
    Bucket& bucket = buckets_.try_emplace(key, Bucket{burst_, now_ms}).first->second;
    bucket = {tokens_at(bucket, now_ms), now_ms};
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }
  [[nodiscard]] std::size_t addresses() const { return buckets_.size(); }

 private:
  struct Bucket {
    double tokens;
    base::Milliseconds at_ms;
  };
  [[nodiscard]] double tokens_at(const Bucket& bucket, base::Milliseconds now_ms) const {
    const double seconds = static_cast<double>(std::max<base::Milliseconds>(now_ms - bucket.at_ms, 0)) / 1000.0;
    return std::min(burst_, bucket.tokens + seconds * per_second_);
  }
  void forget_full(base::Milliseconds now_ms) {
    next_sweep_ms_ = now_ms + 1000;
    std::erase_if(buckets_, [&](const auto& entry) { return tokens_at(entry.second, now_ms) >= burst_; });
  }

  double per_second_;
  double burst_;
  base::Milliseconds next_sweep_ms_ = 0;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace live::net
