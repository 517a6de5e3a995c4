#include "room/room.hpp"

#include <algorithm>
#include <array>

#include "base/hash.hpp"
#include "room/archive_rows.hpp"
#include "room/audience/visibility.hpp"
#include "room/commit_codec.hpp"
#include "room/room_guard.hpp"
#include "schema/json.hpp"

namespace live::room {

using Kind = RoomError::Kind;

std::shared_ptr<Room> Room::create(std::string interaction_id, const RoomWorld& world, const RoomOptions& options,
                                   Hooks hooks) {
  auto room = std::make_shared<Room>(std::move(interaction_id), world, options, std::move(hooks));
  room->load();
  return room;
}

Room::Room(std::string interaction_id, const RoomWorld& world, const RoomOptions& options, Hooks hooks)
    : interaction_id_(std::move(interaction_id)),
      world_(world),
      options_(options),
      hooks_(std::move(hooks)),
      broadcaster_(world.content),
      streams_(options_),
      archive_(world.archive, world.executor, world.clock, options.retry_ms,
               [id = interaction_id_, report = world.report](std::string_view what) {
                 if (report) report(id, what);
               }),
      last_active_ms_(world.clock.now_ms()) {
  // Ids of an earlier life of this room may still come in with an `unsubscribe`: they must name nobody here.
  std::array<std::uint8_t, 6> bytes{};
  world.entropy.fill(bytes);
  for (const std::uint8_t byte : bytes) last_subscription_ = (last_subscription_ << 8) | byte;
}

Room::~Room() {
  for (Timer* timer : {&turn_timer_, &absence_timer_, &idle_timer_, &lag_timer_}) disarm(*timer);
}

std::optional<RoomError> Room::not_ready() const {
  switch (phase_) {
    case Phase::loading:
    case Phase::running:
      return std::nullopt;
    case Phase::absent:
      return room_error(Kind::not_found, "This interaction is not live.");
    case Phase::reloading:
      return room_error(Kind::unavailable, "The log cannot be written just now. Try again.");
    case Phase::stopped:
      return room_error(Kind::unavailable, "The room was closed. Try again.");
  }
  return std::nullopt;
}

void Room::submit(RoomCommand command, Caller caller, std::optional<std::string> request_id, ThenResult<Answer> then) {
  last_active_ms_ = world_.clock.now_ms();
  if (phase_ == Phase::loading) {
    auto shared = std::make_shared<ThenResult<Answer>>(std::move(then));
    wait_for_load(
        [this, command = std::move(command), caller = std::move(caller), request_id, shared]() mutable {
          submit(std::move(command), std::move(caller), std::move(request_id), std::move(*shared));
        },
        [shared](RoomError error) { (*shared)(std::unexpected(std::move(error))); });
    return;
  }
  const bool opens =
      std::holds_alternative<SetLive>(command) &&
      (phase_ == Phase::absent || (phase_ == Phase::running && state_.game.status == engine::Status::completed));
  if (opens) {
    begin(std::move(caller), request_id.value_or(""), std::move(then));
    return;
  }
  if (auto error = not_ready()) {
    then(std::unexpected(std::move(*error)));
    return;
  }
  guarded([&] { take(command, caller, request_id.value_or(""), then); });
  if (then) then(std::unexpected(room_error(Kind::unavailable, "The room had to be closed. Try again.")));
}

bool Room::answer_repeat(const Request& request, ThenResult<Answer>& then) {
  const AnsweredRequest* before = state_.answered(request.user_id, request.request_id);
  if (before == nullptr) return false;
  if (before->request.command_hash != request.command_hash) {
    std::exchange(
        then, nullptr)(std::unexpected(room_error(Kind::conflict, "This request id was used for another command.")));
    return true;
  }
  for (InFlight& flight : in_flight_) {
    if (flight.seq != before->commit_seq) continue;
    flight.waiting.push_back({.then = std::exchange(then, nullptr), .repeated = true});
    return true;
  }
  Answer answer = before->answer;
  answer.repeated = true;
  std::exchange(then, nullptr)(std::move(answer));
  return true;
}

void Room::take(const RoomCommand& command, const Caller& caller, const std::string& request_id,
                ThenResult<Answer>& then) {
  base::Hash64 hash;
  hash.add(schema::to_json(command));
  Request request{.user_id = caller.user_id, .request_id = request_id, .command_hash = hex16(hash.digest())};
  if (answer_repeat(request, then)) return;
  if (in_flight_.size() >= options_.max_in_flight) {
    std::exchange(
        then, nullptr)(std::unexpected(room_error(Kind::too_many, "The room has too much to do just now. Try again.")));
    return;
  }
  auto decision = Decider(state_, world_.content, world_.clock.now_ms()).decide(command, caller);
  if (!decision) {
    std::exchange(then, nullptr)(std::unexpected(std::move(decision.error())));
    return;
  }
  const bool joins = std::holds_alternative<Join>(command);
  if (decision->events.empty()) {
    Answer answer{.seq = seq_of(caller), .request_id = std::nullopt, .repeated = false, .queued = false, .log = {}};
    if (!request_id.empty()) answer.request_id = request_id;
    ordered([then = std::exchange(then, nullptr), answer = std::move(answer)](bool stored) mutable {
      if (stored) return then(std::move(answer));
      then(std::unexpected(room_error(Kind::unavailable, "The log could not be written. Try again.")));
    });
  } else {
    request.queued = decision->queued;
    commit(std::move(*decision), std::move(request), &then);
  }
  if (joins) expect_connection(caller.user_id);
}

std::int64_t Room::seq_of(const Caller& caller) const {
  const MemberState* member = state_.member(caller.user_id);
  if (member == nullptr) return 0;
  const auto count = state_.viewers.find(viewer_key(member->member.role, caller.user_id));
  return count == state_.viewers.end() ? 0 : count->second.seq;
}

void Room::commit(Decision decision, std::optional<Request> request, ThenResult<Answer>* then) {
  Commit commit;
  commit.seq = state_.seq + 1;
  commit.time_ms = std::max(world_.clock.now_ms(), state_.time_ms);
  commit.request = std::move(request);
  commit.events = std::move(decision.events);
  const bool was_paused = state_.game.status == engine::Status::paused;
  Projected projected = project(state_, broadcaster_, commit);
  commit.state_hash = room_hash(state_);

  CommitRecord record;
  record.interaction_id = interaction_id_;
  record.seq = commit.seq;
  record.time_ms = commit.time_ms;
  record.payload = encode_commit(commit);
  record.chain = chain_digest(chain_, record);
  chain_ = record.chain;

  InFlight flight;
  flight.seq = commit.seq;
  flight.epoch = state_.epoch;
  flight.broadcast = std::move(projected.broadcast);
  flight.answer = std::move(projected.answer);
  flight.status = status();
  flight.completed = projected.changes.completed;
  if (then != nullptr) flight.waiting.push_back({.then = std::exchange(*then, nullptr), .repeated = false});
  in_flight_.push_back(std::move(flight));
  const std::int64_t seq = commit.seq;
  world_.journal.append(std::move(record), here([generation = generation_, seq](Room& room, Stored<void> result) {
                          room.appended(generation, seq, std::move(result));
                        }));
  // The journal is at work now: what only the archive needs is made meanwhile.
  InFlight& mine = in_flight_.back();
  mine.batch = archive_batch(state_, commit, projected.changes);
  const std::string reason = snapshot_reason(projected.changes, !was_paused);
  if (!reason.empty()) mine.snapshot = make_snapshot(reason);
  arm_turn_timer();
  arm_absence_timer();
}

std::string Room::snapshot_reason(const Changes& changes, bool paused_now) const {
  if (changes.completed) return "completed";
  if (changes.paused && paused_now) return state_.paused_by_absence ? "dmDisconnect" : "paused";
  if (changes.dm_left) return "dmDisconnect";
  if (changes.player_left) return "playerDisconnect";
  if (changes.entity_defeated) return "entityDefeated";
  return changes.round_ended ? "roundEnd" : "";
}

SnapshotRecord Room::make_snapshot(std::string reason) const {
  SnapshotRecord snapshot;
  snapshot.interaction_id = interaction_id_;
  snapshot.seq = state_.seq;
  snapshot.time_ms = state_.time_ms;
  snapshot.chain = chain_;
  snapshot.reason = std::move(reason);
  snapshot.payload = encode_snapshot(state_);
  return snapshot;
}

void Room::appended(std::uint64_t generation, std::int64_t seq, Stored<void> result) {
  if (generation != generation_ || phase_ == Phase::stopped) return;
  if (!result) {
    journal_failed(result.error());
    return;
  }
  for (InFlight& flight : in_flight_) {
    if (flight.seq == seq) flight.durable = true;
  }
  while (!in_flight_.empty() && in_flight_.front().durable) {
    InFlight flight = std::move(in_flight_.front());
    in_flight_.pop_front();
    publish(std::move(flight));
  }
}

void Room::publish(InFlight flight) {
  published_seq_ = flight.seq;
  for (Waiter& waiter : flight.waiting) {
    if (!waiter.then) continue;
    Answer answer = flight.answer.value_or(Answer{});
    answer.repeated = waiter.repeated;
    waiter.then(std::move(answer));
  }
  streams_.publish(flight.broadcast, flight.epoch);
  for (Ordered& operation : flight.after) operation(true);
  archive_.write(std::move(flight.batch));
  if (flight.snapshot) {
    snapshot_seq_ = std::max(snapshot_seq_, flight.snapshot->seq);
    archive_.snapshot(std::move(*flight.snapshot));
  }
  RoomStatus told = flight.status;
  told.last_activity_ms = told_status_.last_activity_ms;
  if (told != told_status_) {
    told_status_ = std::move(flight.status);
    if (hooks_.status_changed) hooks_.status_changed(told_status_);
  }
  if (streams_.any_lagging()) arm_lag_timer();
  if (flight.completed) finish_if_done();
}

void Room::ordered(Ordered operation) {
  if (in_flight_.empty()) {
    operation(true);
  } else {
    in_flight_.back().after.push_back(std::move(operation));
  }
}

void Room::see(Caller caller, ThenResult<Seen> then) {
  if (phase_ == Phase::loading) {
    auto shared = std::make_shared<ThenResult<Seen>>(std::move(then));
    wait_for_load([this, caller = std::move(caller), shared]() mutable { see(std::move(caller), std::move(*shared)); },
                  [shared](RoomError error) { (*shared)(std::unexpected(std::move(error))); });
    return;
  }
  if (auto error = not_ready()) {
    then(std::unexpected(std::move(*error)));
    return;
  }
  const MemberState* member = state_.member(caller.user_id);
  if (member == nullptr || (member->member.role == ViewerRole::dm && caller.role != ViewerRole::dm)) {
    then(std::unexpected(room_error(Kind::forbidden, "Join the interaction first.")));
    return;
  }
  guarded([&] {
    Seen seen{.epoch = state_.epoch,
              .seq = seq_of(caller),
              .state = view(state_, world_.content, viewer_of(state_, member->member))};
    ordered([then = std::exchange(then, nullptr), seen = std::move(seen)](bool stored) mutable {
      if (stored) return then(std::move(seen));
      then(std::unexpected(room_error(Kind::unavailable, "The log could not be written. Try again.")));
    });
  });
  if (then) then(std::unexpected(room_error(Kind::unavailable, "The room had to be closed. Try again.")));
}

void Room::chat_history(Caller caller, std::optional<std::string> before, std::size_t limit,
                        ThenResult<ChatPage> then) {
  if (phase_ == Phase::loading) {
    auto shared = std::make_shared<ThenResult<ChatPage>>(std::move(then));
    wait_for_load([this, caller = std::move(caller), before = std::move(before), limit,
                   shared]() mutable { chat_history(std::move(caller), std::move(before), limit, std::move(*shared)); },
                  [shared](RoomError error) { (*shared)(std::unexpected(std::move(error))); });
    return;
  }
  if (auto error = not_ready()) return then(std::unexpected(std::move(*error)));
  const MemberState* member = state_.member(caller.user_id);
  if (member == nullptr || (member->member.role == ViewerRole::dm && caller.role != ViewerRole::dm)) {
    return then(std::unexpected(room_error(Kind::forbidden, "Join the interaction first.")));
  }
  std::vector<ChatMessage> all = chat_for(state_, viewer_key(member->member.role, caller.user_id), room::chat_history);
  if (before) {
    const auto at = std::ranges::find(all, *before, &ChatMessage::id);
    if (at == all.end()) return then(std::unexpected(room_error(Kind::not_found, "There is no such message.")));
    all.erase(at, all.end());
  }
  ChatPage page;
  page.more = all.size() > limit;
  if (page.more) all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(limit));
  page.messages = std::move(all);
  ordered([then = std::move(then), page = std::move(page)](bool stored) mutable {
    if (stored) return then(std::move(page));
    then(std::unexpected(room_error(Kind::unavailable, "The log could not be written. Try again.")));
  });
}

