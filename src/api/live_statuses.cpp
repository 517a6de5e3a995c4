#include "api/live_statuses.hpp"

#include <atomic>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace live::api {

namespace {

LiveStatus of_room(const room::RoomStatus& status) {
  return {.interaction_id = status.interaction_id,
          .status = status.status,
          .participant_count = static_cast<std::int32_t>(status.online_users.size()),
          .current_turn = status.current_turn,
          .round_number = status.round_number,
          .last_activity = status.last_activity_ms,
          .online_users = status.online_users};
}

LiveStatus of_row(const access::InteractionRow& row) {
  return {.interaction_id = row.id,
          .status = schema::enum_from<LiveState>(row.live_status).value_or(LiveState::idle),
          .participant_count = 0,
          .current_turn = std::nullopt,
          .round_number = 0,
          .last_activity = row.last_activity_ms,
          .online_users = {}};
}

/// Gathers the lists of several campaigns, which the store answers one by one and on any thread.
struct Gathering {
  std::mutex mutex;
  std::size_t missing = 0;
  std::optional<trpc::Error> failed;
  LiveStatuses list;
  ThenStatuses then;
};

void gather(const Services& services, const std::shared_ptr<Gathering>& gathering, std::string campaign_id) {
  services.campaigns->interactions(std::move(campaign_id), [gathering, rooms = services.rooms](
                                                               room::Stored<std::vector<access::InteractionRow>> rows) {
    std::unique_lock lock(gathering->mutex);
    if (!rows) {
      gathering->failed = store_failure(rows.error(), "campaign");
    } else {
      for (const auto& row : *rows) {
        const auto live = rooms->status(row.id);
        gathering->list.statuses.push_back(live ? of_room(*live) : of_row(row));
      }
    }
    if (--gathering->missing > 0) return;
    lock.unlock();
    if (gathering->failed) return gathering->then(std::unexpected(*gathering->failed));
    gathering->then(std::move(gathering->list));
  });
}

void gather_all(const Services& services, std::vector<std::string> campaign_ids, ThenStatuses then) {
  if (campaign_ids.empty()) return then(LiveStatuses{});
  const auto gathering = std::make_shared<Gathering>();
  gathering->missing = campaign_ids.size();
  gathering->then = std::move(then);
  for (auto& campaign_id : campaign_ids) gather(services, gathering, std::move(campaign_id));
}

/// One subscriber of the list. Its first event is the whole list, so a client that comes back has missed nothing: event
/// ids only count.
class Feed : public std::enable_shared_from_this<Feed> {
 public:
  Feed(const Services& services, std::string user_id, std::optional<std::string> campaign_id,
       trpc::Stream<LiveStatuses> stream)
      : services_(services),
        user_id_(std::move(user_id)),
        campaign_id_(std::move(campaign_id)),
        stream_(std::move(stream)) {}

  void start() {
    const auto self = shared_from_this();
    // Listening begins before the list is read, so that no change falls between the two.
    const auto listener = services_.rooms->listen([weak = weak_from_this()](const room::RoomStatus& status) {
      if (const auto feed = weak.lock()) feed->changed(status);
    });
    stream_.started();
    // The stream holds the feed; the feed's listener goes with the stream.
    stream_.on_stop([self, listener] { self->services_.rooms->unlisten(listener); });
    list_live_statuses(services_, user_id_, campaign_id_, [self](std::expected<LiveStatuses, trpc::Error> list) {
      if (!list) return self->stream_.fail(list.error());
      self->send(*list);
    });
  }

 private:
  /// On the thread of the room that changed.
  void changed(const room::RoomStatus& status) {
    services_.memberships->find(user_id_, status.interaction_id, Freshness::cached,
                                [self = shared_from_this(), status](std::expected<Membership, trpc::Error> membership) {
                                  if (!membership) return;  // not theirs to see
                                  if (self->campaign_id_ && *self->campaign_id_ != membership->campaign_id) return;
                                  self->send(LiveStatuses{{of_room(status)}});
                                });
  }

  void send(const LiveStatuses& statuses) { stream_.event(std::to_string(++sent_), statuses); }

  Services services_;
  std::string user_id_;
  std::optional<std::string> campaign_id_;
  trpc::Stream<LiveStatuses> stream_;
  std::atomic<std::uint64_t> sent_ = 0;
};

}  // namespace

void list_live_statuses(const Services& services, std::string user_id, std::optional<std::string> campaign_id,
                        ThenStatuses then) {
  services.campaigns->campaigns_of(
      std::move(user_id), [services, campaign_id = std::move(campaign_id),
                           then = std::move(then)](room::Stored<std::vector<access::MembershipRow>> rows) mutable {
        if (!rows) return then(std::unexpected(store_failure(rows.error(), "campaign")));
        std::vector<std::string> ids;
        for (const auto& row : *rows) {
          if (!campaign_id || *campaign_id == row.campaign.id) ids.push_back(row.campaign.id);
        }
        if (campaign_id && ids.empty()) {
          return then(std::unexpected(store_failure({room::StoreError::Kind::not_found, {}}, "campaign")));
        }
        gather_all(services, std::move(ids), std::move(then));
      });
}

void stream_live_statuses(const Services& services, std::string user_id, std::optional<std::string> campaign_id,
                          trpc::Stream<LiveStatuses> stream) {
  std::make_shared<Feed>(services, std::move(user_id), std::move(campaign_id), std::move(stream))->start();
}

}  // namespace live::api
