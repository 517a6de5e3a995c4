#pragma once
// The receiving end of a viewer's stream: one open subscription of one connection.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace live::room {

/// Called on the room's executor only. An event is one JSON object: `prefix` (`{"seq":7,`) followed by `body`; the body
/// is shared by all viewers who are shown the same. `id` is the tracked id, "<epoch>.<seq>".
class Subscriber {
 public:
  virtual ~Subscriber() = default;
  virtual void event(std::string_view id, std::string_view prefix, std::shared_ptr<const std::string> body) = 0;
  /// Bytes queued and not yet sent; past the room's limit deltas are dropped and a snapshot follows when it drains.
  [[nodiscard]] virtual std::size_t buffered_bytes() = 0;
  /// The room lets go of it: unloaded, completed and cleaned up, or stopped. The client should subscribe again.
  virtual void closed(std::string_view reason) = 0;
};

}  // namespace live::room
