#pragma once
// Start-up and shutdown wait for what the rest of the server does by callback.
#include <future>
#include <memory>

#include "room/ports.hpp"

namespace live::server {

/// Calls `ask` with a callback and blocks until it was called. For the main thread only.
template <class T, class Ask>
[[nodiscard]] room::Stored<T> wait_for(Ask ask) {
  auto promise = std::make_shared<std::promise<room::Stored<T>>>();
  auto answer = promise->get_future();
  ask([promise](room::Stored<T> value) { promise->set_value(std::move(value)); });
  return answer.get();
}

template <class Ask>
void wait_done(Ask ask) {
  auto promise = std::make_shared<std::promise<void>>();
  auto done = promise->get_future();
  ask([promise] { promise->set_value(); });
  done.get();
}

}  // namespace live::server
