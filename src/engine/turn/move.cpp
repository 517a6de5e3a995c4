#include "engine/turn/move.hpp"

#include <algorithm>

#include "engine/grid/cell_name.hpp"
#include "engine/turn/exec.hpp"
#include "engine/turn/guards.hpp"
#include "schema/describe.hpp"

namespace live::engine {
namespace {

using grid::Cell;

std::string place(Cell cell) { return grid::cell_name(cell); }

Check check_mode(const Participant& who, MoveMode mode) {
  const bool can = !(mode == MoveMode::fly && who.sheet.speeds.fly == 0) &&
                   !(mode == MoveMode::burrow && who.sheet.speeds.burrow == 0);
  if (can) return {};
  return refuse("move.path", "§6", text(who.name, " cannot ", schema::enum_name(mode), "."));
}

Check check_speed(const State& state, Slot slot, MoveMode mode) {
  const Participant& who = state.at(slot);
  if (speed_ft(state, slot, mode) == 0) {
    return refuse("cond.speedZero", "§6", text(who.name, "'s speed is 0."));
  }
  if (movement_left(state, slot, mode) <= 0) {
    return refuse("economy.noMovement", "§6", text(who.name, " has no movement left this turn."));
  }
  return {};
}

Refusal fault_refusal(const Participant& who, grid::MoveFault fault, Cell at) {
  switch (fault) {
    case grid::MoveFault::path:
      return refuse("move.path", "§6",
                    text("The path does not lead from cell to neighbouring cell at ", place(at), "."));
    case grid::MoveFault::blocked:
      return refuse("move.blocked", "§6", text("A wall or the map's edge is in the way at ", place(at), "."));
    case grid::MoveFault::corner:
      return refuse("move.corner", "§6", text("The way to ", place(at), " cuts the corner of a wall."));
    case grid::MoveFault::creature:
      return refuse("move.blocked", "§6", text("A creature ", who.name, " cannot pass stands at ", place(at), "."));
    case grid::MoveFault::occupied:
      return refuse("move.occupied", "§6", text("Nobody may end a move in another's space, at ", place(at), "."));
    case grid::MoveFault::feared:
      return refuse("cond.frightened", "§15", text(who.name, " cannot willingly come nearer to what frightens it."));
  }
  return refuse("move.path", "§6", "That path cannot be taken.");
}

/// The longest beginning of the path that can be paid for and ended in.
std::optional<LegalOption> affordable(const grid::Ground& ground, const Gait& gait, const std::vector<Cell>& full,
                                      int diagonals, int budget_ft) {
  for (std::size_t cells = full.size() - 1; cells >= 2; --cells) {
    const std::vector<Cell> part(full.begin(), full.begin() + static_cast<std::ptrdiff_t>(cells));
    const auto cost = grid::path_cost(ground, gait.profile, part, diagonals);
    if (!cost || cost->cost_ft > budget_ft) continue;
    return LegalOption{.sentence = text("Go ", cost->cost_ft, " ft, to ", place(part.back()), "."),
                       .path = std::vector<Cell>(part.begin() + 1, part.end())};
  }
  return {};
}

std::expected<std::vector<Cell>, Refusal> check_path(const Situation& at, const Gait& gait, const Crowd& crowd,
                                                     const std::vector<Cell>& path) {
  const Participant& who = at.state.at(at.actor);
  std::vector<Cell> full{who.pos};
  full.insert(full.end(), path.begin(), path.end());
  const auto ground = crowd.ground(at.state.map);
  const auto cost = grid::path_cost(ground, gait.profile, full, who.economy.diagonals);
  if (!cost) {
    const Cell where = cost.error().index < full.size() ? full[cost.error().index] : full.back();
    return std::unexpected(fault_refusal(who, cost.error().fault, where));
  }
  const int left = movement_left(at.state, at.actor, gait.mode);
  if (cost->cost_ft > left) {
    Refusal refusal = refuse("economy.noMovement", "§6",
                             text("That costs ", cost->cost_ft, " ft; ", who.name, " has ", left, " ft left."));
    refusal.nearest = affordable(ground, gait, full, who.economy.diagonals, left);
    return std::unexpected(std::move(refusal));
  }
  return path;
}

/// The cheapest way there: first within what is left, else far enough to say how much it would take.
std::expected<std::vector<Cell>, Refusal> find_path(const Situation& at, const Gait& gait, const Crowd& crowd,
                                                    Cell to) {
  const Participant& who = at.state.at(at.actor);
  const auto ground = crowd.ground(at.state.map);
  const int left = movement_left(at.state, at.actor, gait.mode);
  grid::MoveSearch search;
  search.run(ground, gait.profile, space_of(who), left, who.economy.diagonals, to);
  auto reached = search.find(to);
  if (!reached) {
    search.run(ground, gait.profile, space_of(who), grid::MoveSearch::max_radius_cells * grid::cell_ft,
               who.economy.diagonals, to);
    reached = search.find(to);
  }
  if (!reached) return std::unexpected(refuse("move.blocked", "§6", text("No way leads to ", place(to), ".")));
  if (!reached->may_end) return std::unexpected(fault_refusal(who, grid::MoveFault::occupied, to));
  const std::vector<Cell> full = search.path_to(to);
  return check_path(at, gait, crowd, std::vector<Cell>(full.begin() + 1, full.end()));
}

}  // namespace

Crowd crowd_around(const State& state, Slot mover, bool known_only) {
  Crowd crowd;
  const Participant& who = state.at(mover);
  for (std::size_t i = 0; i < state.participants.size(); ++i) {
    const Participant& other = state.participants[i];
    if (slot_at(i) == mover || other.removed) continue;
    if (known_only && other.secret && hostile(who, other)) continue;
    crowd.occupants.push_back({.space = space_of(other),
                               .size = other.sheet.size,
                               .hostile = hostile(who, other),
                               .ally = !hostile(who, other),
                               .incapacitated = incapacitated(other, policy_of(state)),
                               .dead = other.dead});
    crowd.slots.push_back(slot_at(i));
  }
  return crowd;
}

Gait gait_of(const State& state, Slot mover, MoveMode mode) {
  const Participant& who = state.at(mover);
  Gait gait;
  gait.mode = has_condition(who, Condition::prone) ? MoveMode::crawl : mode;
  gait.profile.size = who.sheet.size;
  gait.profile.ruleset = static_cast<grid::Ruleset>(state.options.ruleset);
  gait.profile.diagonal = state.options.diagonal;
  gait.profile.crawling = gait.mode == MoveMode::crawl;
  gait.profile.climbing = gait.mode == MoveMode::climb && who.sheet.speeds.climb == 0;
  gait.profile.swims_badly = gait.mode != MoveMode::fly && who.sheet.speeds.swim == 0;
  gait.profile.ignores_difficult = gait.mode == MoveMode::fly;
  gait.profile.dragging = !policy_of(state).drag_halves_speed && drags_weight(state, mover);
  for (const ConditionInstance& instance : who.conditions) {
    if (instance.condition == Condition::frightened && state.has(instance.source)) {
      gait.fears.push_back(space_of(state.at(instance.source)));
    }
  }
  return gait;
}

std::expected<std::vector<Cell>, Refusal> plan_move(const Situation& at, const Move& action) {
  Gait gait = gait_of(at.state, at.actor, action.mode);
  gait.profile.fears = gait.fears;
  const Crowd crowd = crowd_around(at.state, at.actor, true);
  if (!action.path.empty()) return check_path(at, gait, crowd, action.path);
  if (action.to == at.state.at(at.actor).pos) {
    return std::unexpected(refuse("move.path", "§6", text(at.state.at(at.actor).name, " is already there.")));
  }
  return find_path(at, gait, crowd, action.to);
}

Check check(const Situation& at, const Move& action) {
  if (auto refusal = check_turn(at.state, at.actor)) return refusal;
  const Participant& who = at.state.at(at.actor);
  if (who.dead || who.hp == 0 || (who.surprised && policy_of(at.state).surprise_costs_turn)) {
    if (auto refusal = check_able(at.state, at.actor)) return refusal;
  }
  if (auto refusal = check_mode(who, action.mode)) return refusal;
  const MoveMode mode = has_condition(who, Condition::prone) ? MoveMode::crawl : action.mode;
  if (auto refusal = check_speed(at.state, at.actor, mode)) return refusal;
  const auto planned = plan_move(at, action);
  if (!planned) return planned.error();
  return {};
}

void perform(Run& run, Slot actor, const Move& action) {
  const Situation at{.rules = run.rules, .state = run.state, .actor = actor, .by_dm = true};
  auto planned = plan_move(at, action);
  if (!planned) return;
  const MoveMode mode = has_condition(run.at(actor), Condition::prone) ? MoveMode::crawl : action.mode;
  run.stack.emplace_back(MoveFrame{.slot = actor, .path = std::move(*planned), .mode = mode});
}

}  // namespace live::engine
