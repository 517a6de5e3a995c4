#include "room/room_directory.hpp"

#include <algorithm>
#include <map>

#include "base/ensure.hpp"
#include "base/hash.hpp"

namespace live::room {

using Kind = RoomError::Kind;

/// What all threads look at: the newest status lines and who wants to hear of them.
struct RoomDirectory::Shared {
  mutable std::mutex mutex;
  std::map<std::string, RoomStatus> statuses;
  std::map<ListenerId, std::shared_ptr<const StatusListener>> listeners;
  ListenerId last_listener = 0;

  void changed(const RoomStatus& status) {
    std::vector<std::shared_ptr<const StatusListener>> told;
    {
      const std::scoped_lock lock(mutex);
      statuses.insert_or_assign(status.interaction_id, status);
      for (const auto& [id, listener] : listeners) told.push_back(listener);
    }
    for (const auto& listener : told) (*listener)(status);
  }
};

struct RoomDirectory::Shard {
  Shard(RoomWorld world, const RoomOptions& options, std::size_t max, const std::shared_ptr<Shared>& shared)
      : executor(world.executor),
        max_calls(max),
        manager(std::make_shared<RoomManager>(std::move(world), options,
                                              [shared](const RoomStatus& status) { shared->changed(status); })) {}

  /// Runs on the shard with its manager; false: too much is waiting there already.
  template <class F>
  bool run(F&& work) {
    if (calls->fetch_add(1) >= max_calls) {
      calls->fetch_sub(1);
      return false;
    }
    executor.post([work = std::forward<F>(work), manager = manager, calls = calls]() mutable {
      calls->fetch_sub(1);
      work(*manager);
    });
    return true;
  }

