#pragma once
// Laying effects and conditions on creatures and taking them off again (rules §14, §15, §27): the chains of one thing
// ending another are all here.
#include <string>
#include <string_view>

#include "engine/content/content.hpp"
#include "engine/rules/run.hpp"

namespace live::engine {

/// Nothing happens when the creature is immune. Unconscious brings prone; what incapacitates ends concentration and
/// grapples held; speed 0 and the like follow from the table.
void add_condition(Run& run, Slot slot, ConditionInstance instance);
void remove_condition(Run& run, Slot slot, Condition condition, std::string_view reason, Slot source = Slot::none);

struct EffectRequest {
  Slot slot = Slot::none;
  Slot source = Slot::none;
  std::string name = {};
  EffectDef def = {};
  bool concentration = false;
  Ability save = Ability::wis;
  int dc = 0;
  Slot only_by = Slot::none;
};
void add_effect(Run& run, const EffectRequest& request);
void end_effect(Run& run, Slot slot, std::uint32_t effect_id, std::string_view reason);
/// All effects of that name on the creature.
void end_effects_named(Run& run, Slot slot, std::string_view name, std::string_view reason);

void start_concentration(Run& run, Slot slot, std::string_view spell);
/// Ends the spell for all its targets at once (rules §14).
void end_concentration(Run& run, Slot slot, std::string_view reason);
/// A Constitution save for one source of damage (rules §14).
void check_concentration(Run& run, Slot slot, int taken);

/// Whom it was hidden from knows of it again; `secret` comes off too.
void reveal(Run& run, Slot slot, std::string_view reason);
/// After something moved: those who hide in plain view of an observer are seen (rules §16).
void recheck_hiding(Run& run);
/// Grapples whose holder cannot hold, or is too far away, end (rules §10).
void recheck_grapples(Run& run);

/// A flyer that is prone, stopped, incapacitated or dead drops to the floor, unless it hovers (rules §7).
void fall_if_aloft(Run& run, Slot slot);

/// Durations that have run out, at the start or end of someone's turn.
void expire(Run& run, Until until);

/// "until the end of your next turn" made in that creature's own turn skips the present one (rules §27).
[[nodiscard]] Duration duration_for(const State& state, EffectUntil until, int rounds, Slot source, Slot target);

}  // namespace live::engine
