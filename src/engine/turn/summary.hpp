#pragma once
// What an action does, in a few words with the creature's numbers as they are now. The numbers come from the same
// functions that resolve the action.
#include <string>

#include "engine/turn/actions.hpp"

namespace live::engine {

/// "+5 to hit, 1d8+3 slashing".
[[nodiscard]] std::string attack_summary(const State& state, Slot slot, const AttackProfile& profile);
/// "Dexterity save DC 13, 3d6 fire, half on a save", cast at that level.
[[nodiscard]] std::string spell_summary(const State& state, Slot slot, const SpellDef& spell, int level);
/// "heals 2d4+2".
[[nodiscard]] std::string item_summary(const ItemUse& use);
[[nodiscard]] std::string basic_summary(const State& state, Slot slot, BasicKind kind);
[[nodiscard]] std::string contest_summary(const State& state, Slot slot, ContestKind kind);
[[nodiscard]] std::string escape_summary(const State& state, Slot slot);
[[nodiscard]] std::string stabilize_summary(const State& state, Slot slot);
[[nodiscard]] std::string feature_summary(const State& state, Slot slot, std::string_view id);

}  // namespace live::engine
