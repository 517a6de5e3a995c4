#include "room/story.hpp"

#include <algorithm>

#include "engine/rules/text.hpp"
#include "room/audience/narrate.hpp"
#include "room/audience/visibility.hpp"

namespace live::room {

using engine::Slot;

EntityType entity_type_of(engine::Kind kind) {
  switch (kind) {
    case engine::Kind::player_character:
      return EntityType::player_character;
    case engine::Kind::npc:
      return EntityType::npc;
    case engine::Kind::monster:
      return EntityType::monster;
  }
  return EntityType::monster;
}

namespace {

std::int32_t number_of(Slot slot) {
  return slot == Slot::none ? -1 : static_cast<std::int32_t>(engine::index_of(slot));
}

TurnOutcome outcome_of(engine::TurnEnd reason) {
  switch (reason) {
    case engine::TurnEnd::ended:
    case engine::TurnEnd::died:
      return TurnOutcome::completed;
    case engine::TurnEnd::timeout:
      return TurnOutcome::timeout;
    case engine::TurnEnd::offline:
    case engine::TurnEnd::dm:
      return TurnOutcome::skipped;
  }
  return TurnOutcome::completed;
}

std::string skip_reason(engine::TurnEnd reason) {
  switch (reason) {
    case engine::TurnEnd::timeout:
      return "timeout";
    case engine::TurnEnd::offline:
      return "offline";
    case engine::TurnEnd::dm:
      return "skipped by the DM";
    default:
      return "";
  }
}

}  // namespace

void StoryWriter::add(For audience, LogEntry entry) {
  Story& told = story(audience);
  told.log.push_back(std::move(entry));
  ++told.log_total;
  // Trimmed in one go now and then: erasing from the front of a vector costs a move of all the rest.
  if (told.log.size() >= 2 * log_kept) {
    told.log.erase(told.log.begin(), told.log.end() - static_cast<std::ptrdiff_t>(log_kept));
  }
}

void StoryWriter::say(std::string_view kind, std::string text) {
  for (const For audience : {For::dm, For::players}) {
    LogEntry entry;
    entry.timestamp = time_ms_;
    entry.round_number = story(audience).turn.round_number;
    entry.kind = kind;
    entry.text = text;
    add(audience, std::move(entry));
  }
}

void StoryWriter::tell(const engine::Event& event, const std::vector<bool>& concealed) {
  if (const auto* started = std::get_if<engine::TurnStarted>(&event)) turn_started(*started);
  show_current_to_players();
  const Teller dm{.game = state_.game,
                  .concealed = concealed,
                  .to_players = false,
                  .time_ms = time_ms_,
                  .round_number = state_.game.round};
  if (auto entry = narrate(dm, event)) add(For::dm, std::move(*entry));
  const Teller players{.game = state_.game,
                       .concealed = concealed,
                       .to_players = true,
                       .time_ms = time_ms_,
                       .round_number = state_.players.turn.round_number};
  if (auto entry = narrate(players, event)) add(For::players, std::move(*entry));
  if (const auto* ended = std::get_if<engine::TurnEnded>(&event)) turn_ended(*ended);
  follow_deadlines();
}

void StoryWriter::note_action(const TurnActionRecord& action) { state_.turn_actions.push_back(action); }

void StoryWriter::turn_started(const engine::TurnStarted& event) {
  state_.turn_actions.clear();
  close(For::dm);
  open(For::dm, number_of(event.slot));
}

void StoryWriter::turn_ended(const engine::TurnEnded& event) {
  for (Story* told : {&state_.dm, &state_.players}) {
    ShownTurn& turn = told->turn;
    if (turn.slot != number_of(event.slot) || turn.engine_turn != state_.game.turn_number) continue;
    turn.ending = outcome_of(event.reason);
    turn.ending_reason = skip_reason(event.reason);
    turn.actions = state_.turn_actions;
  }
  // The DM sees a turn end when it ends; players when the next turn that they may see begins.
  close(For::dm);
}

void StoryWriter::show_current_to_players() {
  const Slot current = state_.game.current();
  if (current == Slot::none || state_.players.turn.engine_turn == state_.game.turn_number) return;
  if (state_.game.at(current).turn_status != engine::TurnStatus::active) return;
  if (concealed_from_players(state_.game, current)) return;
  close(For::players);
  open(For::players, number_of(current));
}

void StoryWriter::follow_deadlines() {
  for (Story* told : {&state_.dm, &state_.players}) {
    ShownTurn& turn = told->turn;
    const bool running = turn.engine_turn == state_.game.turn_number && turn.ending == TurnOutcome::active;
    if (running) turn.deadline_ms = state_.game.turn_deadline_ms;
    if (state_.game.status != engine::Status::active) turn.deadline_ms = 0;
  }
}

void StoryWriter::open(For audience, std::int32_t slot) {
  Story& told = story(audience);
  const bool new_round = told.turn.round_number != state_.game.round;
  told.turn = {.slot = slot,
               .engine_turn = state_.game.turn_number,
               .round_number = state_.game.round,
               .deadline_ms = state_.game.turn_deadline_ms,
               .ending = TurnOutcome::active,
               .ending_reason = {},
               .actions = {}};
  told.statuses.resize(state_.game.participants.size(), TurnStatus::waiting);
  if (new_round) {
    std::ranges::fill(told.statuses, TurnStatus::waiting);
    changes_.touch_all();
    if (audience == For::players) {
      LogEntry line;
      line.timestamp = time_ms_;
      line.round_number = told.turn.round_number;
      line.kind = "turn";
      line.text = engine::text("Round ", told.turn.round_number, " begins.");
      add(For::players, std::move(line));
    }
  }
  told.statuses[static_cast<std::size_t>(slot)] = TurnStatus::active;
  changes_.touch(engine::slot_at(static_cast<std::size_t>(slot)));
  const engine::Participant& who = state_.game.participants[static_cast<std::size_t>(slot)];
  told.turns.push_back({.turn_number = ++told.turn_count,
                        .round_number = told.turn.round_number,
                        .entity_id = who.id,
                        .entity_type = entity_type_of(who.kind),
                        .start_time = time_ms_,
                        .end_time = std::nullopt,
                        .status = TurnOutcome::active});
  if (told.turns.size() > turns_kept) told.turns.erase(told.turns.begin());
  (audience == For::dm ? changes_.dm_turns : changes_.players_turns).push_back(told.turn_count);
  LogEntry line;
  line.timestamp = time_ms_;
  line.round_number = told.turn.round_number;
  line.kind = "turn";
  line.entity_id = who.id;
  line.text = engine::text(who.name, "'s turn.");
  add(audience, std::move(line));
  changes_.told.push_back(
      {.to = audience == For::dm ? Told::To::dm : Told::To::players,
       .event = TurnStarted{.entity_id = who.id, .time_limit = state_.game.options.turn_time_limit_s}});
}

void StoryWriter::close(For audience) {
  Story& told = story(audience);
  if (told.turns.empty() || told.turns.back().status != TurnOutcome::active) return;
  ShownTurn& turn = told.turn;
  TurnRecord& record = told.turns.back();
  if (turn.ending == TurnOutcome::active) turn.ending = TurnOutcome::completed;
  record.status = turn.ending;
  record.end_time = time_ms_;
  const auto slot = static_cast<std::size_t>(turn.slot);
  const bool skipped = turn.ending != TurnOutcome::completed;
  told.statuses[slot] = skipped ? TurnStatus::skipped : TurnStatus::completed;
  changes_.touch(engine::slot_at(slot));
  (audience == For::dm ? changes_.dm_turns : changes_.players_turns).push_back(record.turn_number);
  std::vector<TurnActionRecord> actions = turn.actions;
  if (audience == For::dm) {
    changes_.finished_turns.push_back(
        {.record = record, .actions = actions, .user_id = state_.game.participants[slot].user_id});
  } else {
    for (TurnActionRecord& action : actions) {
      if (action.target && concealed_from_players(state_.game, state_.slot_of(*action.target))) action.target.reset();
    }
  }
  GameEvent event = TurnCompleted{.entity_id = record.entity_id, .actions = std::move(actions)};
  if (skipped) event = TurnSkipped{.entity_id = record.entity_id, .reason = turn.ending_reason};
  changes_.told.push_back({.to = audience == For::dm ? Told::To::dm : Told::To::players, .event = std::move(event)});
}

void StoryWriter::close_all() {
  for (const For audience : {For::dm, For::players}) {
    close(audience);
    story(audience).turn.slot = -1;
    story(audience).turn.deadline_ms = 0;
  }
}

}  // namespace live::room
