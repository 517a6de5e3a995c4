#pragma once
// room*.cpp only: the two small templates that every entry of a room goes through.
#include <exception>
#include <utility>

#include "room/room.hpp"

namespace live::room {

/// A bug of ours ends this room, not the process: what is in memory cannot be trusted, what is in the journal can.
template <class F>
void Room::guarded(F&& work) {
  try {
    std::forward<F>(work)();
  } catch (const std::exception& bug) {
    stop(std::string("internal error: ") + bug.what());
  }
}

/// Wraps a callback of a port: it comes on any thread, and perhaps when the room is gone.
template <class F>
auto Room::here(F&& then) {
  return [weak = weak_from_this(), &executor = world_.executor, then = std::forward<F>(then)](auto result) mutable {
    executor.post([weak = std::move(weak), then = std::move(then), result = std::move(result)]() mutable {
      if (const auto room = weak.lock()) room->guarded([&] { then(*room, std::move(result)); });
    });
  };
}

}  // namespace live::room
