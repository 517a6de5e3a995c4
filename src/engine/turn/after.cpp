#include "engine/turn/after.hpp"

#include <algorithm>

#include "engine/turn/actions.hpp"
#include "engine/turn/exec.hpp"
#include "engine/turn/flow.hpp"

namespace live::engine {
namespace {

/// One queued action of whoever is acting; one that is no longer legal is dropped with its reason.
bool play_queued(Run& run) {
  const Slot current = run.state.current();
  const bool ready = current != Slot::none && run.state.status == Status::active && run.state.pending.empty();
  if (!ready) return false;
  const auto at = std::ranges::find(run.state.queue, current, &QueuedAction::slot);
  if (at == run.state.queue.end()) return false;
  const Action action = at->action;
  const Situation situation{run.rules, run.state, current, false};
  const Check refusal = std::visit([&](const auto& what) { return check(situation, what); }, action);
  run.emit(QueueTaken{.slot = current, .count = 1, .reason = refusal ? refusal->code : "played"});
  if (refusal) return true;
  std::visit([&](const auto& what) { perform(run, current, what); }, action);
  work(run);
  return true;
}

}  // namespace

void after(Run& run, bool queue) {
  settle_turn(run);
  while (queue && play_queued(run)) settle_turn(run);
}

void go_on(Run& run) {
  const WindowFrame* window = run.state.window();
  if (window == nullptr) return;
  const bool waiting = std::ranges::any_of(window->reactors, [](const Reactor& reactor) { return !reactor.answered; });
  if (waiting) return;
  const std::int64_t spent_ms = std::max<std::int64_t>(0, run.now_ms - window->opened_ms);
  if (run.state.turn_deadline_ms > 0 && spent_ms > 0) {
    run.emit(DeadlineChanged{.deadline_ms = run.state.turn_deadline_ms + spent_ms});
  }
  run.stack = run.state.pending;
  work(run);
}

void decline_window(Run& run) {
  const WindowFrame* window = run.state.window();
  if (window == nullptr) return;
  const std::vector<Reactor> reactors = window->reactors;
  const std::uint32_t id = window->id;
  for (const Reactor& reactor : reactors) {
    if (reactor.answered) continue;
    run.emit(ReactionAnswered{.window = id, .slot = reactor.slot, .reaction = {}, .choice = {}, .by_default = true});
  }
}

void decline_all(Run& run) {
  // Each round settles at least one frame or one step of a walk, so this ends.
  while (run.state.window() != nullptr) {
    decline_window(run);
    go_on(run);
  }
}

}  // namespace live::engine
