#include "room/audience/narrate.hpp"

#include <cstdlib>

#include "engine/grid/cell_name.hpp"
#include "engine/rules/text.hpp"
#include "schema/describe.hpp"

namespace live::room {

using engine::Slot;
using engine::text;
using Line = std::optional<LogEntry>;

LogEntry Teller::entry(std::string_view kind, Slot actor, std::string words) const {
  LogEntry line;
  line.timestamp = time_ms;
  line.round_number = round_number;
  line.kind = kind;
  if (actor != Slot::none && knows(actor)) line.entity_id = game.at(actor).id;
  line.text = std::move(words);
  return line;
}

void Teller::add_target(LogEntry& line, Slot target) const {
  if (knows(target)) line.target_ids.push_back(game.at(target).id);
}

std::string in_words(std::string_view id) {
  std::string words;
  for (const char c : id) {
    if (c == '-' || c == '_') {
      words += ' ';
    } else if (c >= 'A' && c <= 'Z') {
      if (!words.empty() && words.back() != ' ') words += ' ';
      words += static_cast<char>(c - 'A' + 'a');
    } else {
      words += c;
    }
  }
  return words;
}

namespace {

std::string because(std::string_view reason) { return reason.empty() ? "." : text(" (", in_words(reason), ")."); }

/// Events that say nothing by themselves: bookkeeping, or told by another event.
template <class T>
Line tell(const Teller&, const T&) {
  return std::nullopt;
}

Line tell(const Teller& to, const engine::StatusChanged& event) {
  switch (event.status) {
    case engine::Status::waiting:
      return std::nullopt;
    case engine::Status::active:
      return to.entry("system", Slot::none, to.game.round == 0 ? "The fight begins." : "Play goes on.");
    case engine::Status::paused:
      return to.entry("system", Slot::none, "Play is paused.");
    case engine::Status::completed:
      return to.entry("system", Slot::none, "The interaction is complete.");
  }
  return std::nullopt;
}

Line tell(const Teller& to, const engine::ParticipantAdded&) {
  const Slot slot = engine::slot_at(to.game.participants.size() - 1);
  if (!to.knows(slot)) return std::nullopt;
  return to.entry("system", slot, text(to.name(slot), " joins the fight."));
}

Line tell(const Teller& to, const engine::ParticipantRemoved& event) {
  if (!to.knows(event.slot)) return std::nullopt;
  return to.entry("system", event.slot, text(to.name(event.slot), " leaves the fight."));
}

Line tell(const Teller& to, const engine::SecretChanged& event) {
  if (!to.knows(event.slot)) return std::nullopt;
  if (to.to_players) {
    return to.entry("dm", event.slot,
                    text(to.name(event.slot), event.secret ? " is nowhere to be seen." : " comes into view."));
  }
  return to.entry("dm", event.slot,
                  text(to.name(event.slot), event.secret ? " is now a secret of yours" : " is shown to the players",
                       because(event.reason)));
}

Line tell(const Teller& to, const engine::CombatEnded& event) {
  if (!event.outcome.over) return std::nullopt;
  // A side that only the DM knows of must not be named.
  if (to.to_players) {
    bool known = event.outcome.winner.empty();
    for (std::size_t i = 0; i < to.game.participants.size(); ++i) {
      known = known || (to.game.participants[i].side == event.outcome.winner && to.knows(engine::slot_at(i)));
    }
    if (!known) return std::nullopt;
  }
  if (event.outcome.winner.empty())
    return to.entry("system", Slot::none, "The fight is over; nobody is left standing.");
  return to.entry("system", Slot::none, text("The fight is over: the ", in_words(event.outcome.winner), " won."));
}

Line tell(const Teller& to, const engine::RoundStarted& event) {
  if (to.to_players) return std::nullopt;  // theirs begins with the first turn they see; see fold.cpp
  return to.entry("turn", Slot::none, text("Round ", event.round, " begins."));
}

Line tell(const Teller& to, const engine::TurnEnded& event) {
  if (!to.knows(event.slot)) return std::nullopt;
  const std::string& name = to.name(event.slot);
  switch (event.reason) {
    case engine::TurnEnd::ended:
      return std::nullopt;
    case engine::TurnEnd::died:
      return std::nullopt;
    case engine::TurnEnd::timeout:
      return to.entry("turn", event.slot, text(name, "'s time is up; the turn ends."));
    case engine::TurnEnd::offline:
      return to.entry("turn", event.slot, text(name, "'s player is away; the turn is skipped."));
    case engine::TurnEnd::dm:
      return to.entry("turn", event.slot, text("The DM skips ", name, "'s turn."));
  }
  return std::nullopt;
}

Line tell(const Teller& to, const engine::ActionTaken& event) {
  if (!to.knows(event.slot)) return std::nullopt;
  // Whether a hiding worked, and so where it is, shows in what follows or not at all.
  std::string words = text(to.name(event.slot), ": ", in_words(event.action));
  if (event.target != Slot::none && event.target != event.slot && to.knows(event.target)) {
    words += text(" → ", to.name(event.target));
  }
  LogEntry line = to.entry("action", event.slot, words + ".");
  if (event.target != Slot::none) to.add_target(line, event.target);
  return line;
}

Line tell(const Teller& to, const engine::Moved& event) {
  if (!to.knows(event.slot) || event.path.empty()) return std::nullopt;
  const engine::grid::Cell end = event.path.back();
  std::string words =
      event.forced ? text(to.name(event.slot), " is moved to ", engine::grid::cell_name(end), ".")
                   : text(to.name(event.slot), " moves ", event.cost_ft, " ft to ", engine::grid::cell_name(end), ".");
  return to.entry("move", event.slot, std::move(words));
}

Line tell(const Teller& to, const engine::Fell& event) {
  if (!to.knows(event.slot)) return std::nullopt;
  return to.entry("move", event.slot, text(to.name(event.slot), " falls ", event.from_ft, " ft."));
}

Line tell(const Teller& to, const engine::Died& event) {
  if (!to.knows(event.slot)) return std::nullopt;
  LogEntry line = to.entry("death", event.slot, text(to.name(event.slot), " dies."));
  if (event.by != Slot::none) to.add_target(line, event.slot);
  return line;
}

Line tell(const Teller& to, const engine::DyingChanged& event) {
  if (!to.knows(event.slot) || !event.stable) return std::nullopt;
  return to.entry("death", event.slot, text(to.name(event.slot), " is stable."));
}

Line tell(const Teller& to, const engine::ConditionAdded& event) {
  if (!to.knows(event.slot)) return std::nullopt;
  return to.entry("condition", event.slot,
                  text(to.name(event.slot), " is now ", schema::enum_name(event.condition.condition), "."));
}

Line tell(const Teller& to, const engine::ConditionRemoved& event) {
  if (!to.knows(event.slot)) return std::nullopt;
  return to.entry("condition", event.slot,
                  text(to.name(event.slot), " is no longer ", schema::enum_name(event.condition), "."));
}

Line tell(const Teller& to, const engine::ExhaustionChanged& event) {
  if (!to.knows(event.slot)) return std::nullopt;
  return to.entry("condition", event.slot, text(to.name(event.slot), "'s exhaustion is ", event.level, "."));
}

Line tell(const Teller& to, const engine::SurpriseChanged& event) {
  if (!to.knows(event.slot) || !event.surprised) return std::nullopt;
  return to.entry("condition", event.slot, text(to.name(event.slot), " is surprised."));
}

Line tell(const Teller& to, const engine::EffectAdded& event) {
  if (!to.knows(event.slot)) return std::nullopt;
  return to.entry("condition", event.slot, text(to.name(event.slot), " gains ", in_words(event.effect.name), "."));
}

Line tell(const Teller& to, const engine::EffectEnded& event) {
  if (!to.knows(event.slot)) return std::nullopt;
  return to.entry("condition", event.slot, text(in_words(event.name), " ends on ", to.name(event.slot), "."));
}

Line tell(const Teller& to, const engine::ConcentrationChanged& event) {
  if (!to.knows(event.slot)) return std::nullopt;
  if (event.spell.empty()) return to.entry("cast", event.slot, text(to.name(event.slot), " loses concentration."));
  return to.entry("cast", event.slot, text(to.name(event.slot), " concentrates on ", in_words(event.spell), "."));
}

Line tell(const Teller& to, const engine::HiddenChanged& event) {
  if (!to.knows(event.slot)) return std::nullopt;
  const bool hides = !event.hidden.from.empty();
  return to.entry("action", event.slot, text(to.name(event.slot), hides ? " hides." : " is hidden no longer."));
}

Line tell(const Teller& to, const engine::SpellCast& event) {
  if (!to.knows(event.slot)) return std::nullopt;
  std::string words = text(to.name(event.slot), " casts ", in_words(event.spell));
  if (event.level > 0) words += text(" with a level ", event.level, " slot");
  LogEntry line = to.entry("cast", event.slot, "");
  for (const Slot target : event.targets) to.add_target(line, target);
  line.text = words + ".";
  return line;
}

Line tell(const Teller& to, const engine::ItemChanged& event) {
  if (!to.knows(event.slot)) return std::nullopt;
  // What others have in their packs is theirs to know.
  if (to.to_players && !to.of_party(event.slot)) return std::nullopt;
  const std::string& item = event.item.name.empty() ? event.item.item : event.item.name;
  return to.entry("item", event.slot, text(to.name(event.slot), ": ", item, " × ", event.item.quantity, "."));
}

Line tell(const Teller& to, const engine::DoorChanged& event) {
  return to.entry("action", Slot::none,
                  text("A door at ", engine::grid::cell_name(event.at), event.open ? " opens." : " closes."));
}

Line tell(const Teller& to, const engine::ReactionAnswered& event) {
  // A declined reaction is nobody's business but the DM's.
  if (!to.knows(event.slot) || (to.to_players && event.reaction.empty())) return std::nullopt;
  if (event.reaction.empty()) {
    return to.entry("action", event.slot, text(to.name(event.slot), " does not react."));
  }
  return to.entry("action", event.slot, text(to.name(event.slot), " reacts: ", in_words(event.reaction), "."));
}

Line tell(const Teller& to, const engine::ActionQueued& event) {
  if (!to.knows(event.slot)) return std::nullopt;
  return to.entry("system", event.slot, text(to.name(event.slot), " has an action ready for when play goes on."));
}

Line tell(const Teller& to, const engine::DmOverrode& event) {
  if (!to.knows(event.slot)) return std::nullopt;
  if (to.to_players && !to.of_party(event.slot)) {
    return to.entry("dm", event.slot, text("The DM changes something about ", to.name(event.slot), "."));
  }
  std::string words = text("The DM sets ", to.name(event.slot), "'s ", in_words(event.field), " from ", event.before,
                           " to ", event.after);
  return to.entry("dm", event.slot, words + because(event.reason));
}

}  // namespace

Line narrate(const Teller& teller, const engine::Event& event) {
  if (Line rolled = narrate_roll(teller, event)) return rolled;
  return std::visit([&](const auto& what) { return tell(teller, what); }, event);
}

}  // namespace live::room
