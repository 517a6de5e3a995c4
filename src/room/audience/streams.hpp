#pragma once
// Who listens to which view, and what they have been sent. Keeps a bounded window of each viewer's newest events, so
// that somebody who comes back gets just what was missed; whoever is too far behind, or too slow, gets a snapshot.
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "room/audience/broadcast.hpp"
#include "room/audience/subscriber.hpp"
#include "room/room_types.hpp"

namespace live::room {

struct Subscription {
  std::uint64_t id = 0;
  std::string user_id;
  std::string key;
  std::shared_ptr<Subscriber> subscriber;
  bool lagging = false;  ///< deltas are dropped until a snapshot heals it
  bool opening = false;  ///< its first events are on their way; nothing else may come before them
};

class Streams {
 public:
  explicit Streams(const RoomOptions& options) : options_(options) {}

  /// After a load: nothing is in the windows, the counts stand where the state says.
  void reset(std::string epoch, const std::map<std::string, ViewerCount>& counts);
  /// Shows a durable commit.
  void publish(const Broadcast& broadcast, const std::string& epoch);

  /// The position in an event id of this epoch; nothing for any other text.
  [[nodiscard]] std::optional<std::int64_t> position_in(std::string_view event_id) const;
  /// Can the events after that position still be sent?
  [[nodiscard]] bool covers(const std::string& key, std::int64_t position) const;
  /// The newest position published.
  [[nodiscard]] std::int64_t position(const std::string& key) const;

  void add(Subscription subscription);
  void remove(std::uint64_t id);
  [[nodiscard]] Subscription* find(std::uint64_t id);
  [[nodiscard]] std::size_t size() const { return subscriptions_.size(); }
  [[nodiscard]] std::size_t connections_of(std::string_view user_id) const;
  [[nodiscard]] std::vector<std::string> connected_users() const;

  /// Sends what came after the position.
  void replay(const Subscription& subscription, std::int64_t position);
  void send_snapshot(Subscription& subscription, std::int64_t seq, const Body& body);
  /// Lagging ones whose connection has drained, ready for a snapshot.
  [[nodiscard]] std::vector<std::uint64_t> drained();
  [[nodiscard]] bool any_lagging() const;
  void mark_all_lagging();
  /// A new session: everybody's key anew; whoever has none any more is let go.
  void rekey(const std::function<std::optional<std::string>(const std::string& user_id)>& key_of);
  /// An event outside of the log, at the stream's present position.
  void announce(const std::string& key, const Body& body);
  void close_all(std::string_view reason);

 private:
  struct Window {
    std::deque<EncodedEvent> events;
    std::size_t bytes = 0;
    std::int64_t newest = 0;
  };

  void keep(Window& window, const EncodedEvent& event) const;
  void send(Subscriber& subscriber, std::int64_t seq, const Body& body) const;

  const RoomOptions& options_;
  std::string epoch_;
  std::map<std::string, Window> windows_;
  std::map<std::uint64_t, Subscription> subscriptions_;
};

}  // namespace live::room
