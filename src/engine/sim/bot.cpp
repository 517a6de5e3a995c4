#include "engine/sim/bot.hpp"

#include <algorithm>

#include "engine/rules/creature.hpp"
#include "engine/turn/actions.hpp"
#include "schema/describe.hpp"

namespace live::engine {
namespace {

Command command_of(Slot slot, CommandBody body, std::int64_t now_ms) {
  return Command{.body = std::move(body), .actor = slot, .by_dm = false, .author = "bot", .now_ms = now_ms};
}

int distance_to_enemy(const State& state, Slot slot, grid::Cell from) {
  int best = 1 << 20;
  for (const Participant& other : state.participants) {
    if (!present(other) || other.dead || other.hp == 0 || !hostile(other, state.at(slot))) continue;
    const int dx = std::abs(other.pos.x - from.x);
    const int dy = std::abs(other.pos.y - from.y);
    best = std::min(best, 16 * std::max(dx, dy) + std::min(dx, dy));
  }
  return best;
}

}  // namespace

std::optional<Command> Bot::next(const Rules& rules, const State& state, std::int64_t now_ms) {
  if (state.status != Status::active || state.outcome.over) return {};
  if (const WindowFrame* window = state.window()) {
    const auto at = std::ranges::find(window->reactors, false, &Reactor::answered);
    if (at != window->reactors.end()) return answer(*window, *at, now_ms);
  }
  if (state.current() == Slot::none) return {};
  return act(rules, state, state.current(), now_ms);
}

std::optional<Command> Bot::next_for(const Rules& rules, const State& state, Slot slot, std::int64_t now_ms) {
  if (state.status != Status::active || !state.has(slot)) return {};
  if (const WindowFrame* window = state.window()) {
    for (const Reactor& reactor : window->reactors) {
      if (reactor.slot == slot && !reactor.answered) return answer(*window, reactor, now_ms);
    }
    return {};
  }
  if (state.current() != slot) return {};
  return act(rules, state, slot, now_ms);
}

Command Bot::answer(const WindowFrame& window, const Reactor& reactor, std::int64_t now_ms) {
  Respond respond{.window = window.id};
  const int option = below(static_cast<int>(reactor.options.size()) + 1);
  if (option < static_cast<int>(reactor.options.size())) {
    respond.reaction = reactor.options[static_cast<std::size_t>(option)].reaction;
  }
  return command_of(reactor.slot, std::move(respond), now_ms);
}

std::optional<Action> Bot::from(const State& state, const AvailableAction& offer) {
  const auto target = [&] {
    return offer.targets.empty()
               ? Slot::none
               : offer.targets[static_cast<std::size_t>(below(static_cast<int>(offer.targets.size())))];
  };
  if (offer.type == "attack") {
    Attack attack{.with = offer.id, .mode = offer.offhand ? AttackMode::offhand : AttackMode::main};
    for (const Slot slot : offer.targets) {
      const bool worth = hostile(state.at(slot), state.at(state.current())) && state.at(slot).hp > 0;
      if (worth && (attack.target == Slot::none || below(2) == 0)) attack.target = slot;
    }
    if (attack.target == Slot::none) return {};
    return attack;
  }
  if (offer.type == "basic") {
    const auto kind = schema::enum_from<BasicKind>(offer.id);
    if (!kind || *kind == BasicKind::drop_prone || *kind == BasicKind::end_concentration) return {};
    return Basic{.kind = *kind, .as_bonus = offer.as_bonus};
  }
  if (offer.type == "cast") {
    Cast cast{.spell = offer.id, .level = offer.levels.empty() ? 0 : offer.levels.front()};
    if (offer.max_targets > 0) {
      for (int i = 0; i < offer.max_targets && !offer.targets.empty(); ++i) {
        const Slot slot = target();
        if (std::ranges::find(cast.targets, slot) == cast.targets.end()) cast.targets.push_back(slot);
      }
    } else {
      const Participant& who = state.at(state.current());
      cast.at = grid::moved(who.pos, below(7) - 3, below(7) - 3);
    }
    return cast;
  }
  if (offer.type == "useItem") return UseItem{.item = offer.id, .target = target()};
  if (offer.type == "useFeature") return UseFeature{.feature = offer.id};
  if (offer.type == "contest") {
    const auto kind = schema::enum_from<ContestKind>(offer.id);
    const Slot slot = target();
    if (!kind || !hostile(state.at(slot), state.at(state.current()))) return {};
    return Contest{.kind = *kind, .target = slot};
  }
  if (offer.type == "escape") return Escape{};
  if (offer.type == "aid") return Aid{.kind = AidKind::stabilize, .target = target()};
  if (offer.type == "help") return Help{.ally = first_ally(state, state.current()), .target = target()};
  if (offer.type == "equip") return Equip{.item = offer.id};
  return {};
}

std::optional<Action> Bot::approach(const Rules& rules, const State& state, Slot slot) {
  const auto cells = reachable_cells(rules, state, slot);
  const int here = distance_to_enemy(state, slot, state.at(slot).pos);
  const ReachableCell* best = nullptr;
  int best_distance = here;
  for (const ReachableCell& cell : cells) {
    const int distance = distance_to_enemy(state, slot, cell.cell);
    if (distance < best_distance) {
      best = &cell;
      best_distance = distance;
    }
  }
  if (best == nullptr && !cells.empty() && below(8) == 0) {
    best = &cells[static_cast<std::size_t>(below(static_cast<int>(cells.size())))];
  }
  if (best == nullptr) return {};
  return Move{.to = best->cell};
}

Command Bot::act(const Rules& rules, const State& state, Slot slot, std::int64_t now_ms) {
  std::vector<AvailableAction> offers = available_actions(rules, state, slot);
  std::erase_if(offers, [](const AvailableAction& offer) { return !offer.available; });
  std::vector<Action> attacks;
  std::vector<Action> others;
  for (const AvailableAction& offer : offers) {
    auto action = from(state, offer);
    if (!action) continue;
    (offer.type == "attack" || offer.type == "cast" ? attacks : others).push_back(std::move(*action));
  }
  const auto pick = [&](std::vector<Action>& from_these) -> Action {
    return std::move(from_these[static_cast<std::size_t>(below(static_cast<int>(from_these.size())))]);
  };
  if (!attacks.empty() && below(8) != 0) return command_of(slot, Act{.action = pick(attacks)}, now_ms);
  if (below(4) != 0) {
    if (auto move = approach(rules, state, slot)) return command_of(slot, Act{.action = std::move(*move)}, now_ms);
  }
  if (!others.empty() && below(4) == 0) return command_of(slot, Act{.action = pick(others)}, now_ms);
  return command_of(slot, Act{.action = EndTurn{}}, now_ms);
}

}  // namespace live::engine
