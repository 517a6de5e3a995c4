#include "access/rate_limit.hpp"

#include <algorithm>
#include <iterator>

#include "base/ensure.hpp"

namespace live::access {

TokenBucket::TokenBucket(Rate rate, base::Milliseconds now_ms)
    : rate_(rate), milli_(rate.burst * 1000), last_ms_(now_ms) {
  ENSURE(rate.burst >= 1 && rate.burst <= 1'000'000'000 && rate.per_second >= 1 && rate.per_second <= 1'000'000'000);
}

RateDecision TokenBucket::take(base::Milliseconds now_ms, std::int64_t cost) {
  ENSURE(cost >= 0);
  const std::int64_t full = rate_.burst * 1000;
  if (now_ms > last_ms_) {
    // One token a second is one thousandth a millisecond. The product cannot overflow: what fills the bucket is enough.
    const std::int64_t until_full_ms = (full - milli_) / rate_.per_second + 1;
    milli_ = std::min(full, milli_ + std::min(now_ms - last_ms_, until_full_ms) * rate_.per_second);
  }
  last_ms_ = now_ms;
  if (cost <= rate_.burst && cost * 1000 <= milli_) {
    milli_ -= cost * 1000;
    return {true, milli_ / 1000, 0};
  }
  const std::int64_t missing = std::min(cost, rate_.burst) * 1000 - milli_;
  return {false, milli_ / 1000, std::max<std::int64_t>(1, (missing + rate_.per_second - 1) / rate_.per_second)};
}

RateLimiter::RateLimiter(Rate rate, std::size_t max_keys) : rate_(rate), max_keys_(max_keys) { ENSURE(max_keys >= 1); }

RateDecision RateLimiter::take(std::string_view key, base::Milliseconds now_ms, std::int64_t cost) {
  const std::scoped_lock lock(mutex_);
  if (const auto known = by_key_.find(key); known != by_key_.end()) {
    by_use_.splice(by_use_.begin(), by_use_, known->second);
    return by_use_.front().bucket.take(now_ms, cost);
  }
  if (by_use_.size() >= max_keys_) {
    by_key_.erase(by_use_.back().key);
    by_use_.pop_back();
  }
  by_use_.push_front(Entry{std::string(key), TokenBucket(rate_, now_ms)});
  by_key_.emplace(by_use_.front().key, by_use_.begin());
  return by_use_.front().bucket.take(now_ms, cost);
}

std::size_t RateLimiter::size() const {
  const std::scoped_lock lock(mutex_);
  return by_use_.size();
}

}  // namespace live::access
