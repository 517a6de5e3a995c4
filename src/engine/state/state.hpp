#pragma once
// The whole state of one encounter: what a fold over its events gives. Time and dice position are data in it.
#include <cstdint>
#include <string>
#include <vector>

#include "engine/action.hpp"
#include "engine/grid/map.hpp"
#include "engine/state/participant.hpp"
#include "engine/state/pending.hpp"

namespace live::engine {

enum class Status : std::uint8_t { waiting, active, paused, completed };
BOOST_DESCRIBE_ENUM(Status, waiting, active, paused, completed)

/// How equal initiative totals are ordered (rules §4, [R3]).
enum class TieBreak : std::uint8_t { dexterity, rolloff };
BOOST_DESCRIBE_ENUM(TieBreak, dexterity, rolloff)

/// What the table agreed on.
struct Options {
  static constexpr bool absent_keeps_default = true;
  Ruleset ruleset = Ruleset::srd2014;
  grid::DiagonalRule diagonal = grid::DiagonalRule::five_five_five;
  TieBreak tie_break = TieBreak::dexterity;
  bool group_initiative = true;
  bool average_damage = false;
  /// 0: no limit.
  int turn_time_limit_s = 90;
  int reaction_time_limit_s = 20;
  bool operator==(const Options&) const = default;
};
BOOST_DESCRIBE_STRUCT(Options, (),
                      (ruleset, diagonal, tie_break, group_initiative, average_damage, turn_time_limit_s,
                       reaction_time_limit_s))

struct InitiativeEntry {
  Slot slot = Slot::none;
  int total = 0;
  bool operator==(const InitiativeEntry&) const = default;
};
BOOST_DESCRIBE_STRUCT(InitiativeEntry, (), (slot, total))

struct QueuedAction {
  Slot slot = Slot::none;
  Action action = {};
  bool operator==(const QueuedAction&) const = default;
};
BOOST_DESCRIBE_STRUCT(QueuedAction, (), (slot, action))

struct Outcome {
  bool over = false;
  /// The side left standing; empty: none, or ended by the DM.
  std::string winner = {};
  std::string reason = {};
  bool operator==(const Outcome&) const = default;
};
BOOST_DESCRIBE_STRUCT(Outcome, (), (over, winner, reason))

struct State {
  Status status = Status::waiting;
  Options options = {};
  grid::GridMap map = {};
  std::vector<Participant> participants = {};
  std::vector<InitiativeEntry> initiative = {};
  /// Index into `initiative`; -1: nobody's turn yet.
  int current_turn_index = -1;
  /// 0 before the first turn.
  int round = 0;
  /// Turns started so far in the whole encounter.
  int turn_number = 0;
  /// 0: none.
  std::int64_t turn_deadline_ms = 0;
  /// Milliseconds left of the turn while paused.
  std::int64_t turn_left_ms = 0;
  std::vector<Frame> pending = {};
  /// Actions prepared while paused; bounded per participant.
  std::vector<QueuedAction> queue = {};
  std::int64_t now_ms = 0;
  std::uint32_t next_effect_id = 1;
  std::uint32_t next_window_id = 1;
  std::uint64_t dice_position = 0;
  Outcome outcome = {};
  bool operator==(const State&) const = default;

  [[nodiscard]] const Participant& at(Slot slot) const { return participants[index_of(slot)]; }
  [[nodiscard]] Participant& at(Slot slot) { return participants[index_of(slot)]; }
  [[nodiscard]] bool has(Slot slot) const {
    return index_of(slot) < participants.size() && !participants[index_of(slot)].removed;
  }
  /// Whose turn it is; none outside of turns.
  [[nodiscard]] Slot current() const {
    if (current_turn_index < 0 || static_cast<std::size_t>(current_turn_index) >= initiative.size()) return Slot::none;
    return initiative[static_cast<std::size_t>(current_turn_index)].slot;
  }
  /// The open reaction window, if resolution waits for one.
  [[nodiscard]] const WindowFrame* window() const {
    return pending.empty() ? nullptr : std::get_if<WindowFrame>(&pending.back());
  }
};
BOOST_DESCRIBE_STRUCT(State, (),
                      (status, options, map, participants, initiative, current_turn_index, round, turn_number,
                       turn_deadline_ms, turn_left_ms, pending, queue, now_ms, next_effect_id, next_window_id,
                       dice_position, outcome))

}  // namespace live::engine
