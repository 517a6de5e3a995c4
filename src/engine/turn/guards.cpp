#include "engine/turn/guards.hpp"

#include <algorithm>

#include "schema/describe.hpp"

namespace live::engine {
namespace {

std::string incapacitating_name(const Participant& who, const Policy& policy) {
  for (const ConditionInstance& instance : who.conditions) {
    if (rule_of(instance.condition, policy).incapacitates) return std::string(schema::enum_name(instance.condition));
  }
  return "incapacitated";
}

}  // namespace

std::string public_name(const Participant& who) { return who.secret ? "someone else" : who.name; }

Check check_turn(const State& state, Slot actor) {
  if (!state.has(actor)) return refuse("target.invalid", "§5", "There is no such participant.");
  switch (state.status) {
    case Status::active:
      break;
    case Status::waiting:
      return refuse("turn.notStarted", "§4", "The fight has not begun: roll initiative first.");
    case Status::paused:
      return refuse("turn.paused", "§5", "The encounter is paused.");
    case Status::completed:
      return refuse("turn.completed", "§5", "The encounter is over.");
  }
  if (state.current() == Slot::none)
    return refuse("turn.notStarted", "§4", "Nobody has a turn: roll initiative first.");
  if (state.current() != actor) {
    return refuse("turn.notYours", "§5",
                  text("It is ", public_name(state.at(state.current())), "'s turn, not ", state.at(actor).name, "'s."));
  }
  if (!state.pending.empty()) {
    return refuse("turn.waiting", "§5", "Someone is still deciding about a reaction.");
  }
  return {};
}

Check check_able(const State& state, Slot actor) {
  const Participant& who = state.at(actor);
  const Policy& policy = policy_of(state);
  if (who.dead) return refuse("cond.incapacitated", "§12", text(who.name, " is dead."));
  if (who.surprised && policy.surprise_costs_turn) {
    return refuse("cond.surprised", "§4", text(who.name, " is surprised and can neither move nor act this turn."));
  }
  if (incapacitated(who, policy)) {
    return refuse("cond.incapacitated", "§15",
                  text(who.name, " is ", incapacitating_name(who, policy), " and can take no actions."));
  }
  return {};
}

Check check_cost(const State& state, Slot actor, Cost cost, bool magic) {
  const Participant& who = state.at(actor);
  const Economy& economy = who.economy;
  switch (cost) {
    case Cost::free:
    case Cost::movement:
      return {};
    case Cost::action:
      if (economy.actions_left <= 0) {
        return refuse("economy.noAction", "§5", text(who.name, " has used its action this turn."));
      }
      if (magic && economy.actions_left <= economy.nonmagic_actions) {
        return refuse("economy.noAction", "§31.4", text(who.name, "'s extra action cannot be used to cast."));
      }
      return {};
    case Cost::bonus:
      if (economy.bonus_left > 0) return {};
      return refuse("economy.noBonus", "§5", text(who.name, " has used its bonus action this turn."));
    case Cost::reaction:
      if (economy.reaction_available) return {};
      return refuse("economy.noReaction", "§5",
                    text(who.name, " has used its reaction; it comes back at the start of its turn."));
    case Cost::interaction:
      if (economy.interactions_used == 0 || economy.actions_left > 0) return {};
      return refuse("economy.noInteraction", "§5",
                    text(who.name, " has used its free interaction, and no action is left for a second one."));
  }
  return {};
}

Check check_act(const State& state, Slot actor, Cost cost, bool magic) {
  if (auto refusal = check_turn(state, actor)) return refusal;
  if (auto refusal = check_able(state, actor)) return refusal;
  return check_cost(state, actor, cost, magic);
}

void pay(Run& run, Slot actor, Cost cost, bool magic) {
  Economy economy = run.at(actor).economy;
  switch (cost) {
    case Cost::free:
    case Cost::movement:
      return;
    case Cost::action:
      --economy.actions_left;
      if (!magic && economy.nonmagic_actions > 0) --economy.nonmagic_actions;
      // A new action ends the attacks of the one before.
      economy.attacks_left = 0;
      economy.multiattack_left.clear();
      economy.loaded_shots.clear();
      break;
    case Cost::bonus:
      --economy.bonus_left;
      break;
    case Cost::reaction:
      economy.reaction_available = false;
      break;
    case Cost::interaction:
      // The second one costs the action (rules §5).
      if (economy.interactions_used > 0) --economy.actions_left;
      ++economy.interactions_used;
      break;
  }
  run.set_economy(actor, std::move(economy));
}

bool can_react(const State& state, Slot slot) {
  if (!state.has(slot)) return false;
  const Participant& who = state.at(slot);
  const Policy& policy = policy_of(state);
  return able(who, policy) && who.hp > 0 && who.economy.reaction_available &&
         !(who.surprised && policy.surprise_costs_turn) && !has_modifier(who, ModifierKind::no_reactions);
}

}  // namespace live::engine
