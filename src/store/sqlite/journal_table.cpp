#include "store/sqlite/journal_table.hpp"

#include <optional>
#include <utility>

#include "store/journal_rules.hpp"

namespace live::store::sqlite {
namespace {

using room::StoreError;

constexpr std::size_t max_tails = 65'536;
constexpr std::string_view read_after =
    "SELECT epoch, seq, time, chain, payload FROM journal WHERE room = ?1 AND seq > ?2 ORDER BY seq";

/// The room's number in the journal; 0 when it has no log.
std::int64_t room_number(Connection& connection, const std::string& interaction_id) {
  Query query(connection, "SELECT room FROM journalRooms WHERE interactionId = ?1", interaction_id);
  return query.step() ? query.integer(0) : 0;
}

room::CommitRecord record_of(const Query& query, const std::string& interaction_id) {
  return {interaction_id, query.integer(0), query.integer(1), query.integer(2), query.text(4), query.digest(3)};
}

/// The chain and epoch of one record; nothing when it is not there.
std::optional<std::pair<base::Digest, std::int64_t>> link_at(Connection& connection, std::int64_t room,
                                                             std::int64_t seq) {
  Query query(connection, "SELECT chain, epoch FROM journal WHERE room = ?1 AND seq = ?2", room, seq);
  if (!query.step()) return std::nullopt;
  return std::pair{query.digest(0), query.integer(1)};
}

}  // namespace

JournalTable::Tail& JournalTable::tail_of(const std::string& interaction_id) {
  if (const auto known = tails_.find(interaction_id); known != tails_.end()) return known->second;
  Tail tail;
  tail.room = room_number(connection_, interaction_id);
  if (tail.room != 0) {
    Query query(connection_, "SELECT epoch, seq, chain FROM journal WHERE room = ?1 ORDER BY seq DESC LIMIT 1",
                tail.room);
    if (query.step()) {
      tail.epoch = query.integer(0);
      tail.seq = query.integer(1);
      tail.chain = query.digest(2);
    }
  }
  return tails_.emplace(interaction_id, tail).first->second;
}

/// Only for callers that hold no reference to a tail. Failed rooms stay: they must not append before they load.
void JournalTable::forget_idle_tails() {
  if (tails_.size() <= max_tails) return;
  std::erase_if(tails_, [](const auto& item) { return !item.second.failed; });
}

room::Stored<void> JournalTable::append_one(const room::CommitRecord& record) {
  if (auto well = check_record(record); !well) return well;
  Tail& tail = tail_of(record.interaction_id);
  if (tail.failed) return std::unexpected(must_load());
  if (auto follows = check_follows(record, {tail.epoch, tail.seq, tail.chain}); !follows) return follows;
  if (!connection_.in_transaction()) connection_.execute("BEGIN IMMEDIATE");
  if (tail.room == 0) {
    Query(connection_, "INSERT INTO journalRooms (interactionId) VALUES (?1)", record.interaction_id).run();
    tail.room = sqlite3_last_insert_rowid(connection_.get());
  }
  Query(connection_, "INSERT INTO journal (room, epoch, seq, time, chain, payload) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        tail.room, record.epoch, record.seq, record.time_ms, record.chain, record.payload)
      .run();
  tail.epoch = record.epoch;
  tail.seq = record.seq;
  tail.chain = record.chain;
  return {};
}

void JournalTable::append(std::vector<PendingAppend> batch, const std::function<void(std::size_t)>& on_commit) {
  std::vector<room::Stored<void>> results(batch.size());
  std::optional<StoreError> broken;  // what ended the transaction, for everything in it
  std::size_t commits = 0;
  try {
    for (std::size_t i = 0; i < batch.size(); ++i) {
      results[i] = append_one(batch[i].record);
      if (!results[i]) {
        tails_[batch[i].record.interaction_id].failed = true;
      } else {
        ++commits;
      }
    }
    if (connection_.in_transaction()) {
      connection_.execute("COMMIT");
      on_commit(commits);
    }
  } catch (const SqlError& error) {
    connection_.roll_back();
    broken = error.to_store_error();
  }
  for (std::size_t i = 0; broken && i < batch.size(); ++i) {
    // A tail may tell of rows that were rolled back: whoever has one here starts again from load().
    tails_[batch[i].record.interaction_id].failed = true;
    if (results[i]) results[i] = std::unexpected(*broken);
  }
  for (std::size_t i = 0; i < batch.size(); ++i) batch[i].then(std::move(results[i]));
  forget_idle_tails();
}

room::Stored<room::JournalTail> JournalTable::load(const std::string& interaction_id, std::int64_t after_seq) {
  if (after_seq < 0) return std::unexpected(StoreError{StoreError::Kind::invalid, "load after a negative seq"});
  // Until the log has been read whole and found right, the room may not append to it.
  tails_[interaction_id] = Tail{.failed = true};
  try {
    const std::int64_t room = room_number(connection_, interaction_id);
    ChainPosition position;
    if (after_seq > 0) {
      const auto base = room == 0 ? std::nullopt : link_at(connection_, room, after_seq);
      if (!base) return std::unexpected(log_too_short(interaction_id, after_seq));
      position = {base->second, after_seq, base->first};
    }
    room::JournalTail tail;
    Query query(connection_, read_after, room, after_seq);
    while (query.step()) {
      room::CommitRecord record = record_of(query, interaction_id);
      if (auto intact = check_stored(record, position); !intact) return std::unexpected(intact.error());
      position = {record.epoch, record.seq, record.chain};
      tail.commits.push_back(std::move(record));
    }
    tails_[interaction_id] = Tail{room, position.epoch, position.seq, position.chain, false};
    return tail;
  } catch (const SqlError& error) {
    return std::unexpected(error.to_store_error());
  }
}

std::string JournalTable::check_tails(Connection& connection) {
  Query rooms(connection, "SELECT room, interactionId FROM journalRooms ORDER BY room");
  while (rooms.step()) {
    const std::string id = rooms.text(1);
    const std::int64_t room = rooms.integer(0);
    Query newest(connection, "SELECT max(seq) FROM journal WHERE room = ?1", room);
    const std::int64_t last = newest.step() ? newest.integer(0) : 0;
    if (last == 0) continue;
    ChainPosition position;
    if (last > 1) {
      const auto before = link_at(connection, room, last - 1);
      if (!before) return "the log of " + id + " lacks commit " + std::to_string(last - 1);
      position = {before->second, last - 1, before->first};
    }
    Query query(connection, read_after, room, last - 1);
    if (!query.step()) return "the log of " + id + " lacks commit " + std::to_string(last);
    if (auto intact = check_stored(record_of(query, id), position); !intact) return intact.error().message;
  }
  return {};
}

}  // namespace live::store::sqlite