RoomStatus Room::status() const {
  RoomStatus line;
  line.interaction_id = interaction_id_;
  line.last_activity_ms = state_.time_ms;
  if (state_.seq == 0) return line;
  switch (state_.game.status) {
    case engine::Status::waiting:
    case engine::Status::active:
      line.status = LiveState::live;
      break;
    case engine::Status::paused:
      line.status = LiveState::paused;
      break;
    case engine::Status::completed:
      line.status = LiveState::completed;
      break;
  }
  for (const MemberState& member : state_.members) {
    if (member.online) line.online_users.push_back(member.member.user_id);
  }
  const ShownTurn& turn = state_.players.turn;
  line.round_number = turn.round_number;
  if (turn.slot >= 0) {
    const engine::Slot slot = engine::slot_at(static_cast<std::size_t>(turn.slot));
    if (!concealed_from_players(state_.game, slot)) line.current_turn = state_.game.at(slot).name;
  }
  return line;
}

void Room::flush(std::function<void()> then) {
  const bool saves = phase_ == Phase::running && snapshot_seq_ < state_.seq;
  std::optional<SnapshotRecord> snapshot;
  if (saves) snapshot = make_snapshot("idle");
  ordered([weak = weak_from_this(), snapshot = std::move(snapshot), then = std::move(then)](bool stored) mutable {
    const auto room = weak.lock();
    if (!room) return then();
    if (stored && snapshot) {
      room->snapshot_seq_ = snapshot->seq;
      room->archive_.snapshot(std::move(*snapshot));
    }
    room->archive_.flush([then = std::move(then)] { then(); });
  });
}

}  // namespace live::room
