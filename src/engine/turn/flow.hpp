#pragma once
// Rounds and turns: who is next, what happens when a turn starts and ends (rules §4, §27).
#include <vector>

#include "engine/command.hpp"
#include "engine/rules/run.hpp"

namespace live::engine {

/// Rolls for all who have no given total and begins round 1.
void roll_initiative(Run& run, const std::vector<GivenTotal>& given);
/// A latecomer rolls and is put in its place; higher than the present turn means acting first next round (rules §4).
void join_initiative(Run& run, Slot slot);
/// Highest first; ties by Dexterity score, kind, id, or by rolling off [R3].
[[nodiscard]] std::vector<InitiativeEntry> ordered(Run& run, std::vector<InitiativeEntry> entries);

/// Ends the current turn and starts the next one that anybody can take.
void finish_turn(Run& run, TurnEnd reason);
/// After anything has been resolved: whoever's turn it is but who can do nothing more passes it on; a side with nobody
/// able to fight has lost.
void settle_turn(Run& run);

}  // namespace live::engine
