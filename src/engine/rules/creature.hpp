#pragma once
// Questions about one creature, or one to another, that every rule asks. All read only.
#include <span>
#include <string_view>
#include <vector>

#include "engine/rules/conditions.hpp"
#include "engine/rules/ruleset.hpp"
#include "engine/state/state.hpp"

namespace live::engine {

[[nodiscard]] inline const Policy& policy_of(const State& state) { return policy_of(state.options.ruleset); }

/// floor((score - 10) / 2), rules §2.
[[nodiscard]] constexpr int modifier_of(int score) { return score >= 10 ? (score - 10) / 2 : -((11 - score) / 2); }
[[nodiscard]] inline int modifier(const Participant& who, Ability ability) {
  return modifier_of(who.sheet.abilities.of(ability));
}

[[nodiscard]] const FeatureRef* feature(const Participant& who, std::string_view id);
[[nodiscard]] const Resource* resource(const Participant& who, std::string_view id);
[[nodiscard]] bool used_this_turn(const Participant& who, std::string_view id);
[[nodiscard]] bool proficient_with(const Participant& who, std::string_view category, std::string_view id);

/// Borne by itself; what it implies is asked by the questions below.
[[nodiscard]] bool has_condition(const Participant& who, Condition condition);
/// Any condition it bears for which the table says yes.
[[nodiscard]] bool any_rule(const Participant& who, const Policy& policy, bool ConditionRule::* column);
[[nodiscard]] bool immune_to(const Participant& who, Condition condition);

/// No actions or reactions (rules §15): by condition, or dead.
[[nodiscard]] bool incapacitated(const Participant& who, const Policy& policy);
/// Here, alive and not incapacitated (rules §0).
[[nodiscard]] bool able(const Participant& who, const Policy& policy);
/// On the map as far as others are concerned: not removed and not known to the DM only.
[[nodiscard]] inline bool present(const Participant& who) { return !who.removed && !who.secret; }

[[nodiscard]] inline bool hostile(const Participant& a, const Participant& b) { return a.side != b.side; }

[[nodiscard]] inline grid::Space space_of(const Participant& who) {
  return grid::space_of(who.sheet.size, who.pos, static_cast<std::int16_t>(who.z_ft));
}
[[nodiscard]] int distance_ft(const State& state, Slot a, Slot b);

/// Sees it, by light, senses, conditions and hiding (rules §19).
[[nodiscard]] bool can_see(const State& state, Slot viewer, Slot target);
/// The same, as if it were not hiding.
[[nodiscard]] bool could_see(const State& state, Slot viewer, Slot target);
[[nodiscard]] grid::Cover cover_between(const State& state, Slot attacker, Slot target);
/// No total cover: the same answer as cover_between() gives, for far less (creatures never give total cover).
[[nodiscard]] bool line_of_effect(const State& state, Slot attacker, Slot target);

/// Each distinct effect name counts once (rules §20).
[[nodiscard]] std::vector<const Effect*> effects_of(const Participant& who);
[[nodiscard]] bool has_modifier(const Participant& who, ModifierKind kind);
[[nodiscard]] int modifier_sum(const Participant& who, ModifierKind kind);

[[nodiscard]] int speed_ft(const State& state, Slot slot, MoveMode mode);
[[nodiscard]] int movement_left(const State& state, Slot slot, MoveMode mode);

/// Has it grappled (rules §10); and somebody whose weight is felt when dragged (§6).
[[nodiscard]] bool holds(const State& state, Slot holder, Slot held);
[[nodiscard]] bool drags_weight(const State& state, Slot holder);

/// What it wears or holds that is an inventory item in that place; nullptr: nothing.
[[nodiscard]] const InventoryItem* item_in(const Participant& who, Place place);
[[nodiscard]] const InventoryItem* item_by_id(const Participant& who, std::string_view id);

/// 10 + check modifier (rules §2), with -5 or +5.
[[nodiscard]] int skill_bonus(const Participant& who, Skill skill);
[[nodiscard]] Ability ability_of(Skill skill);
[[nodiscard]] int passive_perception(const State& state, Slot slot);
[[nodiscard]] int save_bonus(const Participant& who, Ability ability);

/// Slots in the order effects on many are worked off: initiative order, then the rest by id (rules §0).
[[nodiscard]] std::vector<Slot> resolution_order(const State& state);
/// The same, beginning after `slot` and going round.
[[nodiscard]] std::vector<Slot> order_after(const State& state, Slot slot);

}  // namespace live::engine
