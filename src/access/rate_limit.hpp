#pragma once
// Token buckets: a burst up to the capacity, then a steady rate. Integers only, time is passed in, memory is bounded.
#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.hpp"

namespace live::access {

struct Rate {
  std::int64_t burst = 20;       ///< tokens in a full bucket
  std::int64_t per_second = 10;  ///< tokens that come back each second
};

struct RateDecision {
  bool allowed = true;
  std::int64_t left = 0;                  ///< whole tokens still in the bucket
  base::Milliseconds retry_after_ms = 0;  ///< when refused: how long until the same cost would be allowed
};

/// One bucket, for one connection. Not for two threads at once.
class TokenBucket {
 public:
  TokenBucket(Rate rate, base::Milliseconds now_ms);
  /// A refused call costs nothing: a client that keeps knocking is let in again as soon as its turn has come.
  /// A cost above the burst is never allowed. A clock that steps back gives no tokens.
  [[nodiscard]] RateDecision take(base::Milliseconds now_ms, std::int64_t cost = 1);

 private:
  Rate rate_;
  std::int64_t milli_;  ///< thousandths of a token
  base::Milliseconds last_ms_;
};

/// Buckets by key (a user, an address). Any thread. At most `max_keys`: the one unused for longest makes room, which
/// by then has mostly filled up again.
class RateLimiter {
 public:
  RateLimiter(Rate rate, std::size_t max_keys);
  [[nodiscard]] RateDecision take(std::string_view key, base::Milliseconds now_ms, std::int64_t cost = 1);
  [[nodiscard]] std::size_t size() const;

 private:
  struct Entry {
    std::string key;
    TokenBucket bucket;
  };
  const Rate rate_;
  const std::size_t max_keys_;
  mutable std::mutex mutex_;
  std::list<Entry> by_use_;                                                  ///< the latest used first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_key_;  ///< views into by_use_
};

}  // namespace live::access
