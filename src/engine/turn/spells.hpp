#pragma once
// Casting (rules §20): what stands in its way, what it costs, and the numbers of the caster. Spells themselves are
// data.
#include <optional>
#include <string>
#include <vector>

#include "engine/content/content.hpp"
#include "engine/rules/damage.hpp"
#include "engine/rules/run.hpp"

namespace live::engine {

[[nodiscard]] int spell_save_dc(const Participant& who);
[[nodiscard]] int spell_attack_bonus(const Participant& who);
/// The lowest slot left of at least that level; 0 for a cantrip or when there is none.
[[nodiscard]] int lowest_slot(const Participant& who, int level);
/// The level asked for, or the spell's own, as it will be cast.
[[nodiscard]] inline int cast_level(const SpellDef& spell, int asked) { return asked > 0 ? asked : spell.level; }

/// Known, slot, components, armor, and the one-spell rules; not the economy and not the targets. `level` 0 takes the
/// lowest slot that will do.
[[nodiscard]] Check check_castable(const Rules& rules, const State& state, Slot slot, const SpellDef& spell, int level);
/// Takes the slot and marks the turn's casting.
void spend_for_spell(Run& run, Slot slot, const SpellDef& spell, int level);

/// Damage at this level: cantrips by character level, others by slot (rules §20).
[[nodiscard]] std::vector<DamageSource> spell_damage(const Participant& caster, const SpellDef& spell, int level);
[[nodiscard]] DamagePart spell_healing(const Participant& caster, const SpellDef& spell, int level);
[[nodiscard]] int spell_targets(const SpellDef& spell, int level);

/// The cells and origin of an area spell; empty when it has none or cannot lie there.
struct SpellArea {
  grid::AreaShape shape = {};
  grid::AreaPlacement placement = {};
  std::vector<grid::Cell> cells = {};
};
[[nodiscard]] std::optional<SpellArea> spell_area(const State& state, Slot caster, const SpellDef& spell,
                                                  grid::Cell at);
/// In the order they are resolved (rules §0 D4).
[[nodiscard]] std::vector<Slot> creatures_in(const State& state, const SpellArea& area, Slot caster);

}  // namespace live::engine