  base::Executor& executor;
  std::size_t max_calls;
  std::shared_ptr<std::atomic<std::size_t>> calls = std::make_shared<std::atomic<std::size_t>>(0);
  std::shared_ptr<RoomManager> manager;
};

namespace {

template <class T>
void too_many(ThenResult<T>& then) {
  then(std::unexpected(RoomError{.kind = Kind::too_many,
                                 .message = "The server has too much to do. Try again.",
                                 .path = {},
                                 .refusal = std::nullopt}));
}

}  // namespace

RoomDirectory::RoomDirectory(std::vector<RoomWorld> shards, RoomOptions options, std::size_t max_calls_per_shard)
    : shared_(std::make_shared<Shared>()) {
  ENSURE(!shards.empty());
  for (RoomWorld& world : shards) {
    shards_.push_back(std::make_unique<Shard>(std::move(world), options, max_calls_per_shard, shared_));
  }
}

RoomDirectory::~RoomDirectory() = default;

std::size_t RoomDirectory::shard_of(std::string_view interaction_id) const {
  base::Hash64 hash;
  hash.add(interaction_id);
  return static_cast<std::size_t>(hash.digest() % shards_.size());
}

void RoomDirectory::submit(std::string interaction_id, RoomCommand command, Caller caller,
                           std::optional<std::string> request_id, ThenResult<Answer> then) {
  auto shared = std::make_shared<ThenResult<Answer>>(std::move(then));
  const bool taken = shards_[shard_of(interaction_id)]->run(
      [id = std::move(interaction_id), command = std::move(command), caller = std::move(caller),
       request_id = std::move(request_id), shared](RoomManager& manager) mutable {
        manager.room(id)->submit(std::move(command), std::move(caller), std::move(request_id), std::move(*shared));
      });
  if (!taken) too_many(*shared);
}

void RoomDirectory::see(std::string interaction_id, Caller caller, ThenResult<Seen> then) {
  auto shared = std::make_shared<ThenResult<Seen>>(std::move(then));
  const bool taken = shards_[shard_of(interaction_id)]->run(
      [id = std::move(interaction_id), caller = std::move(caller), shared](RoomManager& manager) mutable {
        manager.room(id)->see(std::move(caller), std::move(*shared));
      });
  if (!taken) too_many(*shared);
}

void RoomDirectory::chat_history(std::string interaction_id, Caller caller, std::optional<std::string> before,
                                 std::size_t limit, ThenResult<ChatPage> then) {
  auto shared = std::make_shared<ThenResult<ChatPage>>(std::move(then));
  const bool taken =
      shards_[shard_of(interaction_id)]->run([id = std::move(interaction_id), caller = std::move(caller),
                                              before = std::move(before), limit, shared](RoomManager& manager) mutable {
        manager.room(id)->chat_history(std::move(caller), std::move(before), limit, std::move(*shared));
      });
  if (!taken) too_many(*shared);
}

void RoomDirectory::subscribe(std::string interaction_id, Caller caller, std::optional<std::string> last_event_id,
                              std::shared_ptr<Subscriber> subscriber, ThenResult<Subscription> then) {
  auto shared = std::make_shared<ThenResult<Subscription>>(std::move(then));
  const std::size_t shard = shard_of(interaction_id);
  const bool taken = shards_[shard]->run([id = std::move(interaction_id), caller = std::move(caller),
                                          last_event_id = std::move(last_event_id), subscriber = std::move(subscriber),
                                          shared](RoomManager& manager) mutable {
    auto room = manager.room(id);
    room->subscribe(std::move(caller), std::move(last_event_id), std::move(subscriber),
                    [id, shared](Result<SubscriptionId> made) {
                      if (!made) return (*shared)(std::unexpected(std::move(made.error())));
                      (*shared)(Subscription{.interaction_id = id, .id = *made});
                    });
  });
  if (!taken) too_many(*shared);
}

void RoomDirectory::unsubscribe(Subscription subscription) {
  // Never refused: a connection that went away must be let go of.
  Shard& shard = *shards_[shard_of(subscription.interaction_id)];
  shard.executor.post([manager = shard.manager, subscription = std::move(subscription)] {
    if (const auto room = manager->find(subscription.interaction_id)) room->unsubscribe(subscription.id);
  });
}

void RoomDirectory::room_of_entity(std::string entity_id, std::string user_id, ThenResult<std::string> then) {
  struct Search {
    std::mutex mutex;
    std::vector<std::string> found;
    std::size_t left = 0;
    ThenResult<std::string> then;
  };
  auto search = std::make_shared<Search>();
  search->left = shards_.size();
  search->then = std::move(then);
  for (const auto& shard : shards_) {
    shard->executor.post([manager = shard->manager, entity_id, user_id, search] {
      auto here = manager->rooms_of_entity(entity_id, user_id);
      bool last = false;
      {
        const std::scoped_lock lock(search->mutex);
        search->found.insert(search->found.end(), here.begin(), here.end());
        last = --search->left == 0;
      }
      if (!last) return;
      if (search->found.size() == 1) return search->then(std::move(search->found.front()));
      const bool several = search->found.size() > 1;
      search->then(std::unexpected(RoomError{.kind = several ? Kind::conflict : Kind::not_found,
                                             .message = several ? "You play it in several interactions: name the one."
                                                                : "You play it in no live interaction.",
                                             .path = "entityId",
                                             .refusal = std::nullopt}));
    });
  }
}

void RoomDirectory::wake(std::string interaction_id) {
  Shard& shard = *shards_[shard_of(interaction_id)];
  shard.executor.post([manager = shard.manager, id = std::move(interaction_id)] { (void)manager->room(id); });
}

void RoomDirectory::flush(std::function<void()> then) {
  const std::shared_ptr<void> all(nullptr, [then = std::move(then)](void*) { then(); });
  for (const auto& shard : shards_) {
    shard->executor.post([manager = shard->manager, all] { manager->flush([all] {}); });
  }
}

std::vector<RoomStatus> RoomDirectory::statuses() const {
  const std::scoped_lock lock(shared_->mutex);
  std::vector<RoomStatus> lines;
  for (const auto& [id, status] : shared_->statuses) lines.push_back(status);
  return lines;
}

std::optional<RoomStatus> RoomDirectory::status(const std::string& interaction_id) const {
  const std::scoped_lock lock(shared_->mutex);
  const auto known = shared_->statuses.find(interaction_id);
  return known == shared_->statuses.end() ? std::nullopt : std::optional(known->second);
}

RoomDirectory::ListenerId RoomDirectory::listen(StatusListener listener) {
  const std::scoped_lock lock(shared_->mutex);
  const ListenerId id = ++shared_->last_listener;
  shared_->listeners.emplace(id, std::make_shared<const StatusListener>(std::move(listener)));
  return id;
}

void RoomDirectory::unlisten(ListenerId id) {
  const std::scoped_lock lock(shared_->mutex);
  shared_->listeners.erase(id);
}

}  // namespace live::room
