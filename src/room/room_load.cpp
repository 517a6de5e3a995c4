// A room's way from the log into memory, at the start and after the journal failed, and its end.
#include "base/hash.hpp"
#include "base/random.hpp"
#include "room/archive_rows.hpp"
#include "room/audience/visibility.hpp"
#include "room/commit_codec.hpp"
#include "room/dice.hpp"
#include "room/room_guard.hpp"

namespace live::room {

using Kind = RoomError::Kind;

void Room::report(std::string_view what) const {
  if (world_.report) world_.report(interaction_id_, what);
}

void Room::wait_for_load(std::move_only_function<void()> task, std::move_only_function<void(RoomError)> refuse) {
  if (waiting_.size() >= options_.max_in_flight) {
    refuse(room_error(Kind::too_many, "The room is still being loaded. Try again."));
    return;
  }
  waiting_.emplace_back(std::move(task), std::move(refuse));
}

void Room::load() {
  world_.archive.load_snapshot(
      interaction_id_, here([generation = generation_](Room& room, Stored<std::optional<SnapshotRecord>> snapshot) {
        if (generation != room.generation_ || room.phase_ == Phase::stopped) return;
        if (!snapshot && snapshot.error().kind != StoreError::Kind::not_found) {
          room.load_failed(snapshot.error());
        } else {
          room.load_tail(snapshot ? std::move(*snapshot) : std::nullopt);
        }
      }));
}

void Room::load_tail(std::optional<SnapshotRecord> snapshot) {
  const std::int64_t after = snapshot ? snapshot->seq : 0;
  world_.journal.load(
      interaction_id_, after,
      here([generation = generation_, snapshot = std::move(snapshot)](Room& room, Stored<JournalTail> tail) mutable {
        if (generation != room.generation_ || room.phase_ == Phase::stopped) return;
        if (!tail && tail.error().kind != StoreError::Kind::not_found) {
          room.load_failed(tail.error());
        } else {
          room.recover(std::move(snapshot), tail ? tail->commits : std::vector<CommitRecord>{});
        }
      }));
}

void Room::load_failed(const StoreError& error) {
  if (error.kind == StoreError::Kind::corrupt || error.kind == StoreError::Kind::fenced) {
    stop((error.kind == StoreError::Kind::corrupt ? "corrupt: " : "fenced: ") + error.message);
    return;
  }
  report("cannot load: " + error.message);
  if (phase_ == Phase::reloading) {
    world_.executor.at(world_.clock.now_ms() + options_.retry_ms, [weak = weak_from_this(), generation = generation_] {
      const auto room = weak.lock();
      if (room && room->generation_ == generation) room->load();
    });
    return;
  }
  stop("unavailable: " + error.message);
}

void Room::recover(std::optional<SnapshotRecord> snapshot, const std::vector<CommitRecord>& commits) {
  state_ = RoomState{};
  chain_ = base::Digest{};
  snapshot_seq_ = 0;
  if (snapshot) {
    auto state = decode_snapshot(snapshot->payload);
    if (!state || state->seq != snapshot->seq) {
      stop("corrupt: snapshot " + std::to_string(snapshot->seq) +
           (state ? std::string(" is of another commit") : ": " + schema::to_text(state.error())));
      return;
    }
    state_ = std::move(*state);
    chain_ = snapshot->chain;
    snapshot_seq_ = snapshot->seq;
  }
  broadcaster_.reset(state_);
  if (phase_ == Phase::loading) {
    streams_.reset(state_.epoch, state_.viewers);
    published_seq_ = state_.seq;
  }
  for (const CommitRecord& record : commits) {
    if (!replay(record)) return;
  }
  if (state_.seq < published_seq_) {
    stop("corrupt: commit " + std::to_string(published_seq_) + " was shown and is gone");
    return;
  }
  ready(state_.seq == 0 ? Phase::absent : Phase::running);
}

bool Room::replay(const CommitRecord& record) {
  const std::string name = "commit " + std::to_string(record.seq);
  auto commit = decode_commit(record.payload);
  if (!commit) {
    stop("corrupt: " + name + ": " + schema::to_text(commit.error()));
    return false;
  }
  if (record.seq != state_.seq + 1 || commit->seq != record.seq || chain_digest(chain_, record) != record.chain) {
    stop("corrupt: " + name + " does not follow what stands before it");
    return false;
  }
  Projected projected = project(state_, broadcaster_, *commit);
  if (room_hash(state_) != commit->state_hash) {
    stop("corrupt: " + name + " leads to another state than when it was made");
    return false;
  }
  chain_ = record.chain;
  archive_.write(archive_batch(state_, *commit, projected.changes));
  if (record.seq > published_seq_) {
    published_seq_ = record.seq;
    streams_.publish(projected.broadcast, state_.epoch);
  }
  return true;
}

void Room::ready(Phase phase) {
  phase_ = phase;
  if (phase_ == Phase::running) {
    reconcile_presence();
    arm_turn_timer();
    arm_absence_timer();
    arm_idle_timer();
    if (streams_.any_lagging()) arm_lag_timer();
    told_status_ = status();
    if (hooks_.status_changed) hooks_.status_changed(told_status_);
  }
  auto waiting = std::move(waiting_);
  waiting_.clear();
  for (auto& [task, refuse] : waiting) {
    if (phase_ == Phase::stopped) {
      refuse(room_error(Kind::unavailable, "The room was closed. Try again."));
    } else {
      task();
    }
  }
  if (phase_ == Phase::running && state_.game.status == engine::Status::completed) finish_if_done();
  if (phase_ == Phase::absent && waiting_.empty()) unload("not live");
}

void Room::begin(Caller caller, std::string request_id, ThenResult<Answer> then) {
  if (caller.role != ViewerRole::dm) {
    then(std::unexpected(room_error(Kind::forbidden, "Only the DM of this campaign may do that.")));
    if (phase_ == Phase::absent) unload("not live");
    return;
  }
  // What comes meanwhile waits, as for any other load.
  phase_ = Phase::loading;
  world_.archive.load_setup(
      interaction_id_, here([caller = std::move(caller), request_id = std::move(request_id), then = std::move(then)](
                                Room& room, Stored<std::string> setup) mutable {
        room.begun(caller, request_id, then, std::move(setup));
        if (!then) return;
        then(std::unexpected(room_error(Kind::unavailable, "The room was closed. Try again.")));
      }));
}

void Room::begun(const Caller& caller, const std::string& request_id, ThenResult<Answer>& then,
                 Stored<std::string> setup) {
  if (phase_ != Phase::loading) return;
  const Phase before = state_.seq == 0 ? Phase::absent : Phase::running;
  const auto fail = [&](RoomError error) {
    std::exchange(then, nullptr)(std::unexpected(std::move(error)));
    ready(before);
  };
  if (!setup) {
    const bool unknown = setup.error().kind == StoreError::Kind::not_found;
    return fail(unknown ? room_error(Kind::not_found, "There is no such interaction.")
                        : room_error(Kind::unavailable, "The campaign's store does not answer. Try again."));
  }
  auto parsed = parse_setup(*setup);
  if (!parsed)
    return fail(room_error(Kind::invalid, "The interaction cannot be set live: " + schema::to_text(parsed.error())));
  if (parsed->interaction_id != interaction_id_) {
    return fail(room_error(Kind::invalid, "The interaction cannot be set live: interactionId is another one"));
  }
  SessionIds ids{.epoch = base::random_id(world_.entropy).substr(0, 12),
                 .session_id = base::random_id(world_.entropy),
                 .dice_seed = make_dice_seed(world_.entropy)};
  // The scratch state of a new session has no seed yet; the first dice come with its first command.
  auto decision = Decider(state_, world_.content, world_.clock.now_ms())
                      .open(*parsed, caller, std::move(ids), streams_.connected_users());
  if (!decision) return fail(std::move(decision.error()));
  base::Hash64 hash;
  hash.add("{\"type\":\"setLive\"}");
  Request request{.user_id = caller.user_id, .request_id = request_id, .command_hash = hex16(hash.digest())};
  commit(std::move(*decision), std::move(request), &then);
  streams_.rekey([this](const std::string& user_id) -> std::optional<std::string> {
    const MemberState* member = state_.member(user_id);
    if (member == nullptr) return std::nullopt;
    return viewer_key(member->member.role, user_id);
  });
  ready(Phase::running);
}

void Room::journal_failed(const StoreError& error) {
  report("the journal failed: " + error.message);
  if (error.kind == StoreError::Kind::corrupt || error.kind == StoreError::Kind::fenced) {
    stop((error.kind == StoreError::Kind::corrupt ? "corrupt: " : "fenced: ") + error.message);
    return;
  }
  phase_ = Phase::reloading;
  ++generation_;
  disarm(turn_timer_);
  disarm(absence_timer_);
  drop_in_flight("The log could not be written; nothing was changed by this. Try again.");
  const ErrorEvent told{
      .error = {.code = "journalUnavailable",
                .message = "The log cannot be written just now. Nothing new is accepted until it can."}};
  streams_.announce("dm", std::make_shared<const std::string>(event_body(state_, told)));
  load();
}

void Room::drop_in_flight(const std::string& message) {
  std::deque<InFlight> lost = std::move(in_flight_);
  in_flight_.clear();
  for (InFlight& flight : lost) {
    for (Waiter& waiter : flight.waiting) {
      if (waiter.then) waiter.then(std::unexpected(room_error(Kind::unavailable, message)));
    }
    for (Ordered& operation : flight.after) operation(false);
  }
}

void Room::stop(const std::string& reason) {
  if (phase_ == Phase::stopped) return;
  phase_ = Phase::stopped;
  ++generation_;
  report("the room is closed: " + reason);
  for (Timer* timer : {&turn_timer_, &absence_timer_, &idle_timer_, &lag_timer_}) disarm(*timer);
  drop_in_flight("The room was closed. Try again.");
  auto waiting = std::move(waiting_);
  waiting_.clear();
  for (auto& [task, refuse] : waiting) refuse(room_error(Kind::unavailable, "The room was closed. Try again."));
  streams_.close_all("closed");
  // Later: whoever called may still be holding on to this room.
  world_.executor.post([weak = weak_from_this()] {
    const auto room = weak.lock();
    if (room && room->hooks_.finished) room->hooks_.finished();
  });
}

void Room::unload(const std::string& reason) {
  if (unloading_ || phase_ == Phase::stopped) return;
  unloading_ = true;
  flush([weak = weak_from_this(), reason] {
    const auto room = weak.lock();
    if (!room) return;
    room->unloading_ = false;
    // Something came in meanwhile: stay.
    const bool busy = !room->in_flight_.empty() || room->phase_ == Phase::loading ||
                      (room->phase_ == Phase::running && room->snapshot_seq_ < room->state_.seq);
    if (!busy) room->stop(reason);
  });
}

}  // namespace live::room
