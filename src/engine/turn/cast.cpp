// The Cast action: checks in the order of rules §5, then what each kind of spell does.
#include <algorithm>

#include "engine/grid/distance.hpp"
#include "engine/grid/forced.hpp"
#include "engine/grid/sight.hpp"
#include "engine/rules/attack.hpp"
#include "engine/rules/effects.hpp"
#include "engine/rules/tests.hpp"
#include "engine/turn/actions.hpp"
#include "engine/turn/exec.hpp"
#include "engine/turn/guards.hpp"
#include "engine/turn/move.hpp"
#include "engine/turn/spells.hpp"

namespace live::engine {
namespace {

/// A spell on oneself alone needs no target named.
std::vector<Slot> targets_of(const SpellDef& spell, const Cast& action, Slot actor) {
  if (spell.target == SpellTarget::self && !spell.area) return {actor};
  return action.targets;
}

}  // namespace

bool is_harmful(const SpellDef& spell) {
  return spell.delivery == SpellDelivery::attack || spell.delivery == SpellDelivery::save ||
         spell.delivery == SpellDelivery::missiles;
}

Check check_cast_on(const Situation& at, const SpellDef& spell, Slot target) {
  if (auto refusal = check_target(at, target)) return refusal;
  const State& state = at.state;
  const Participant& who = state.at(at.actor);
  const Participant& aim = state.at(target);
  if (aim.dead) return refuse("target.invalid", "§20", text(aim.name, " is dead."));
  const bool charmed = std::ranges::any_of(who.conditions, [&](const ConditionInstance& instance) {
    return instance.condition == Condition::charmed && instance.source == target;
  });
  if (charmed && is_harmful(spell))
    return refuse("cond.charmed", "§15", text(who.name, " is charmed by ", aim.name, "."));
  if (spell.delivery == SpellDelivery::stabilize && (aim.hp > 0 || aim.stable)) {
    return refuse("target.invalid", "§12", text(aim.name, " is not dying."));
  }
  const int distance = target == at.actor ? 0 : distance_ft(state, at.actor, target);
  if (distance > spell.range_ft) {
    return refuse("target.outOfRange", "§20",
                  text(aim.name, " is ", distance, " ft away; ", spell.name, " reaches ", spell.range_ft, " ft."));
  }
  if (target != at.actor && !line_of_effect(state, at.actor, target)) {
    return refuse("target.totalCover", "§17", text(aim.name, " has total cover from ", who.name, "."));
  }
  if (spell.needs_sight && !can_see(state, at.actor, target)) {
    return refuse("target.notSeen", "§19", text(who.name, " cannot see ", aim.name, "."));
  }
  return {};
}

namespace {

Check check_targets(const Situation& at, const SpellDef& spell, const Cast& action, int level) {
  const std::vector<Slot> targets = targets_of(spell, action, at.actor);
  const int most = spell_targets(spell, level);
  if (targets.empty()) return refuse("target.invalid", "§20", text(spell.name, " needs a target."));
  if (static_cast<int>(targets.size()) > most) {
    return refuse("target.invalid", "§20", text(spell.name, " takes at most ", most, " targets at this level."));
  }
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const bool repeatable = spell.delivery == SpellDelivery::attack || spell.delivery == SpellDelivery::missiles;
    const auto earlier = targets.begin() + static_cast<std::ptrdiff_t>(i);
    if (!repeatable && std::find(targets.begin(), earlier, targets[i]) != earlier) {
      return refuse("target.invalid", "§20", "A creature is named twice.");
    }
    if (auto refusal = check_cast_on(at, spell, targets[i])) return refusal;
  }
  return {};
}

Check check_area(const Situation& at, const SpellDef& spell, const Cast& action) {
  const auto area = spell_area(at.state, at.actor, spell, action.at);
  if (!area) return refuse("target.invalid", "§18", text(spell.name, " cannot be laid there."));
  if (spell.range_ft == 0) return {};
  const grid::Space space = space_of(at.state.at(at.actor));
  const grid::Point point{.x = action.at.x, .y = action.at.y};
  const int distance = area->shape.kind == grid::AreaKind::cube
                           ? grid::cube_distance_ft(space, action.at, area->shape.size_ft, at.state.options.diagonal)
                           : grid::distance_ft(space, point, at.state.options.diagonal);
  if (distance > spell.range_ft) {
    return refuse("target.outOfRange", "§20",
                  text("That point is ", distance, " ft away; ", spell.name, " reaches ", spell.range_ft, " ft."));
  }
  if (area->shape.kind != grid::AreaKind::cube && !grid::reaches(at.state.map, space, point)) {
    return refuse("target.totalCover", "§18", "Something solid is between the caster and that point.");
  }
  return {};
}

Check check_place(const Situation& at, const SpellDef& spell, const Cast& action) {
  const Participant& who = at.state.at(at.actor);
  const grid::Space space = grid::space_of(who.sheet.size, action.at, static_cast<std::int16_t>(who.z_ft));
  const Crowd crowd = crowd_around(at.state, at.actor, true);
  if (!grid::may_stand(crowd.ground(at.state.map), who.sheet.size, space)) {
    return refuse("move.occupied", "§7", "There is no room to appear there.");
  }
  const int distance = grid::distance_ft(space_of(who), space, at.state.options.diagonal);
  if (distance > spell.teleport_ft) {
    return refuse("target.outOfRange", "§20",
                  text("That is ", distance, " ft away; ", spell.name, " carries ", spell.teleport_ft, " ft."));
  }
  if (!grid::line_of_sight(at.state.map, space_of(who), space)) {
    return refuse("target.notSeen", "§19", text(who.name, " cannot see that place."));
  }
  return {};
}

void lay_effect(Run& run, Slot actor, const SpellDef& spell, Slot target) {
  if (!spell.effect) return;
  add_effect(run, {.slot = target,
                   .source = actor,
                   .name = spell.id,
                   .def = *spell.effect,
                   .concentration = spell.concentration,
                   .save = spell.save,
                   .dc = spell_save_dc(run.at(actor))});
}

bool unaffected(const SpellDef& spell, const Participant& who) {
  return std::ranges::find(spell.unaffected, who.sheet.creature_type) != spell.unaffected.end();
}

/// Poisonous damage, or the poisoned condition.
bool is_poison(const SpellDef& spell) {
  const bool hurts =
      std::ranges::any_of(spell.damage, [](const DamagePart& part) { return part.type == DamageType::poison; });
  return hurts || (spell.effect &&
                   std::ranges::find(spell.effect->conditions, Condition::poisoned) != spell.effect->conditions.end());
}

void push(Run& run, Slot actor, Slot target, int feet) {
  const Crowd crowd = crowd_around(run.state, target, false);
  const grid::Space space = space_of(run.at(target));
  const auto path =
      grid::forced_path(crowd.ground(run.state.map), run.at(target).sheet.size, space,
                        grid::direction_away(space_of(run.at(actor)), space), feet, run.state.options.diagonal);
  if (path.empty()) return;
  run.emit(Moved{.slot = target, .from = space.min, .path = path, .mode = MoveMode::walk, .forced = true});
}

/// Damage dice once, a save for each, damage to all, then what follows from it for each (rules §0 D4).
void cast_save(Run& run, Slot actor, const SpellDef& spell, int level, const std::vector<Slot>& targets,
               const std::optional<SpellArea>& area) {
  std::vector<DamageRollPart> parts;
  if (!spell.damage.empty()) {
    parts = roll_damage(run, actor, spell.name, spell_damage(run.at(actor), spell, level), false);
  }
  const DamageType harm = is_poison(spell) ? DamageType::poison : DamageType::none;
  const int dc = spell_save_dc(run.at(actor));
  const auto origin = area ? grid::area_origin(area->shape, area->placement) : std::nullopt;
  std::vector<bool> saved;
  for (const Slot target : targets) {
    grid::Cover cover = grid::Cover::none;
    if (!spell.ignores_cover && spell.save == Ability::dex) {
      cover = origin ? grid::cover(run.state.map, *origin, space_of(run.at(target)), run.at(target).sheet.size, {})
                     : cover_between(run.state, actor, target);
    }
    saved.push_back(roll_save(run, {.slot = target,
                                    .ability = spell.save,
                                    .dc = dc,
                                    .against = spell.id,
                                    .magical = true,
                                    .harm = harm,
                                    .cover = cover}));
  }
  std::vector<DamageResult> results;
  for (std::size_t i = 0; i < targets.size() && !parts.empty(); ++i) {
    const bool evades =
        spell.save == Ability::dex && spell.half_on_save && feature(run.at(targets[i]), "evasion") != nullptr;
    const bool none = saved[i] && (!spell.half_on_save || evades);
    if (none && !spell.half_on_save) continue;
    results.push_back(take_damage(run, {.target = targets[i],
                                        .by = actor,
                                        .with = spell.name,
                                        .parts = parts,
                                        .halved = saved[i] || evades,
                                        .none = none,
                                        .magical = true}));
  }
  for (const DamageResult& result : results) settle_damage(run, result);
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (saved[i] || run.at(targets[i]).dead) continue;
    if (spell.push_ft > 0) push(run, actor, targets[i], spell.push_ft);
    lay_effect(run, actor, spell, targets[i]);
  }
  recheck_hiding(run);
  recheck_grapples(run);
}

