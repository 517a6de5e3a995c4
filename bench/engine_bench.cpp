// How fast the game itself is, without rooms, wire or disk: decisions and whole fights per second, and the cost of what
// is computed after each change (what a creature can do, where it can go, the state's hash).
#include <benchmark/benchmark.h>

#include <stdexcept>

#include "engine/grid/sight.hpp"
#include "engine/rules/creature.hpp"
#include "engine/sim/bot.hpp"
#include "engine/testing/road.hpp"

namespace live::engine {
namespace {

const Content& srd() {
  static const Content content = [] {
    Content all;
    for (const char* name : {"weapons", "armor", "items", "spells", "monsters"}) {
      auto part =
          schema::decode<Content>(testing::text_of(std::string(LIVE_SOURCE_DIR) + "/content/srd/" + name + ".json"));
      if (!part) throw std::runtime_error(schema::to_text(part.error()));
      all.add(std::move(*part));
    }
    all.sort();
    return all;
  }();
  return content;
}

/// Twelve creatures: the demo's eleven and one hobgoblin more.
State twelve(SeededDice& dice) {
  static const testing::Road road = testing::load_road(LIVE_SOURCE_DIR);
  std::vector<Participant> all = testing::road_participants(road, srd(), Ruleset::srd2014);
  Participant twelfth = all[8];
  twelfth.id = "hobgoblin-3";
  twelfth.name = "Hobgoblin 3";
  twelfth.pos = {.x = 18, .y = 9};
  all.push_back(std::move(twelfth));
  State state;
  const Rules rules{srd()};
  Command create{.body = CreateEncounter{.options = {}, .map = testing::road_map(road), .participants = all},
                 .by_dm = true};
  if (!advance(rules, state, create, dice)) throw std::runtime_error("the fight could not be set up");
  Command begin{.body = RollInitiative{}, .by_dm = true};
  if (!advance(rules, state, begin, dice)) throw std::runtime_error("the fight did not begin");
  return state;
}

struct Played {
  std::vector<Command> commands;
  bool over = false;
};

/// One fight to its end, and the commands it took.
Played play(std::uint64_t seed) {
  SeededDice dice(seed);
  State state = twelve(dice);
  Bot bot(seed * 7 + 1);
  Played played;
  for (std::int64_t now_ms = 1000; played.commands.size() < 5000; now_ms += 500) {
    auto next = bot.next({srd()}, state, now_ms);
    if (!next) break;
    if (!advance({srd()}, state, *next, dice)) {
      next = Command{.body = Act{.action = EndTurn{}}, .actor = state.current(), .now_ms = now_ms};
      if (!advance({srd()}, state, *next, dice)) break;
    }
    played.commands.push_back(std::move(*next));
  }
  played.over = state.outcome.over;
  return played;
}

/// The state after so many commands of the first fight.
State midway(std::size_t commands) {
  const Played played = play(1);
  SeededDice dice(1);
  State state = twelve(dice);
  for (std::size_t i = 0; i < commands && i < played.commands.size(); ++i) {
    if (!advance({srd()}, state, played.commands[i], dice)) throw std::runtime_error("the replay went astray");
  }
  return state;
}

/// Decisions alone: the bots' commands are known beforehand. evolve() is inside advance().
void decisions(benchmark::State& bench) {
  const Played played = play(1);
  std::int64_t decided = 0;
  for (auto _ : bench) {
    bench.PauseTiming();
    SeededDice dice(1);
    State state = twelve(dice);
    bench.ResumeTiming();
    for (const Command& command : played.commands) {
      benchmark::DoNotOptimize(advance({srd()}, state, command, dice));
    }
    decided += static_cast<std::int64_t>(played.commands.size());
  }
  bench.SetItemsProcessed(decided);
}
BENCHMARK(decisions)->Unit(benchmark::kMillisecond);

/// Whole fights, the bots' thinking (available actions, reachable cells) included.
void whole_fights(benchmark::State& bench) {
  std::uint64_t seed = 1;
  std::int64_t commands = 0;
  for (auto _ : bench) commands += static_cast<std::int64_t>(play(seed++ % 16 + 1).commands.size());
  bench.counters["fights/s"] = benchmark::Counter(static_cast<double>(bench.iterations()), benchmark::Counter::kIsRate);
  bench.counters["commands/fight"] = static_cast<double>(commands) / static_cast<double>(bench.iterations());
}
BENCHMARK(whole_fights)->Unit(benchmark::kMillisecond);

void hash_of_state(benchmark::State& bench) {
  const State state = midway(40);
  for (auto _ : bench) benchmark::DoNotOptimize(state_hash(state));
}
BENCHMARK(hash_of_state)->Unit(benchmark::kMicrosecond);

/// For each creature in turn, as if it were its turn with everything still to do.
void available(benchmark::State& bench) {
  State state = midway(20);
  state.pending.clear();
  const auto entries = static_cast<int>(state.initiative.size());
  for (Participant& who : state.participants) who.economy = {};
  int turn = 0;
  std::size_t offers = 0;
  for (auto _ : bench) {
    state.current_turn_index = turn++ % entries;
    offers += available_actions({srd()}, state, state.current()).size();
  }
  bench.counters["offers"] = static_cast<double>(offers) / static_cast<double>(bench.iterations());
}
BENCHMARK(available)->Unit(benchmark::kMicrosecond);

State crowded(int side, int creatures) {
  State state;
  state.map = grid::GridMap::plain(side, side);
  state.status = Status::active;
  state.round = 1;
  for (int i = 0; i < side; i += 3) state.map.set({.x = static_cast<std::int16_t>(i), .y = 14}, grid::terrain::wall);
  for (int i = 0; i < creatures; ++i) {
    Participant who;
    who.id = "creature-" + std::to_string(i);
    who.side = i % 2 == 0 ? "heroes" : "foes";
    who.hp = who.hp_max = 20;
    who.pos = {.x = static_cast<std::int16_t>((i * 7) % side),
               .y = static_cast<std::int16_t>((i * 11 + i / 30) % side)};
    state.participants.push_back(std::move(who));
    state.initiative.push_back({.slot = slot_at(static_cast<std::size_t>(i)), .total = 30 - i});
  }
  state.current_turn_index = 0;
  return state;
}

void reachable_30x30_with_30(benchmark::State& bench) {
  State state = crowded(30, 30);
  int turn = 0;
  for (auto _ : bench) {
    state.current_turn_index = turn++ % 30;
    benchmark::DoNotOptimize(reachable_cells({srd()}, state, state.current()));
  }
}
BENCHMARK(reachable_30x30_with_30)->Unit(benchmark::kMicrosecond);

/// Every pair of thirty creatures once.
void cover_of_a_pair(benchmark::State& bench) {
  const State state = crowded(30, 30);
  int pair = 0;
  for (auto _ : bench) {
    const int from = pair % 30;
    const int to = (pair / 30 + 1 + from) % 30;
    ++pair;
    benchmark::DoNotOptimize(
        cover_between(state, slot_at(static_cast<std::size_t>(from)), slot_at(static_cast<std::size_t>(to))));
  }
}
BENCHMARK(cover_of_a_pair)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace live::engine

BENCHMARK_MAIN();
