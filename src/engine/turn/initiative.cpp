#include <algorithm>

#include "engine/rules/tests.hpp"
#include "engine/turn/flow.hpp"

namespace live::engine {
namespace {

int kind_rank(Kind kind) { return static_cast<int>(kind); }

TestPlan initiative_plan(const Run& run, Slot slot) {
  const Participant& who = run.at(slot);
  const Policy& policy = run.policy();
  TestPlan plan{.sources = {}, .modifiers = {}, .bonus_kind = ModifierKind::check_bonus, .ability = Ability::dex};
  add_modifier(plan, "dex", modifier(who, Ability::dex));
  if (const FeatureRef* bonus = feature(who, "initiative")) add_modifier(plan, "initiative", bonus->value);
  if (feature(who, "jack-of-all-trades") != nullptr && policy.exhaustion_in_steps) {
    add_modifier(plan, "jack-of-all-trades", who.sheet.proficiency_bonus / 2);
  }
  if (policy.exhaustion_in_steps && who.exhaustion >= 1) plan.sources.hamper("exhaustion");
  if (any_rule(who, policy, &ConditionRule::check_disadvantage)) plan.sources.hamper("poisoned");
  if (who.surprised && !policy.surprise_costs_turn) plan.sources.hamper("surprised");
  if (policy.initiative_by_condition && has_condition(who, Condition::invisible)) plan.sources.help("invisible");
  if (policy.initiative_by_condition && incapacitated(who, policy)) plan.sources.hamper("incapacitated");
  hamper_by_armor(run, slot, plan.ability, plan);
  add_common(run.state, slot, plan);
  return plan;
}

/// Who shares a roll with `first`: same stat block, same side, monsters (rules §4, [R4]).
std::vector<Slot> group_of(const State& state, Slot first, const std::vector<Slot>& waiting) {
  const Participant& leader = state.at(first);
  std::vector<Slot> group{first};
  if (!state.options.group_initiative || leader.kind != Kind::monster || leader.group.empty()) return group;
  for (const Slot slot : waiting) {
    const Participant& who = state.at(slot);
    if (slot != first && who.kind == Kind::monster && who.group == leader.group && who.side == leader.side) {
      group.push_back(slot);
    }
  }
  return group;
}

bool before(const State& state, const InitiativeEntry& a, const InitiativeEntry& b) {
  const Participant& x = state.at(a.slot);
  const Participant& y = state.at(b.slot);
  if (a.total != b.total) return a.total > b.total;
  if (x.sheet.abilities.dex != y.sheet.abilities.dex) return x.sheet.abilities.dex > y.sheet.abilities.dex;
  if (x.kind != y.kind) return kind_rank(x.kind) < kind_rank(y.kind);
  return x.id < y.id;
}

/// Equal totals roll d20s in list order, higher first, again among equals.
void roll_off(Run& run, std::vector<InitiativeEntry>::iterator begin, std::vector<InitiativeEntry>::iterator end,
              int depth) {
  if (end - begin < 2 || depth > 20) return;
  std::vector<std::pair<int, InitiativeEntry>> rolls;
  std::sort(begin, end, [](const auto& a, const auto& b) { return a.slot < b.slot; });
  for (auto at = begin; at != end; ++at) {
    const int die = run.dice.roll(20);
    rolls.emplace_back(die, *at);
    run.emit(InitiativeRolled{.slots = {at->slot},
                              .roll = {.mode = RollMode::normal, .dice = {die}, .natural = die, .total = die},
                              .total = at->total});
  }
  std::ranges::sort(rolls, [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second.slot < b.second.slot;
  });
  std::ranges::transform(rolls, begin, [](const auto& pair) { return pair.second; });
  for (std::size_t i = 0; i < rolls.size();) {
    std::size_t j = i + 1;
    while (j < rolls.size() && rolls[j].first == rolls[i].first) ++j;
    roll_off(run, begin + static_cast<std::ptrdiff_t>(i), begin + static_cast<std::ptrdiff_t>(j), depth + 1);
    i = j;
  }
}

/// 2014: whoever notices no threat is surprised; threats are those it is not hidden from (rules §4).
void find_surprised(Run& run) {
  for (std::size_t i = 0; i < run.state.participants.size(); ++i) {
    const Slot slot = slot_at(i);
    const Participant& who = run.at(slot);
    if (who.removed || who.dead || who.surprised) continue;
    bool any_threat = false;
    bool noticed = false;
    for (const Participant& other : run.state.participants) {
      if (other.removed || other.dead || !hostile(who, other)) continue;
      any_threat = true;
      if (std::ranges::find(other.hidden.from, slot) == other.hidden.from.end()) noticed = true;
    }
    if (any_threat && !noticed) run.emit(SurpriseChanged{.slot = slot, .surprised = true});
  }
}

int roll_for(Run& run, const std::vector<Slot>& group) {
  const D20Test roll = roll_test(run, group.front(), initiative_plan(run, group.front()));
  run.emit(InitiativeRolled{.slots = group, .roll = roll, .total = roll.total});
  return roll.total;
}

}  // namespace

std::vector<InitiativeEntry> ordered(Run& run, std::vector<InitiativeEntry> entries) {
  std::ranges::sort(entries, [&](const auto& a, const auto& b) { return before(run.state, a, b); });
  if (run.state.options.tie_break != TieBreak::rolloff) return entries;
  for (auto at = entries.begin(); at != entries.end();) {
    auto end = at;
    while (end != entries.end() && end->total == at->total) ++end;
    roll_off(run, at, end, 0);
    at = end;
  }
  return entries;
}

void roll_initiative(Run& run, const std::vector<GivenTotal>& given) {
  find_surprised(run);
  std::vector<InitiativeEntry> entries;
  std::vector<Slot> waiting;
  for (std::size_t i = 0; i < run.state.participants.size(); ++i) {
    if (run.state.has(slot_at(i)) && !run.at(slot_at(i)).dead) waiting.push_back(slot_at(i));
  }
  for (const GivenTotal& total : given) {
    if (std::ranges::find(waiting, total.slot) == waiting.end()) continue;
    std::erase(waiting, total.slot);
    entries.push_back({.slot = total.slot, .total = total.total});
    run.emit(InitiativeRolled{.slots = {total.slot}, .roll = {}, .total = total.total});
  }
  while (!waiting.empty()) {
    const std::vector<Slot> group = group_of(run.state, waiting.front(), waiting);
    const int total = roll_for(run, group);
    for (const Slot slot : group) {
      entries.push_back({.slot = slot, .total = total});
      std::erase(waiting, slot);
    }
  }
  run.emit(InitiativeSet{.order = ordered(run, std::move(entries)), .current_turn_index = -1});
  if (run.state.status != Status::active) {
    run.emit(StatusChanged{.status = Status::active, .reason = "initiative", .now_ms = run.now_ms});
  }
}

void join_initiative(Run& run, Slot slot) {
  const int total = roll_for(run, {slot});
  std::vector<InitiativeEntry> entries = run.state.initiative;
  const Slot current = run.state.current();
  const InitiativeEntry mine{.slot = slot, .total = total};
  const auto at = std::ranges::find_if(entries, [&](const auto& entry) { return before(run.state, mine, entry); });
  entries.insert(at, mine);
  const auto now = std::ranges::find(entries, current, &InitiativeEntry::slot);
  const int index = now == entries.end() ? -1 : static_cast<int>(now - entries.begin());
  run.emit(InitiativeSet{.order = std::move(entries), .current_turn_index = index});
}

}  // namespace live::engine
