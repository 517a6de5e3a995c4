// What a participant could do now: every line comes from the same check the command would meet.
#include <algorithm>
#include <optional>

#include "engine/rules/attack.hpp"
#include "engine/turn/actions.hpp"
#include "engine/turn/guards.hpp"
#include "engine/turn/move.hpp"
#include "engine/turn/spells.hpp"
#include "engine/turn/summary.hpp"
#include "schema/describe.hpp"

namespace live::engine {
namespace {

/// Whom an action is meant for: they head its list of targets.
enum class MeantFor : std::uint8_t { enemies, friends };

/// A reason that would be the same for every target; the others say something about the one tried.
bool holds_for_all(std::string_view code) {
  return !code.starts_with("target.") && !code.starts_with("cond.") && code != "weapon.noAmmo";
}

struct Lister {
  Situation at;
  /// Why nothing that needs a turn, or an able creature, can be done at all: then no target is tried.
  Check no_turn = {};
  Check unable = {};
  std::vector<AvailableAction> found = {};

  void add(AvailableAction action, Check refusal) {
    action.available = !refusal.has_value();
    if (refusal) {
      action.code = std::move(refusal->code);
      action.sentence = std::move(refusal->sentence);
    }
    found.push_back(std::move(action));
  }

  /// Tries each possible target; without a single legal one the last refusal tells why. `check_one` is not asked when
  /// `barred` says already that nobody will do.
  template <class CheckOne>
  void add_with_targets(AvailableAction action, MeantFor meant, Check barred, CheckOne check_one) {
    if (barred) return add(std::move(action), std::move(barred));
    Check refusal = refuse("target.invalid", "§9", "Nobody is there to be targeted.");
    const Participant& who = at.state.at(at.actor);
    for (const bool first : {true, false}) {
      for (std::size_t i = 0; i < at.state.participants.size(); ++i) {
        const Participant& other = at.state.participants[i];
        if (other.removed || other.dead || other.secret) continue;
        if ((hostile(who, other) == (meant == MeantFor::enemies)) != first) continue;
        if (slot_at(i) == at.actor && meant == MeantFor::enemies) continue;
        Check one = check_one(slot_at(i));
        if (!one) {
          action.targets.push_back(slot_at(i));
          continue;
        }
        if (!action.targets.empty()) continue;
        refusal = std::move(one);
        if (holds_for_all(refusal->code)) return add(std::move(action), std::move(refusal));
      }
    }
    if (!action.targets.empty()) refusal.reset();
    add(std::move(action), std::move(refusal));
  }

