#include "room/archive_rows.hpp"

#include "room/audience/visibility.hpp"
#include "schema/json.hpp"

namespace live::room {

namespace {

/// Events that only keep the engine's books: nobody looks for them in a log.
bool is_bookkeeping(const engine::Event& event) {
  return std::holds_alternative<engine::EconomyChanged>(event) ||
         std::holds_alternative<engine::PendingChanged>(event) || std::holds_alternative<engine::DiceAdvanced>(event) ||
         std::holds_alternative<engine::DeadlineChanged>(event) ||
         std::holds_alternative<engine::EncounterCreated>(event);
}

template <class T>
std::optional<std::string> entity_of(const RoomState& state, const T& event) {
  if constexpr (requires {
                  { event.slot } -> std::convertible_to<engine::Slot>;
                }) {
    const std::size_t index = engine::index_of(event.slot);
    if (index < state.game.participants.size()) return state.game.participants[index].id;
  }
  return std::nullopt;
}

class RowMaker {
 public:
  RowMaker(const RoomState& state, const Commit& commit, ArchiveBatch& batch)
      : state_(state), commit_(commit), batch_(batch) {}

  template <class T>
  void on(const T& event) {
    add(std::string(T::tag), schema::to_json(event), std::nullopt);
  }
  void on(const Played& played) {
    for (const engine::Event& event : played.events) {
      if (is_bookkeeping(event)) continue;
      std::visit(
          [&]<class T>(const T& what) { add(std::string(T::tag), schema::to_json(what), entity_of(state_, what)); },
          event);
    }
  }
  void on(const RoomOpened& event) {
    RoomOpened told = event;
    told.dice_seed.clear();  // the archive is read by more eyes than the journal
    add(std::string(RoomOpened::tag), schema::to_json(told), std::nullopt);
  }

 private:
  void add(std::string type, std::string data, std::optional<std::string> entity_id) {
    LogRow row;
    row.interaction_id = state_.interaction_id;
    row.commit_seq = commit_.seq;
    row.index = static_cast<std::int32_t>(batch_.logs.size());
    row.event_type = std::move(type);
    row.event_data = std::move(data);
    if (commit_.request) row.user_id = commit_.request->user_id;
    row.entity_id = std::move(entity_id);
    row.timestamp_ms = commit_.time_ms;
    row.session_id = state_.session_id;
    batch_.logs.push_back(std::move(row));
  }

  const RoomState& state_;
  const Commit& commit_;
  ArchiveBatch& batch_;
};

TurnRow turn_row(const RoomState& state, const FinishedTurn& turn) {
  TurnRow row;
  row.interaction_id = state.interaction_id;
  row.entity_id = turn.record.entity_id;
  row.entity_type = schema::enum_name(turn.record.entity_type);
  row.turn_number = turn.record.turn_number;
  row.round_number = turn.record.round_number;
  row.actions = schema::to_json(turn.actions);
  row.start_time_ms = turn.record.start_time;
  row.end_time_ms = turn.record.end_time;
  row.status = schema::enum_name(turn.record.status);
  if (!turn.user_id.empty()) row.user_id = turn.user_id;
  return row;
}

LiveRow live_row(const RoomState& state) {
  LiveRow row;
  row.interaction_id = state.interaction_id;
  switch (state.game.status) {
    case engine::Status::waiting:
    case engine::Status::active:
      row.live_status = "live";
      break;
    case engine::Status::paused:
      row.live_status = "paused";
      break;
    case engine::Status::completed:
      row.live_status = "completed";
      break;
  }
  if (state.game.status != engine::Status::completed) row.live_room_id = state.session_id;
  for (const MemberState& member : state.members) {
    if (member.online) row.connected_participants.push_back(member.member.user_id);
  }
  row.last_activity_ms = state.time_ms;
  if (state.game.turn_deadline_ms > 0) row.current_turn_timeout_ms = state.game.turn_deadline_ms;
  return row;
}

std::vector<OutcomeRow> outcomes_of(const RoomState& state) {
  std::vector<OutcomeRow> rows;
  for (std::size_t i = 0; i < state.game.participants.size() && i < state.entities.size(); ++i) {
    const engine::Participant& who = state.game.participants[i];
    if (state.entities[i].creature_id.empty() || who.kind == engine::Kind::monster) continue;
    CharacterOutcome outcome{.hp = who.hp,
                             .hp_max = who.hp_max,
                             .temp_hp = who.temp_hp,
                             .dead = who.dead,
                             .exhaustion = who.exhaustion,
                             .conditions = {},
                             .slots = who.slots,
                             .resources = who.resources,
                             .inventory = who.inventory};
    for (const engine::ConditionInstance& instance : who.conditions) {
      outcome.conditions.emplace_back(schema::enum_name(instance.condition));
    }
    rows.push_back(
        {.entity_id = who.id, .creature_id = state.entities[i].creature_id, .payload = schema::to_json(outcome)});
  }
  return rows;
}

}  // namespace

ArchiveBatch archive_batch(const RoomState& state, const Commit& commit, const Changes& changes) {
  ArchiveBatch batch;
  batch.interaction_id = state.interaction_id;
  batch.seq = commit.seq;
  RowMaker maker(state, commit, batch);
  for (const RoomEvent& event : commit.events) {
    std::visit([&](const auto& what) { maker.on(what); }, event);
  }
  for (const FinishedTurn& turn : changes.finished_turns) batch.turns.push_back(turn_row(state, turn));
  const bool turned = !changes.dm_turns.empty();
  if (changes.opened || changes.status || changes.presence || turned) batch.live = live_row(state);
  if (changes.completed) batch.outcomes = outcomes_of(state);
  return batch;
}

}  // namespace live::room
