// The fakes and the table of test_support.hpp. The name ends in _test so that it is linked into the tests alone.
#include <gtest/gtest.h>

#include "room/audience/visibility.hpp"
#include "room/test_support.hpp"
#include "schema/json.hpp"

namespace live::room::testing {

void FakeJournal::append(CommitRecord record, Then<void> then) {
  if (fail_appends || broken_[record.interaction_id]) {
    broken_[record.interaction_id] = true;
    then(std::unexpected(StoreError{.kind = StoreError::Kind::unavailable, .message = "disk full"}));
    return;
  }
  if (hold) {
    held_.emplace_back(std::move(record), std::move(then));
    return;
  }
  const std::string id = record.interaction_id;
  logs[id].push_back(std::move(record));
  if (store_but_fail) {
    broken_[id] = true;
    then(std::unexpected(StoreError{.kind = StoreError::Kind::unavailable, .message = "unknown outcome"}));
    return;
  }
  then({});
}

void FakeJournal::release(std::size_t count) {
  while (count-- > 0 && !held_.empty()) {
    auto [record, then] = std::move(held_.front());
    held_.pop_front();
    logs[record.interaction_id].push_back(std::move(record));
    then({});
  }
}

void FakeJournal::load(std::string interaction_id, std::int64_t after_seq, Then<JournalTail> then) {
  if (fail_loads) {
    then(std::unexpected(StoreError{.kind = StoreError::Kind::unavailable, .message = "disk gone"}));
    return;
  }
  broken_[interaction_id] = false;
  JournalTail tail;
  for (const CommitRecord& record : logs[interaction_id]) {
    if (record.seq > after_seq) tail.commits.push_back(record);
  }
  then(std::move(tail));
}

void FakeArchive::load_setup(std::string interaction_id, Then<std::string> then) {
  const auto found = setups.find(interaction_id);
  if (found == setups.end())
    return then(std::unexpected(StoreError{.kind = StoreError::Kind::not_found, .message = ""}));
  then(found->second);
}

void FakeArchive::load_snapshot(std::string interaction_id, Then<std::optional<SnapshotRecord>> then) {
  const auto found = snapshots.find(interaction_id);
  then(found == snapshots.end() ? std::nullopt : std::optional(found->second));
}

void FakeArchive::save_snapshot(SnapshotRecord snapshot, Then<void> then) {
  if (fail) return then(std::unexpected(StoreError{.kind = StoreError::Kind::unavailable, .message = "archive down"}));
  snapshot_reasons.push_back(snapshot.reason);
  snapshots.insert_or_assign(snapshot.interaction_id, std::move(snapshot));
  then({});
}

void FakeArchive::write(ArchiveBatch batch, Then<void> then) {
  if (fail) return then(std::unexpected(StoreError{.kind = StoreError::Kind::unavailable, .message = "archive down"}));
  const std::pair key(batch.interaction_id, batch.seq);
  batches.insert_or_assign(key, std::move(batch));
  then({});
}

namespace {

/// Decodes each member that is there over the struct's own; null empties an optional.
template <class T>
void apply_members(T& object, const schema::Value& members) {
  boost::mp11::mp_for_each<schema::MembersOf<T>>([&]<class Descriptor>(Descriptor) {
    const schema::Value value = members.find(schema::wire_name<Descriptor>);
    if (value.is_absent()) return;
    using M = std::remove_cvref_t<decltype(object.*Descriptor::pointer)>;
    auto decoded = schema::decode<M>(value);
    ASSERT_TRUE(decoded.has_value()) << schema::to_text(decoded.error());
    object.*Descriptor::pointer = std::move(*decoded);
  });
}

template <class T>
void keep_newest(std::vector<T>& all, std::size_t limit) {
  if (all.size() > limit) all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(limit));
}

void apply_turn(GameState& state, const schema::Value& changes) {
  GameState parts;
  apply_members(parts, changes);
  const auto log = std::move(state.log);
  const auto history = std::move(state.turn_history);
  apply_members(state, changes);
  state.log = log;
  state.turn_history = history;
  state.log.insert(state.log.end(), parts.log.begin(), parts.log.end());
  keep_newest(state.log, 200);
  for (const TurnRecord& record : parts.turn_history) {
    const auto known = std::ranges::find(state.turn_history, record.turn_number, &TurnRecord::turn_number);
    if (known != state.turn_history.end()) {
      *known = record;
    } else {
      state.turn_history.push_back(record);
    }
  }
  keep_newest(state.turn_history, 50);
}

void apply_delta(GameState& state, const StateDelta& delta) {
  schema::Parser parser;
  const auto changes = parser.parse(delta.changes.json);
  ASSERT_TRUE(changes.has_value());
  switch (delta.type) {
    case DeltaType::participant:
      for (const auto& [id, value] : changes->members()) {
        if (value.is_null()) {
          state.participants.erase(std::string(id));
        } else {
          apply_members(state.participants[std::string(id)], value);
        }
      }
      break;
    case DeltaType::turn:
      apply_turn(state, *changes);
      break;
    case DeltaType::map:
      apply_members(state.map_state, *changes);
      break;
    case DeltaType::initiative:
      apply_members(state, *changes);
      break;
    case DeltaType::chat: {
      GameState parts;
      apply_members(parts, *changes);
      state.chat_log.insert(state.chat_log.end(), parts.chat_log.begin(), parts.chat_log.end());
      keep_newest(state.chat_log, 200);
      break;
    }
  }
}

}  // namespace

void Client::event(std::string_view id, std::string_view prefix, std::shared_ptr<const std::string> body) {
  last_id = id;
  events.push_back(std::string(prefix) + *body);
  schema::Parser parser;
  const auto value = parser.parse(events.back());
  ASSERT_TRUE(value.has_value()) << events.back();
  types.emplace_back(value->find("type").as_string().value_or(""));
  const std::int64_t seq = value->find("seq").as_integer().value_or(-1);
  EXPECT_TRUE(id.ends_with("." + std::to_string(seq)));
  if (types.back() == "ERROR") return;
  if (types.back() != "STATE_SNAPSHOT" && !seqs.empty()) {
    EXPECT_EQ(seq, seqs.back() + 1) << "a hole in the stream";
  }
  seqs.push_back(seq);
  const auto decoded = schema::decode<GameEvent>(*value);
  ASSERT_TRUE(decoded.has_value()) << schema::to_text(decoded.error()) << events.back();
  apply(*decoded);
  if (types.back() != "STATE_SNAPSHOT" && state) state->timestamp = value->find("timestamp").as_integer().value_or(0);
}

void Client::apply(const GameEvent& event) {
  if (const auto* snapshot = std::get_if<StateSnapshot>(&event)) state = snapshot->state;
  if (const auto* delta = std::get_if<StateDeltaEvent>(&event)) {
    ASSERT_TRUE(state.has_value()) << "a delta before the snapshot";
    apply_delta(*state, delta->changes);
  }
}

std::size_t Client::count(std::string_view type) const {
  return static_cast<std::size_t>(std::ranges::count(types, type));
}

std::string Client::all() const {
  std::string text;
  for (const std::string& event : events) text += event + "\n";
  return text;
}

bool Client::mentions(std::string_view text) const { return all().find(text) != std::string::npos; }

}  // namespace live::room::testing
