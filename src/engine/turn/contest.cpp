// Grapple, shove, escape: by contest, or by the target's save (rules §10, §0 D7).
#include <algorithm>

#include "engine/grid/forced.hpp"
#include "engine/rules/effects.hpp"
#include "engine/rules/tests.hpp"
#include "engine/turn/actions.hpp"
#include "engine/turn/guards.hpp"
#include "engine/turn/move.hpp"
#include "schema/describe.hpp"

namespace live::engine {
namespace {

constexpr int reach_ft = contest_reach_ft;
constexpr int shove_ft = 5;

Skill better_defence(const Participant& who) {
  return skill_bonus(who, Skill::acrobatics) > skill_bonus(who, Skill::athletics) ? Skill::acrobatics
                                                                                  : Skill::athletics;
}

Ability better_save(const Participant& who) {
  return save_bonus(who, Ability::dex) > save_bonus(who, Ability::str) ? Ability::dex : Ability::str;
}

/// True when the attacker prevails.
bool overcomes(Run& run, Slot actor, Slot target, std::string_view purpose) {
  if (!run.policy().grapple_by_contest) {
    return !roll_save(run, {.slot = target,
                            .ability = better_save(run.at(target)),
                            .dc = strength_dc(run.at(actor)),
                            .against = std::string(purpose)});
  }
  // Nobody home to resist: it fails by itself, and nobody rolls [R20].
  if (incapacitated(run.at(target), run.policy())) return true;
  const int attack = roll_check(run, {.slot = actor, .skill = Skill::athletics, .purpose = std::string(purpose)});
  const int defence =
      roll_check(run, {.slot = target, .skill = better_defence(run.at(target)), .purpose = std::string(purpose)});
  return attack > defence;
}

void push_away(Run& run, Slot actor, Slot target) {
  const Crowd crowd = crowd_around(run.state, target, false);
  const grid::Space space = space_of(run.at(target));
  const auto path =
      grid::forced_path(crowd.ground(run.state.map), run.at(target).sheet.size, space,
                        grid::direction_away(space_of(run.at(actor)), space), shove_ft, run.state.options.diagonal);
  if (path.empty()) return;
  run.emit(Moved{.slot = target, .from = space.min, .path = path, .mode = MoveMode::walk, .forced = true});
  recheck_hiding(run);
  recheck_grapples(run);
}

const ConditionInstance* grapple_on(const Participant& who) {
  const auto at = std::ranges::find(who.conditions, Condition::grappled, &ConditionInstance::condition);
  return at == who.conditions.end() ? nullptr : &*at;
}

}  // namespace

int strength_dc(const Participant& who) { return 8 + modifier(who, Ability::str) + who.sheet.proficiency_bonus; }

Check check(const Situation& at, const Contest& action) {
  if (auto refusal = check_turn(at.state, at.actor)) return refusal;
  if (auto refusal = check_able(at.state, at.actor)) return refusal;
  if (auto refusal = check_attack_left(at.state, at.actor)) return refusal;
  const Participant& who = at.state.at(at.actor);
  if (action.kind == ContestKind::grapple && !hand_free(who)) {
    return refuse("weapon.hands", "§10", text(who.name, " needs a free hand to grapple."));
  }
  if (auto refusal = check_target(at, action.target)) return refusal;
  const Participant& target = at.state.at(action.target);
  if (action.target == at.actor || target.dead) return refuse("target.invalid", "§10", "There is no such target.");
  if (static_cast<int>(target.sheet.size) > static_cast<int>(who.sheet.size) + 1) {
    return refuse("target.invalid", "§10", text(target.name, " is more than one size larger than ", who.name, "."));
  }
  const int distance = distance_ft(at.state, at.actor, action.target);
  if (distance <= reach_ft) return {};
  return refuse("target.outOfRange", "§10", text(target.name, " is ", distance, " ft away; reach is 5 ft."));
}

void perform(Run& run, Slot actor, const Contest& action) {
  begin_attack(run, actor);
  const std::string name(schema::enum_name(action.kind));
  run.emit(ActionTaken{.slot = actor, .action = name, .cost = Cost::action, .target = action.target});
  const bool won = overcomes(run, actor, action.target, name);
  reveal(run, actor, "attacked");
  if (!won) return;
  switch (action.kind) {
    case ContestKind::grapple: {
      const int dc = run.policy().grapple_by_contest ? 0 : strength_dc(run.at(actor));
      return add_condition(run, action.target, {.condition = Condition::grappled, .source = actor, .escape_dc = dc});
    }
    case ContestKind::shove_prone:
      if (!has_condition(run.at(action.target), Condition::prone)) {
        add_condition(run, action.target, {.condition = Condition::prone, .source = actor});
      }
      return;
    case ContestKind::shove_away:
      return push_away(run, actor, action.target);
  }
}

Check check(const Situation& at, const Escape& action) {
  if (auto refusal = check_act(at.state, at.actor, Cost::action)) return refusal;
  if (grapple_on(at.state.at(at.actor)) == nullptr) {
    return refuse("target.invalid", "§10", text(at.state.at(at.actor).name, " is not grappled."));
  }
  const bool fits = action.skill == Skill::athletics || action.skill == Skill::acrobatics;
  if (fits) return {};
  return refuse("target.invalid", "§10", "Escape by Athletics or Acrobatics.");
}

void perform(Run& run, Slot actor, const Escape& action) {
  pay(run, actor, Cost::action);
  run.emit(ActionTaken{.slot = actor, .action = "escape", .cost = Cost::action});
  const ConditionInstance held = *grapple_on(run.at(actor));
  const int mine = roll_check(run, {.slot = actor, .skill = action.skill, .dc = held.escape_dc, .purpose = "escape"});
  bool free = mine >= held.escape_dc;
  if (held.escape_dc == 0 && run.state.has(held.source)) {
    free = mine > roll_check(run, {.slot = held.source, .skill = Skill::athletics, .purpose = "hold"});
  }
  if (free) remove_condition(run, actor, Condition::grappled, "escaped", held.source);
}

Check check(const Situation& at, const Release& action) {
  if (auto refusal = check_turn(at.state, at.actor)) return refusal;
  const bool holds = at.state.has(action.target) &&
                     std::ranges::any_of(at.state.at(action.target).conditions, [&](const ConditionInstance& instance) {
                       return instance.condition == Condition::grappled && instance.source == at.actor;
                     });
  if (holds) return {};
  return refuse("target.invalid", "§10", text(at.state.at(at.actor).name, " is not holding that creature."));
}

void perform(Run& run, Slot actor, const Release& action) {
  remove_condition(run, action.target, Condition::grappled, "released", actor);
}

}  // namespace live::engine
