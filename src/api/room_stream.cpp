#include "api/room_stream.hpp"

#include <memory>
#include <mutex>
#include <utility>

#include "api/room_errors.hpp"

namespace live::api {

namespace {

class StreamSubscriber final : public room::Subscriber {
 public:
  explicit StreamSubscriber(trpc::Stream<RoomUpdate> stream) : stream_(std::move(stream)) {}
  void event(std::string_view id, std::string_view prefix, std::shared_ptr<const std::string> body) override {
    stream_.event_raw(id, prefix, std::move(body));
  }
  [[nodiscard]] std::size_t buffered_bytes() override { return stream_.buffered_bytes(); }
  void closed(std::string_view reason) override {
    stream_.fail({trpc::Code::service_unavailable, std::string(reason)});
  }

 private:
  trpc::Stream<RoomUpdate> stream_;
};

/// The stream may end on its connection's thread before the room has answered on its own: whoever is second ends the
/// subscription.
struct Link {
  std::mutex mutex;
  bool stopped = false;
  std::optional<room::RoomDirectory::Subscription> subscription;
};

}  // namespace

void stream_room(room::RoomDirectory& rooms, std::string interaction_id, room::Caller caller,
                 std::optional<std::string> last_event_id, trpc::Stream<RoomUpdate> stream) {
  const auto link = std::make_shared<Link>();
  // `started` tells the client that it is listening; the room attaches it before any later change.
  stream.started();
  stream.on_stop([link, &rooms] {
    const std::scoped_lock lock(link->mutex);
    link->stopped = true;
    if (link->subscription) rooms.unsubscribe(*link->subscription);
  });
  rooms.subscribe(std::move(interaction_id), std::move(caller), std::move(last_event_id),
                  std::make_shared<StreamSubscriber>(stream),
                  [link, stream, &rooms](room::Result<room::RoomDirectory::Subscription> subscribed) {
                    if (!subscribed) return stream.fail(to_trpc(subscribed.error()));
                    const std::scoped_lock lock(link->mutex);
                    if (link->stopped) return rooms.unsubscribe(*subscribed);
                    link->subscription = *subscribed;
                  });
}

}  // namespace live::api