void cast_heal(Run& run, Slot actor, const SpellDef& spell, int level, const std::vector<Slot>& targets) {
  for (const Slot target : targets) {
    // Accepted, but of no use to the undead and the made (rules §20).
    if (unaffected(spell, run.at(target))) continue;
    const DamagePart part = spell_healing(run.at(actor), spell, level);
    auto rolled = roll_parts(run, {{.source = spell.id, .part = part}}, false, false);
    const int amount = rolled.front().total;
    heal(run, target, actor, spell.name, amount, std::move(rolled));
  }
}

void deliver(Run& run, Slot actor, const SpellDef& spell, int level, const Cast& action,
             const std::optional<SpellArea>& area) {
  const std::vector<Slot> targets = area ? creatures_in(run.state, *area, actor) : targets_of(spell, action, actor);
  switch (spell.delivery) {
    case SpellDelivery::attack:
    case SpellDelivery::missiles: {
      Cast settled = action;
      settled.targets = targets;
      run.stack.emplace_back(SpellFrame{.slot = actor, .cast = std::move(settled), .level = level});
      return;
    }
    case SpellDelivery::save: {
      std::vector<Slot> open = targets;
      std::erase_if(open, [&](Slot target) { return unaffected(spell, run.at(target)); });
      return cast_save(run, actor, spell, level, open, area);
    }
    case SpellDelivery::heal:
      return cast_heal(run, actor, spell, level, targets);
    case SpellDelivery::effect:
      for (const Slot target : targets) {
        if (!unaffected(spell, run.at(target))) lay_effect(run, actor, spell, target);
      }
      return;
    case SpellDelivery::stabilize:
      for (const Slot target : targets) {
        if (!unaffected(spell, run.at(target))) stabilize(run, target);
      }
      return;
    case SpellDelivery::teleport:
      run.emit(
          Moved{.slot = actor, .from = run.at(actor).pos, .path = {action.at}, .mode = MoveMode::walk, .forced = true});
      recheck_hiding(run);
      recheck_grapples(run);
      return;
  }
}

}  // namespace

