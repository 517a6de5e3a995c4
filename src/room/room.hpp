#pragma once
// One interaction in play: an actor on one executor, touched from nowhere else. It takes commands, decides them with
// the engine, makes the decision durable, and only then answers it and shows it to whoever may see it, all in order.
// Later commands are decided while earlier ones are on their way to the journal.
//
// Its state is a fold over its commits (fold.hpp); a snapshot and the journal's tail give it back exactly, timers,
// viewers' counts and answered requests included. When the journal fails it refuses everything new, tells the DM,
// reloads what is truly stored, and goes on from there. It never answers a command twice or differently, never shows
// what is not durable, never blocks. It owns nothing but itself: ports, clock and executor outlive it.
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/executor.hpp"
#include "base/random.hpp"
#include "engine/content/content.hpp"
#include "room/archive_writer.hpp"
#include "room/audience/broadcast.hpp"
#include "room/audience/streams.hpp"
#include "room/audience/subscriber.hpp"
#include "room/command.hpp"
#include "room/commit.hpp"
#include "room/decide.hpp"
#include "room/ports.hpp"
#include "room/project.hpp"
#include "room/room_types.hpp"
#include "room/state.hpp"

namespace live::room {

/// What a room works with. Everything outlives every room.
struct RoomWorld {
  const base::Clock& clock;
  base::Executor& executor;
  Journal& journal;
  Archive& archive;
  base::Entropy& entropy;
  const engine::Content& content;
  /// Operator's log line about a room: what went wrong. May be empty. Any text is safe to log.
  std::function<void(std::string_view interaction_id, std::string_view what)> report;
};

using SubscriptionId = std::uint64_t;

class Room : public std::enable_shared_from_this<Room> {
 public:
  enum class Phase {
    loading,  ///< the log is being read
    absent,   ///< there is no log yet: setLive begins one
    running,
    reloading,  ///< the journal failed; what is stored is being read again
    stopped,    ///< corrupt, fenced or unloaded: for ever
  };

  /// Changes of the status line, and the end of this object's use.
  struct Hooks {
    std::function<void(const RoomStatus&)> status_changed;
    /// Idle long enough, or completed and empty, or beyond repair: saved if that was possible; let go of it.
    std::function<void()> finished;
  };

  static std::shared_ptr<Room> create(std::string interaction_id, const RoomWorld& world, const RoomOptions& options,
                                      Hooks hooks);
  Room(std::string interaction_id, const RoomWorld& world, const RoomOptions& options, Hooks hooks);
  Room(const Room&) = delete;
  Room& operator=(const Room&) = delete;
  ~Room();

  /// Every call below: own executor only; the callback comes there too, exactly once. While the room is loading they
  /// wait (bounded).
  void submit(RoomCommand command, Caller caller, std::optional<std::string> request_id, ThenResult<Answer> then);
  void see(Caller caller, ThenResult<Seen> then);
  void chat_history(Caller caller, std::optional<std::string> before, std::size_t limit, ThenResult<ChatPage> then);
  /// Counts as a connection of the caller until `unsubscribe`. The first events may come before `then`.
  void subscribe(Caller caller, std::optional<std::string> last_event_id, std::shared_ptr<Subscriber> subscriber,
                 ThenResult<SubscriptionId> then);
  void unsubscribe(SubscriptionId id);
  /// Makes a snapshot now and calls back when everything decided so far is stored; for a clean stop.
  void flush(std::function<void()> then);

  [[nodiscard]] Phase phase() const { return phase_; }
  [[nodiscard]] const std::string& interaction_id() const { return interaction_id_; }
  /// The working state, for tests and the tools of the operator: it may be ahead of what is durable.
  [[nodiscard]] const RoomState& state() const { return state_; }
  [[nodiscard]] RoomStatus status() const;

 private:
  struct Waiter {
    ThenResult<Answer> then;
    bool repeated = false;
  };
  /// Runs when everything decided before it is durable; false: it was lost with a failed journal.
  using Ordered = std::move_only_function<void(bool stored)>;
  /// A commit on its way to the journal, with all that happens once it is there.
  struct InFlight {
    std::int64_t seq = 0;
    bool durable = false;
    std::string epoch;
    Broadcast broadcast;
    ArchiveBatch batch;
    std::optional<SnapshotRecord> snapshot;
    std::optional<Answer> answer;
    RoomStatus status;
    bool completed = false;
    std::vector<Waiter> waiting;
    std::vector<Ordered> after;
  };
  struct Timer {
    base::Executor::TimerId id = 0;
    base::Milliseconds due_ms = 0;
  };

