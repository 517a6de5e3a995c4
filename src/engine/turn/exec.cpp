#include "engine/turn/exec.hpp"

#include <algorithm>

namespace live::engine {
namespace {

ReactionAnswer standing_answer(const Participant& who, std::string_view reaction) {
  const auto at = std::ranges::find(who.reaction_policies, reaction, &ReactionPolicy::reaction);
  return at == who.reaction_policies.end() ? ReactionAnswer::ask : at->answer;
}

void apply_standing_answers(const Participant& who, Reactor& reactor) {
  std::erase_if(reactor.options, [&](const ReactionOption& option) {
    return standing_answer(who, option.reaction) == ReactionAnswer::never;
  });
  for (const ReactionOption& option : reactor.options) {
    if (standing_answer(who, option.reaction) != ReactionAnswer::always) continue;
    reactor.answered = true;
    reactor.taken = option.reaction;
    reactor.choice = option.choices.empty() ? std::string() : option.choices.front();
    return;
  }
}

bool all_answered(const WindowFrame& window) {
  return std::ranges::all_of(window.reactors, [](const Reactor& reactor) { return reactor.answered; });
}

}  // namespace

bool open_window(Run& run, WindowKind kind, Slot by, std::vector<Reactor> reactors) {
  for (Reactor& reactor : reactors) {
    apply_standing_answers(run.at(reactor.slot), reactor);
    // Waiting for a creature only the DM knows of would tell that it is there: it reacts by standing answer or not.
    if (run.at(reactor.slot).secret && !reactor.answered) reactor.options.clear();
  }
  std::erase_if(reactors, [](const Reactor& reactor) { return reactor.options.empty(); });
  if (reactors.empty()) return false;
  const int limit_s = run.state.options.reaction_time_limit_s;
  WindowFrame window{.id = run.state.next_window_id,
                     .kind = kind,
                     .by = by,
                     .reactors = std::move(reactors),
                     .opened_ms = run.now_ms,
                     .deadline_ms = limit_s > 0 ? run.now_ms + std::int64_t{1000} * limit_s : 0};
  if (!all_answered(window)) run.emit(ReactionWindowOpened{.window = window});
  run.stack.emplace_back(std::move(window));
  return true;
}

void work(Run& run) {
  while (!run.stack.empty()) {
    Frame frame = std::move(run.stack.back());
    run.stack.pop_back();
    if (const auto* window = std::get_if<WindowFrame>(&frame)) {
      if (!all_answered(*window)) {
        run.stack.push_back(std::move(frame));
        break;
      }
      settle(run, *window);
    } else if (auto* move = std::get_if<MoveFrame>(&frame)) {
      step(run, std::move(*move));
    } else if (auto* attack = std::get_if<AttackFrame>(&frame)) {
      step(run, std::move(*attack));
    } else if (auto* spell = std::get_if<SpellFrame>(&frame)) {
      step(run, std::move(*spell));
    }
  }
  if (run.stack != run.state.pending) run.emit(PendingChanged{.frames = run.stack});
}

}  // namespace live::engine
