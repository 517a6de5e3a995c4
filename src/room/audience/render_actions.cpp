#include <algorithm>

#include "engine/rules/text.hpp"
#include "room/audience/narrate.hpp"
#include "room/audience/render.hpp"
#include "schema/describe.hpp"

namespace live::room {

using engine::Slot;

std::string camel(std::string_view id) {
  std::string out;
  bool raise = false;
  for (const char c : id) {
    if (c == '-' || c == '_' || c == ' ') {
      raise = !out.empty();
    } else {
      out += raise && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
      raise = false;
    }
  }
  return out;
}

namespace {

ActionCost cost_of(engine::Cost cost) {
  switch (cost) {
    case engine::Cost::action:
      return ActionCost::action;
    case engine::Cost::bonus:
      return ActionCost::bonus_action;
    case engine::Cost::reaction:
      return ActionCost::reaction;
    case engine::Cost::movement:
      return ActionCost::movement;
    case engine::Cost::free:
    case engine::Cost::interaction:
      return ActionCost::free;
  }
  return ActionCost::action;
}

ActionType type_of(std::string_view type) {
  if (type == "attack") return ActionType::attack;
  if (type == "cast") return ActionType::cast;
  if (type == "useItem") return ActionType::use_item;
  if (type == "move") return ActionType::move;
  if (type == "endTurn" || type == "end") return ActionType::end;
  return ActionType::interact;
}

TargetKind target_kind(const engine::AvailableAction& from, ActionType type) {
  if (type == ActionType::move || from.wants_cell) return TargetKind::cell;
  if (!from.area_shape.empty()) return TargetKind::point;
  if (type == ActionType::attack || type == ActionType::use_item) return TargetKind::creature;
  if (from.type == "contest" || from.type == "aid" || from.type == "help") return TargetKind::creature;
  if (type != ActionType::cast) return TargetKind::none;
  if (from.max_targets > 1) return TargetKind::creatures;
  return from.targets.empty() && from.available ? TargetKind::self : TargetKind::creature;
}

std::string title(std::string_view name) {
  std::string words = in_words(name);
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words;
}

/// Which of `takeTurn`'s members name the action.
void name_action(const engine::AvailableAction& from, Action& shown) {
  if (shown.type == ActionType::cast) {
    shown.spell_id = from.id;
  } else if (shown.type == ActionType::use_item) {
    shown.item_id = from.id;
  } else if (shown.type == ActionType::attack) {
    shown.action_id = from.id;
    if (from.offhand) shown.parameters = schema::Raw{.json = R"({"mode":"offhand"})"};
  } else if (from.type == "equip" || from.type == "unequip") {
    shown.action_id = from.type;
    shown.item_id = from.id;
  } else if (shown.type == ActionType::interact) {
    shown.action_id = camel(from.id.empty() ? from.type : from.id);
    if (from.as_bonus) shown.parameters = schema::Raw{.json = R"({"as":"bonus"})"};
  }
}

Action render_one(const Scene& scene, const engine::AvailableAction& from) {
  Action shown;
  shown.type = type_of(from.type);
  shown.name = title(from.name.empty() ? (from.id.empty() ? from.type : from.id) : from.name);
  shown.cost = cost_of(from.cost);
  shown.available = from.available;
  if (!from.available) {
    if (!from.code.empty()) shown.reason_code = from.code;
    if (!from.sentence.empty()) shown.reason = from.sentence;
  }
  shown.summary = from.summary;
  shown.target_kind = target_kind(from, shown.type);
  if (from.range_ft > 0) shown.range_ft = from.range_ft;
  if (from.long_range_ft > from.range_ft) shown.long_range_ft = from.long_range_ft;
  if (!from.area_shape.empty()) {
    shown.area = ActionArea{.shape = from.area_shape, .size_ft = from.area_ft, .width_ft = std::nullopt};
  }
  if (from.max_targets > 1) shown.max_targets = from.max_targets;
  name_action(from, shown);
  for (const int level : from.levels) shown.slot_levels.push_back(level);
  for (const Slot target : from.targets) {
    if (scene.game().has(target)) shown.targets.push_back(scene.game().at(target).id);
  }
  shown.id = engine::text(from.type, from.id.empty() ? "" : ":", from.id, from.offhand ? ":offhand" : "",
                          from.as_bonus ? ":bonus" : "");
  return shown;
}

}  // namespace

std::vector<Action> render_actions(const Scene& scene, Slot slot, Detail detail) {
  // Asked of the game as this viewer knows it: a creature it must not know of is no target and blocks nothing.
  std::vector<Action> shown;
  for (const auto& action : engine::available_actions(scene.rules(), scene.known_to(detail), slot)) {
    shown.push_back(render_one(scene, action));
  }
  return shown;
}

std::vector<ReachableCell> render_reachable(const Scene& scene, Slot slot, Detail detail) {
  std::vector<ReachableCell> shown;
  for (const auto& cell : engine::reachable_cells(scene.rules(), scene.known_to(detail), slot)) {
    shown.push_back({.x = cell.cell.x, .y = cell.cell.y, .cost_ft = cell.cost_ft});
  }
  return shown;
}

TurnEconomy render_economy(const Scene& scene, Slot slot) {
  const engine::Economy& economy = scene.game().at(slot).economy;
  TurnEconomy shown;
  shown.reaction = economy.reaction_available;
  shown.speed_ft = engine::current_speed_ft(scene.game(), slot);
  if (!scene.acting(slot)) return shown;
  shown.action = economy.actions_left > 0;
  shown.bonus_action = economy.bonus_left > 0;
  shown.interaction = economy.interactions_used == 0;
  shown.attacks_left = economy.attacks_left;
  shown.movement_left_ft = std::max(0, engine::movement_left_ft(scene.game(), slot));
  return shown;
}

}  // namespace live::room
