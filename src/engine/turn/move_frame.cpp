// A walk, cell by cell: each step first asks who may react to it (rules §6, §8).
#include <algorithm>

#include "engine/grid/distance.hpp"
#include "engine/rules/attack.hpp"
#include "engine/rules/effects.hpp"
#include "engine/turn/exec.hpp"
#include "engine/turn/guards.hpp"
#include "engine/turn/move.hpp"

namespace live::engine {
namespace {

using grid::Cell;

int distance_from(const State& state, Slot reactor, const Participant& mover, Cell at) {
  grid::Space space = space_of(mover);
  space.min = at;
  return grid::distance_ft(space_of(state.at(reactor)), space, state.options.diagonal);
}

/// Melee attacks in hand, longest reach first; only those of the longest count (rules §8, [R16]).
ReactionOption opportunity(const Rules& rules, const State& state, Slot reactor, int& reach) {
  ReactionOption option{.reaction = "opportunity-attack"};
  reach = 0;
  const auto profiles = attack_profiles(rules, state, reactor);
  for (const AttackProfile& profile : profiles) {
    if (!profile.to_draw) reach = std::max(reach, profile.reach_ft);
  }
  for (const AttackProfile& profile : profiles) {
    if (!profile.to_draw && profile.reach_ft >= reach && reach > 0) option.choices.push_back(profile.id);
  }
  return option;
}

bool charmed_by(const Participant& who, Slot other) {
  return std::ranges::any_of(who.conditions, [&](const ConditionInstance& instance) {
    return instance.condition == Condition::charmed && instance.source == other;
  });
}

std::vector<Reactor> leaving_reactors(const Run& run, const MoveFrame& frame, Cell from, Cell to) {
  const Participant& mover = run.at(frame.slot);
  std::vector<Reactor> reactors;
  if (mover.economy.disengaged || feature(mover, "flyby") != nullptr) return reactors;
  for (const Slot slot : order_after(run.state, frame.slot)) {
    if (!run.state.has(slot) || !hostile(run.at(slot), mover) || !can_react(run.state, slot)) continue;
    // Whom the mover drags along stays within reach of it, and it of them.
    if (holds(run.state, frame.slot, slot)) continue;
    const int before_ft = distance_from(run.state, slot, mover, from);
    const int after_ft = distance_from(run.state, slot, mover, to);
    // Nobody's reach is left by coming no farther away; what it could strike with is asked last, for it costs most.
    if (after_ft <= before_ft || charmed_by(run.at(slot), frame.slot)) continue;
    int reach = 0;
    ReactionOption option = opportunity(run.rules, run.state, slot, reach);
    if (option.choices.empty() || before_ft > reach || after_ft <= reach) continue;
    if (!can_see(run.state, slot, frame.slot)) continue;
    reactors.push_back({.slot = slot, .options = {std::move(option)}});
  }
  return reactors;
}

/// Readied attacks whose mark has just come within their reach or range (rules §16).
std::vector<Reactor> readied_reactors(const Run& run, const MoveFrame& frame, Cell from, Cell to) {
  const Participant& mover = run.at(frame.slot);
  std::vector<Reactor> reactors;
  for (const Slot slot : order_after(run.state, frame.slot)) {
    if (!run.state.has(slot) || !hostile(run.at(slot), mover) || !run.at(slot).readied) continue;
    const Ready& ready = *run.at(slot).readied;
    if (ready.target != Slot::none && ready.target != frame.slot) continue;
    if (!can_react(run.state, slot) || !can_see(run.state, slot, frame.slot)) continue;
    const auto profile = profile_for(run.rules, run.state, slot, {.with = ready.with});
    if (!profile) continue;
    const int limit = std::max(profile->reach_ft, profile->range_ft);
    const bool comes =
        distance_from(run.state, slot, mover, from) > limit && distance_from(run.state, slot, mover, to) <= limit;
    if (comes) reactors.push_back({.slot = slot, .options = {{.reaction = "readied", .choices = {profile->id}}}});
  }
  return reactors;
}

/// The steps made since the last event.
struct Segment {
  Cell from;
  std::vector<Cell> path;
  int cost_ft = 0;
  int diagonals = 0;
};

void flush(Run& run, const MoveFrame& frame, Segment& segment) {
  if (segment.path.empty()) return;
  run.emit(Moved{.slot = frame.slot,
                 .from = segment.from,
                 .path = segment.path,
                 .mode = frame.mode,
                 .forced = false,
                 .cost_ft = segment.cost_ft,
                 .diagonals = segment.diagonals});
  drag_along(run, frame.slot, segment.path.size() > 1 ? *(segment.path.end() - 2) : segment.from);
  segment = Segment{.from = segment.path.back(), .path = {}, .cost_ft = 0, .diagonals = segment.diagonals};
  recheck_hiding(run);
  recheck_grapples(run);
}

/// What nobody knew of stands in the way: it comes to light, and the walk ends before it.
void bump(Run& run, const MoveFrame& frame, Cell to) {
  grid::Space space = space_of(run.at(frame.slot));
  space.min = to;
  for (std::size_t i = 0; i < run.state.participants.size(); ++i) {
    const Participant& other = run.state.participants[i];
    if (!other.secret || other.removed || !hostile(other, run.at(frame.slot))) continue;
    if (grid::distance_ft(space, space_of(other), run.state.options.diagonal) == 0) {
      reveal(run, slot_at(i), "bumped into");
    }
  }
}

bool holds_anyone(const State& state, Slot slot) {
  for (std::size_t i = 0; i < state.participants.size(); ++i) {
    if (holds(state, slot, slot_at(i))) return true;
  }
  return false;
}

bool may_go_on(const Run& run, const MoveFrame& frame) {
  const Participant& who = run.at(frame.slot);
  return !who.dead && who.hp > 0 && !who.removed && movement_left(run.state, frame.slot, frame.mode) > 0;
}

std::optional<grid::StepCost> next_step(const Run& run, const MoveFrame& frame, const Segment& segment, Cell at,
                                        Cell to) {
  Gait gait = gait_of(run.state, frame.slot, frame.mode);
  gait.profile.fears = gait.fears;
  const Crowd crowd = crowd_around(run.state, frame.slot, false);
  const auto ground = crowd.ground(run.state.map);
  grid::Space space = space_of(run.at(frame.slot));
  space.min = at;
  const auto cost = grid::step(ground, gait.profile, space, to, segment.diagonals);
  if (!cost) return {};
  space.min = to;
  const bool last = static_cast<std::size_t>(frame.next) + 1 == frame.path.size();
  if (last && !grid::may_stand(ground, gait.profile.size, space)) return {};
  if (segment.cost_ft + cost->cost_ft > movement_left(run.state, frame.slot, frame.mode)) return {};
  return *cost;
}

}  // namespace

void step(Run& run, MoveFrame frame) {
  Segment segment{
      .from = run.at(frame.slot).pos, .path = {}, .cost_ft = 0, .diagonals = run.at(frame.slot).economy.diagonals};
  Cell here = segment.from;
  while (static_cast<std::size_t>(frame.next) < frame.path.size() && may_go_on(run, frame)) {
    const Cell to = frame.path[static_cast<std::size_t>(frame.next)];
    if (!frame.cleared) {
      auto reactors = leaving_reactors(run, frame, here, to);
      if (!reactors.empty()) {
        flush(run, frame, segment);
        frame.cleared = true;
        run.stack.emplace_back(frame);
        if (open_window(run, WindowKind::leaving_reach, frame.slot, std::move(reactors))) return;
        run.stack.pop_back();
      }
    }
    const auto cost = next_step(run, frame, segment, here, to);
    if (!cost) {
      flush(run, frame, segment);
      bump(run, frame, to);
      return;
    }
    segment.path.push_back(to);
    segment.cost_ft += cost->cost_ft;
    segment.diagonals += cost->diagonal ? 1 : 0;
    auto ready = readied_reactors(run, frame, here, to);
    here = to;
    ++frame.next;
    frame.cleared = false;
    // A held creature is pulled step by step.
    const bool dragging = holds_anyone(run.state, frame.slot);
    if (dragging || !ready.empty()) flush(run, frame, segment);
    if (ready.empty()) continue;
    run.stack.emplace_back(frame);
    if (open_window(run, WindowKind::readied, frame.slot, std::move(ready))) return;
    run.stack.pop_back();
  }
  flush(run, frame, segment);
}

}  // namespace live::engine
