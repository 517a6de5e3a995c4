#include "room/decide.hpp"

#include <algorithm>

#include "engine/rules/text.hpp"
#include "room/action_map.hpp"
#include "room/audience/view.hpp"
#include "room/audience/visibility.hpp"
#include "room/dice.hpp"

namespace live::room {

using engine::Slot;
using engine::text;
using Kind = RoomError::Kind;

RoomError room_error(Kind kind, std::string message) {
  return {.kind = kind, .message = std::move(message), .path = {}, .refusal = std::nullopt};
}

namespace {

std::unexpected<RoomError> no(Kind kind, std::string message) {
  return std::unexpected(room_error(kind, std::move(message)));
}

std::unexpected<RoomError> only_dm() { return no(Kind::forbidden, "Only the DM of this campaign may do that."); }

bool is_dm(const RoomMember& member) { return member.role == ViewerRole::dm; }

}  // namespace

Decider::Decider(const RoomState& state, const engine::Content& content, base::Milliseconds now_ms)
    : state_(state), content_(content), now_ms_(std::max(now_ms, state.time_ms)), game_(state.game) {}

engine::Command Decider::command(engine::CommandBody body, Slot actor, bool by_dm, std::string_view author) const {
  engine::Command command;
  command.body = std::move(body);
  command.actor = actor;
  command.by_dm = by_dm;
  command.author = author;
  command.now_ms = now_ms_;
  return command;
}

void Decider::keep(engine::Events events) {
  if (!events.empty()) events_.push_back(Played{.events = std::move(events)});
}

Decider::Outcome Decider::play(engine::CommandBody body, Slot actor, bool by_dm, std::string_view author) {
  const std::string seed = state_.dice_seed;
  ServerDice dice(seed, game_.dice_position);
  auto events = engine::advance({.content = content_}, game_, command(std::move(body), actor, by_dm, author), dice);
  if (!events) return std::unexpected(std::move(events.error()));
  if (game_.dice_position != dice.position()) {
    events->push_back(engine::DiceAdvanced{.position = dice.position()});
    engine::evolve(game_, events->back());
  }
  keep(std::move(*events));
  decline_unaskable();
  return {};
}

void Decider::decline_unaskable() {
  const engine::WindowFrame* window = game_.window();
  if (window == nullptr || window->by == Slot::none || game_.status != engine::Status::active) return;
  if (!concealed_from_players(game_, window->by)) return;
  for (const engine::Reactor& reactor : window->reactors) {
    if (reactor.answered || game_.at(reactor.slot).user_id.empty()) continue;
    // One answer may close the window: start over with whatever stands there then.
    const engine::Respond decline{.window = window->id, .reaction = {}, .choice = {}};
    [[maybe_unused]] const auto played = play(decline, reactor.slot, false, "");
    return;
  }
}

Decision Decider::done() { return {.events = std::move(events_), .queued = false}; }

Result<Decision> Decider::decide(const RoomCommand& command, const Caller& caller) {
  const MemberState* known = state_.member(caller.user_id);
  if (known == nullptr) {
    if (std::holds_alternative<Join>(command)) return come_online(caller);
    return no(Kind::forbidden, "You are no member of this interaction.");
  }
  RoomMember member = known->member;
  // Neither the campaign's word nor the room's own list alone makes a DM.
  if (is_dm(member) && caller.role != ViewerRole::dm) member.role = ViewerRole::spectator;
  if (state_.game.status == engine::Status::completed && !std::holds_alternative<SendChat>(command) &&
      !std::holds_alternative<Join>(command) && !std::holds_alternative<Leave>(command)) {
    if (std::holds_alternative<Complete>(command) && is_dm(member)) return Decision{};
    return no(Kind::conflict, "The interaction is complete.");
  }
  return std::visit([&](const auto& what) { return on(what, member); }, command);
}

Result<Decision> Decider::open(const Setup& setup, const Caller& caller, SessionIds ids,
                               const std::vector<std::string>& online) {
  const auto dm = std::ranges::find(setup.members, caller.user_id, &RoomMember::user_id);
  if (dm == setup.members.end() || !is_dm(*dm) || caller.role != ViewerRole::dm) return only_dm();
  auto opening = open_setup(setup, content_);
  if (!opening) {
    return no(Kind::invalid, text("The interaction cannot be set live: ", schema::to_text(opening.error())));
  }
  RoomOpened opened;
  opened.interaction_id = setup.interaction_id;
  opened.name = setup.name;
  opened.epoch = std::move(ids.epoch);
  opened.session_id = std::move(ids.session_id);
  opened.dice_seed = std::move(ids.dice_seed);
  opened.map_id = setup.map.id;
  opened.map_name = setup.map.name;
  opened.members = setup.members;
  opened.entities = std::move(opening->entities);
  opened.chat = {.enabled = setup.settings.chat_enabled, .allow_private = setup.settings.allow_private_chat};
  events_.push_back(opened);
  game_ = engine::State{};
  auto created = play(std::move(opening->encounter), Slot::none, true, caller.user_id);
  if (!created) return no(Kind::invalid, text("The interaction cannot be set live: ", created.error().sentence));
  for (const std::string& user : online) {
    if (std::ranges::find(setup.members, user, &RoomMember::user_id) != setup.members.end()) {
      events_.push_back(MemberOnline{.user_id = user});
    }
  }
  return done();
}

Result<Decision> Decider::come_online(const Caller& caller) {
  const MemberState* known = state_.member(caller.user_id);
  ViewerRole role = ViewerRole::spectator;
  if (known == nullptr) {
    // The campaign vouches for people who came to it after the session began, but it makes no DM here.
    if (caller.role == ViewerRole::dm) return no(Kind::forbidden, "You were no DM when this session began.");
    if (state_.members.size() >= max_members) return no(Kind::too_many, "The room is full.");
    role = caller.role;
    events_.push_back(MemberAdded{.member = {.user_id = caller.user_id, .name = caller.name, .role = role}});
  } else {
    role = known->member.role;
    if (role == ViewerRole::dm && caller.role != ViewerRole::dm) {
      return no(Kind::forbidden, "You are the DM of this campaign no longer.");
    }
    if (known->online) return Decision{};
  }
  events_.push_back(MemberOnline{.user_id = caller.user_id});
  const bool returns = role == ViewerRole::dm && state_.paused_by_absence && game_.status == engine::Status::paused;
  if (returns) [[maybe_unused]]
    const auto resumed = play(engine::Resume{}, Slot::none, true, caller.user_id);
  return done();
}

Decision Decider::go_offline(std::string_view user_id) {
  if (state_.online(user_id)) events_.push_back(MemberOffline{.user_id = std::string(user_id)});
  return done();
}

Decision Decider::tick() {
  [[maybe_unused]] const auto played = play(engine::Tick{}, Slot::none, false, "");
  return done();
}

Decision Decider::pause_for_absence() {
  if (game_.status != engine::Status::active) return {};
  const std::string reason = "The DM is away.";
  events_.push_back(PauseNoted{.reason = reason, .by_absence = true});
  if (!play(engine::Pause{.reason = reason}, Slot::none, true, "")) return {};
  return done();
}

Result<Decision> Decider::on(const SetLive&, const RoomMember& member) {
  if (!is_dm(member)) return only_dm();
  if (game_.status == engine::Status::paused) return on(Resume{}, member);
  return Decision{};
}

Result<Decision> Decider::on(const Join&, const RoomMember& member) {
  return come_online({.user_id = member.user_id, .name = member.name, .role = member.role});
}

Result<Decision> Decider::on(const Leave&, const RoomMember& member) { return go_offline(member.user_id); }

Result<Slot> Decider::actor_of(std::string_view entity_id, const RoomMember& member) const {
  const Slot slot = state_.slot_of(entity_id);
  const bool unknown = slot == Slot::none || (!is_dm(member) && concealed_from_players(state_.game, slot));
  if (unknown) {
    RoomError error = room_error(Kind::not_found, text("There is no creature called ", entity_id, "."));
    error.path = "entityId";
    return std::unexpected(std::move(error));
  }
  const engine::Participant& who = state_.game.at(slot);
  if (is_dm(member)) {
    if (Scene(state_, content_).dm_controls(slot)) return slot;
    return no(Kind::forbidden, text(who.name, " is played by its own player, who is here."));
  }
  if (member.role != ViewerRole::player || who.user_id != member.user_id) {
    return no(Kind::forbidden, text(who.name, " is not yours to play."));
  }
  return slot;
}

Result<Decision> Decider::on(const TakeTurn& turn, const RoomMember& member) {
  const auto actor = actor_of(turn.entity_id, member);
  if (!actor) return std::unexpected(actor.error());
  auto action = to_engine_action(state_, turn, *actor, is_dm(member));
  if (!action) return std::unexpected(std::move(action.error()));
  if (game_.status == engine::Status::paused) {
    const engine::QueueAction queue{.action = std::move(*action)};
    if (auto played = play(queue, *actor, is_dm(member), member.user_id); !played) {
      return std::unexpected(refused(std::move(played.error()), member, queue, *actor));
    }
    Decision decision = done();
    decision.queued = true;
    return decision;
  }
  events_.push_back(ActionNoted{.action = to_record(turn)});
  const engine::Act act{.action = std::move(*action)};
  if (auto played = play(act, *actor, is_dm(member), member.user_id); !played) {
    return std::unexpected(refused(std::move(played.error()), member, act, *actor));
  }
  return done();
}

RoomError Decider::refused(engine::Refusal refusal, const RoomMember& member, const engine::CommandBody& body,
                           Slot actor) const {
  const auto concealed = concealed_from_players(state_.game);
  if (!is_dm(member) && std::ranges::find(concealed, true) != concealed.end()) {
    // The reason given must be one that holds in the game as the player knows it.
    const engine::State known = without_concealed(state_.game);
    ServerDice dice(state_.dice_seed, known.dice_position);
    auto seen = engine::decide({.content = content_}, known, command(body, actor, false, member.user_id), dice);
    if (!seen) {
      refusal = std::move(seen.error());
    } else {
      refusal = {.code = "hidden.inTheWay",
                 .sentence = "Something that you cannot see is in the way.",
                 .rule = "§6",
                 .nearest = std::nullopt};
    }
  }
  RoomError error = room_error(Kind::refused, refusal.sentence);
  if (refusal.nearest && state_.game.has(refusal.nearest->target)) {
    error.nearest_entity_id = state_.game.at(refusal.nearest->target).id;
  }
  error.refusal = std::move(refusal);
  return error;
}

Result<Decision> Decider::dm_plays(engine::CommandBody body, const RoomMember& member) {
  if (!is_dm(member)) return only_dm();
  const engine::CommandBody copy = body;
  if (auto played = play(std::move(body), Slot::none, true, member.user_id); !played) {
    return std::unexpected(refused(std::move(played.error()), member, copy, Slot::none));
  }
  return done();
}

Result<Decision> Decider::on(const SkipTurn& skip, const RoomMember& member) {
  if (!is_dm(member)) return only_dm();
  const Slot current = game_.current();
  if (skip.entity_id) {
    const Slot wanted = state_.slot_of(*skip.entity_id);
    if (wanted == Slot::none) return no(Kind::not_found, text("There is no creature called ", *skip.entity_id, "."));
    if (wanted != current) return no(Kind::conflict, text("It is not ", state_.game.at(wanted).name, "'s turn."));
  }
  const bool away =
      current != Slot::none && !game_.at(current).user_id.empty() && !state_.online(game_.at(current).user_id);
  return dm_plays(engine::SkipTurn{.reason = away ? engine::SkipReason::offline : engine::SkipReason::dm}, member);
}

Result<Decision> Decider::on(const RollInitiative&, const RoomMember& member) {
  return dm_plays(engine::RollInitiative{}, member);
}

Result<Decision> Decider::on(const Pause& pause, const RoomMember& member) {
  if (!is_dm(member)) return only_dm();
  const std::string reason = pause.reason && !pause.reason->empty() ? *pause.reason : "Paused by the DM.";
  if (game_.status == engine::Status::paused) {
    if (!state_.paused_by_absence) return Decision{};
    // The DM takes the pause over: it no longer ends by itself.
    events_.push_back(PauseNoted{.reason = reason, .by_absence = false});
    return done();
  }
  events_.push_back(PauseNoted{.reason = reason, .by_absence = false});
  return dm_plays(engine::Pause{.reason = reason}, member);
}

Result<Decision> Decider::on(const Resume&, const RoomMember& member) { return dm_plays(engine::Resume{}, member); }

Result<Decision> Decider::on(const Complete& complete, const RoomMember& member) {
  return dm_plays(engine::Complete{.reason = complete.reason.value_or("")}, member);
}

Result<Decision> Decider::on(const Respond& respond, const RoomMember& member) {
  const Scene scene(state_, content_);
  const auto prompt = find_prompt(scene, viewer_key(member.role, member.user_id), respond.prompt_id);
  if (!prompt) return no(Kind::not_found, "This prompt is not open any more.");
  engine::Respond answer;
  answer.window = prompt->window;
  if (respond.option_id) {
    const std::size_t colon = respond.option_id->find(':');
    answer.reaction = respond.option_id->substr(0, colon);
    if (colon != std::string::npos) answer.choice = respond.option_id->substr(colon + 1);
  }
  if (auto played = play(answer, prompt->slot, is_dm(member), member.user_id); !played) {
    return std::unexpected(refused(std::move(played.error()), member, answer, prompt->slot));
  }
  return done();
}

Result<Decision> Decider::on(const Override& change, const RoomMember& member) {
  if (!is_dm(member)) return only_dm();
  engine::DmChange wanted;
  wanted.slot = state_.slot_of(change.entity_id);
  if (wanted.slot == Slot::none) {
    return no(Kind::not_found, text("There is no creature called ", change.entity_id, "."));
  }
  if (change.secret.value_or(false) && !game_.at(wanted.slot).user_id.empty()) {
    return std::unexpected(invalid_input("secret", "a player's character cannot be a secret"));
  }
  wanted.reason = change.reason.value_or("");
  wanted.hp = change.current_hp;
  wanted.temp_hp = change.temp_hp;
  wanted.secret = change.secret;
  if (change.position) {
    constexpr int limit = engine::grid::max_coordinate;
    const Position at = *change.position;
    if (at.x < -limit || at.x > limit || at.y < -limit || at.y > limit) {
      return std::unexpected(invalid_input("position", "is outside the map"));
    }
    wanted.pos = engine::grid::Cell{.x = static_cast<std::int16_t>(at.x), .y = static_cast<std::int16_t>(at.y)};
  }
  for (const auto& [name, path, list] :
       {std::tuple(&change.add_condition, "addCondition", &wanted.add_conditions),
        std::tuple(&change.remove_condition, "removeCondition", &wanted.remove_conditions)}) {
    if (!*name) continue;
    const auto condition = schema::enum_from<engine::Condition>(**name);
    if (!condition) return std::unexpected(invalid_input(path, text("there is no condition called ", **name)));
    list->push_back(*condition);
  }
  return dm_plays(std::move(wanted), member);
}

}  // namespace live::room
