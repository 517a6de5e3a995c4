#pragma once
// What the two published rulesets do differently, as a table (rules §29). Rules ask the policy; none asks which
// ruleset.
#include "engine/state/terms.hpp"

namespace live::engine {

struct Policy {
  Ruleset ruleset;
  /// §4 Surprise costs the first turn and reactions, or is disadvantage on initiative.
  bool surprise_costs_turn;
  /// §4 Invisible rolls initiative with advantage, incapacitated with disadvantage.
  bool initiative_by_condition;
  /// §15 Six steps, or -2 per level on every d20 test and -5 ft per level.
  bool exhaustion_in_steps;
  /// §15 Stunned stops movement.
  bool stunned_stops;
  /// §15 Grappled: disadvantage against anyone but the grappler.
  bool grappled_hampers_attacks;
  /// §10 Grapple and shove by contest, or by the target's save.
  bool grapple_by_contest;
  /// §16 0: hidden from those whose passive Perception is lower; else the DC, and success makes invisible.
  int hide_dc;
  /// §20 A bonus-action spell allows only one-action cantrips besides; or one slot a turn.
  bool bonus_spell_rule;
  bool one_slot_per_turn;
  /// §14 0: none.
  int concentration_dc_cap;
  /// §12 HP a knocked-out creature is left with.
  int knock_out_hp;
  /// §24
  Cost potion_cost;
  /// §10 Heavy hampers Small and Tiny; or those with Str (Dex for ranged) below 13.
  bool heavy_by_size;
  /// §10 A lance hampers within 5 ft.
  bool lance_hampered_close;
  /// §10 Two-weapon fighting with melee weapons only, or with any light weapon.
  bool light_melee_only;
  /// §16 Help to attack is for one chosen ally, or for any.
  bool help_names_ally;
  /// §11 Improved critical: a 19 must also hit.
  bool improved_critical_must_hit;
  /// §31.4 Action surge cannot cast.
  bool surge_without_magic;
  /// §5 Each attack of the Attack action may draw one weapon beside the free interaction.
  bool draw_with_attack;
  /// §15 Dropping prone needs speed.
  bool drop_prone_needs_speed;
  /// §3.4 A shield it is not trained with hampers like armor, or merely gives no AC.
  bool untrained_shield_hampers;
  /// §6 Dragging somebody halves the speed, or costs a foot more for each foot (nothing for Tiny ones).
  bool drag_halves_speed;
  /// §6 Ending a turn in another's space: prone.
  bool shared_space_prone;
  /// §16 Help with a check needs proficiency in it.
  bool help_needs_proficiency;
};

[[nodiscard]] const Policy& policy_of(Ruleset ruleset);

}  // namespace live::engine
