#pragma once
// The door to the game. A room hands in a command and gets events or a refusal; State is the fold of those events.
//
// It decides: what is legal, what the dice make of it, whose turn it is, who may react. It never reads a clock, a file,
// a thread or a random number: time is a field of the command, dice are handed in, content is handed in. It never
// throws and never half-does a command: a refused one has pulled no die and changed nothing. Same State, same Command,
// same dice: same Events, on every platform (rules §0). It does not know users: who may command whom is decided above.
//
// Content may change between two commands (a campaign adds a monster): a participant carries its resolved sheet, and
// evolve() needs no content at all, so old logs always replay.
#include <cstdint>
#include <expected>
#include <string>
#include <vector>

#include "engine/command.hpp"
#include "engine/content/content.hpp"
#include "engine/dice/dice.hpp"
#include "engine/event.hpp"
#include "engine/refusal.hpp"
#include "engine/state/state.hpp"

namespace live::engine {

/// What stays the same from command to command. Ruleset and table options are in State.
struct Rules {
  const Content& content;
};

/// What the command leads to; the state is left as it is.
[[nodiscard]] std::expected<Events, Refusal> decide(const Rules& rules, const State& state, const Command& command,
                                                    Dice& dice);

/// decide() and evolve() in one, without copying the state. Untouched on refusal.
[[nodiscard]] std::expected<Events, Refusal> advance(const Rules& rules, State& state, const Command& command,
                                                     Dice& dice);

/// Total: any event on any state is safe; one that names a slot the state lacks does nothing.
void evolve(State& state, const Event& event);

/// Equal states give equal hashes on every platform. Feeds per-participant hashes, also given singly below.
[[nodiscard]] std::uint64_t state_hash(const State& state);
[[nodiscard]] std::uint64_t participant_hash(const Participant& participant);

/// When Tick is next worth sending: the earliest deadline in the state; 0: none.
[[nodiscard]] std::int64_t next_deadline_ms(const State& state);

/// One thing a participant could do now, or why not. `action` is as a command would carry it where nothing more must be
/// chosen; else the fields say what to choose from.
struct AvailableAction {
  /// "attack", "dash", "cast", "useItem", "second-wind", ...
  std::string type = {};
  /// The attack, spell, item or feature.
  std::string id = {};
  std::string name = {};
  /// What it does, with this creature's numbers as they are now: "+5 to hit, 1d8+3 slashing".
  std::string summary = {};
  Cost cost = Cost::action;
  bool available = false;
  /// Why not, when it is not.
  std::string code = {};
  std::string sentence = {};
  /// Legal targets, if it takes one; those it is meant for first: enemies of what harms, friends of what helps.
  std::vector<Slot> targets = {};
  /// How far it carries; a melee attack's reach.
  int range_ft = 0;
  /// Beyond `range_ft` with disadvantage; 0: not beyond.
  int long_range_ft = 0;
  /// In melee; a thrown weapon has both. 0: not in melee.
  int reach_ft = 0;
  bool as_bonus = false;
  bool offhand = false;
  /// Slot levels a spell can be cast at.
  std::vector<int> levels = {};
  /// Targets a spell takes, at its lowest level; 0: an area or oneself.
  int max_targets = 0;
  /// "sphere", "cone", "cube", "line"; empty: no area.
  std::string area_shape = {};
  int area_ft = 0;
  /// It is aimed at a cell: where a teleport ends, a door.
  bool wants_cell = false;
  bool operator==(const AvailableAction&) const = default;
};
BOOST_DESCRIBE_STRUCT(AvailableAction, (),
                      (type, id, name, summary, cost, available, code, sentence, targets, range_ft, long_range_ft,
                       reach_ft, as_bonus, offhand, levels, max_targets, area_shape, area_ft, wants_cell))

[[nodiscard]] std::vector<AvailableAction> available_actions(const Rules& rules, const State& state, Slot slot);

struct ReachableCell {
  grid::Cell cell = {};
  int cost_ft = 0;
  bool operator==(const ReachableCell&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReachableCell, (), (cell, cost_ft))

/// Cells the participant could end its movement in, with what they cost, sorted by y then x.
[[nodiscard]] std::vector<ReachableCell> reachable_cells(const Rules& rules, const State& state, Slot slot);

/// Armor class as attacks meet it, without cover (rules §23).
[[nodiscard]] int armor_class(const Rules& rules, const State& state, Slot slot);
/// Walking speed after everything that changes it (rules §6), and the feet left this turn.
[[nodiscard]] int current_speed_ft(const State& state, Slot slot);
[[nodiscard]] int movement_left_ft(const State& state, Slot slot);
/// Hit point maximum as it counts now: `hp_max`, less what exhaustion takes (rules §15).
[[nodiscard]] int hit_point_limit(const State& state, Slot slot);

}  // namespace live::engine
