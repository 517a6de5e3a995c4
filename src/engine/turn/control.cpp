// The encounter's life, turns from outside, reactions and time.
#include "engine/turn/control.hpp"

#include <algorithm>

#include "engine/turn/actions.hpp"
#include "engine/turn/after.hpp"
#include "engine/turn/exec.hpp"
#include "engine/turn/flow.hpp"
#include "engine/turn/guards.hpp"

namespace live::engine {
namespace {

Check dm_only(const ControlSituation& at) {
  if (at.command.by_dm) return {};
  return refuse("dm.only", "§28", "Only the Dungeon Master may do that.");
}

Check check_status(const State& state, Status needed) {
  if (state.status == needed) return {};
  switch (state.status) {
    case Status::waiting:
      return refuse("turn.notStarted", "§4", "The fight has not begun: roll initiative first.");
    case Status::active:
      return refuse("turn.notPaused", "§5", "The encounter is not paused.");
    case Status::paused:
      return refuse("turn.paused", "§5", "The encounter is paused.");
    case Status::completed:
      return refuse("turn.completed", "§5", "The encounter is over.");
  }
  return {};
}

Check check_actor(const ControlSituation& at) {
  if (at.state.has(at.command.actor)) return {};
  return refuse("target.invalid", "§5", "There is no such participant.");
}

const Reactor* reactor_of(const WindowFrame& window, Slot slot) {
  const auto at = std::ranges::find(window.reactors, slot, &Reactor::slot);
  return at == window.reactors.end() ? nullptr : &*at;
}

Check check_participant(const State& state, const grid::GridMap& map, const Participant& who) {
  const auto wrong = [&](std::string_view what) {
    return refuse("setup.participant", "§28", text("Participant \"", who.id, "\": ", what));
  };
  if (who.id.empty()) return wrong("it has no id.");
  if (std::ranges::find(state.participants, who.id, &Participant::id) != state.participants.end()) {
    return wrong("its id is taken.");
  }
  if (who.hp_max < 1 || who.hp < 0 || who.hp > who.hp_max || who.temp_hp < 0)
    return wrong("its hit points are not sound.");
  const grid::Space space = space_of(who);
  for (int dx = 0; dx < space.side; ++dx) {
    for (int dy = 0; dy < space.side; ++dy) {
      if (!map.contains(grid::moved(who.pos, dx, dy))) return wrong("it stands outside the map.");
    }
  }
  return {};
}

}  // namespace

Check check(const ControlSituation& at, const CreateEncounter& body) {
  if (!at.state.participants.empty() || at.state.status != Status::waiting) {
    return refuse("setup.exists", "§28", "The encounter has been set up already.");
  }
  if (body.map.problem()) return refuse("setup.map", "§6", "The map is not sound.");
  if (body.participants.size() > max_participants) {
    return refuse("setup.participant", "§28", text("There may be no more than ", max_participants, " participants."));
  }
  State placed;
  for (const Participant& who : body.participants) {
    if (auto refusal = check_participant(placed, body.map, who)) return refusal;
    placed.participants.push_back(who);
  }
  return {};
}

void perform(Run& run, const Command& command, const CreateEncounter& body) {
  run.emit(EncounterCreated{
      .options = body.options, .map = body.map, .participants = body.participants, .now_ms = command.now_ms});
}

Check check(const ControlSituation& at, const RollInitiative&) {
  if (auto refusal = dm_only(at)) return refusal;
  const bool fresh = at.state.status == Status::waiting || at.state.status == Status::active;
  if (!fresh) return check_status(at.state, Status::active);
  if (at.state.round > 0) return refuse("turn.started", "§4", "Initiative has been rolled: the fight is on.");
  const bool anyone =
      std::ranges::any_of(at.state.participants, [](const auto& who) { return !who.removed && !who.dead; });
  if (!anyone) return refuse("turn.notStarted", "§4", "Nobody is there to roll initiative.");
  return {};
}

void perform(Run& run, const Command&, const RollInitiative& body) {
  roll_initiative(run, body.given);
  finish_turn(run, TurnEnd::ended);
  after(run);
}

Check check(const ControlSituation& at, const SetInitiative& body) {
  if (auto refusal = dm_only(at)) return refusal;
  std::vector<Slot> seen;
  for (const InitiativeEntry& entry : body.order) {
    const bool twice = std::ranges::find(seen, entry.slot) != seen.end();
    if (!at.state.has(entry.slot) || twice) {
      return refuse("target.invalid", "§4", "The order names someone twice or someone who is not there.");
    }
    seen.push_back(entry.slot);
  }
  const Slot current = at.state.current();
  if (current != Slot::none && at.state.has(current) && std::ranges::find(seen, current) == seen.end()) {
    return refuse("target.invalid", "§4", text(at.state.at(current).name, " is acting and must stay in the order."));
  }
  return {};
}

void perform(Run& run, const Command&, const SetInitiative& body) {
  const auto at = std::ranges::find(body.order, run.state.current(), &InitiativeEntry::slot);
  const int index = at == body.order.end() ? -1 : static_cast<int>(at - body.order.begin());
  run.emit(InitiativeSet{.order = body.order, .current_turn_index = index});
}

Check check(const ControlSituation& at, const Act& body) {
  if (auto refusal = check_actor(at)) return refusal;
  const Situation situation{at.rules, at.state, at.command.actor, at.command.by_dm};
  return std::visit([&](const auto& action) { return check(situation, action); }, body.action);
}

void perform(Run& run, const Command& command, const Act& body) {
  std::visit([&](const auto& action) { perform(run, command.actor, action); }, body.action);
  work(run);
  after(run);
}

Check check(const ControlSituation& at, const SkipTurn&) {
  if (auto refusal = dm_only(at)) return refusal;
  if (auto refusal = check_status(at.state, Status::active)) return refusal;
  if (at.state.current() == Slot::none) return refuse("turn.notStarted", "§4", "Nobody has a turn to skip.");
  return {};
}

void perform(Run& run, const Command&, const SkipTurn& body) {
  decline_all(run);
  // Declining may have ended the turn already, and the next one is not to be skipped too.
  const int turn = run.state.turn_number;
  after(run, false);
  if (run.state.turn_number == turn) {
    switch (body.reason) {
      case SkipReason::timeout:
        finish_turn(run, TurnEnd::timeout);
        break;
      case SkipReason::offline:
        finish_turn(run, TurnEnd::offline);
        break;
      case SkipReason::dm:
        finish_turn(run, TurnEnd::dm);
        break;
    }
  }
  after(run);
}

Check check(const ControlSituation& at, const Respond& body) {
  if (auto refusal = check_status(at.state, Status::active)) return refusal;
  const WindowFrame* window = at.state.window();
  if (window == nullptr || window->id != body.window) {
    return refuse("reaction.closed", "§5", "That reaction window is closed.");
  }
  const Reactor* reactor = reactor_of(*window, at.command.actor);
  if (reactor == nullptr || reactor->answered) {
    return refuse("reaction.closed", "§5", "There is nothing left to answer.");
  }
  if (body.reaction.empty()) return {};
  const auto option = std::ranges::find(reactor->options, body.reaction, &ReactionOption::reaction);
  if (option == reactor->options.end()) {
    return refuse("reaction.invalid", "§5", text("\"", body.reaction, "\" is not among the reactions offered."));
  }
  const bool known = body.choice.empty() || std::ranges::find(option->choices, body.choice) != option->choices.end();
  if (!known) return refuse("reaction.invalid", "§5", text("\"", body.choice, "\" is not among the choices offered."));
  return {};
}

void perform(Run& run, const Command& command, const Respond& body) {
  std::string choice = body.choice;
  const Reactor* reactor = reactor_of(*run.state.window(), command.actor);
  const auto option = std::ranges::find(reactor->options, body.reaction, &ReactionOption::reaction);
  if (choice.empty() && option != reactor->options.end() && !option->choices.empty()) choice = option->choices.front();
  run.emit(ReactionAnswered{.window = body.window,
                            .slot = command.actor,
                            .reaction = body.reaction,
                            .choice = body.reaction.empty() ? std::string() : choice,
                            .by_default = false});
  go_on(run);
  after(run);
}

Check check(const ControlSituation& at, const SetReactionPolicy& body) {
  if (auto refusal = check_actor(at)) return refusal;
  if (!body.policy.reaction.empty() && body.policy.reaction.size() <= 64) return {};
  return refuse("reaction.invalid", "§5", "A standing answer must name a reaction.");
}

void perform(Run& run, const Command& command, const SetReactionPolicy& body) {
  run.emit(ReactionPolicySet{.slot = command.actor, .policy = body.policy});
}

Check check(const ControlSituation&, const Tick&) { return {}; }

void perform(Run& run, const Command& command, const Tick&) {
  const std::int64_t due_ms = next_deadline_ms(run.state);
  if (due_ms == 0 || command.now_ms < due_ms) return;
  if (run.state.window() != nullptr) {
    decline_window(run);
    go_on(run);
  } else {
    finish_turn(run, TurnEnd::timeout);
  }
  after(run);
}

Check check(const ControlSituation& at, const Pause&) {
  if (auto refusal = dm_only(at)) return refusal;
  return check_status(at.state, Status::active);
}

void perform(Run& run, const Command& command, const Pause& body) {
  run.emit(StatusChanged{.status = Status::paused, .reason = body.reason, .now_ms = command.now_ms});
}

Check check(const ControlSituation& at, const Resume&) {
  if (auto refusal = dm_only(at)) return refusal;
  return check_status(at.state, Status::paused);
}

void perform(Run& run, const Command& command, const Resume&) {
  run.emit(StatusChanged{.status = Status::active, .reason = "resumed", .now_ms = command.now_ms});
  after(run);
}

Check check(const ControlSituation& at, const Complete&) {
  if (auto refusal = dm_only(at)) return refusal;
  if (at.state.status != Status::completed) return {};
  return check_status(at.state, Status::active);
}

void perform(Run& run, const Command& command, const Complete& body) {
  if (!run.state.pending.empty()) run.emit(PendingChanged{.frames = {}});
  run.emit(StatusChanged{.status = Status::completed, .reason = body.reason, .now_ms = command.now_ms});
}

Check check(const ControlSituation& at, const QueueAction&) {
  if (auto refusal = check_actor(at)) return refusal;
  if (auto refusal = check_status(at.state, Status::paused)) return refusal;
  const auto queued = std::ranges::count(at.state.queue, at.command.actor, &QueuedAction::slot);
  if (static_cast<std::size_t>(queued) < max_queued_actions) return {};
  return refuse("turn.queueFull", "§5", text("No more than ", max_queued_actions, " actions can wait."));
}

void perform(Run& run, const Command& command, const QueueAction& body) {
  run.emit(ActionQueued{.slot = command.actor, .action = body.action});
}

Check check(const ControlSituation& at, const ClearQueue&) { return check_actor(at); }

void perform(Run& run, const Command& command, const ClearQueue&) {
  const auto queued = std::ranges::count(run.state.queue, command.actor, &QueuedAction::slot);
  if (queued == 0) return;
  run.emit(QueueTaken{.slot = command.actor, .count = static_cast<int>(queued), .reason = "cleared"});
}

Check check_newcomer(const State& state, const Participant& who) {
  if (state.participants.size() >= max_participants) {
    return refuse("setup.participant", "§28", text("There may be no more than ", max_participants, " participants."));
  }
  return check_participant(state, state.map, who);
}

}  // namespace live::engine
