// Flyers that cannot fly any longer (rules §7).
#include <algorithm>

#include "engine/rules/damage.hpp"
#include "engine/rules/effects.hpp"

namespace live::engine {
namespace {

constexpr int ft_per_die = 10;
constexpr int most_dice = 20;

bool stays_aloft(const State& state, Slot slot) {
  const Participant& who = state.at(slot);
  if (who.dead) return false;
  return !has_condition(who, Condition::prone) && !incapacitated(who, policy_of(state)) &&
         speed_ft(state, slot, MoveMode::fly) > 0;
}

}  // namespace

void fall_if_aloft(Run& run, Slot slot) {
  // Height without wings is a roof or a ledge.
  const Participant& who = run.at(slot);
  const bool flies = who.z_ft > 0 && who.sheet.speeds.fly > 0 && !who.removed;
  if (!flies || (who.sheet.speeds.hover && !who.dead) || stays_aloft(run.state, slot)) return;
  const int dice = std::min(most_dice, who.z_ft / ft_per_die);
  run.emit(Fell{.slot = slot, .from_ft = who.z_ft});
  if (dice == 0 || run.at(slot).dead) return;
  const std::vector<DamageSource> sources{
      {.source = "falling", .part = {.dice = text(dice, "d6"), .flat = 0, .type = DamageType::bludgeoning}}};
  const auto parts = roll_damage(run, Slot::none, "falling", sources, false);
  const DamageResult result = take_damage(run, {.target = slot, .with = "falling", .parts = parts});
  settle_damage(run, result);
  const bool lies = run.at(slot).dead || has_condition(run.at(slot), Condition::prone);
  if (result.taken > 0 && !lies) add_condition(run, slot, {.condition = Condition::prone});
}

}  // namespace live::engine
