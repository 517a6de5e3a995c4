#pragma once
// What the room's tests share: ports that do as they are told, a small table to play at, a subscriber that folds its
// stream as a client would.
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
#include "room/audience/event_types.hpp"
#include "room/audience/subscriber.hpp"
#include "room/audience/view.hpp"
#include "room/ports.hpp"
#include "room/room.hpp"
#include "room/room_manager.hpp"
#include "room/setup.hpp"

namespace live::room::testing {

/// Stores at once, or when `release` is called; fails when told to.
class FakeJournal final : public Journal {
 public:
  void append(CommitRecord record, Then<void> then) override;
  void load(std::string interaction_id, std::int64_t after_seq, Then<JournalTail> then) override;

  bool hold = false;          ///< appends wait for release()
  bool fail_appends = false;  ///< appends fail: nothing is stored
  bool fail_loads = false;
  bool store_but_fail = false;  ///< the worst case: stored, and yet reported as failed
  std::map<std::string, std::vector<CommitRecord>> logs;
  /// Stores and confirms the oldest `count` held appends.
  void release(std::size_t count = 1000);
  /// The process dies: what was held is lost and never answered.
  void crash() { held_.clear(); }
  [[nodiscard]] std::size_t held() const { return held_.size(); }

 private:
  std::deque<std::pair<CommitRecord, Then<void>>> held_;
  std::map<std::string, bool> broken_;
};

class FakeArchive final : public Archive {
 public:
  void load_setup(std::string interaction_id, Then<std::string> then) override;
  void load_snapshot(std::string interaction_id, Then<std::optional<SnapshotRecord>> then) override;
  void save_snapshot(SnapshotRecord snapshot, Then<void> then) override;
  void write(ArchiveBatch batch, Then<void> then) override;

  bool fail = false;
  std::map<std::string, std::string> setups;
  std::map<std::string, SnapshotRecord> snapshots;
  std::vector<std::string> snapshot_reasons;
  std::map<std::pair<std::string, std::int64_t>, ArchiveBatch> batches;
};

/// Folds its stream as event_types.hpp says.
class Client final : public Subscriber {
 public:
  void event(std::string_view id, std::string_view prefix, std::shared_ptr<const std::string> body) override;
  std::size_t buffered_bytes() override { return buffered; }
  void closed(std::string_view reason) override { closed_reason = reason; }

  /// Members of the newest state; empty before the first snapshot.
  std::optional<GameState> state;
  std::vector<std::string> events;  ///< whole JSON texts
  std::vector<std::string> types;
  std::vector<std::int64_t> seqs;
  std::string last_id;
  std::size_t buffered = 0;
  std::optional<std::string> closed_reason;

  [[nodiscard]] std::size_t count(std::string_view type) const;
  [[nodiscard]] std::string all() const;
  [[nodiscard]] bool mentions(std::string_view text) const;

 private:
  void apply(const GameEvent& event);
};

[[nodiscard]] engine::Content test_content();
/// Mira is the DM, Ana plays Brannor, Ben plays Pip, Sol watches. A goblin stands in the open, a second one is secret.
[[nodiscard]] Setup test_setup();

inline const Caller mira{.user_id = "mira", .name = "Mira", .role = ViewerRole::dm};
inline const Caller ana{.user_id = "ana", .name = "Ana", .role = ViewerRole::player};
inline const Caller ben{.user_id = "ben", .name = "Ben", .role = ViewerRole::player};
inline const Caller sol{.user_id = "sol", .name = "Sol", .role = ViewerRole::spectator};

/// A world with one room in it, and a process that can be killed.
class Table {
 public:
  explicit Table(Setup setup = test_setup(), RoomOptions options = {}, std::uint64_t seed = 7);

  /// Rooms as a new process would find them; the old ones are gone without a word.
  void restart();
  [[nodiscard]] std::shared_ptr<Room> room();

  Result<Answer> submit(const Caller& caller, RoomCommand command, std::optional<std::string> request_id = {});
  /// Without running the executor to the end: the answer arrives in the slot.
  std::shared_ptr<std::optional<Result<Answer>>> start(const Caller& caller, RoomCommand command,
                                                       std::optional<std::string> request_id = {});
  Result<Seen> see(const Caller& caller);
  SubscriptionId subscribe(const Caller& caller, const std::shared_ptr<Client>& client,
                           std::optional<std::string> last_event_id = {});
  std::shared_ptr<Client> connect(const Caller& caller);
  void run() { executor.run(); }
  /// Live, everybody connected, initiative rolled.
  void begin_fight();
  /// Ends turns, as whoever may, until it is the entity's.
  void play_until_turn_of(const std::string& entity_id);
  void end_current_turn();
  [[nodiscard]] std::string current() const;
  [[nodiscard]] const RoomState& state() { return room()->state(); }
  [[nodiscard]] GameState view_of(const Caller& caller);
  [[nodiscard]] Caller controller_of(const std::string& entity_id);

  base::ManualClock clock;
  base::ManualExecutor executor;
  base::SeededEntropy entropy;
  engine::Content content;
  FakeJournal journal;
  FakeArchive archive;
  RoomOptions options;
  std::vector<RoomStatus> statuses;
  std::vector<std::string> reports;
  std::map<std::string, std::shared_ptr<Client>> clients;
  std::map<std::string, SubscriptionId> subscriptions;
  std::unique_ptr<RoomManager> manager;
  std::string id;
};

[[nodiscard]] TakeTurn end_turn(std::string entity_id);
[[nodiscard]] TakeTurn move_to(std::string entity_id, std::int32_t x, std::int32_t y);
[[nodiscard]] TakeTurn attack(std::string entity_id, std::string target);
[[nodiscard]] SendChat say(std::string text, ChatType channel = ChatType::party,
                           std::vector<std::string> recipients = {});

}  // namespace live::room::testing
