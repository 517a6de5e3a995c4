#pragma once
// All rooms of the process behind one thread-safe door. A room lives on the shard that its interaction id hashes to;
// calls are posted there and answered there: callbacks and subscribers run on the room's shard, and whoever needs them
// elsewhere posts onward. The number of calls under way is bounded per shard.
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "room/room_manager.hpp"

namespace live::room {

class RoomDirectory {
 public:
  struct Subscription {
    std::string interaction_id;
    SubscriptionId id = 0;
  };
  using StatusListener = std::function<void(const RoomStatus&)>;
  using ListenerId = std::uint64_t;

  /// One world per shard; each world's executor is the shard's.
  RoomDirectory(std::vector<RoomWorld> shards, RoomOptions options, std::size_t max_calls_per_shard = 4096);
  ~RoomDirectory();
  RoomDirectory(const RoomDirectory&) = delete;
  RoomDirectory& operator=(const RoomDirectory&) = delete;

  /// Any thread, all of them.
  void submit(std::string interaction_id, RoomCommand command, Caller caller, std::optional<std::string> request_id,
              ThenResult<Answer> then);
  void see(std::string interaction_id, Caller caller, ThenResult<Seen> then);
  void chat_history(std::string interaction_id, Caller caller, std::optional<std::string> before, std::size_t limit,
                    ThenResult<ChatPage> then);
  void subscribe(std::string interaction_id, Caller caller, std::optional<std::string> last_event_id,
                 std::shared_ptr<Subscriber> subscriber, ThenResult<Subscription> then);
  /// Safe to call for a subscription that is gone.
  void unsubscribe(Subscription subscription);
  /// The interaction in which the user plays the entity, among the rooms in memory of all shards: not_found, or
  /// conflict when there are several. Answered on some shard.
  void room_of_entity(std::string entity_id, std::string user_id, ThenResult<std::string> then);
  /// Loads the room from the journal if it has a log (at start: every interaction that the archive says is live).
  void wake(std::string interaction_id);
  /// Snapshots everything; `then` runs when all is stored.
  void flush(std::function<void()> then);

  /// The newest status of every room that was loaded since the start, by interaction id; idle ones included.
  [[nodiscard]] std::vector<RoomStatus> statuses() const;
  [[nodiscard]] std::optional<RoomStatus> status(const std::string& interaction_id) const;
  /// The listener is called on the shard of the room that changed, possibly on several at once.
  ListenerId listen(StatusListener listener);
  void unlisten(ListenerId id);

  [[nodiscard]] std::size_t shard_of(std::string_view interaction_id) const;

 private:
  struct Shard;
  struct Shared;
  std::vector<std::unique_ptr<Shard>> shards_;
  std::shared_ptr<Shared> shared_;
};

}  // namespace live::room
