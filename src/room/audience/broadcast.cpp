#include "room/audience/broadcast.hpp"

#include <algorithm>
#include <utility>

#include "room/audience/delta.hpp"
#include "room/audience/visibility.hpp"

namespace live::room {

using engine::Slot;

std::string event_body(const RoomState& state, const GameEvent& event) {
  std::string body = "\"timestamp\":" + std::to_string(state.time_ms) + ",\"interactionId\":";
  schema::encode(state.interaction_id, body);
  const std::size_t start = body.size();
  schema::encode(event, body);
  body[start] = ',';  // instead of the opening brace
  return body;
}

std::string snapshot_body(const RoomState& state, const engine::Content& content, const Viewer& viewer) {
  return event_body(state, StateSnapshot{.state = view(state, content, viewer)});
}

/// What all players, or all DMs, are sent alike.
struct Broadcaster::Encoded {
  Body initiative;
  Body initiative_event;
  Body map;
  std::string turn_members;  ///< changed members of the turn delta, without prompts
  Body turn;                 ///< the whole delta, for viewers whose prompts stay as they are
  std::vector<Body> told;
};

namespace {

Body share(std::string body) { return std::make_shared<const std::string>(std::move(body)); }

Body delta_body(const RoomState& state, DeltaType type, std::string changes) {
  StateDeltaEvent event;
  event.changes.type = type;
  event.changes.changes.json = std::move(changes);
  event.changes.timestamp = state.time_ms;
  return share(event_body(state, event));
}

/// The newest entries of a list, as JSON.
template <class T>
std::string tail_json(const std::vector<T>& all, std::size_t count) {
  std::string out = "[";
  for (std::size_t i = all.size() - std::min(count, all.size()); i < all.size(); ++i) {
    if (out.size() > 1) out += ',';
    schema::encode(all[i], out);
  }
  return out + "]";
}

std::string records_json(const Story& story, const std::vector<std::int32_t>& numbers) {
  std::string out = "[";
  for (const TurnRecord& record : story.turns) {
    if (std::ranges::find(numbers, record.turn_number) == numbers.end()) continue;
    if (out.size() > 1) out += ',';
    schema::encode(record, out);
  }
  return out + "]";
}

/// Who no longer sees a creature is told that it is gone, if any rendering of its own side of the screen went.
const std::string& piece_for(const std::array<std::string, detail_count>& pieces, std::optional<Detail> detail,
                             bool dm) {
  if (detail || dm) return pieces[static_cast<std::size_t>(detail.value_or(Detail::dm))];
  for (const Detail other : {Detail::owner, Detail::party, Detail::open}) {
    if (!pieces[static_cast<std::size_t>(other)].empty()) return pieces[static_cast<std::size_t>(other)];
  }
  return pieces[static_cast<std::size_t>(Detail::open)];
}

bool is_for(const Told& told, bool dm) { return told.to == Told::To::everyone || (told.to == Told::To::dm) == dm; }

}  // namespace

std::array<bool, detail_count> Broadcaster::wanted(const Scene& scene, Slot slot) const {
  std::array<bool, detail_count> needed{};
  for (const auto& [key, count] : scene.state().viewers) {
    if (const auto detail = detail_for(scene, key, slot)) needed[static_cast<std::size_t>(*detail)] = true;
  }
  return needed;
}

void Broadcaster::reset(const RoomState& state) {
  shown_.clear();
  prompts_.clear();
  fill(Scene(state, content_));
}

/// Renders whatever somebody is entitled to and nobody was before.
void Broadcaster::fill(const Scene& scene) {
  shown_.resize(scene.game().participants.size());
  for (std::size_t i = 0; i < shown_.size(); ++i) {
    const auto needed = wanted(scene, engine::slot_at(i));
    for (std::size_t d = 0; d < detail_count; ++d) {
      if (needed[d] && !shown_[i][d]) shown_[i][d] = render(scene, engine::slot_at(i), static_cast<Detail>(d));
    }
  }
  for (const bool dm : {false, true}) {
    parts_[dm ? 1 : 0] = {
        .initiative = initiative_for(scene, dm), .map = map_part(scene.state()), .turn = turn_part(scene, dm)};
  }
  for (const auto& [key, count] : scene.state().viewers) {
    if (!prompts_.contains(key)) prompts_.emplace(key, prompts_for(scene, key));
  }
}

std::vector<Broadcaster::Pieces> Broadcaster::renew_participants(const Scene& scene, const Changes& changes) {
  std::vector<Pieces> pieces(scene.game().participants.size());
  shown_.resize(pieces.size());
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i < changes.touched.size() && !changes.touched[i]) continue;
    const Slot slot = engine::slot_at(i);
    const auto needed = wanted(scene, slot);
    for (std::size_t d = 0; d < detail_count; ++d) {
      std::optional<ParticipantState>& before = shown_[i][d];
      std::string& piece = pieces[i][d];
      if (!needed[d]) {
        if (before) {
          piece = ":null";
          before.reset();
        }
        continue;
      }
      ParticipantState now = render(scene, slot, static_cast<Detail>(d));
      if (!before) {
        piece = ":" + schema::to_json(now);
      } else {
        std::string members = ":{";
        if (append_changes(*before, now, members)) piece = members + "}";
      }
      before = std::move(now);
    }
    for (std::string& piece : pieces[i]) {
      if (!piece.empty()) piece.insert(0, schema::to_json(scene.game().at(slot).id));
    }
  }
  return pieces;
}