Check check_cast_ready(const Situation& at, const SpellDef& spell, int asked_level) {
  if (spell.cost == Cost::reaction) {
    return refuse("economy.noReaction", "§20", text(spell.name, " is cast as a reaction, when its trigger comes."));
  }
  if (auto refusal = check_cost(at.state, at.actor, spell.cost, true)) return refusal;
  return check_castable(at.rules, at.state, at.actor, spell, cast_level(spell, asked_level));
}

Check check(const Situation& at, const Cast& action) {
  if (auto refusal = check_turn(at.state, at.actor)) return refusal;
  if (auto refusal = check_able(at.state, at.actor)) return refusal;
  const SpellDef* spell = at.rules.content.spell(action.spell, at.state.options.ruleset);
  if (spell == nullptr) {
    return refuse("spell.unknown", "§20", text("There is no spell \"", action.spell, "\"."));
  }
  if (auto refusal = check_cast_ready(at, *spell, action.level)) return refusal;
  if (spell->delivery == SpellDelivery::teleport) return check_place(at, *spell, action);
  if (spell->area) return check_area(at, *spell, action);
  return check_targets(at, *spell, action, cast_level(*spell, action.level));
}

void perform(Run& run, Slot actor, const Cast& action) {
  const SpellDef& spell = *run.rules.content.spell(action.spell, run.state.options.ruleset);
  const int level = cast_level(spell, action.level);
  pay(run, actor, spell.cost, true);
  spend_for_spell(run, actor, spell, spell.level == 0 ? 0 : level);
  if (spell.components.verbal) reveal(run, actor, "cast");
  const auto area = spell_area(run.state, actor, spell, action.at);
  run.emit(SpellCast{.slot = actor,
                     .spell = spell.id,
                     .level = level,
                     .cost = spell.cost,
                     .targets = targets_of(spell, action, actor),
                     .area = area ? area->cells : std::vector<grid::Cell>{}});
  if (spell.concentration) start_concentration(run, actor, spell.id);
  deliver(run, actor, spell, level, action, area);
}

}  // namespace live::engine
