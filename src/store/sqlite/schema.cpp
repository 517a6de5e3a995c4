#include "store/sqlite/schema.hpp"

#include <fcntl.h>
#include <unistd.h>

#include "store/sqlite/database.hpp"

namespace live::store::sqlite {
namespace {

// The journal is an append table: the write-ahead log holds whole pages, so rows in the order of arrival with one
// narrow index (two integers) cost a quarter of rows kept in the order of (interaction, seq). Rooms therefore have a
// number of their own.
constexpr const char* journal_tables = R"(
CREATE TABLE journalRooms (
  room INTEGER PRIMARY KEY,
  interactionId TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE journal (
  id INTEGER PRIMARY KEY,
  room INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  time INTEGER NOT NULL,
  chain BLOB NOT NULL,
  payload TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX journalByRoom ON journal (room, seq);
)";

constexpr const char* campaign_tables = R"(
CREATE TABLE users (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE campaigns (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  description TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE campaignMembers (
  campaignId TEXT NOT NULL REFERENCES campaigns (id),
  userId TEXT NOT NULL REFERENCES users (id),
  role TEXT NOT NULL CHECK (role IN ('dm', 'player', 'spectator')),
  PRIMARY KEY (campaignId, userId)
) STRICT, WITHOUT ROWID;
CREATE INDEX campaignMembersByUser ON campaignMembers (userId);
CREATE TABLE characters (
  id TEXT PRIMARY KEY,
  campaignId TEXT NOT NULL REFERENCES campaigns (id),
  userId TEXT REFERENCES users (id),
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  document TEXT NOT NULL,
  progress TEXT
) STRICT;
CREATE INDEX charactersByCampaign ON characters (campaignId);
CREATE TABLE monsters (
  id TEXT PRIMARY KEY,
  campaignId TEXT NOT NULL REFERENCES campaigns (id),
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  statBlock TEXT NOT NULL
) STRICT;
CREATE INDEX monstersByCampaign ON monsters (campaignId);
CREATE TABLE maps (
  id TEXT PRIMARY KEY,
  campaignId TEXT NOT NULL REFERENCES campaigns (id),
  name TEXT NOT NULL,
  cells TEXT NOT NULL,
  light TEXT NOT NULL
) STRICT;
CREATE INDEX mapsByCampaign ON maps (campaignId);
)";

constexpr const char* interaction_tables = R"(
CREATE TABLE interactions (
  id TEXT PRIMARY KEY,
  campaignId TEXT NOT NULL REFERENCES campaigns (id),
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  mapId TEXT NOT NULL REFERENCES maps (id),
  ruleset TEXT NOT NULL,
  fiveTenFive INTEGER NOT NULL,
  createdBy TEXT,
  requestKey TEXT UNIQUE,
  liveStatus TEXT NOT NULL DEFAULT 'idle' CHECK (liveStatus IN ('idle', 'live', 'paused', 'completed')),
  liveRoomId TEXT,
  lastStateSnapshot TEXT,
  snapshotTimestamp INTEGER,
  connectedParticipants TEXT NOT NULL DEFAULT '[]',
  lastActivity INTEGER NOT NULL DEFAULT 0,
  currentTurnTimeout INTEGER,
  turnTimeLimit INTEGER NOT NULL,
  chatEnabled INTEGER NOT NULL,
  allowPrivateChat INTEGER NOT NULL,
  liveSeq INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX interactionsByCampaign ON interactions (campaignId);
CREATE INDEX interactionsByLiveStatus ON interactions (liveStatus, lastActivity);
CREATE TABLE interactionPlacements (
  interactionId TEXT NOT NULL REFERENCES interactions (id),
  ordinal INTEGER NOT NULL,
  entityId TEXT NOT NULL,
  creatureId TEXT NOT NULL,
  name TEXT NOT NULL,
  x INTEGER NOT NULL,
  y INTEGER NOT NULL,
  secret INTEGER NOT NULL,
  PRIMARY KEY (interactionId, entityId)
) STRICT, WITHOUT ROWID;
CREATE INDEX interactionPlacementsByEntity ON interactionPlacements (entityId);
)";

constexpr const char* live_tables = R"(
CREATE TABLE liveSnapshots (
  id INTEGER PRIMARY KEY,
  interactionId TEXT NOT NULL REFERENCES interactions (id),
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  timestamp INTEGER NOT NULL,
  chain BLOB NOT NULL,
  trigger TEXT NOT NULL,
  payload TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX liveSnapshotsByInteraction ON liveSnapshots (interactionId, seq);
CREATE TABLE liveInteractionLogs (
  id INTEGER PRIMARY KEY,
  interactionId TEXT NOT NULL REFERENCES interactions (id),
  commitSeq INTEGER NOT NULL,
  commitIndex INTEGER NOT NULL,
  eventType TEXT NOT NULL,
  eventData TEXT NOT NULL,
  userId TEXT,
  entityId TEXT,
  timestamp INTEGER NOT NULL,
  sessionId TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX liveInteractionLogsByInteraction ON liveInteractionLogs (interactionId, commitSeq, commitIndex);
CREATE TABLE turnRecords (
  id INTEGER PRIMARY KEY,
  interactionId TEXT NOT NULL REFERENCES interactions (id),
  entityId TEXT NOT NULL,
  entityType TEXT NOT NULL,
  turnNumber INTEGER NOT NULL,
  roundNumber INTEGER NOT NULL,
  actions TEXT NOT NULL,
  startTime INTEGER NOT NULL,
  endTime INTEGER,
  status TEXT NOT NULL,
  userId TEXT,
  commitSeq INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX turnRecordsByTurn ON turnRecords (interactionId, turnNumber);
CREATE TABLE liveOutcomes (
  interactionId TEXT NOT NULL REFERENCES interactions (id),
  entityId TEXT NOT NULL,
  creatureId TEXT NOT NULL,
  payload TEXT NOT NULL,
  commitSeq INTEGER NOT NULL,
  PRIMARY KEY (interactionId, entityId)
) STRICT, WITHOUT ROWID;
CREATE TABLE archivedCommits (
  interactionId TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (interactionId, seq)
) STRICT, WITHOUT ROWID;
)";

void create_tables(Connection& connection) {
  for (const char* tables : {journal_tables, campaign_tables, interaction_tables, live_tables}) {
    connection.execute(tables);
  }
}

/// A file's name is durable when its folder is.
void sync_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  if (descriptor >= 0) ::close(descriptor);
  if (!synced) throw SqlError(SQLITE_IOERR, "cannot sync the folder " + folder.string());
}

}  // namespace

void create_file(const std::filesystem::path& path, const std::string& vfs) {
  const std::filesystem::path fresh = path.string() + ".new";
  for (const char* suffix : {"", "-journal", "-wal", "-shm"}) ::unlink((fresh.string() + suffix).c_str());
  {
    Connection connection(fresh, Connection::Mode::create, vfs);
    connection.execute("PRAGMA synchronous = FULL; BEGIN");
    connection.execute("PRAGMA application_id = " + std::to_string(application_id));
    connection.execute("PRAGMA user_version = " + std::to_string(schema_version));
    create_tables(connection);
    connection.execute("COMMIT");
  }
  if (::rename(fresh.c_str(), path.c_str()) != 0) throw SqlError(SQLITE_IOERR, "cannot rename " + fresh.string());
  sync_folder(path.parent_path());
}

std::vector<std::string> schema_of(Connection& connection) {
  std::vector<std::string> entries;
  Query query(connection, "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name");
  while (query.step()) entries.push_back(query.text(0) + " " + query.text(1) + ": " + query.text(2));
  return entries;
}

std::vector<std::string> expected_schema() {
  Connection connection(":memory:", Connection::Mode::create, "");
  create_tables(connection);
  return schema_of(connection);
}

}  // namespace live::store::sqlite
