#pragma once
// The doors through which rooms reach the world: what a room needs, said by the room, made real in store/.
//
// Journal: the append-only log of commits. Archive: the campaign's system of record. Every real one is held to the same
// contract tests. Callbacks arrive on any thread, exactly once; the caller hops to its own executor.
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/sha256.hpp"

namespace live::room {

struct StoreError {
  enum class Kind {
    unavailable,  ///< try again later: nothing was stored
    corrupt,      ///< what is stored cannot be trusted: stop, keep the evidence
    fenced,       ///< another owner has the room
    not_found,
    invalid,  ///< refused as malformed; a retry will not help
  };
  Kind kind = Kind::unavailable;
  std::string message;  ///< for the operator's log
};

template <class T>
using Stored = std::expected<T, StoreError>;
template <class T>
using Then = std::move_only_function<void(Stored<T>)>;

/// One decided command with its events, as the log keeps it. `payload` is JSON made by room/commit_codec.
struct CommitRecord {
  std::string interaction_id;
  std::int64_t epoch = 1;
  std::int64_t seq = 0;  ///< of the room: 1, 2, 3 … without holes
  base::Milliseconds time_ms = 0;
  std::string payload;
  base::Digest chain{};  ///< sha256(previous chain ‖ interaction id ‖ seq ‖ time ‖ payload); see chain_digest
};

/// What the chain of a record must be; an empty log's chain is all zeros.
[[nodiscard]] base::Digest chain_digest(const base::Digest& previous, const CommitRecord& record);

struct JournalTail {
  std::vector<CommitRecord> commits;  ///< oldest first
};

class Journal {
 public:
  virtual ~Journal() = default;
  /// Durable when `then` is called without an error. Records of one room are appended in the order of the calls; after
  /// an error every later append of that room fails too, until `load` is called again. Grouped over all rooms.
  virtual void append(CommitRecord record, Then<void> then) = 0;
  /// The records with seq > after, chain and order verified.
  virtual void load(std::string interaction_id, std::int64_t after_seq, Then<JournalTail> then) = 0;
};

struct SnapshotRecord {
  std::string interaction_id;
  std::int64_t epoch = 1;
  std::int64_t seq = 0;  ///< the commit that it includes
  base::Milliseconds time_ms = 0;
  base::Digest chain{};  ///< of that commit
  std::string reason;    ///< roundEnd, playerDisconnect, entityDefeated, dmDisconnect, paused, completed, idle
  std::string payload;   ///< JSON of the room's whole state
};

/// The seed's liveInteractionLogs row.
struct LogRow {
  std::string interaction_id;
  std::int64_t commit_seq = 0;
  std::int32_t index = 0;  ///< among the rows of that commit
  std::string event_type;
  std::string event_data;  ///< JSON
  std::optional<std::string> user_id;
  std::optional<std::string> entity_id;
  base::Milliseconds timestamp_ms = 0;
  std::string session_id;
};

/// The seed's turnRecords row.
struct TurnRow {
  std::string interaction_id;
  std::string entity_id;
  std::string entity_type;  ///< playerCharacter, npc, monster
  std::int32_t turn_number = 0;
  std::int32_t round_number = 0;
  std::string actions;  ///< JSON array of TurnAction
  base::Milliseconds start_time_ms = 0;
  std::optional<base::Milliseconds> end_time_ms;
  std::string status;  ///< completed, skipped, timeout
  std::optional<std::string> user_id;
};

/// The live members of the interactions table.
struct LiveRow {
  std::string interaction_id;
  std::string live_status;  ///< idle, live, paused, completed
  std::optional<std::string> live_room_id;
  std::vector<std::string> connected_participants;
  base::Milliseconds last_activity_ms = 0;
  std::optional<base::Milliseconds> current_turn_timeout_ms;
};

/// What a fight changed in one character, to be written back on completion (R1.5).
struct OutcomeRow {
  std::string entity_id;
  std::string creature_id;
  std::string payload;  ///< JSON: hp, temp hp, slots, resources, inventory, conditions, dead
};

/// Everything that one commit sends to the archive; applied in one transaction, once (idempotent by room and seq).
struct ArchiveBatch {
  std::string interaction_id;
  std::int64_t seq = 0;
  std::vector<LogRow> logs;
  std::vector<TurnRow> turns;
  std::optional<LiveRow> live;
  std::vector<OutcomeRow> outcomes;
};

class Archive {
 public:
  virtual ~Archive() = default;
  /// JSON of everything that a room starts from: room::Setup (room/setup.hpp).
  virtual void load_setup(std::string interaction_id, Then<std::string> then) = 0;
  virtual void load_snapshot(std::string interaction_id, Then<std::optional<SnapshotRecord>> then) = 0;
  /// Never replaces a newer snapshot by an older one.
  virtual void save_snapshot(SnapshotRecord snapshot, Then<void> then) = 0;
  virtual void write(ArchiveBatch batch, Then<void> then) = 0;
};

}  // namespace live::room
