// Help: with an attack, or with an ability check (rules §16).
#include <algorithm>

#include "engine/rules/effects.hpp"
#include "engine/turn/actions.hpp"
#include "engine/turn/guards.hpp"

namespace live::engine {
namespace {

constexpr int adjacent_ft = 5;

bool is_ally(const State& state, Slot actor, Slot ally) {
  return state.has(ally) && ally != actor && !state.at(ally).dead && !hostile(state.at(ally), state.at(actor));
}

Check check_ally(const Situation& at, Slot ally) {
  if (is_ally(at.state, at.actor, ally)) return {};
  return refuse("target.invalid", "§16", "Name the ally who is to be helped.");
}

Check check_skill(const Situation& at, Skill skill) {
  const Participant& who = at.state.at(at.actor);
  if (!policy_of(at.state).help_needs_proficiency) return {};
  const auto trained = std::ranges::find(who.sheet.skills, skill, &SkillBonus::skill);
  const bool proficient = trained != who.sheet.skills.end() && trained->training >= Training::proficient;
  if (proficient) return {};
  return refuse("target.invalid", "§16", text(who.name, " is not proficient in what it would help with."));
}

}  // namespace

Check check(const Situation& at, const Help& action) {
  if (auto refusal = check_act(at.state, at.actor, Cost::action)) return refusal;
  if (action.skill) {
    if (auto refusal = check_ally(at, action.ally)) return refusal;
    return check_skill(at, *action.skill);
  }
  if (auto refusal = check_target(at, action.target)) return refusal;
  const Participant& target = at.state.at(action.target);
  if (!hostile(target, at.state.at(at.actor)) || target.dead) {
    return refuse("target.invalid", "§16", text(target.name, " is no enemy to be distracted."));
  }
  if (policy_of(at.state).help_names_ally) {
    if (auto refusal = check_ally(at, action.ally)) return refusal;
  }
  const int distance = distance_ft(at.state, at.actor, action.target);
  if (distance <= adjacent_ft) return {};
  return refuse("target.outOfRange", "§16", text(target.name, " is ", distance, " ft away; help reaches 5 ft."));
}

void perform(Run& run, Slot actor, const Help& action) {
  const Slot whom = action.skill ? action.ally : action.target;
  pay(run, actor, Cost::action);
  run.emit(ActionTaken{.slot = actor, .action = "help", .cost = Cost::action, .target = whom});
  EffectDef def{
      .modifiers = {}, .conditions = {}, .until = EffectUntil::source_turn_start, .rounds = 1, .single_use = true};
  if (action.skill) {
    def.modifiers = {{.kind = ModifierKind::check_advantage, .skill = action.skill}};
    return add_effect(run, {.slot = whom, .source = actor, .name = "helped-check", .def = std::move(def)});
  }
  def.modifiers = {{.kind = ModifierKind::attacked_advantage}};
  add_effect(run, {.slot = whom,
                   .source = actor,
                   .name = "helped",
                   .def = std::move(def),
                   .only_by = run.policy().help_names_ally ? action.ally : Slot::none});
}

}  // namespace live::engine
