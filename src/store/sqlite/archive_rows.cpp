#include "store/sqlite/archive_rows.hpp"

#include "schema/writer.hpp"

namespace live::store::sqlite {
namespace {

using room::StoreError;

/// Older snapshots only serve the operator: the journal can rebuild any moment.
constexpr std::int64_t snapshots_kept = 4;

room::Stored<void> must_exist(Connection& connection, const std::string& interaction_id) {
  Query query(connection, "SELECT 1 FROM interactions WHERE id = ?1", interaction_id);
  if (query.step()) return {};
  return std::unexpected(StoreError{StoreError::Kind::not_found, "there is no interaction " + interaction_id});
}

std::string json_of(const std::vector<std::string>& texts) {
  std::string json = "[";
  for (const std::string& text : texts) {
    if (json.size() > 1) json += ',';
    schema::encode_string(text, json);
  }
  return json + "]";
}

/// The pointer that the seed's interactions row carries; the state itself stays in liveSnapshots.
std::string pointer_to(const room::SnapshotRecord& snapshot) {
  return "{\"epoch\":" + std::to_string(snapshot.epoch) + ",\"seq\":" + std::to_string(snapshot.seq) +
         ",\"bytes\":" + std::to_string(snapshot.payload.size()) + "}";
}

void insert_log(Connection& connection, const std::string& interaction_id, const room::LogRow& row) {
  Query(connection,
        "INSERT INTO liveInteractionLogs (interactionId, commitSeq, commitIndex, eventType, eventData, userId, "
        "entityId, timestamp, sessionId) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
        "ON CONFLICT (interactionId, commitSeq, commitIndex) DO NOTHING",
        interaction_id, row.commit_seq, row.index, row.event_type, row.event_data, row.user_id, row.entity_id,
        row.timestamp_ms, row.session_id)
      .run();
}

void upsert_turn(Connection& connection, const std::string& interaction_id, std::int64_t seq,
                 const room::TurnRow& row) {
  Query(connection,
        "INSERT INTO turnRecords (interactionId, entityId, entityType, turnNumber, roundNumber, actions, startTime, "
        "endTime, status, userId, commitSeq) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) "
        "ON CONFLICT (interactionId, turnNumber) DO UPDATE SET entityId = ?2, entityType = ?3, roundNumber = ?5, "
        "actions = ?6, startTime = ?7, endTime = ?8, status = ?9, userId = ?10, commitSeq = ?11 "
        "WHERE commitSeq <= ?11",
        interaction_id, row.entity_id, row.entity_type, row.turn_number, row.round_number, row.actions,
        row.start_time_ms, row.end_time_ms, row.status, row.user_id, seq)
      .run();
}

void update_live(Connection& connection, const std::string& interaction_id, std::int64_t seq,
                 const room::LiveRow& row) {
  Query(connection,
        "UPDATE interactions SET liveStatus = ?2, liveRoomId = ?3, connectedParticipants = ?4, lastActivity = ?5, "
        "currentTurnTimeout = ?6, liveSeq = ?7 WHERE id = ?1 AND liveSeq <= ?7",
        interaction_id, row.live_status, row.live_room_id, json_of(row.connected_participants), row.last_activity_ms,
        row.current_turn_timeout_ms, seq)
      .run();
}

void write_outcome(Connection& connection, const std::string& interaction_id, std::int64_t seq,
                   const room::OutcomeRow& row) {
  Query(connection,
        "INSERT INTO liveOutcomes (interactionId, entityId, creatureId, payload, commitSeq) "
        "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (interactionId, entityId) DO UPDATE SET creatureId = ?3, "
        "payload = ?4, commitSeq = ?5 WHERE commitSeq <= ?5",
        interaction_id, row.entity_id, row.creature_id, row.payload, seq)
      .run();
  Query(connection, "UPDATE characters SET progress = ?2 WHERE id = ?1", row.creature_id, row.payload).run();
}

}  // namespace

room::Stored<std::optional<room::SnapshotRecord>> load_snapshot(Connection& connection,
                                                                const std::string& interaction_id) {
  Query query(connection,
              "SELECT epoch, seq, timestamp, chain, trigger, payload FROM liveSnapshots WHERE interactionId = ?1 "
              "ORDER BY seq DESC LIMIT 1",
              interaction_id);
  if (!query.step()) return std::nullopt;
  return room::SnapshotRecord{interaction_id,  query.integer(0), query.integer(1), query.integer(2),
                              query.digest(3), query.text(4),    query.text(5)};
}

room::Stored<void> save_snapshot(Connection& connection, const room::SnapshotRecord& snapshot) {
  if (auto exists = must_exist(connection, snapshot.interaction_id); !exists) return exists;
  {
    Query newer(connection, "SELECT 1 FROM liveSnapshots WHERE interactionId = ?1 AND seq > ?2 LIMIT 1",
                snapshot.interaction_id, snapshot.seq);
    if (newer.step()) return {};
  }
  Query(connection,
        "INSERT INTO liveSnapshots (interactionId, epoch, seq, timestamp, chain, trigger, payload) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (interactionId, seq) DO UPDATE SET epoch = ?2, "
        "timestamp = ?4, chain = ?5, trigger = ?6, payload = ?7",
        snapshot.interaction_id, snapshot.epoch, snapshot.seq, snapshot.time_ms, snapshot.chain, snapshot.reason,
        snapshot.payload)
      .run();
  Query(connection,
        "DELETE FROM liveSnapshots WHERE interactionId = ?1 AND seq <= (SELECT seq FROM liveSnapshots "
        "WHERE interactionId = ?1 ORDER BY seq DESC LIMIT 1 OFFSET ?2)",
        snapshot.interaction_id, snapshots_kept)
      .run();
  Query(connection, "UPDATE interactions SET lastStateSnapshot = ?2, snapshotTimestamp = ?3 WHERE id = ?1",
        snapshot.interaction_id, pointer_to(snapshot), snapshot.time_ms)
      .run();
  return {};
}

room::Stored<void> write_batch(Connection& connection, const room::ArchiveBatch& batch) {
  if (auto exists = must_exist(connection, batch.interaction_id); !exists) return exists;
  Query mark(connection, "INSERT INTO archivedCommits (interactionId, seq) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
             batch.interaction_id, batch.seq);
  mark.run();
  if (sqlite3_changes64(connection.get()) == 0) return {};  // it is in already: the writer asked twice
  for (const room::LogRow& row : batch.logs) insert_log(connection, batch.interaction_id, row);
  for (const room::TurnRow& row : batch.turns) upsert_turn(connection, batch.interaction_id, batch.seq, row);
  if (batch.live) update_live(connection, batch.interaction_id, batch.seq, *batch.live);
  for (const room::OutcomeRow& row : batch.outcomes) write_outcome(connection, batch.interaction_id, batch.seq, row);
  return {};
}

}  // namespace live::store::sqlite
