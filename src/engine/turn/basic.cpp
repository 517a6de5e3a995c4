// The actions of rules §16 that need no more than their name: dash, disengage, dodge, hide, search; standing up and
// dropping prone (§6); letting go of a spell (§14); help; first aid.
#include <algorithm>

#include "engine/grid/sight.hpp"
#include "engine/rules/damage.hpp"
#include "engine/rules/effects.hpp"
#include "engine/rules/tests.hpp"
#include "engine/turn/actions.hpp"
#include "engine/turn/flow.hpp"
#include "engine/turn/guards.hpp"
#include "schema/describe.hpp"

namespace live::engine {
namespace {

constexpr int adjacent_ft = 5;

/// Features that turn an action into a bonus action (rules §31.4, §26).
bool allows_as_bonus(const Participant& who, BasicKind kind) {
  const bool cunning = feature(who, "cunning-action") != nullptr;
  const bool nimble = feature(who, "nimble-escape") != nullptr;
  switch (kind) {
    case BasicKind::dash:
      return cunning;
    case BasicKind::disengage:
    case BasicKind::hide:
      return cunning || nimble;
    default:
      return false;
  }
}

Cost cost_of(const Basic& action) {
  switch (action.kind) {
    case BasicKind::stand_up:
    case BasicKind::drop_prone:
      return Cost::movement;
    case BasicKind::end_concentration:
      return Cost::free;
    default:
      return action.as_bonus ? Cost::bonus : Cost::action;
  }
}

/// Enemies it could hide from where it is: they do not see it, or hardly (rules §16, [R29]).
std::vector<Slot> blind_observers(const State& state, Slot slot, bool& any_sees) {
  std::vector<Slot> blind;
  any_sees = false;
  for (std::size_t i = 0; i < state.participants.size(); ++i) {
    const Participant& observer = state.participants[i];
    const bool counts = !observer.removed && !observer.dead && hostile(observer, state.at(slot)) &&
                        !any_rule(observer, policy_of(state), &ConditionRule::incapacitates);
    if (!counts) continue;
    const bool concealed = !could_see(state, slot_at(i), slot) ||
                           grid::well_covered(state.map, space_of(observer), space_of(state.at(slot)));
    if (concealed) {
      blind.push_back(slot_at(i));
    } else {
      any_sees = any_sees || !observer.secret;
    }
  }
  return blind;
}

Check check_hide(const State& state, Slot slot) {
  bool any_sees = false;
  const auto blind = blind_observers(state, slot, any_sees);
  const bool out_of_all_sight = policy_of(state).hide_dc > 0;
  if (out_of_all_sight ? !any_sees : (!blind.empty() || !any_sees)) return {};
  return refuse("target.notSeen", "§16",
                text(state.at(slot).name,
                     " is in plain view and has nowhere to hide; find total or three-quarters "
                     "cover, or darkness."));
}

bool stealth_hampered(const Rules& rules, const Participant& who) {
  return std::ranges::any_of(who.inventory, [&](const InventoryItem& item) {
    const ArmorDef* armor = item.place == Place::worn ? rules.content.armor_piece(item.item) : nullptr;
    return armor != nullptr && armor->stealth_disadvantage;
  });
}

void hide(Run& run, Slot slot) {
  bool any_sees = false;
  std::vector<Slot> from = blind_observers(run.state, slot, any_sees);
  Sources sources;
  if (stealth_hampered(run.rules, run.at(slot))) sources.hamper("armor");
  const int dc = run.policy().hide_dc;
  const int total = roll_check(
      run, {.slot = slot, .skill = Skill::stealth, .dc = dc, .purpose = "hide", .sources = std::move(sources)});
  if (dc > 0) {
    if (total < dc) return;
    run.emit(HiddenChanged{.slot = slot, .hidden = {.total = total, .from = std::move(from)}, .reason = "hide"});
    add_condition(run, slot, {.condition = Condition::invisible, .source = slot});
    return;
  }
  std::erase_if(from, [&](Slot observer) { return passive_perception(run.state, observer) >= total; });
  run.emit(HiddenChanged{.slot = slot, .hidden = {.total = total, .from = std::move(from)}, .reason = "hide"});
}

void search(Run& run, Slot slot) {
  const int total = roll_check(run, {.slot = slot, .skill = Skill::perception, .purpose = "search", .sight = true});
  for (std::size_t i = 0; i < run.state.participants.size(); ++i) {
    const Slot other = slot_at(i);
    const Participant& who = run.at(other);
    if (who.removed || who.dead || !hostile(who, run.at(slot)) || who.hidden == Hidden{}) continue;
    if (total < who.hidden.total) continue;
    Hidden left = who.hidden;
    std::erase(left.from, slot);
    if (left.from.empty() || run.policy().hide_dc > 0) {
      reveal(run, other, "found");
      continue;
    }
    if (who.secret) run.emit(SecretChanged{.slot = other, .secret = false, .reason = "found"});
    run.emit(HiddenChanged{.slot = other, .hidden = std::move(left), .reason = "found"});
  }
}

void spend_movement(Run& run, Slot slot, int feet) {
  Economy economy = run.at(slot).economy;
  economy.movement_used_ft += feet;
  run.set_economy(slot, std::move(economy));
}

void dodge(Run& run, Slot slot) {
  EffectDef def{.modifiers = {{.kind = ModifierKind::attacked_disadvantage}}, .until = EffectUntil::source_turn_start};
  end_effects_named(run, slot, "dodging", "renewed");
  add_effect(run, {.slot = slot, .source = slot, .name = "dodging", .def = std::move(def)});
}

Check check_stand_up(const State& state, Slot slot) {
  const Participant& who = state.at(slot);
  if (!has_condition(who, Condition::prone)) {
    return refuse("move.path", "§6", text(who.name, " is standing already."));
  }
  const int speed = speed_ft(state, slot, MoveMode::walk);
  if (speed == 0) return refuse("cond.speedZero", "§6", text(who.name, "'s speed is 0: it cannot stand up."));
  const int left = movement_left(state, slot, MoveMode::walk);
  if (left >= speed / 2) return {};
  return refuse("economy.noMovement", "§6",
                text("Standing up takes ", speed / 2, " ft; ", who.name, " has ", left, " ft left."));
}

Check check_drop_prone(const State& state, Slot slot) {
  const Participant& who = state.at(slot);
  if (has_condition(who, Condition::prone)) return refuse("move.path", "§6", text(who.name, " is prone already."));
  if (policy_of(state).drop_prone_needs_speed && speed_ft(state, slot, MoveMode::walk) == 0) {
    return refuse("cond.speedZero", "§6", text(who.name, "'s speed is 0."));
  }
  return {};
}

}  // namespace

Check check(const Situation& at, const Basic& action) {
  const Participant& who = at.state.at(at.actor);
  if (auto refusal = check_turn(at.state, at.actor)) return refusal;
  if (action.kind == BasicKind::end_concentration) {
    if (!who.concentration.spell.empty()) return {};
    return refuse("spell.blocked", "§14", text(who.name, " is not concentrating on a spell."));
  }
  // Moving needs no action, only the freedom to move.
  const bool moving = cost_of(action) == Cost::movement;
  if (!moving || who.hp == 0 || who.surprised) {
    if (auto refusal = check_able(at.state, at.actor)) return refusal;
  }
  if (action.as_bonus && !allows_as_bonus(who, action.kind)) {
    return refuse("economy.noBonus", "§5",
                  text(who.name, " has nothing that lets it ", schema::enum_name(action.kind), " as a bonus action."));
  }
  if (auto refusal = check_cost(at.state, at.actor, cost_of(action))) return refusal;
  switch (action.kind) {
    case BasicKind::hide:
      return check_hide(at.state, at.actor);
    case BasicKind::stand_up:
      return check_stand_up(at.state, at.actor);
    case BasicKind::drop_prone:
      return check_drop_prone(at.state, at.actor);
    default:
      return {};
  }
}

void perform(Run& run, Slot actor, const Basic& action) {
  pay(run, actor, cost_of(action));
  run.emit(ActionTaken{.slot = actor, .action = std::string(schema::enum_name(action.kind)), .cost = cost_of(action)});
  Economy economy = run.at(actor).economy;
  switch (action.kind) {
    case BasicKind::dash:
      economy.dash_ft += speed_ft(run.state, actor, MoveMode::walk);
      return run.set_economy(actor, std::move(economy));
    case BasicKind::disengage:
      economy.disengaged = true;
      return run.set_economy(actor, std::move(economy));
    case BasicKind::dodge:
      return dodge(run, actor);
    case BasicKind::hide:
      return hide(run, actor);
    case BasicKind::search:
      return search(run, actor);
    case BasicKind::stand_up:
      spend_movement(run, actor, speed_ft(run.state, actor, MoveMode::walk) / 2);
      return remove_condition(run, actor, Condition::prone, "stood up");
    case BasicKind::drop_prone:
      return add_condition(run, actor, {.condition = Condition::prone, .source = actor});
    case BasicKind::end_concentration:
      return end_concentration(run, actor, "at will");
  }
}

Slot first_ally(const State& state, Slot slot) {
  for (std::size_t i = 0; i < state.participants.size(); ++i) {
    const Slot other = slot_at(i);
    if (other != slot && state.has(other) && !state.at(other).dead && !hostile(state.at(other), state.at(slot))) {
      return other;
    }
  }
  return Slot::none;
}

Check check(const Situation& at, const Aid& action) {
  if (auto refusal = check_act(at.state, at.actor, Cost::action)) return refusal;
  if (auto refusal = check_target(at, action.target)) return refusal;
  const Participant& target = at.state.at(action.target);
  const int distance = distance_ft(at.state, at.actor, action.target);
  if (distance > adjacent_ft) {
    return refuse("target.outOfRange", "§16", text(target.name, " is ", distance, " ft away; reach is 5 ft."));
  }
  const bool dying = target.hp == 0 && !target.dead && !target.stable;
  const bool asleep = target.hp > 0 && has_condition(target, Condition::unconscious);
  if (action.kind == AidKind::stabilize ? dying : asleep) return {};
  return refuse("target.invalid", "§12",
                text(target.name, action.kind == AidKind::stabilize ? " is not dying." : " is not asleep."));
}

void perform(Run& run, Slot actor, const Aid& action) {
  pay(run, actor, Cost::action);
  run.emit(ActionTaken{.slot = actor,
                       .action = std::string(schema::enum_name(action.kind)),
                       .cost = Cost::action,
                       .target = action.target});
  if (action.kind == AidKind::shake_awake) {
    remove_condition(run, action.target, Condition::unconscious, "shaken awake");
    return;
  }
  const int total =
      roll_check(run, {.slot = actor, .skill = Skill::medicine, .dc = stabilize_dc, .purpose = "stabilize"});
  if (total >= stabilize_dc) stabilize(run, action.target);
}

Check check(const Situation& at, const EndTurn&) { return check_turn(at.state, at.actor); }

void perform(Run& run, Slot, const EndTurn&) { finish_turn(run, TurnEnd::ended); }

}  // namespace live::engine