  // room.cpp: commands to commits to answers
  [[nodiscard]] std::optional<RoomError> not_ready() const;
  void take(const RoomCommand& command, const Caller& caller, const std::string& request_id, ThenResult<Answer>& then);
  [[nodiscard]] bool answer_repeat(const Request& request, ThenResult<Answer>& then);
  /// `then` is taken over once the commit is on its way; null: nobody waits for it.
  void commit(Decision decision, std::optional<Request> request, ThenResult<Answer>* then);
  [[nodiscard]] std::string snapshot_reason(const Changes& changes, bool paused_now) const;
  [[nodiscard]] SnapshotRecord make_snapshot(std::string reason) const;
  void appended(std::uint64_t generation, std::int64_t seq, Stored<void> result);
  void publish(InFlight flight);
  void ordered(Ordered operation);
  [[nodiscard]] std::int64_t seq_of(const Caller& caller) const;
  template <class F>
  void guarded(F&& work);
  template <class F>
  [[nodiscard]] auto here(F&& then);

  // room_load.cpp: from the log into memory and back out
  void load();
  void load_tail(std::optional<SnapshotRecord> snapshot);
  void recover(std::optional<SnapshotRecord> snapshot, const std::vector<CommitRecord>& commits);
  [[nodiscard]] bool replay(const CommitRecord& record);
  void load_failed(const StoreError& error);
  void begin(Caller caller, std::string request_id, ThenResult<Answer> then);
  void begun(const Caller& caller, const std::string& request_id, ThenResult<Answer>& then, Stored<std::string> setup);
  void ready(Phase phase);
  void journal_failed(const StoreError& error);
  void drop_in_flight(const std::string& message);
  void stop(const std::string& reason);
  void report(std::string_view what) const;
  void wait_for_load(std::move_only_function<void()> task, std::move_only_function<void(RoomError)> refuse);

  // room_presence.cpp: connections and timers
  void attach(const Caller& caller, const std::optional<std::string>& last_event_id,
              std::shared_ptr<Subscriber> subscriber, ThenResult<SubscriptionId>& then);
  void opened_stream(SubscriptionId id, std::optional<std::int64_t> position, std::int64_t seq, const Body& snapshot,
                     bool stored);
  [[nodiscard]] std::optional<RoomError> bring_online(const Caller& caller);
  void offline_if_gone(const std::string& user_id);
  void expect_connection(const std::string& user_id);
  void reconcile_presence();
  void arm(Timer& timer, base::Milliseconds due_ms, void (Room::*fire)());
  void disarm(Timer& timer);
  void arm_turn_timer();
  void arm_absence_timer();
  void arm_idle_timer();
  void arm_lag_timer();
  void turn_due();
  void absence_due();
  void idle_due();
  void lag_due();
  void finish_if_done();
  void unload(const std::string& reason);

  std::string interaction_id_;
  RoomWorld world_;
  RoomOptions options_;
  Hooks hooks_;
  Phase phase_ = Phase::loading;
  RoomState state_;
  Broadcaster broadcaster_;
  Streams streams_;
  ArchiveWriter archive_;
  base::Digest chain_{};
  std::deque<InFlight> in_flight_;
  std::deque<std::pair<std::move_only_function<void()>, std::move_only_function<void(RoomError)>>> waiting_;
  std::uint64_t generation_ = 0;  ///< callbacks from before a reload are ignored
  std::int64_t published_seq_ = 0;
  std::int64_t snapshot_seq_ = 0;  ///< of the newest snapshot made
  SubscriptionId last_subscription_ = 0;
  base::Milliseconds last_active_ms_ = 0;
  RoomStatus told_status_;
  bool unloading_ = false;
  Timer turn_timer_;
  Timer absence_timer_;
  Timer idle_timer_;
  Timer lag_timer_;
};

}  // namespace live::room
