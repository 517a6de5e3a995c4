#include "room/fold.hpp"

#include <algorithm>

#include "engine/engine.hpp"
#include "room/audience/visibility.hpp"
#include "room/story.hpp"

namespace live::room {

using engine::Slot;

void Changes::touch(Slot slot) {
  if (engine::index_of(slot) < touched.size()) touched[engine::index_of(slot)] = true;
}

void Changes::touch_all() { touched.assign(touched.size(), true); }

namespace {

/// The creatures that an event is about, by its own members.
template <class T>
void touch_members(const T& event, Changes& changes) {
  if constexpr (requires {
                  { event.slot } -> std::convertible_to<Slot>;
                })
    changes.touch(event.slot);
  if constexpr (requires {
                  { event.target } -> std::convertible_to<Slot>;
                })
    changes.touch(event.target);
}

void note(const RoomState& state, const engine::Event& event, Changes& changes) {
  std::visit([&](const auto& what) { touch_members(what, changes); }, event);
  using namespace engine;
  if (std::holds_alternative<StatusChanged>(event)) {
    changes.status = true;
    changes.paused = state.game.status == Status::paused;
    changes.completed = state.game.status == Status::completed;
    changes.touch_all();
  } else if (std::holds_alternative<RoundStarted>(event)) {
    changes.round_ended = changes.round_ended || state.game.round > 1;
    changes.touch_all();
  } else if (std::holds_alternative<engine::TurnStarted>(event) || std::holds_alternative<TurnPassed>(event) ||
             std::holds_alternative<TurnEnded>(event) || std::holds_alternative<InitiativeSet>(event) ||
             std::holds_alternative<InitiativeRolled>(event)) {
    // Durations are counted on every creature when a turn starts or ends.
    changes.touch_all();
  } else if (std::holds_alternative<DoorChanged>(event) || std::holds_alternative<EncounterCreated>(event)) {
    changes.map = true;
  } else if (const auto* damaged = std::get_if<DamageTaken>(&event)) {
    changes.entity_defeated = changes.entity_defeated || damaged->hp == 0;
  } else if (std::holds_alternative<Died>(event)) {
    changes.entity_defeated = true;
  }
}

class Folder {
 public:
  Folder(RoomState& state, const Commit& commit, Changes& changes)
      : state_(state), commit_(commit), changes_(changes), writer_(state, changes, commit.time_ms) {}

  void on(const RoomOpened& event) {
    RoomState fresh;
    fresh.seq = state_.seq;
    fresh.time_ms = state_.time_ms;
    fresh.interaction_id = event.interaction_id;
    fresh.name = event.name;
    fresh.epoch = event.epoch;
    fresh.session_id = event.session_id;
    fresh.dice_seed = event.dice_seed;
    fresh.map_id = event.map_id;
    fresh.map_name = event.map_name;
    fresh.chat_settings = event.chat;
    fresh.entities = event.entities;
    for (const RoomMember& member : event.members) fresh.members.push_back({.member = member, .online = false});
    state_ = std::move(fresh);
    changes_.opened = true;
    changes_.status = true;
  }

  void on(const Played& played) {
    for (const engine::Event& event : played.events) {
      const std::vector<bool> before = concealed_from_players(state_.game);
      engine::evolve(state_.game, event);
      changes_.touched.resize(state_.game.participants.size(), true);
      std::vector<bool> unknown = concealed_from_players(state_.game);
      bool shifted = unknown.size() != before.size();
      for (std::size_t i = 0; i < before.size() && i < unknown.size(); ++i) {
        shifted = shifted || before[i] != unknown[i];
        unknown[i] = unknown[i] && before[i];
      }
      // Whoever comes or goes from sight may be named in any other creature's conditions.
      if (shifted) changes_.touch_all();
      note(state_, event, changes_);
      tell_status(event);
      writer_.tell(event, unknown);
    }
    if (state_.game.status == engine::Status::completed) writer_.close_all();
  }

  void on(const ActionNoted& event) { writer_.note_action(event.action); }

  void on(const MemberAdded& event) {
    state_.members.push_back({.member = event.member, .online = false});
    changes_.presence = true;
  }