void Broadcaster::encode_shared(const Scene& scene, const Changes& changes, bool for_dm, Encoded& out) {
  const RoomState& state = scene.state();
  const Story& story = for_dm ? state.dm : state.players;
  SharedPart& before = parts_[for_dm ? 1 : 0];
  std::vector<InitiativeEntry> order = initiative_for(scene, for_dm);
  if (order != before.initiative) {
    out.initiative = delta_body(state, DeltaType::initiative, "{\"initiativeOrder\":" + schema::to_json(order) + "}");
    out.initiative_event = share(event_body(state, InitiativeUpdated{.order = order}));
    before.initiative = std::move(order);
  }
  if (changes.map) {
    MapState map = map_part(state);
    std::string members = "{";
    if (append_changes(before.map, map, members)) out.map = delta_body(state, DeltaType::map, members + "}");
    before.map = std::move(map);
  }
  TurnPart turn = turn_part(scene, for_dm);
  out.turn_members = "{";
  append_changes(before.turn, turn, out.turn_members);
  before.turn = std::move(turn);
  const auto& turns = for_dm ? changes.dm_turns : changes.players_turns;
  if (!turns.empty()) {
    append_member("turnHistory", schema::Raw{.json = records_json(story, turns)}, out.turn_members);
  }
  const std::int64_t lines = story.log_total - (for_dm ? changes.dm_log_before : changes.players_log_before);
  if (lines > 0) {
    append_member("log", schema::Raw{.json = tail_json(story.log, static_cast<std::size_t>(lines))}, out.turn_members);
  }
  if (out.turn_members.size() > 1) out.turn = delta_body(state, DeltaType::turn, out.turn_members + "}");
  for (const Told& told : changes.told) {
    if (is_for(told, for_dm)) out.told.push_back(share(event_body(state, told.event)));
  }
}

std::vector<Body> Broadcaster::bodies_for(const Scene& scene, const Changes& changes, const std::string& key,
                                          const std::vector<Pieces>& pieces, const Encoded& shared,
                                          std::map<std::string, Body>& encoded) {
  const RoomState& state = scene.state();
  std::vector<Body> bodies;
  const auto once = [&](DeltaType type, std::string members) {
    Body& body = encoded[members];
    if (!body) body = delta_body(state, type, members + "}");
    bodies.push_back(body);
  };
  std::string members = "{";
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const Slot slot = engine::slot_at(i);
    const std::string& piece = piece_for(pieces[i], detail_for(scene, key, slot), key == "dm");
    if (piece.empty()) continue;
    if (members.size() > 1) members += ',';
    members += piece;
  }
  if (members.size() > 1) once(DeltaType::participant, std::move(members));
  if (shared.initiative) {
    bodies.push_back(shared.initiative);
    bodies.push_back(shared.initiative_event);
  }
  if (shared.map) bodies.push_back(shared.map);
  for (const ChatMessage& message : changes.chat) {
    if (!may_read(state, message, key)) continue;
    once(DeltaType::chat, "{\"chatLog\":[" + schema::to_json(message) + "]");
    bodies.push_back(share(event_body(state, ChatMessageEvent{.message = message})));
  }
  std::vector<Prompt> prompts = prompts_for(scene, key);
  std::vector<Prompt>& before = prompts_[key];
  if (prompts != before) {
    std::string turn = shared.turn_members;
    append_member("prompts", prompts, turn);
    before = std::move(prompts);
    bodies.push_back(delta_body(state, DeltaType::turn, turn + "}"));
  } else if (shared.turn) {
    bodies.push_back(shared.turn);
  }
  bodies.insert(bodies.end(), shared.told.begin(), shared.told.end());
  return bodies;
}

Broadcast Broadcaster::commit(RoomState& state, const Changes& changes) {
  Broadcast broadcast;
  broadcast.commit_seq = state.seq;
  broadcast.opened = changes.opened;
  if (changes.opened) reset(state);
  const Scene scene(state, content_);
  if (!changes.opened && !state.viewers.empty()) {
    const std::vector<Pieces> pieces = renew_participants(scene, changes);
    std::array<std::optional<Encoded>, 2> shared;
    std::map<std::string, Body> encoded;
    for (auto& [key, count] : state.viewers) {
      const bool dm = key == "dm";
      auto& part = shared[dm ? 1 : 0];
      if (!part) encode_shared(scene, changes, dm, part.emplace());
      for (Body& body : bodies_for(scene, changes, key, pieces, *part, encoded)) {
        broadcast.events[key].push_back({.seq = ++count.seq, .body = std::move(body)});
        count.time_ms = state.time_ms;
      }
    }
  }
  for (const std::string& key : changes.joined_keys) {
    // Position 0 is "nothing yet": whoever comes with it is given the whole state.
    state.viewers.emplace(key, ViewerCount{.seq = 1, .time_ms = state.time_ms});
    broadcast.joined.push_back(key);
  }
  if (!changes.joined_keys.empty() || changes.opened) fill(Scene(state, content_));
  return broadcast;
}

}  // namespace live::room
