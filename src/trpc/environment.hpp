#pragma once
// What every connection of one loop thread shares. It outlives them all.
#include <cstddef>

#include "base/clock.hpp"
#include "base/executor.hpp"
#include "schema/json.hpp"
#include "trpc/session.hpp"

namespace live::trpc {

class Router;

struct Limits {
  /// The network layer and handle_http() refuse longer messages and bodies.
  std::size_t max_message_bytes = std::size_t{256} * 1024;
  std::size_t max_batch = 50;
  std::size_t max_subscriptions = 32;
  std::size_t max_calls_in_flight = 64;
  /// Frames kept while the session is being made.
  std::size_t max_waiting_frames = 64;
  std::size_t max_waiting_bytes = std::size_t{512} * 1024;
  std::size_t max_id_bytes = 128;
  /// A subscriber whose connection holds more than this is closed with 1013 and resumes by its last event id.
  std::size_t max_buffered_bytes = std::size_t{4} * 1024 * 1024;
  /// How often the network layer calls ping_due().
  base::Milliseconds ping_interval_ms = 25'000;
  /// A refused connection answers its calls with the real error for this long plus up to as much again (§2.8).
  base::Milliseconds refused_hold_ms = 2'000;
  /// An expired session's connection closes within this time.
  base::Milliseconds expiry_spread_ms = 5'000;
};

struct Environment {
  const Router& router;
  const SessionFactory& sessions;
  base::Executor& executor;
  const base::Clock& clock;
  /// One parser per loop thread: its buffers are large, a connection's are small.
  schema::Parser& parser;
  Limits limits{};
};

}  // namespace live::trpc
