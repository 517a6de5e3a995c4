#include "room/audience/view.hpp"

#include <algorithm>

#include "engine/rules/text.hpp"
#include "room/audience/narrate.hpp"
#include "room/audience/visibility.hpp"
#include "room/dice.hpp"
#include "room/story.hpp"
#include "schema/describe.hpp"

namespace live::room {

using engine::Slot;

namespace {

InteractionStatus status_of(engine::Status status) {
  switch (status) {
    case engine::Status::waiting:
      return InteractionStatus::waiting;
    case engine::Status::active:
      return InteractionStatus::active;
    case engine::Status::paused:
      return InteractionStatus::paused;
    case engine::Status::completed:
      return InteractionStatus::completed;
  }
  return InteractionStatus::waiting;
}

template <class T>
std::vector<T> newest(const std::vector<T>& all, std::size_t limit) {
  const std::size_t from = all.size() > limit ? all.size() - limit : 0;
  return std::vector<T>(all.begin() + static_cast<std::ptrdiff_t>(from), all.end());
}

std::vector<Member> members_of(const RoomState& state) {
  std::vector<Member> shown;
  for (const MemberState& member : state.members) {
    Viewer viewer = viewer_of(state, member.member);
    shown.push_back({.user_id = viewer.user_id,
                     .name = viewer.name,
                     .role = viewer.role,
                     .entity_ids = std::move(viewer.entity_ids),
                     .online = member.online});
  }
  return shown;
}

std::optional<Outcome> outcome_for(const Scene& scene, bool for_dm) {
  const engine::Outcome& outcome = scene.game().outcome;
  if (!outcome.over && scene.game().status != engine::Status::completed) return std::nullopt;
  bool known = for_dm || outcome.winner.empty();
  for (std::size_t i = 0; i < scene.game().participants.size(); ++i) {
    known = known || (scene.game().participants[i].side == outcome.winner && !scene.concealed(engine::slot_at(i)));
  }
  if (!known && scene.game().status != engine::Status::completed) return std::nullopt;
  Outcome shown;
  shown.winner = known ? outcome.winner : "";
  shown.rounds = for_dm ? scene.game().round : scene.state().players.turn.round_number;
  shown.text =
      shown.winner.empty() ? "The interaction is complete." : engine::text("The ", in_words(shown.winner), " won.");
  return shown;
}

std::string prompt_id(const Scene& scene, const engine::WindowFrame& window, Slot slot) {
  return opaque_id(scene.state().dice_seed, "prompt", (std::uint64_t{window.id} << 16) | engine::index_of(slot));
}

bool answers(const Scene& scene, std::string_view key, Slot slot) {
  if (key == "dm") return scene.dm_controls(slot);
  return is_player_key(key) && scene.game().at(slot).user_id == user_of_key(key);
}

std::string prompt_kind(const engine::WindowFrame& window) {
  switch (window.kind) {
    case engine::WindowKind::leaving_reach:
      return "opportunityAttack";
    case engine::WindowKind::attack_hit:
      return "attackHit";
    default:
      return std::string(schema::enum_name(window.kind));
  }
}

std::string prompt_text(const Scene& scene, const engine::WindowFrame& window, Slot reactor) {
  const std::string who = engine::index_of(window.by) < scene.game().participants.size()
                              ? scene.game().at(window.by).name
                              : std::string("Somebody");
  const std::string& name = scene.game().at(reactor).name;
  switch (window.kind) {
    case engine::WindowKind::leaving_reach:
      return engine::text(who, " leaves ", name, "'s reach.");
    case engine::WindowKind::attack_hit:
      return engine::text(who, " hits ", name, ".");
    default:
      return engine::text(name, " may react to ", who, ".");
  }
}

Prompt prompt_of(const Scene& scene, const engine::WindowFrame& window, const engine::Reactor& reactor) {
  Prompt prompt;
  prompt.prompt_id = prompt_id(scene, window, reactor.slot);
  prompt.entity_id = scene.game().at(reactor.slot).id;
  prompt.kind = prompt_kind(window);
  prompt.text = prompt_text(scene, window, reactor.slot);
  for (const engine::ReactionOption& option : reactor.options) {
    if (option.choices.empty()) {
      prompt.options.push_back({.id = option.reaction, .name = in_words(option.reaction)});
      continue;
    }
    for (const std::string& choice : option.choices) {
      prompt.options.push_back({.id = engine::text(option.reaction, ":", choice),
                                .name = engine::text(in_words(option.reaction), " with ", in_words(choice))});
    }
  }
  prompt.deadline = window.deadline_ms;
  return prompt;
}

}  // namespace

bool may_be_asked(const Scene& scene, const engine::WindowFrame& window, const engine::Reactor& reactor) {
  if (reactor.answered || !scene.game().has(reactor.slot)) return false;
  return scene.game().at(reactor.slot).user_id.empty() || window.by == Slot::none || !scene.concealed(window.by);
}

std::vector<Prompt> prompts_for(const Scene& scene, std::string_view key) {
  std::vector<Prompt> prompts;
  const engine::WindowFrame* window = scene.game().window();
  if (window == nullptr || scene.game().status != engine::Status::active) return prompts;
  for (const engine::Reactor& reactor : window->reactors) {
    if (!may_be_asked(scene, *window, reactor) || !answers(scene, key, reactor.slot)) continue;
    prompts.push_back(prompt_of(scene, *window, reactor));
  }
  return prompts;
}

std::optional<PromptTarget> find_prompt(const Scene& scene, std::string_view key, std::string_view id) {
  const engine::WindowFrame* window = scene.game().window();
  if (window == nullptr) return std::nullopt;
  for (const engine::Reactor& reactor : window->reactors) {
    if (!may_be_asked(scene, *window, reactor) || !answers(scene, key, reactor.slot)) continue;
    if (prompt_id(scene, *window, reactor.slot) == id) return PromptTarget{.window = window->id, .slot = reactor.slot};
  }
  return std::nullopt;
}

std::vector<InitiativeEntry> initiative_for(const Scene& scene, bool for_dm) {
  std::vector<InitiativeEntry> order;
  for (const engine::InitiativeEntry& entry : scene.game().initiative) {
    if (!scene.game().has(entry.slot) || (!for_dm && scene.concealed(entry.slot))) continue;
    const engine::Participant& who = scene.game().at(entry.slot);
    order.push_back(
        {.entity_id = who.id, .name = who.name, .entity_type = entity_type_of(who.kind), .initiative = entry.total});
  }
  return order;
}

TurnPart turn_part(const Scene& scene, bool for_dm) {
  const RoomState& state = scene.state();
  const Story& story = for_dm ? state.dm : state.players;
  TurnPart part;
  part.status = status_of(state.game.status);
  if (state.game.status == engine::Status::paused) part.pause_reason = state.pause_reason;
  part.round_number = for_dm ? state.game.round : story.turn.round_number;
  if (story.turn.slot >= 0 && state.game.status != engine::Status::completed) {
    const Slot shown = engine::slot_at(static_cast<std::size_t>(story.turn.slot));
    std::int32_t index = 0;
    for (const engine::InitiativeEntry& entry : state.game.initiative) {
      if (!state.game.has(entry.slot) || (!for_dm && scene.concealed(entry.slot))) continue;
      if (entry.slot == shown) part.current_turn_index = index;
      ++index;
    }
    if (story.turn.deadline_ms > 0) part.turn_deadline = story.turn.deadline_ms;
  }
  part.members = members_of(state);
  part.outcome = outcome_for(scene, for_dm);
  return part;
}

MapState map_part(const RoomState& state) {
  MapState map;
  map.map_id = state.map_id;
  map.name = state.map_name;
  map.width = state.game.map.width();
  map.height = state.game.map.height();
  for (const auto& row : state.game.map.rows) map.rows.emplace_back(row);
  map.light = schema::enum_name(state.game.map.ambient);
  return map;
}

std::vector<ChatMessage> chat_for(const RoomState& state, std::string_view key, std::size_t limit) {
  std::vector<ChatMessage> shown;
  for (auto message = state.chat.rbegin(); message != state.chat.rend() && shown.size() < limit; ++message) {
    if (may_read(state, *message, key)) shown.push_back(*message);
  }
  std::ranges::reverse(shown);
  return shown;
}

GameState view(const RoomState& state, const engine::Content& content, const Viewer& viewer) {
  const Scene scene(state, content);
  const bool dm = viewer.role == ViewerRole::dm;
  const std::string key = viewer_key(viewer.role, viewer.user_id);
  const Story& story = dm ? state.dm : state.players;
  TurnPart turn = turn_part(scene, dm);
  GameState shown;
  shown.interaction_id = state.interaction_id;
  shown.name = state.name;
  shown.status = turn.status;
  shown.pause_reason = std::move(turn.pause_reason);
  shown.ruleset = state.game.options.ruleset == engine::Ruleset::srd2024 ? "2024" : "2014";
  shown.viewer = viewer;
  shown.initiative_order = initiative_for(scene, dm);
  shown.current_turn_index = turn.current_turn_index;
  shown.round_number = turn.round_number;
  shown.turn_deadline = turn.turn_deadline;
  shown.turn_time_limit = state.game.options.turn_time_limit_s;
  for (std::size_t i = 0; i < state.game.participants.size(); ++i) {
    const auto detail = detail_for(scene, key, engine::slot_at(i));
    if (detail) shown.participants.emplace(state.game.participants[i].id, render(scene, engine::slot_at(i), *detail));
  }
  shown.map_state = map_part(state);
  shown.turn_history = story.turns;
  shown.log = newest(story.log, log_kept);
  shown.chat_log = chat_for(state, key, chat_kept);
  shown.members = std::move(turn.members);
  shown.prompts = prompts_for(scene, key);
  shown.outcome = std::move(turn.outcome);
  const auto count = state.viewers.find(key);
  if (count != state.viewers.end()) shown.timestamp = count->second.time_ms;
  return shown;
}

}  // namespace live::room
