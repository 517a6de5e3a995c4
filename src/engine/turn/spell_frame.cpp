// Spells worked off target by target: rays with an attack roll each, darts that hit by themselves (rules §20, §0 D5).
#include <algorithm>

#include "engine/rules/attack.hpp"
#include "engine/rules/effects.hpp"
#include "engine/turn/exec.hpp"
#include "engine/turn/spells.hpp"

namespace live::engine {
namespace {

Slot target_of(const SpellFrame& frame) { return frame.cast.targets[static_cast<std::size_t>(frame.next)]; }

void lay_effect(Run& run, const SpellFrame& frame, const SpellDef& spell) {
  if (!spell.effect || run.at(target_of(frame)).dead) return;
  add_effect(run, {.slot = target_of(frame),
                   .source = frame.slot,
                   .name = spell.id,
                   .def = *spell.effect,
                   .concentration = spell.concentration,
                   .save = spell.save,
                   .dc = spell_save_dc(run.at(frame.slot))});
}

void roll_ray(Run& run, SpellFrame& frame, const SpellDef& spell) {
  const Slot target = target_of(frame);
  const RollContext context{.attacker = frame.slot,
                            .target = target,
                            .melee = spell.melee,
                            .weapon = false,
                            .distance_ft = distance_ft(run.state, frame.slot, target),
                            .physical = false};
  const AttackOutcome outcome =
      roll_attack(run, context, {{.source = "spell", .value = spell_attack_bonus(run.at(frame.slot))}}, 20);
  reveal(run, frame.slot, "attacked");
  frame.roll = outcome.roll;
  frame.armor_class = outcome.armor_class;
  frame.cover = outcome.cover;
  frame.hit = outcome.hit;
  frame.critical = outcome.critical;
  frame.halved = false;
  frame.stage = SpellStage::damage;
  run.emit(AttackRolled{.slot = frame.slot,
                        .target = target,
                        .with = spell.name,
                        .roll = outcome.roll,
                        .armor_class = outcome.armor_class,
                        .cover = outcome.cover,
                        .hit = outcome.hit,
                        .critical = outcome.critical});
}

void hurt(Run& run, const SpellFrame& frame, const SpellDef& spell) {
  const auto parts =
      roll_damage(run, frame.slot, spell.name, spell_damage(run.at(frame.slot), spell, frame.level), frame.critical);
  const DamageResult result = take_damage(run, {.target = target_of(frame),
                                                .by = frame.slot,
                                                .with = spell.name,
                                                .parts = parts,
                                                .halved = frame.halved,
                                                .critical = frame.critical,
                                                .magical = true});
  settle_damage(run, result);
}

void throw_darts(Run& run, const SpellFrame& frame, const SpellDef& spell) {
  SpellFrame dart = frame;
  for (std::size_t i = 0; i < frame.cast.targets.size(); ++i) {
    dart.next = static_cast<int>(i);
    const Participant& who = run.at(target_of(dart));
    if (who.dead || who.removed || has_modifier(who, ModifierKind::immune_missiles)) continue;
    // Each dart has its own dice; a dart's damage bonus per level is more darts, not more dice.
    SpellFrame plain = dart;
    plain.level = spell.level;
    hurt(run, plain, spell);
  }
}

}  // namespace

void step(Run& run, SpellFrame frame) {
  const SpellDef* spell = run.rules.content.spell(frame.cast.spell, run.state.options.ruleset);
  if (spell == nullptr) return;
  if (spell->delivery == SpellDelivery::missiles) {
    if (frame.stage == SpellStage::declare) {
      frame.stage = SpellStage::damage;
      auto reactors = missile_reactors(run.rules, run.state, frame.cast.targets);
      run.stack.emplace_back(frame);
      if (open_window(run, WindowKind::missiles, frame.slot, std::move(reactors))) return;
      run.stack.pop_back();
    }
    return throw_darts(run, frame, *spell);
  }
  while (static_cast<std::size_t>(frame.next) < frame.cast.targets.size()) {
    const Participant& who = run.at(target_of(frame));
    if (frame.stage == SpellStage::declare && !who.dead && !who.removed) {
      roll_ray(run, frame, *spell);
      if (frame.hit) {
        auto reactors = hit_reactors(run.rules, run.state, frame.slot, target_of(frame), false);
        run.stack.emplace_back(frame);
        if (open_window(run, WindowKind::attack_hit, frame.slot, std::move(reactors))) return;
        run.stack.pop_back();
      }
    }
    if (frame.stage == SpellStage::damage && frame.hit) {
      hurt(run, frame, *spell);
      lay_effect(run, frame, *spell);
    }
    ++frame.next;
    frame.stage = SpellStage::declare;
  }
}

}  // namespace live::engine
