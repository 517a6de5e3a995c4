// What a participant could do now: every line comes from the same check the command would meet.
#include <algorithm>

#include "engine/rules/attack.hpp"
#include "engine/turn/actions.hpp"
#include "engine/turn/move.hpp"
#include "engine/turn/spells.hpp"
#include "schema/describe.hpp"

namespace live::engine {
namespace {

struct Lister {
  Situation at;
  std::vector<AvailableAction> found = {};

  void add(AvailableAction action, Check refusal) {
    action.available = !refusal.has_value();
    if (refusal) {
      action.code = std::move(refusal->code);
      action.sentence = std::move(refusal->sentence);
    }
    found.push_back(std::move(action));
  }

  /// Tries each possible target; without a single legal one the last refusal tells why.
  template <class Make>
  void add_with_targets(AvailableAction action, Make make, bool include_self = false) {
    Check refusal = refuse("target.invalid", "§9", "Nobody is there to be targeted.");
    for (std::size_t i = 0; i < at.state.participants.size(); ++i) {
      const Slot target = slot_at(i);
      if (!at.state.has(target) || (target == at.actor && !include_self) || at.state.at(target).secret) continue;
      Check one = check(at, make(target));
      if (!one) {
        action.targets.push_back(target);
      } else if (action.targets.empty()) {
        refusal = std::move(one);
      }
    }
    if (!action.targets.empty()) refusal.reset();
    add(std::move(action), std::move(refusal));
  }
};

void list_attacks(Lister& list, AttackMode mode) {
  for (const AttackProfile& profile : attack_profiles(list.at.rules, list.at.state, list.at.actor)) {
    if (mode == AttackMode::offhand && !profile.light) continue;
    AvailableAction action{.type = "attack", .id = profile.id, .name = profile.name};
    action.cost = mode == AttackMode::offhand ? Cost::bonus : Cost::action;
    action.range_ft = std::max(profile.reach_ft, profile.range_ft);
    action.long_range_ft = std::max(action.range_ft, profile.long_range_ft);
    action.offhand = mode == AttackMode::offhand;
    list.add_with_targets(std::move(action),
                          [&](Slot target) { return Attack{.with = profile.id, .target = target, .mode = mode}; });
  }
}

void list_basics(Lister& list) {
  const Participant& who = list.at.state.at(list.at.actor);
  const auto add = [&](BasicKind kind, Cost cost, bool as_bonus) {
    const std::string name(schema::enum_name(kind));
    AvailableAction action{.type = "basic", .id = name, .name = name, .cost = cost, .as_bonus = as_bonus};
    list.add(std::move(action), check(list.at, Basic{.kind = kind, .as_bonus = as_bonus}));
  };
  for (const BasicKind kind :
       {BasicKind::dash, BasicKind::disengage, BasicKind::dodge, BasicKind::hide, BasicKind::search}) {
    add(kind, Cost::action, false);
  }
  const bool cunning = feature(who, "cunning-action") != nullptr;
  if (cunning) add(BasicKind::dash, Cost::bonus, true);
  if (cunning || feature(who, "nimble-escape") != nullptr) {
    add(BasicKind::disengage, Cost::bonus, true);
    add(BasicKind::hide, Cost::bonus, true);
  }
  if (has_condition(who, Condition::prone)) {
    add(BasicKind::stand_up, Cost::movement, false);
  } else {
    add(BasicKind::drop_prone, Cost::movement, false);
  }
  if (!who.concentration.spell.empty()) add(BasicKind::end_concentration, Cost::free, false);
}

void list_contests(Lister& list) {
  for (const ContestKind kind : {ContestKind::grapple, ContestKind::shove_prone, ContestKind::shove_away}) {
    const std::string name(schema::enum_name(kind));
    list.add_with_targets({.type = "contest", .id = name, .name = name, .cost = Cost::action, .range_ft = 5},
                          [&](Slot target) { return Contest{.kind = kind, .target = target}; });
  }
  const Participant& who = list.at.state.at(list.at.actor);
  if (has_condition(who, Condition::grappled)) {
    list.add({.type = "escape", .id = "escape", .name = "escape"}, check(list.at, Escape{}));
  }
}

void list_aid(Lister& list) {
  const auto& participants = list.at.state.participants;
  const bool anyone_down = std::ranges::any_of(participants, [&](const Participant& other) {
    return !other.removed && !other.dead && other.hp == 0 && !other.stable;
  });
  if (!anyone_down) return;
  list.add_with_targets({.type = "aid", .id = "stabilize", .name = "stabilize", .range_ft = 5},
                        [](Slot target) { return Aid{.kind = AidKind::stabilize, .target = target}; });
}

/// A legal cell to aim an area at is the player's to find; here only whether it can be cast at all.
void list_spells(Lister& list) {
  const State& state = list.at.state;
  const Participant& who = state.at(list.at.actor);
  for (const std::string& id : who.sheet.spellcasting.spells) {
    const SpellDef* spell = list.at.rules.content.spell(id, state.options.ruleset);
    if (spell == nullptr || spell->cost == Cost::reaction) continue;
    AvailableAction action{.type = "cast", .id = id, .name = spell->name, .cost = spell->cost};
    action.range_ft = spell->range_ft;
    action.max_targets = spell->area ? 0 : spell->targets;
    if (spell->area) {
      action.area_shape = std::string(schema::enum_name(spell->area->kind));
      action.area_ft = spell->area->size_ft;
    }
    for (int level = spell->level; level > 0 && level <= static_cast<int>(who.slots.size()); ++level) {
      if (who.slots[static_cast<std::size_t>(level - 1)].left > 0) action.levels.push_back(level);
    }
    const int level = action.levels.empty() ? spell->level : action.levels.front();
    if (spell->area || spell->delivery == SpellDelivery::teleport) {
      const grid::Cell aim = grid::moved(who.pos, 1, 0);
      Check refusal = check(list.at, Cast{.spell = id, .level = level, .at = aim});
      // Where to aim is chosen later: a bad first guess is no reason not to offer the spell.
      if (refusal && (refusal->code.starts_with("target.") || refusal->code.starts_with("move."))) refusal.reset();
      list.add(std::move(action), std::move(refusal));
    } else if (spell->target == SpellTarget::self) {
      list.add(std::move(action), check(list.at, Cast{.spell = id, .level = level}));
    } else {
      list.add_with_targets(
          std::move(action), [&](Slot target) { return Cast{.spell = id, .level = level, .targets = {target}}; }, true);
    }
  }
}

void list_things(Lister& list) {
  const Participant& who = list.at.state.at(list.at.actor);
  for (const InventoryItem& item : who.inventory) {
    const ItemDef* def = list.at.rules.content.item(item.item);
    if (def != nullptr && def->use) {
      const Cost cost = def->kind == ItemKind::potion ? policy_of(list.at.state).potion_cost : Cost::action;
      list.add_with_targets(
          {.type = "useItem", .id = item.id, .name = item.name, .cost = cost, .range_ft = 5},
          [&](Slot target) { return UseItem{.item = item.id, .target = target}; }, true);
    }
    const bool arms = list.at.rules.content.weapon(item.item, list.at.state.options.ruleset) != nullptr ||
                      list.at.rules.content.armor_piece(item.item) != nullptr;
    if (!arms) continue;
    const bool packed = item.place == Place::pack || item.place == Place::dropped;
    AvailableAction action{
        .type = packed ? "equip" : "unequip", .id = item.id, .name = item.name, .cost = Cost::interaction};
    list.add(std::move(action),
             packed ? check(list.at, Equip{.item = item.id}) : check(list.at, Unequip{.item = item.id}));
  }
}

void list_features(Lister& list) {
  for (const FeatureRef& ref : list.at.state.at(list.at.actor).sheet.features) {
    if (!is_usable_feature(ref.id)) continue;
    list.add({.type = "useFeature", .id = ref.id, .name = ref.id, .cost = feature_cost(ref.id)},
             check(list.at, UseFeature{.feature = ref.id}));
  }
}

}  // namespace

std::vector<AvailableAction> available_actions(const Rules& rules, const State& state, Slot slot) {
  if (!state.has(slot)) return {};
  Lister list{.at = {.rules = rules, .state = state, .actor = slot, .by_dm = false}};
  const bool can_move = movement_left(state, slot, MoveMode::walk) > 0;
  AvailableAction move{.type = "move", .id = "move", .name = "move", .cost = Cost::movement};
  move.range_ft = movement_left(state, slot, MoveMode::walk);
  Check moving = check(list.at, Basic{.kind = BasicKind::end_concentration});
  if (moving && moving->code == "spell.blocked") moving.reset();
  if (!moving && !can_move) moving = refuse("economy.noMovement", "§6", "No movement is left this turn.");
  list.add(std::move(move), std::move(moving));
  list_attacks(list, AttackMode::main);
  list_attacks(list, AttackMode::offhand);
  list_spells(list);
  list_basics(list);
  list_contests(list);
  list_aid(list);
  list_things(list);
  list_features(list);
  list.add_with_targets({.type = "help", .id = "help", .name = "help", .range_ft = 5},
                        [&](Slot target) { return Help{.ally = first_ally(state, slot), .target = target}; });
  list.add({.type = "endTurn", .id = "endTurn", .name = "endTurn", .cost = Cost::free}, check(list.at, EndTurn{}));
  return std::move(list.found);
}

std::vector<ReachableCell> reachable_cells(const Rules&, const State& state, Slot slot) {
  if (!state.has(slot)) return {};
  const Participant& who = state.at(slot);
  Gait gait = gait_of(state, slot, who.sheet.speeds.walk > 0 ? MoveMode::walk : MoveMode::fly);
  gait.profile.fears = gait.fears;
  const int left = movement_left(state, slot, gait.mode);
  if (who.dead || who.hp == 0 || left <= 0) return {};
  const Crowd crowd = crowd_around(state, slot, true);
  grid::MoveSearch search;
  search.run(crowd.ground(state.map), gait.profile, space_of(who), left, who.economy.diagonals);
  std::vector<ReachableCell> cells;
  for (const grid::ReachCell& cell : search.cells()) {
    if (cell.may_end && cell.cell != who.pos) cells.push_back({.cell = cell.cell, .cost_ft = cell.cost_ft});
  }
  std::ranges::sort(cells, {}, [](const ReachableCell& cell) { return std::pair{cell.cell.y, cell.cell.x}; });
  return cells;
}

int armor_class(const Rules& rules, const State& state, Slot slot) { return base_armor_class(rules, state, slot); }
int current_speed_ft(const State& state, Slot slot) { return speed_ft(state, slot, MoveMode::walk); }
int movement_left_ft(const State& state, Slot slot) { return movement_left(state, slot, MoveMode::walk); }

}  // namespace live::engine
