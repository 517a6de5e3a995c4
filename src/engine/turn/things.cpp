// Using, drawing and putting away things; doors (rules §5, §24).
#include <algorithm>

#include "engine/grid/distance.hpp"
#include "engine/rules/damage.hpp"
#include "engine/rules/effects.hpp"
#include "engine/turn/actions.hpp"
#include "engine/turn/guards.hpp"

namespace live::engine {
namespace {

constexpr int adjacent_ft = 5;

const ItemDef* usable(const Rules& rules, const InventoryItem* item) {
  if (item == nullptr || item->place == Place::dropped || item->quantity <= 0) return nullptr;
  const ItemDef* def = rules.content.item(item->item);
  return def != nullptr && def->use ? def : nullptr;
}

void use_up(Run& run, Slot actor, const InventoryItem& used, const ItemDef& def) {
  InventoryItem item = used;
  if (def.charges > 0) {
    if (item.charges == 0) item.charges = def.charges;
    --item.charges;
    if (item.charges == 0) --item.quantity;
  } else {
    --item.quantity;
  }
  run.emit(ItemChanged{.slot = actor, .item = std::move(item)});
}

bool is_shield_or_armor(const Rules& rules, const InventoryItem& item) {
  return rules.content.armor_piece(item.item) != nullptr;
}

Check check_hands_for(const Participant& who) {
  if (hand_free(who)) return {};
  return refuse("weapon.hands", "§5", text("Both of ", who.name, "'s hands are full."));
}

/// A shield takes an action; everything else the free interaction, and a second one the action (rules §5).
Cost handling_cost(const Rules& rules, const InventoryItem& item) {
  return is_shield_or_armor(rules, item) ? Cost::action : Cost::interaction;
}

Check check_worn_change(const Rules& rules, const Participant& who, const InventoryItem& item) {
  const ArmorDef* armor = rules.content.armor_piece(item.item);
  if (armor == nullptr || armor->category == ArmorCategory::shield) return {};
  return refuse("item.unusable", "§23", text(who.name, " has no time to change armor in a fight."));
}

}  // namespace

Cost item_cost(const State& state, const Participant& who, const ItemDef& item) {
  if (item.kind == ItemKind::potion) return policy_of(state).potion_cost;
  // Fast Hands uses objects as a bonus action (rules §31.4).
  return feature(who, "fast-hands") != nullptr && who.economy.bonus_left > 0 ? Cost::bonus : Cost::action;
}

Check check(const Situation& at, const UseItem& action) {
  const Participant& who = at.state.at(at.actor);
  if (auto refusal = check_turn(at.state, at.actor)) return refusal;
  if (auto refusal = check_able(at.state, at.actor)) return refusal;
  const InventoryItem* item = item_by_id(who, action.item);
  const ItemDef* def = usable(at.rules, item);
  if (auto refusal = check_cost(at.state, at.actor, def == nullptr ? Cost::action : item_cost(at.state, who, *def))) {
    return refusal;
  }
  if (item == nullptr || item->place == Place::dropped) {
    return refuse("item.none", "§24", text(who.name, " has no \"", action.item, "\"."));
  }
  if (def == nullptr) return refuse("item.unusable", "§24", text(item->name, " cannot be used that way."));
  const Slot target = action.target == Slot::none ? at.actor : action.target;
  if (auto refusal = check_target(at, target)) return refusal;
  const Participant& aim = at.state.at(target);
  if (aim.dead) return refuse("target.invalid", "§12", text(aim.name, " is dead."));
  if (def->use->stabilize && (aim.hp > 0 || aim.stable)) {
    return refuse("target.invalid", "§12", text(aim.name, " is not dying."));
  }
  const bool unwilling = hostile(who, aim) && !has_condition(aim, Condition::unconscious);
  if (unwilling) return refuse("target.invalid", "§24", text(aim.name, " will not take it."));
  const int distance = target == at.actor ? 0 : distance_ft(at.state, at.actor, target);
  if (distance <= def->use->reach_ft) return {};
  return refuse(
      "target.outOfRange", "§24",
      text(aim.name, " is ", distance, " ft away; ", def->name, " can be given within ", def->use->reach_ft, " ft."));
}

void perform(Run& run, Slot actor, const UseItem& action) {
  const InventoryItem item = *item_by_id(run.at(actor), action.item);
  const ItemDef& def = *run.rules.content.item(item.item);
  const Slot target = action.target == Slot::none ? actor : action.target;
  const Cost cost = item_cost(run.state, run.at(actor), def);
  pay(run, actor, cost);
  run.emit(ActionTaken{.slot = actor, .action = def.id, .cost = cost, .target = target});
  use_up(run, actor, item, def);
  const ItemUse& use = *def.use;
  if (!use.heal.empty()) {
    auto rolled = roll_parts(run, {{.source = def.name, .part = healing_part(use.heal)}}, false, false);
    const int amount = rolled.front().total;
    heal(run, target, actor, def.name, amount, std::move(rolled));
  }
  if (use.temp_hp > 0) gain_temp_hp(run, target, use.temp_hp);
  if (use.stabilize) stabilize(run, target);
  if (use.effect) add_effect(run, {.slot = target, .source = actor, .name = def.id, .def = *use.effect});
}

Check check(const Situation& at, const Equip& action) {
  const Participant& who = at.state.at(at.actor);
  if (auto refusal = check_turn(at.state, at.actor)) return refusal;
  if (auto refusal = check_able(at.state, at.actor)) return refusal;
  const InventoryItem* item = item_by_id(who, action.item);
  if (auto refusal =
          check_cost(at.state, at.actor, item == nullptr ? Cost::interaction : handling_cost(at.rules, *item))) {
    return refusal;
  }
  if (item == nullptr) return refuse("item.none", "§5", text(who.name, " has no \"", action.item, "\"."));
  if (item->place != Place::pack && item->place != Place::dropped) {
    return refuse("item.unusable", "§5", text(item->name, " is in use already."));
  }
  if (auto refusal = check_worn_change(at.rules, who, *item)) return refusal;
  const int distance = grid::distance_ft(space_of(who), item->at, at.state.options.diagonal);
  if (item->place == Place::dropped && distance > adjacent_ft) {
    return refuse("target.outOfRange", "§5", text(item->name, " lies ", distance, " ft away."));
  }
  return check_hands_for(who);
}

void perform(Run& run, Slot actor, const Equip& action) {
  InventoryItem item = *item_by_id(run.at(actor), action.item);
  const Cost cost = handling_cost(run.rules, item);
  pay(run, actor, cost);
  run.emit(ActionTaken{.slot = actor, .action = "equip", .cost = cost});
  const bool main_taken = item_in(run.at(actor), Place::main_hand) != nullptr;
  const bool off_taken = item_in(run.at(actor), Place::off_hand) != nullptr;
  const bool off = main_taken || (!off_taken && (action.off_hand || is_shield_or_armor(run.rules, item)));
  item.place = off ? Place::off_hand : Place::main_hand;
  run.emit(ItemChanged{.slot = actor, .item = std::move(item)});
}

Check check(const Situation& at, const Unequip& action) {
  const Participant& who = at.state.at(at.actor);
  if (auto refusal = check_turn(at.state, at.actor)) return refusal;
  if (auto refusal = check_able(at.state, at.actor)) return refusal;
  const InventoryItem* item = item_by_id(who, action.item);
  const Cost cost = item == nullptr ? Cost::interaction : handling_cost(at.rules, *item);
  const bool free = action.drop && cost == Cost::interaction;
  if (auto refusal = check_cost(at.state, at.actor, free ? Cost::free : cost)) return refusal;
  if (item == nullptr) return refuse("item.none", "§5", text(who.name, " has no \"", action.item, "\"."));
  if (item->place == Place::pack || item->place == Place::dropped) {
    return refuse("item.unusable", "§5", text(item->name, " is not in hand."));
  }
  return check_worn_change(at.rules, who, *item);
}

void perform(Run& run, Slot actor, const Unequip& action) {
  InventoryItem item = *item_by_id(run.at(actor), action.item);
  const Cost cost = handling_cost(run.rules, item);
  const Cost paid = action.drop && cost == Cost::interaction ? Cost::free : cost;
  pay(run, actor, paid);
  run.emit(ActionTaken{.slot = actor, .action = action.drop ? "drop" : "unequip", .cost = paid});
  item.place = action.drop ? Place::dropped : Place::pack;
  item.at = run.at(actor).pos;
  run.emit(ItemChanged{.slot = actor, .item = std::move(item)});
}

Check check(const Situation& at, const Interact& action) {
  const Participant& who = at.state.at(at.actor);
  if (auto refusal = check_act(at.state, at.actor, Cost::interaction)) return refusal;
  const bool door = (at.state.map.at(action.at) & grid::terrain::door) != 0;
  if (!door) return refuse("target.invalid", "§5", "There is no door.");
  const int distance = grid::distance_ft(space_of(who), action.at, at.state.options.diagonal);
  if (distance > adjacent_ft) {
    return refuse("target.outOfRange", "§5", text("The door is ", distance, " ft away; reach is 5 ft."));
  }
  const bool someone = std::ranges::any_of(at.state.participants, [&](const Participant& other) {
    return !other.removed && !other.dead && space_of(other).contains(action.at);
  });
  if (someone) return refuse("move.occupied", "§5", "Someone stands in the doorway.");
  return {};
}

void perform(Run& run, Slot actor, const Interact& action) {
  pay(run, actor, Cost::interaction);
  run.emit(ActionTaken{.slot = actor, .action = "door", .cost = Cost::interaction});
  const bool open = (run.state.map.at(action.at) & grid::terrain::no_entry) != 0;
  run.emit(DoorChanged{.at = action.at, .open = open});
  recheck_hiding(run);
}

}  // namespace live::engine
