#include "engine/turn/flow.hpp"

#include <algorithm>
#include <map>

#include "engine/rules/damage.hpp"
#include "engine/rules/effects.hpp"
#include "engine/rules/tests.hpp"

namespace live::engine {
namespace {

bool takes_turns(const Run& run, Slot slot) { return run.state.has(slot) && !run.at(slot).dead; }

/// Rules §27 "Turn start"; what the content has nothing for is not there.
void start_turn(Run& run, Slot slot, int index) {
  const int limit_s = run.state.options.turn_time_limit_s;
  run.emit(TurnStarted{.slot = slot,
                       .index = index,
                       .turn_number = run.state.turn_number + 1,
                       .deadline_ms = limit_s > 0 ? run.now_ms + std::int64_t{1000} * limit_s : 0});
  expire(run, Until::turn_start);
  const Participant& who = run.at(slot);
  if (who.hp == 0 && who.uses_death_saves && !who.stable && !who.dead) roll_death_save(run, slot);
}

/// Repeat saves, oldest effect first (rules §27 "Turn end" step 2).
void repeat_saves(Run& run, Slot slot) {
  const std::vector<Effect> effects = run.at(slot).effects;
  for (const Effect& effect : effects) {
    for (const RepeatSave& save : effect.repeat_saves) {
      if (save.at != Until::turn_end) continue;
      const bool poison = std::ranges::any_of(run.at(slot).conditions, [&](const ConditionInstance& instance) {
        return instance.effect_id == effect.id && instance.condition == Condition::poisoned;
      });
      const bool success = roll_save(run, {.slot = slot,
                                           .ability = save.ability,
                                           .dc = save.dc,
                                           .against = effect.name,
                                           .magical = true,
                                           .harm = poison ? DamageType::poison : DamageType::none});
      if (success) end_effect(run, slot, effect.id, "saved");
    }
  }
}

/// Crowded into another's space: prone, unless Tiny or the larger of the two (rules §6, 2024).
void stumble(Run& run, Slot slot) {
  const Participant& who = run.at(slot);
  if (!run.policy().shared_space_prone || who.sheet.size == Size::tiny) return;
  if (has_condition(who, Condition::prone)) return;
  for (std::size_t i = 0; i < run.state.participants.size(); ++i) {
    const Participant& other = run.state.participants[i];
    if (slot_at(i) == slot || other.removed || other.dead || who.sheet.size > other.sheet.size) continue;
    if (distance_ft(run.state, slot, slot_at(i)) == 0) {
      return add_condition(run, slot, {.condition = Condition::prone});
    }
  }
}

void end_turn(Run& run, Slot slot, TurnEnd reason) {
  if (!run.at(slot).dead && !run.at(slot).removed) {
    repeat_saves(run, slot);
    stumble(run, slot);
  }
  run.emit(TurnEnded{.slot = slot, .reason = reason});
  if (run.at(slot).surprised) run.emit(SurpriseChanged{.slot = slot, .surprised = false});
  expire(run, Until::turn_end);
}

/// The next entry anybody can take; turns of the dead and gone pass, and their timers with them.
void start_next(Run& run) {
  const int count = static_cast<int>(run.state.initiative.size());
  int index = run.state.current_turn_index;
  for (int tried = 0; tried <= count; ++tried) {
    ++index;
    if (index >= count || run.state.round == 0) {
      index = 0;
      run.emit(RoundStarted{.round = run.state.round + 1});
    }
    const Slot slot = run.state.initiative[static_cast<std::size_t>(index)].slot;
    if (takes_turns(run, slot)) {
      start_turn(run, slot, index);
      return;
    }
    run.emit(TurnPassed{.slot = slot, .index = index});
    expire(run, Until::turn_start);
    expire(run, Until::turn_end);
  }
}

/// It can neither act, move nor react: there is nothing to wait for.
bool helpless(const Run& run, Slot slot) {
  const Participant& who = run.at(slot);
  return who.dead || (incapacitated(who, run.policy()) && speed_ft(run.state, slot, MoveMode::walk) == 0);
}

void check_outcome(Run& run) {
  if (run.state.outcome.over || run.state.status != Status::active) return;
  std::map<std::string, int> able_by_side;
  for (const Participant& who : run.state.participants) {
    if (who.removed) continue;
    able_by_side[who.side] += able(who, run.policy()) ? 1 : 0;
  }
  const auto standing = std::ranges::count_if(able_by_side, [](const auto& side) { return side.second > 0; });
  if (able_by_side.size() < 2 || standing > 1) return;
  Outcome outcome{.over = true, .winner = {}, .reason = "nobody else is able to fight"};
  for (const auto& [side, count] : able_by_side) {
    if (count > 0) outcome.winner = side;
  }
  run.emit(CombatEnded{.outcome = std::move(outcome)});
}

}  // namespace

void finish_turn(Run& run, TurnEnd reason) {
  const Slot current = run.state.current();
  if (current != Slot::none) end_turn(run, current, reason);
  if (!run.state.initiative.empty()) start_next(run);
}

void settle_turn(Run& run) {
  check_outcome(run);
  // At most once round the table, so that a field of sleepers does not spin for ever.
  for (std::size_t passed = 0; passed < run.state.initiative.size(); ++passed) {
    const Slot current = run.state.current();
    if (current == Slot::none || !run.state.pending.empty() || run.state.status != Status::active) return;
    if (run.state.has(current) && !helpless(run, current)) return;
    finish_turn(run, run.state.has(current) && !run.at(current).dead ? TurnEnd::ended : TurnEnd::died);
    check_outcome(run);
  }
}

}  // namespace live::engine
