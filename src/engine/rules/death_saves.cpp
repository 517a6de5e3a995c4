// The save of the dying (rules §12).
#include <algorithm>

#include "engine/rules/damage.hpp"
#include "engine/rules/effects.hpp"
#include "engine/rules/tests.hpp"

namespace live::engine {

void roll_death_save(Run& run, Slot slot) {
  const Participant& who = run.at(slot);
  // A saving throw without an ability: effects on all saves count, those bound to abilities do not [R22].
  TestPlan plan{.sources = {}, .modifiers = {}, .bonus_kind = ModifierKind::save_bonus, .ability = Ability::con};
  if (run.policy().exhaustion_in_steps && who.exhaustion >= 3) plan.sources.hamper("exhaustion");
  add_common(run.state, slot, plan);
  const D20Test roll = roll_test(run, slot, plan);
  DeathSaves counters = who.death_saves;
  if (roll.natural == 20) {
    run.emit(DeathSaveRolled{.slot = slot, .roll = roll, .counters = {}});
    heal(run, slot, slot, "death save", 1);
    return;
  }
  if (roll.natural == 1) {
    counters.failures = std::min(3, counters.failures + 2);
  } else if (roll.total >= 10) {
    ++counters.successes;
  } else {
    ++counters.failures;
  }
  run.emit(DeathSaveRolled{.slot = slot, .roll = roll, .counters = counters});
  if (counters.failures >= 3) {
    die(run, slot, Slot::none, "three failed death saves");
  } else if (counters.successes >= 3) {
    stabilize(run, slot);
  }
}

}  // namespace live::engine
