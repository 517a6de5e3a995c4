// One weapon or stat block attack from the roll to its consequences (rules §9, §11).
#include <algorithm>

#include "engine/rules/attack.hpp"
#include "engine/rules/effects.hpp"
#include "engine/turn/exec.hpp"
#include "engine/turn/guards.hpp"

namespace live::engine {
namespace {

constexpr int adjacent_ft = 5;

/// An able creature other than the pair, of the given side to the attacker, within 5 ft of the target.
bool neighbour(const State& state, Slot attacker, Slot target, bool of_attackers_side) {
  for (std::size_t i = 0; i < state.participants.size(); ++i) {
    const Slot other = slot_at(i);
    if (other == attacker || other == target) continue;
    const Participant& who = state.participants[i];
    if (!present(who) || !able(who, policy_of(state))) continue;
    const bool fits = of_attackers_side ? !hostile(who, state.at(attacker)) : hostile(who, state.at(target));
    if (fits && distance_ft(state, other, target) <= adjacent_ft) return true;
  }
  return false;
}

/// The attacker may hold a feature back by naming others.
bool wanted(const Attack& attack, std::string_view id) {
  return attack.riders.empty() || std::ranges::find(attack.riders, id) != attack.riders.end();
}

bool sneak_attack_applies(const Run& run, const AttackFrame& frame, const AttackProfile& profile) {
  const Participant& who = run.at(frame.slot);
  if (feature(who, "sneak-attack") == nullptr || used_this_turn(who, "sneak-attack")) return false;
  if (!profile.is_weapon || !(profile.finesse || profile.ranged_weapon)) return false;
  if (frame.roll.mode == RollMode::advantage) return true;
  return frame.roll.mode != RollMode::disadvantage && neighbour(run.state, frame.slot, frame.attack.target, false);
}

/// Extra dice of the attacker, each at most once a turn (rules §26); emits FeatureUsed for those taken.
void add_riders(Run& run, const AttackFrame& frame, const AttackProfile& profile, std::vector<DamageSource>& sources) {
  const DamageType type = sources.empty() ? DamageType::none : sources.front().part.type;
  const auto add = [&](std::string_view id, int dice) {
    if (!wanted(frame.attack, id)) return;
    sources.push_back({.source = std::string(id), .part = {.dice = text(dice, "d6"), .flat = 0, .type = type}});
    run.emit(FeatureUsed{.slot = frame.slot, .feature = std::string(id)});
  };
  if (sneak_attack_applies(run, frame, profile)) {
    add("sneak-attack", std::max(1, feature(run.at(frame.slot), "sneak-attack")->value));
  }
  const Participant& who = run.at(frame.slot);
  if (feature(who, "martial-advantage") != nullptr && !used_this_turn(who, "martial-advantage") && profile.is_weapon &&
      neighbour(run.state, frame.slot, frame.attack.target, true)) {
    add("martial-advantage", 2);
  }
  const Participant& target = run.at(frame.attack.target);
  if (feature(who, "surprise-attack") != nullptr && run.state.round == 1 && target.surprised &&
      !used_this_turn(who, "surprise-attack")) {
    add("surprise-attack", 2);
  }
  add_effect_damage(run.state, frame.slot, profile, sources);
}

void draw(Run& run, Slot slot, const AttackProfile& profile, bool thrown) {
  const InventoryItem* found = item_by_id(run.at(slot), profile.item_id);
  if (found == nullptr) return;
  InventoryItem item = *found;
  item.place = item_in(run.at(slot), Place::main_hand) == nullptr ? Place::main_hand : Place::off_hand;
  run.emit(ItemChanged{.slot = slot, .item = std::move(item)});
  const bool with_the_attack = run.policy().draw_with_attack;
  if (with_the_attack || thrown) return;
  Economy economy = run.at(slot).economy;
  ++economy.interactions_used;
  run.set_economy(slot, std::move(economy));
}

void spend_ammunition(Run& run, Slot slot, const AttackProfile& profile) {
  if (profile.ammunition.empty()) return;
  const auto& inventory = run.at(slot).inventory;
  const auto at = std::ranges::find(inventory, profile.ammunition, &InventoryItem::item);
  if (at == inventory.end()) return;
  InventoryItem item = *at;
  --item.quantity;
  run.emit(ItemChanged{.slot = slot, .item = std::move(item)});
}

/// A thrown weapon ends in its target's cell [R19].
void let_fly(Run& run, Slot slot, const AttackProfile& profile, grid::Cell at) {
  const InventoryItem* found = item_by_id(run.at(slot), profile.item_id);
  if (found == nullptr) return;
  InventoryItem left = *found;
  InventoryItem landed = left;
  landed.place = Place::dropped;
  landed.at = at;
  if (left.quantity <= 1) {
    run.emit(ItemChanged{.slot = slot, .item = std::move(landed)});
    return;
  }
  --left.quantity;
  landed.quantity = 1;
  landed.id = text(left.id, "-thrown-", left.quantity);
  run.emit(ItemChanged{.slot = slot, .item = std::move(left)});
  run.emit(ItemChanged{.slot = slot, .item = std::move(landed)});
}

bool still_possible(const Run& run, const AttackFrame& frame) {
  if (!run.state.has(frame.attack.target) || run.at(frame.attack.target).dead) return false;
  if (!able(run.at(frame.slot), run.policy())) return false;
  // A mover that dropped in front of the reactors has not left anyone's reach.
  return !frame.reaction || (can_react(run.state, frame.slot) && run.at(frame.attack.target).hp > 0);
}

void strike(Run& run, const AttackFrame& frame, const AttackProfile& profile, bool melee) {
  std::vector<DamageSource> sources = melee || profile.ranged_damage.empty() ? profile.damage : profile.ranged_damage;
  add_riders(run, frame, profile, sources);
  const auto parts = roll_damage(run, frame.slot, profile.name, sources, frame.critical);
  const DamageResult result = take_damage(run, {.target = frame.attack.target,
                                                .by = frame.slot,
                                                .with = profile.name,
                                                .parts = parts,
                                                .halved = frame.halved,
                                                .critical = frame.critical,
                                                .magical = profile.magical,
                                                .tags = profile.tags,
                                                .knock_out = frame.attack.knock_out && melee});
  settle_damage(run, result);
}

void declare(Run& run, AttackFrame& frame, const AttackProfile& profile, const AttackRange& range) {
  const Slot slot = frame.slot;
  const Slot target = frame.attack.target;
  if (frame.reaction) {
    pay(run, slot, Cost::reaction);
    if (run.at(slot).readied) run.emit(ReadiedChanged{.slot = slot, .readied = {}});
  }
  const bool thrown = !range.melee && profile.thrown;
  if (profile.to_draw) draw(run, slot, profile, thrown && run.policy().draw_with_attack);
  if (!range.melee) spend_ammunition(run, slot, profile);
  const RollContext context{.attacker = slot,
                            .target = target,
                            .melee = range.melee,
                            .long_range = range.long_range,
                            .weapon = true,
                            .heavy = profile.heavy,
                            .ranged_weapon = profile.ranged_weapon,
                            .distance_ft = range.distance_ft,
                            .physical = true,
                            .weapon_id = profile.weapon};
  const int critical_from = feature(run.at(slot), "improved-critical") != nullptr ? 19 : 20;
  const bool ranged_numbers = !range.melee && !profile.ranged_to_hit.empty();
  AttackOutcome outcome =
      roll_attack(run, context, ranged_numbers ? profile.ranged_to_hit : profile.to_hit, critical_from);
  // The roll is made from hiding; then everyone knows (rules §9.8).
  reveal(run, slot, "attacked");
  frame.roll = outcome.roll;
  frame.armor_class = outcome.armor_class;
  frame.cover = outcome.cover;
  frame.hit = outcome.hit;
  frame.critical = outcome.critical;
  frame.stage = AttackStage::damage;
  run.emit(AttackRolled{.slot = slot,
                        .target = target,
                        .with = profile.name,
                        .roll = std::move(outcome.roll),
                        .armor_class = outcome.armor_class,
                        .cover = outcome.cover,
                        .hit = outcome.hit,
                        .critical = outcome.critical,
                        .opportunity = frame.reaction});
}

}  // namespace

void step(Run& run, AttackFrame frame) {
  if (frame.stage == AttackStage::declare && !still_possible(run, frame)) return;
  const auto profile = profile_for(run.rules, run.state, frame.slot, frame.attack);
  if (!profile) return;
  const auto range = range_to(run.state, frame.slot, frame.attack.target, *profile, frame.attack.thrown);
  if (frame.stage == AttackStage::declare) {
    if (!range) return;
    declare(run, frame, *profile, *range);
    if (frame.hit) {
      auto reactors = hit_reactors(run.rules, run.state, frame.slot, frame.attack.target, range->melee);
      run.stack.emplace_back(frame);
      if (open_window(run, WindowKind::attack_hit, frame.slot, std::move(reactors))) return;
      run.stack.pop_back();
    }
  }
  const bool melee = range ? range->melee : profile->reach_ft > 0;
  if (frame.hit) strike(run, frame, *profile, melee);
  // It lands once all is settled: until then the damage is still its own.
  if (!melee && profile->thrown) let_fly(run, frame.slot, *profile, run.at(frame.attack.target).pos);
}

}  // namespace live::engine
