#include "engine/rules/damage.hpp"

#include <algorithm>

#include "engine/dice/term.hpp"
#include "engine/rules/effects.hpp"

namespace live::engine {
namespace {

int roll_dice(Run& run, const DiceTerm& term, std::vector<int>& rolled) {
  std::vector<std::int16_t> faces;
  const int sum = roll_term(term, run.dice, &faces);
  rolled.assign(faces.begin(), faces.end());
  return sum;
}

/// One line per type, in the order the types first appear; each floors at 0 (rules §11.1).
std::vector<DamageLine> lines_of(const DamageInput& input) {
  std::vector<DamageLine> lines;
  for (const DamageRollPart& part : input.parts) {
    auto at = std::ranges::find(lines, part.type, &DamageLine::type);
    if (at == lines.end()) at = lines.insert(lines.end(), DamageLine{.type = part.type});
    at->rolled += part.total;
  }
  for (DamageLine& line : lines) {
    line.rolled = std::max(0, line.rolled);
    line.halved = input.none ? 0 : input.halved ? line.rolled / 2 : line.rolled;
  }
  return lines;
}

bool covers(const DamageTrait& trait, DamageType type, const DamageInput& input) {
  if (trait.type != type) return false;
  if (trait.nonmagical && input.magical) return false;
  return std::ranges::none_of(trait.except_tags, [&](const std::string& tag) {
    return std::ranges::find(input.tags, tag) != input.tags.end();
  });
}

bool has_trait(const std::vector<DamageTrait>& traits, const Participant& who, ModifierKind kind, DamageType type,
               const DamageInput& input) {
  if (type == DamageType::none) return false;
  if (std::ranges::any_of(traits, [&](const DamageTrait& trait) { return covers(trait, type, input); })) return true;
  return std::ranges::any_of(who.effects, [&](const Effect& effect) {
    return std::ranges::any_of(effect.modifiers,
                               [&](const Modifier& mod) { return mod.kind == kind && mod.damage_type == type; });
  });
}

/// Immunity, else resistance once, then vulnerability once (rules §11.4).
void mitigate(const Run& run, const DamageInput& input, DamageLine& line) {
  const Participant& who = run.at(input.target);
  line.final = line.halved;
  if (has_trait(who.sheet.immunities, who, ModifierKind::immunity, line.type, input)) {
    line.mitigation = Mitigation::immune;
    line.final = 0;
    return;
  }
  const bool resistant = has_trait(who.sheet.resistances, who, ModifierKind::resistance, line.type, input) ||
                         (line.type != DamageType::none && any_rule(who, run.policy(), &ConditionRule::resists_all));
  const bool vulnerable = has_trait(who.sheet.vulnerabilities, who, ModifierKind::vulnerability, line.type, input);
  if (resistant) line.final /= 2;
  if (vulnerable) line.final *= 2;
  line.mitigation = resistant && vulnerable ? Mitigation::both
                    : resistant             ? Mitigation::resistant
                    : vulnerable            ? Mitigation::vulnerable
                                            : Mitigation::none;
}

void fail_death_saves(Run& run, Slot slot, Slot by, int failures) {
  DeathSaves counters = run.at(slot).death_saves;
  counters.failures = std::min(3, counters.failures + failures);
  run.emit(DyingChanged{.slot = slot, .counters = counters, .stable = false});
  if (counters.failures >= 3) die(run, slot, by, "three failed death saves");
}

void drop_held(Run& run, Slot slot) {
  for (InventoryItem item : std::vector<InventoryItem>(run.at(slot).inventory)) {
    if (item.place != Place::main_hand && item.place != Place::off_hand) continue;
    // A shield is strapped on, not held out; it stays.
    if (run.rules.content.armor_piece(item.item) != nullptr) continue;
    item.place = Place::dropped;
    item.at = run.at(slot).pos;
    run.emit(ItemChanged{.slot = slot, .item = std::move(item)});
  }
}

void fall_unconscious(Run& run, Slot slot, Slot by) {
  add_condition(run, slot, {.condition = Condition::unconscious, .source = by});
  drop_held(run, slot);
}

void knock_out(Run& run, const DamageResult& result) {
  const Slot slot = result.target;
  const int hp = run.policy().knock_out_hp;
  if (hp > 0) {
    run.emit(HpSet{.slot = slot, .hp = hp, .hp_max = run.at(slot).hp_max, .temp_hp = run.at(slot).temp_hp});
  } else {
    run.emit(DyingChanged{.slot = slot, .counters = {}, .stable = true});
  }
  fall_unconscious(run, slot, result.by);
}

void drop_to_zero(Run& run, const DamageResult& result) {
  const Participant& who = run.at(result.target);
  if (result.knock_out) return knock_out(run, result);
  if (!who.uses_death_saves) return die(run, result.target, result.by, "no hit points left");
  if (result.overflow >= hit_point_limit(run.state, result.target))
    return die(run, result.target, result.by, "massive damage");
  run.emit(DyingChanged{.slot = result.target, .counters = {}, .stable = false});
  fall_unconscious(run, result.target, result.by);
}

/// Knocked out and asleep wake by damage only if their text says so; the dying never do.
void hurt_while_down(Run& run, const DamageResult& result) {
  if (result.taken <= result.absorbed) return;
  const int limit = hit_point_limit(run.state, result.target);
  if (result.taken >= limit) return die(run, result.target, result.by, "massive damage");
  fail_death_saves(run, result.target, result.by, result.critical ? 2 : 1);
}

}  // namespace

DamagePart healing_part(std::string_view dice) {
  const auto term = parse_term(dice);
  if (!term) return {};
  return {.dice = term->count == 0 ? std::string() : text(term->count, "d", term->sides),
          .flat = term->bonus,
          .type = DamageType::none};
}

std::vector<DamageRollPart> roll_parts(Run& run, const std::vector<DamageSource>& sources, bool critical,
                                       bool average) {
  std::vector<DamageRollPart> parts;
  for (const DamageSource& source : sources) {
    DamageRollPart part{.source = source.source, .type = source.part.type, .flat = source.part.flat};
    if (const auto parsed = parse_term(source.part.dice); parsed && !source.part.dice.empty()) {
      const bool doubled = critical && source.doubles;
      const DiceTerm term = doubled ? parsed->critical() : *parsed;
      part.dice = to_string(term);
      // On average a critical adds the average of the extra dice, floored by itself (rules §26).
      part.total = average ? parsed->average() * (doubled ? 2 : 1) : roll_dice(run, term, part.rolled);
    }
    part.total += part.flat;
    parts.push_back(std::move(part));
  }
  return parts;
}

std::vector<DamageRollPart> roll_damage(Run& run, Slot by, std::string_view with,
                                        const std::vector<DamageSource>& sources, bool critical) {
  auto parts = roll_parts(run, sources, critical, run.state.options.average_damage);
  run.emit(DamageRolled{.slot = by, .with = std::string(with), .parts = parts, .critical = critical});
  return parts;
}

DamageResult take_damage(Run& run, const DamageInput& input) {
  const Participant& who = run.at(input.target);
  DamageTaken event{.slot = input.target, .by = input.by, .with = input.with, .lines = lines_of(input)};
  for (DamageLine& line : event.lines) {
    mitigate(run, input, line);
    event.taken += line.final;
  }
  event.absorbed = std::min(event.taken, who.temp_hp);
  const int through = event.taken - event.absorbed;
  event.temp_hp = who.temp_hp - event.absorbed;
  event.hp = std::max(0, who.hp - through);
  event.overflow = std::max(0, through - who.hp);
  const DamageResult result{.target = input.target,
                            .by = input.by,
                            .taken = event.taken,
                            .absorbed = event.absorbed,
                            .overflow = event.overflow,
                            .hp_before = who.hp,
                            .critical = input.critical,
                            .knock_out = input.knock_out};
  run.emit(std::move(event));
  return result;
}

void settle_damage(Run& run, const DamageResult& result) {
  if (result.taken <= 0 || run.at(result.target).dead) return;
  if (result.hp_before == 0) {
    hurt_while_down(run, result);
  } else if (run.at(result.target).hp == 0) {
    drop_to_zero(run, result);
  }
  if (!run.at(result.target).dead) check_concentration(run, result.target, result.taken);
}

void heal(Run& run, Slot slot, Slot by, std::string_view with, int amount, std::vector<DamageRollPart> rolled) {
  const Participant& who = run.at(slot);
  const bool barred = who.dead || has_modifier(who, ModifierKind::no_healing);
  const int gained = barred ? 0 : std::clamp(amount, 0, std::max(0, hit_point_limit(run.state, slot) - who.hp));
  const bool was_down = who.hp == 0;
  run.emit(Healed{.slot = slot,
                  .by = by,
                  .with = std::string(with),
                  .rolled = std::move(rolled),
                  .amount = gained,
                  .hp = who.hp + gained});
  const bool knocked_out = run.policy().knock_out_hp > 0 && has_condition(run.at(slot), Condition::unconscious);
  if (gained == 0 || (!was_down && !knocked_out)) return;
  run.emit(DyingChanged{.slot = slot, .counters = {}, .stable = false});
  // Only what 0 HP brought ends; sleep by a spell keeps its own instance.
  std::vector<ConditionInstance> own;
  for (const ConditionInstance& instance : run.at(slot).conditions) {
    if (instance.condition == Condition::unconscious && instance.effect_id == 0) own.push_back(instance);
  }
  for (const ConditionInstance& instance : own) {
    remove_condition(run, slot, Condition::unconscious, "healed", instance.source);
  }
}

void gain_temp_hp(Run& run, Slot slot, int amount) {
  if (amount > run.at(slot).temp_hp && !run.at(slot).dead) run.emit(TempHpGained{.slot = slot, .temp_hp = amount});
}

void die(Run& run, Slot slot, Slot by, std::string_view reason) {
  if (run.at(slot).dead) return;
  run.emit(Died{.slot = slot, .by = by, .reason = std::string(reason)});
  end_concentration(run, slot, "dead");
  recheck_grapples(run);
  fall_if_aloft(run, slot);
}

void stabilize(Run& run, Slot slot) { run.emit(DyingChanged{.slot = slot, .counters = {}, .stable = true}); }

}  // namespace live::engine
