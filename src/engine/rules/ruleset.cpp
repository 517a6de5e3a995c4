#include "engine/rules/ruleset.hpp"

namespace live::engine {
namespace {

constexpr Policy srd_2014{.ruleset = Ruleset::srd2014,
                          .surprise_costs_turn = true,
                          .initiative_by_condition = false,
                          .exhaustion_in_steps = true,
                          .stunned_stops = true,
                          .grappled_hampers_attacks = false,
                          .grapple_by_contest = true,
                          .hide_dc = 0,
                          .bonus_spell_rule = true,
                          .one_slot_per_turn = false,
                          .concentration_dc_cap = 0,
                          .knock_out_hp = 0,
                          .potion_cost = Cost::action,
                          .heavy_by_size = true,
                          .lance_hampered_close = true,
                          .light_melee_only = true,
                          .help_names_ally = true,
                          .improved_critical_must_hit = false,
                          .surge_without_magic = false,
                          .draw_with_attack = false,
                          .drop_prone_needs_speed = false,
                          .untrained_shield_hampers = true,
                          .drag_halves_speed = true,
                          .shared_space_prone = false,
                          .help_needs_proficiency = false};

constexpr Policy srd_2024{.ruleset = Ruleset::srd2024,
                          .surprise_costs_turn = false,
                          .initiative_by_condition = true,
                          .exhaustion_in_steps = false,
                          .stunned_stops = false,
                          .grappled_hampers_attacks = true,
                          .grapple_by_contest = false,
                          .hide_dc = 15,
                          .bonus_spell_rule = false,
                          .one_slot_per_turn = true,
                          .concentration_dc_cap = 30,
                          .knock_out_hp = 1,
                          .potion_cost = Cost::bonus,
                          .heavy_by_size = false,
                          .lance_hampered_close = false,
                          .light_melee_only = false,
                          .help_names_ally = false,
                          .improved_critical_must_hit = true,
                          .surge_without_magic = true,
                          .draw_with_attack = true,
                          .drop_prone_needs_speed = true,
                          .untrained_shield_hampers = false,
                          .drag_halves_speed = false,
                          .shared_space_prone = true,
                          .help_needs_proficiency = true};

}  // namespace

const Policy& policy_of(Ruleset ruleset) { return ruleset == Ruleset::srd2024 ? srd_2024 : srd_2014; }

}  // namespace live::engine