  void on(const MemberOnline& event) {
    MemberState* member = find(event.user_id);
    if (member == nullptr) return;
    member->online = true;
    changes_.presence = true;
    touch_entities_of(event.user_id);
    if (member->member.role == ViewerRole::dm) state_.dm_absent_since_ms = 0;
    std::string key = viewer_key(member->member.role, event.user_id);
    if (!state_.viewers.contains(key)) changes_.joined_keys.push_back(std::move(key));
    const Viewer viewer = viewer_of(state_, member->member);
    std::string entity = viewer.entity_ids.empty() ? "" : viewer.entity_ids.front();
    changes_.told.push_back({.to = Told::To::everyone,
                             .event = ParticipantJoined{.user_id = event.user_id, .entity_id = std::move(entity)}});
  }

  void on(const MemberOffline& event) {
    MemberState* member = find(event.user_id);
    if (member == nullptr) return;
    member->online = false;
    changes_.presence = true;
    touch_entities_of(event.user_id);
    if (member->member.role == ViewerRole::dm && !state_.dm_online()) {
      state_.dm_absent_since_ms = commit_.time_ms;
      changes_.dm_left = true;
    }
    changes_.player_left = changes_.player_left || member->member.role == ViewerRole::player;
    changes_.told.push_back({.to = Told::To::everyone, .event = ParticipantLeft{.user_id = event.user_id}});
  }

  void on(const PauseNoted& event) {
    state_.pause_reason = event.reason;
    state_.paused_by_absence = event.by_absence;
  }

  void on(const ChatSent& event) {
    state_.chat.push_back(event.message);
    ++state_.chat_total;
    if (event.dice_position) state_.game.dice_position = *event.dice_position;
    changes_.chat.push_back(event.message);
  }

 private:
  MemberState* find(std::string_view user_id) {
    const auto at = std::ranges::find(state_.members, user_id,
                                      [](const MemberState& m) -> const std::string& { return m.member.user_id; });
    return at == state_.members.end() ? nullptr : &*at;
  }

  void touch_entities_of(std::string_view user_id) {
    for (std::size_t i = 0; i < state_.game.participants.size(); ++i) {
      if (state_.game.participants[i].user_id == user_id) changes_.touch(engine::slot_at(i));
    }
  }

  void tell_status(const engine::Event& event) {
    const auto* changed = std::get_if<engine::StatusChanged>(&event);
    if (changed == nullptr) return;
    if (changed->status == engine::Status::paused) {
      changes_.told.push_back({.to = Told::To::everyone, .event = InteractionPaused{.reason = state_.pause_reason}});
      return;
    }
    const bool resumed = changed->status == engine::Status::active && !state_.pause_reason.empty();
    state_.pause_reason.clear();
    state_.paused_by_absence = false;
    if (resumed) changes_.told.push_back({.to = Told::To::everyone, .event = InteractionResumed{}});
  }

  RoomState& state_;
  const Commit& commit_;
  Changes& changes_;
  StoryWriter writer_;
};

/// Keeps every message that is among the newest of somebody who may read it; what one viewer keeps must not depend on
/// what others whisper.
void trim_chat(RoomState& state) {
  if (state.chat.size() < 2 * chat_history) return;
  std::vector<std::string> keys{"dm", "spectator"};
  for (const MemberState& member : state.members) {
    if (member.member.role == ViewerRole::player) keys.push_back(viewer_key(ViewerRole::player, member.member.user_id));
  }
  std::vector<bool> keep(state.chat.size());
  for (const std::string& key : keys) {
    std::size_t kept = 0;
    for (std::size_t i = state.chat.size(); i-- > 0 && kept < chat_history;) {
      if (!may_read(state, state.chat[i], key)) continue;
      keep[i] = true;
      ++kept;
    }
  }
  std::size_t to = 0;
  for (std::size_t i = 0; i < state.chat.size(); ++i) {
    if (!keep[i]) continue;
    if (to != i) state.chat[to] = std::move(state.chat[i]);
    ++to;
  }
  state.chat.resize(to);
}

}  // namespace

Changes fold(RoomState& state, const Commit& commit) {
  Changes changes;
  changes.touched.assign(state.game.participants.size(), false);
  changes.dm_log_before = state.dm.log_total;
  changes.players_log_before = state.players.log_total;
  changes.touch(state.game.current());
  Folder folder(state, commit, changes);
  for (const RoomEvent& event : commit.events) {
    std::visit([&](const auto& what) { folder.on(what); }, event);
  }
  if (changes.opened) changes.dm_log_before = changes.players_log_before = 0;
  changes.touch(state.game.current());
  trim_chat(state);
  state.seq = commit.seq;
  state.time_ms = commit.time_ms;
  return changes;
}

}  // namespace live::room