  [[nodiscard]] Check barred() const { return no_turn ? no_turn : unable; }
};

void list_attacks(Lister& list, AttackMode mode) {
  const Situation& at = list.at;
  const bool second = mode == AttackMode::offhand;
  for (const AttackProfile& profile : attack_profiles(at.rules, at.state, at.actor, mode)) {
    if (second && !profile.light) continue;
    AvailableAction action{.type = "attack", .id = profile.id, .name = profile.name};
    action.summary = attack_summary(at.state, at.actor, profile);
    action.cost = second ? Cost::bonus : Cost::action;
    action.reach_ft = profile.reach_ft;
    action.range_ft = profile.range_ft > 0 ? profile.range_ft : profile.reach_ft;
    action.long_range_ft = profile.long_range_ft > action.range_ft ? profile.long_range_ft : 0;
    action.offhand = second;
    Attack attack{.with = profile.id, .target = Slot::none, .mode = mode};
    Check barred = list.barred();
    if (!barred) barred = check_attack_ready(at, profile, attack);
    list.add_with_targets(std::move(action), MeantFor::enemies, std::move(barred), [&](Slot target) {
      attack.target = target;
      return check_attack_on(at, profile, attack);
    });
  }
}

void list_basics(Lister& list) {
  const Situation& at = list.at;
  const Participant& who = at.state.at(at.actor);
  const auto add = [&](BasicKind kind, Cost cost, bool as_bonus) {
    const std::string name(schema::enum_name(kind));
    AvailableAction action{.type = "basic", .id = name, .name = name, .cost = cost, .as_bonus = as_bonus};
    action.summary = basic_summary(at.state, at.actor, kind);
    list.add(std::move(action), list.no_turn ? list.no_turn : check(at, Basic{.kind = kind, .as_bonus = as_bonus}));
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
  const Situation& at = list.at;
  for (const ContestKind kind : {ContestKind::grapple, ContestKind::shove_prone, ContestKind::shove_away}) {
    const std::string name(schema::enum_name(kind));
    AvailableAction action{.type = "contest", .id = name, .name = name};
    action.summary = contest_summary(at.state, at.actor, kind);
    action.range_ft = action.reach_ft = contest_reach_ft;
    list.add_with_targets(std::move(action), MeantFor::enemies, list.barred(),
                          [&](Slot target) { return check(at, Contest{.kind = kind, .target = target}); });
  }
  if (!has_condition(at.state.at(at.actor), Condition::grappled)) return;
  AvailableAction escape{.type = "escape", .id = "escape", .name = "escape"};
  escape.summary = escape_summary(at.state, at.actor);
  list.add(std::move(escape), check(at, Escape{}));
}

void list_aid(Lister& list) {
  const Situation& at = list.at;
  const bool anyone_down = std::ranges::any_of(at.state.participants, [&](const Participant& other) {
    return !other.removed && !other.dead && other.hp == 0 && !other.stable;
  });
  if (!anyone_down) return;
  AvailableAction action{.type = "aid", .id = "stabilize", .name = "stabilize"};
  action.summary = stabilize_summary(at.state, at.actor);
  action.range_ft = 5;
  list.add_with_targets(std::move(action), MeantFor::friends, list.barred(), [&](Slot target) {
    return target == at.actor ? Check(refuse("target.invalid", "§12", "Nobody gives first aid to itself."))
                              : check(at, Aid{.kind = AidKind::stabilize, .target = target});
  });
}

AvailableAction spell_offer(const Situation& at, const SpellDef& spell) {
  const Participant& who = at.state.at(at.actor);
  AvailableAction action{.type = "cast", .id = spell.id, .name = spell.name};
  action.cost = spell.cost;
  action.range_ft = spell.range_ft;
  action.max_targets = spell.area ? 0 : spell.targets;
  if (spell.area) {
    action.area_shape = std::string(schema::enum_name(spell.area->kind));
    action.area_ft = spell.area->size_ft;
  }
  for (int level = spell.level; level > 0 && level <= static_cast<int>(who.slots.size()); ++level) {
    if (who.slots[static_cast<std::size_t>(level - 1)].left > 0) action.levels.push_back(level);
  }
  const int level = action.levels.empty() ? spell.level : action.levels.front();
  action.summary = spell_summary(at.state, at.actor, spell, level);
  return action;
}

/// A legal cell to aim an area at is the player's to find; here only whether it can be cast at all.
void list_spells(Lister& list) {
  const Situation& at = list.at;
  const Participant& who = at.state.at(at.actor);
  for (const std::string& id : who.sheet.spellcasting.spells) {
    const SpellDef* spell = at.rules.content.spell(id, at.state.options.ruleset);
    if (spell == nullptr || spell->cost == Cost::reaction) continue;
    AvailableAction action = spell_offer(at, *spell);
    if (spell->delivery == SpellDelivery::teleport) {
      action.wants_cell = true;
      action.range_ft = spell->teleport_ft;
    }
    const int level = action.levels.empty() ? spell->level : action.levels.front();
    Check barred = list.barred();
    if (!barred) barred = check_cast_ready(at, *spell, level);
    if (spell->area || spell->delivery == SpellDelivery::teleport) {
      list.add(std::move(action), std::move(barred));
    } else if (spell->target == SpellTarget::self) {
      if (!barred) barred = check_cast_on(at, *spell, at.actor);
      list.add(std::move(action), std::move(barred));
    } else {
      list.add_with_targets(std::move(action), is_harmful(*spell) ? MeantFor::enemies : MeantFor::friends,
                            std::move(barred), [&](Slot target) { return check_cast_on(at, *spell, target); });
    }
  }
}

void list_things(Lister& list) {
  const Situation& at = list.at;
  for (const InventoryItem& item : at.state.at(at.actor).inventory) {
    const ItemDef* def = at.rules.content.item(item.item);
    if (def != nullptr && def->use) {
      AvailableAction action{.type = "useItem", .id = item.id, .name = item.name};
      action.summary = item_summary(*def->use);
      action.cost = item_cost(at.state, at.state.at(at.actor), *def);
      action.range_ft = def->use->reach_ft;
      list.add_with_targets(std::move(action), MeantFor::friends, list.barred(),
                            [&](Slot target) { return check(at, UseItem{.item = item.id, .target = target}); });
    }
    const bool arms = at.rules.content.weapon(item.item, at.state.options.ruleset) != nullptr ||
                      at.rules.content.armor_piece(item.item) != nullptr;
    if (!arms) continue;
    const bool packed = item.place == Place::pack || item.place == Place::dropped;
    AvailableAction action{.type = packed ? "equip" : "unequip", .id = item.id, .name = item.name};
    action.cost = Cost::interaction;
    Check refusal = list.barred();
    if (!refusal) refusal = packed ? check(at, Equip{.item = item.id}) : check(at, Unequip{.item = item.id});
    list.add(std::move(action), std::move(refusal));
  }
}

/// Offered beside a door only: elsewhere it would be one more line that says no.
void list_doors(Lister& list) {
  const Situation& at = list.at;
  const grid::Space space = space_of(at.state.at(at.actor));
  AvailableAction action{.type = "interact", .id = "door", .name = "open or close a door"};
  action.cost = Cost::interaction;
  action.range_ft = 5;
  action.wants_cell = true;
  std::optional<Check> refusal;
  for (int y = space.min.y - 1; y <= space.min.y + space.side; ++y) {
    for (int x = space.min.x - 1; x <= space.min.x + space.side; ++x) {
      const grid::Cell cell{static_cast<std::int16_t>(x), static_cast<std::int16_t>(y)};
      if ((at.state.map.at(cell) & grid::terrain::door) == 0 || (refusal && !*refusal)) continue;
      Check barred = list.barred();
      refusal = barred ? std::move(barred) : check(at, Interact{.at = cell});
    }
  }
  if (refusal) list.add(std::move(action), std::move(*refusal));
}

void list_features(Lister& list) {
  const Situation& at = list.at;
  for (const FeatureRef& ref : at.state.at(at.actor).sheet.features) {
    if (!is_usable_feature(ref.id)) continue;
    AvailableAction action{.type = "useFeature", .id = ref.id, .name = ref.id};
    action.summary = feature_summary(at.state, at.actor, ref.id);
    action.cost = feature_cost(ref.id);
    list.add(std::move(action), check(at, UseFeature{.feature = ref.id}));
  }
}

void list_move(Lister& list) {
  const State& state = list.at.state;
  const Participant& who = state.at(list.at.actor);
  AvailableAction move{.type = "move", .id = "move", .name = "move"};
  move.cost = Cost::movement;
  move.range_ft = movement_left(state, list.at.actor, MoveMode::walk);
  move.summary = text(move.range_ft, " ft left");
  Check refusal = list.no_turn;
  if (!refusal && move.range_ft <= 0) refusal = refuse("economy.noMovement", "§6", "No movement is left this turn.");
  if (!refusal && (who.hp == 0 || who.surprised)) refusal = list.unable;
  list.add(std::move(move), std::move(refusal));
}

}  // namespace

std::vector<AvailableAction> available_actions(const Rules& rules, const State& state, Slot slot) {
  if (!state.has(slot)) return {};
  Lister list{.at = {.rules = rules, .state = state, .actor = slot, .by_dm = false}};
  list.no_turn = check_turn(state, slot);
  list.unable = check_able(state, slot);
  list.found.reserve(32);
  list_move(list);
  list_attacks(list, AttackMode::main);
  list_attacks(list, AttackMode::offhand);
  list_spells(list);
  list_basics(list);
  list_contests(list);
  list_aid(list);
  list_things(list);
  list_doors(list);
  list_features(list);
  AvailableAction help{.type = "help", .id = "help", .name = "help"};
  help.summary = "advantage on the first attack against the target";
  help.range_ft = 5;
  const Slot ally = first_ally(state, slot);
  list.add_with_targets(std::move(help), MeantFor::enemies, list.barred(),
                        [&](Slot target) { return check(list.at, Help{.ally = ally, .target = target}); });
  list.add({.type = "endTurn", .id = "endTurn", .name = "endTurn", .cost = Cost::free}, list.no_turn);
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
