// Connections, presence and timers of a room.
#include <algorithm>

#include "engine/engine.hpp"
#include "room/audience/visibility.hpp"
#include "room/room_guard.hpp"

namespace live::room {

using Kind = RoomError::Kind;

void Room::subscribe(Caller caller, std::optional<std::string> last_event_id, std::shared_ptr<Subscriber> subscriber,
                     ThenResult<SubscriptionId> then) {
  last_active_ms_ = world_.clock.now_ms();
  if (phase_ == Phase::loading) {
    auto shared = std::make_shared<ThenResult<SubscriptionId>>(std::move(then));
    wait_for_load(
        [this, caller = std::move(caller), last_event_id = std::move(last_event_id), subscriber = std::move(subscriber),
         shared]() mutable {
          subscribe(std::move(caller), std::move(last_event_id), std::move(subscriber), std::move(*shared));
        },
        [shared](RoomError error) { (*shared)(std::unexpected(std::move(error))); });
    return;
  }
  if (auto error = not_ready()) return then(std::unexpected(std::move(*error)));
  if (streams_.size() >= options_.max_subscribers) {
    return then(std::unexpected(room_error(Kind::too_many, "Too many connections to this room.")));
  }
  guarded([&] { attach(caller, last_event_id, std::move(subscriber), then); });
  if (then) then(std::unexpected(room_error(Kind::unavailable, "The room had to be closed. Try again.")));
}

std::optional<RoomError> Room::bring_online(const Caller& caller) {
  auto decision = Decider(state_, world_.content, world_.clock.now_ms()).come_online(caller);
  if (!decision) return std::move(decision.error());
  if (!decision->events.empty()) commit(std::move(*decision), std::nullopt, nullptr);
  return std::nullopt;
}

void Room::attach(const Caller& caller, const std::optional<std::string>& last_event_id,
                  std::shared_ptr<Subscriber> subscriber, ThenResult<SubscriptionId>& then) {
  if (auto error = bring_online(caller)) return std::exchange(then, nullptr)(std::unexpected(std::move(*error)));
  const MemberState* member = state_.member(caller.user_id);
  const Viewer viewer = viewer_of(state_, member->member);
  const std::string key = viewer_key(viewer.role, viewer.user_id);
  const SubscriptionId id = ++last_subscription_;
  streams_.add({.id = id,
                .user_id = caller.user_id,
                .key = key,
                .subscriber = std::move(subscriber),
                .lagging = false,
                .opening = true});
  std::optional<std::int64_t> position;
  if (last_event_id) position = streams_.position_in(*last_event_id);
  if (position && !streams_.covers(key, *position)) position.reset();
  Body snapshot;
  std::int64_t seq = 0;
  if (!position) {
    snapshot = std::make_shared<const std::string>(snapshot_body(state_, world_.content, viewer));
    seq = seq_of(caller);
  }
  ordered([weak = weak_from_this(), id, position, seq, snapshot = std::move(snapshot),
           then = std::exchange(then, nullptr)](bool stored) mutable {
    const auto room = weak.lock();
    if (room) room->opened_stream(id, position, seq, snapshot, stored);
    then(id);
  });
}

void Room::opened_stream(SubscriptionId id, std::optional<std::int64_t> position, std::int64_t seq,
                         const Body& snapshot, bool stored) {
  Subscription* subscription = streams_.find(id);
  if (subscription == nullptr) return;
  subscription->opening = false;
  if (!stored || (position && !streams_.covers(subscription->key, *position))) {
    subscription->lagging = true;  // healed by a snapshot as soon as that is possible
    arm_lag_timer();
  } else if (position) {
    streams_.replay(*subscription, *position);
  } else {
    streams_.send_snapshot(*subscription, seq, snapshot);
  }
}

void Room::unsubscribe(SubscriptionId id) {
  const Subscription* subscription = streams_.find(id);
  if (subscription == nullptr) return;
  const std::string user_id = subscription->user_id;
  streams_.remove(id);
  last_active_ms_ = world_.clock.now_ms();
  if (phase_ != Phase::running) return;  // a reload looks at all connections when it is done
  guarded([&] {
    offline_if_gone(user_id);
    finish_if_done();
  });
}

void Room::offline_if_gone(const std::string& user_id) {
  if (phase_ != Phase::running || streams_.connections_of(user_id) > 0) return;
  Decision decision = Decider(state_, world_.content, world_.clock.now_ms()).go_offline(user_id);
  if (!decision.events.empty()) commit(std::move(decision), std::nullopt, nullptr);
}

void Room::expect_connection(const std::string& user_id) {
  world_.executor.at(world_.clock.now_ms() + options_.presence_grace_ms, [weak = weak_from_this(), user_id] {
    if (const auto room = weak.lock()) room->guarded([&] { room->offline_if_gone(user_id); });
  });
}

/// After a load: who is said to be here and has no connection gets some time to come back.
void Room::reconcile_presence() {
  const std::vector<std::string> connected = streams_.connected_users();
  for (const MemberState& member : state_.members) {
    if (member.online && std::ranges::find(connected, member.member.user_id) == connected.end()) {
      expect_connection(member.member.user_id);
    }
  }
  for (const std::string& user_id : connected) {
    const MemberState* member = state_.member(user_id);
    if (member == nullptr || member->online) continue;
    const RoomMember copy = member->member;
    [[maybe_unused]] const auto error = bring_online({.user_id = copy.user_id, .name = copy.name, .role = copy.role});
  }
}

void Room::disarm(Timer& timer) {
  if (timer.id != 0) world_.executor.cancel(timer.id);
  timer = {};
}

void Room::arm(Timer& timer, base::Milliseconds due_ms, void (Room::*fire)()) {
  if (timer.id != 0 && timer.due_ms == due_ms) return;
  disarm(timer);
  timer.due_ms = due_ms;
  timer.id = world_.executor.at(due_ms, [weak = weak_from_this(), &timer, fire] {
    const auto room = weak.lock();
    if (!room) return;
    timer = {};
    room->guarded([&] { (*room.*fire)(); });
  });
}

void Room::arm_turn_timer() {
  const base::Milliseconds due_ms =
      state_.game.status == engine::Status::active ? engine::next_deadline_ms(state_.game) : 0;
  if (due_ms <= 0) return disarm(turn_timer_);
  arm(turn_timer_, due_ms, &Room::turn_due);
}

void Room::turn_due() {
  if (phase_ != Phase::running) return;
  Decision decision = Decider(state_, world_.content, world_.clock.now_ms()).tick();
  if (!decision.events.empty()) return commit(std::move(decision), std::nullopt, nullptr);
  // The wall clock went back, or the deadline moved: look again, but never spin.
  const base::Milliseconds due_ms = engine::next_deadline_ms(state_.game);
  if (due_ms > 0) arm(turn_timer_, std::max(due_ms, world_.clock.now_ms() + 1000), &Room::turn_due);
}

void Room::arm_absence_timer() {
  const bool waits =
      state_.game.status == engine::Status::active && state_.dm_absent_since_ms > 0 && !state_.dm_online();
  if (!waits) return disarm(absence_timer_);
  arm(absence_timer_, state_.dm_absent_since_ms + options_.dm_grace_ms, &Room::absence_due);
}

void Room::absence_due() {
  if (phase_ != Phase::running || state_.dm_online()) return;
  Decision decision = Decider(state_, world_.content, world_.clock.now_ms()).pause_for_absence();
  if (!decision.events.empty()) commit(std::move(decision), std::nullopt, nullptr);
}

void Room::arm_idle_timer() { arm(idle_timer_, last_active_ms_ + options_.idle_ms, &Room::idle_due); }

void Room::idle_due() {
  const bool completed = state_.game.status == engine::Status::completed;
  const bool idle = world_.clock.now_ms() >= last_active_ms_ + options_.idle_ms;
  if (phase_ == Phase::running && idle && (completed || streams_.size() == 0)) return unload("idle");
  const base::Milliseconds from_ms = streams_.size() > 0 || idle ? world_.clock.now_ms() : last_active_ms_;
  arm(idle_timer_, from_ms + options_.idle_ms, &Room::idle_due);
}

void Room::finish_if_done() {
  const bool done = phase_ == Phase::running && state_.game.status == engine::Status::completed;
  if (done && streams_.size() == 0) unload("completed");
}

void Room::arm_lag_timer() {
  if (lag_timer_.id == 0) arm(lag_timer_, world_.clock.now_ms() + options_.lag_poll_ms, &Room::lag_due);
}

void Room::lag_due() {
  // Only what is durable may be shown: while commits are on their way, wait.
  if (phase_ == Phase::running && in_flight_.empty()) {
    for (const std::uint64_t id : streams_.drained()) {
      Subscription* subscription = streams_.find(id);
      const MemberState* member = subscription == nullptr ? nullptr : state_.member(subscription->user_id);
      if (member == nullptr) continue;
      auto body =
          std::make_shared<const std::string>(snapshot_body(state_, world_.content, viewer_of(state_, member->member)));
      streams_.send_snapshot(*subscription, streams_.position(subscription->key), body);
    }
  }
  if (streams_.any_lagging()) arm_lag_timer();
}

}  // namespace live::room
