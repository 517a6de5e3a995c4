// The Attack action and its kin: what may be attacked with, in which order, at what cost (rules §5, §10).
#include <algorithm>

#include "engine/turn/actions.hpp"
#include "engine/turn/exec.hpp"
#include "engine/turn/guards.hpp"

namespace live::engine {
namespace {

int attacks_per_action(const Participant& who) {
  const FeatureRef* extra = feature(who, "extra-attack");
  return 1 + (extra == nullptr ? 0 : std::max(1, extra->value));
}

bool in_hand(Place place) { return place == Place::main_hand || place == Place::off_hand; }

int hands_used_by_others(const Participant& who, const std::string& item_id) {
  return static_cast<int>(std::ranges::count_if(
      who.inventory, [&](const InventoryItem& item) { return in_hand(item.place) && item.id != item_id; }));
}

Check check_hands(const Participant& who, const AttackProfile& profile, const Attack& attack, const Policy& policy) {
  if (profile.item_id.empty()) return {};
  const bool both = profile.two_handed || attack.two_handed;
  const int others = hands_used_by_others(who, profile.item_id);
  if (both && others > 0) {
    return refuse("weapon.hands", "§5", text(profile.name, " needs both hands, and one of ", who.name, "'s is full."));
  }
  if (!profile.to_draw) return {};
  if (others >= 2) return refuse("weapon.hands", "§5", text(who.name, " has no free hand to draw ", profile.name, "."));
  if (!policy.draw_with_attack && who.economy.interactions_used > 0) {
    return refuse("economy.noInteraction", "§5",
                  text(who.name, " has used its free interaction and cannot draw ", profile.name, "."));
  }
  return {};
}

const InventoryItem* ammunition_for(const Participant& who, const AttackProfile& profile) {
  const auto at = std::ranges::find(who.inventory, profile.ammunition, &InventoryItem::item);
  return at == who.inventory.end() ? nullptr : &*at;
}

Check check_ammunition(const Participant& who, const AttackProfile& profile, bool ranged) {
  if (!ranged || profile.ammunition.empty()) return {};
  // Only characters count their arrows unless a creature was given some.
  if (ammunition_for(who, profile) != nullptr || who.kind != Kind::player_character) return {};
  return refuse("weapon.noAmmo", "§10",
                text(who.name, " has no ", profile.ammunition, "s left for ", profile.name, "."));
}

Check check_loading(const Participant& who, const AttackProfile& profile, const Attack& attack) {
  const bool same_action = attack.mode == AttackMode::main && who.economy.attacks_left > 0;
  const bool shot = std::ranges::find(who.economy.loaded_shots, profile.id) != who.economy.loaded_shots.end();
  if (!profile.loading || !same_action || !shot) return {};
  return refuse("weapon.loading", "§10", text(profile.name, " can be loaded only once with each action."));
}

Check check_offhand(const State& state, Slot actor, const AttackProfile& profile) {
  const Participant& who = state.at(actor);
  const Policy& policy = policy_of(state);
  if (who.economy.light_attack_with.empty()) {
    return refuse("economy.noBonus", "§10",
                  text(who.name, " must first attack with a light weapon, taking the Attack action."));
  }
  if (auto refusal = check_cost(state, actor, Cost::bonus)) return refusal;
  const bool other_weapon = profile.item_id != who.economy.light_attack_with;
  const bool fits = profile.light && other_weapon && !(policy.light_melee_only && profile.ranged_weapon);
  if (fits) return {};
  return refuse("weapon.hands", "§10", text(profile.name, " is no second light weapon for the other hand."));
}

Check check_multiattack(const State& state, Slot actor, const std::string& id) {
  const Participant& who = state.at(actor);
  if (who.sheet.multiattack.empty()) {
    return refuse("economy.noAction", "§26", text(who.name, " has no Multiattack."));
  }
  if (who.economy.multiattack_left.empty()) {
    if (auto refusal = check_cost(state, actor, Cost::action)) return refusal;
    const bool listed =
        std::ranges::find(who.sheet.multiattack, id, &MultiattackPart::attack) != who.sheet.multiattack.end();
    if (listed) return {};
  } else if (std::ranges::find(who.economy.multiattack_left, id) != who.economy.multiattack_left.end()) {
    return {};
  }
  return refuse("economy.noAction", "§26", text("\"", id, "\" is not left in ", who.name, "'s Multiattack."));
}

void begin_multiattack(Run& run, Slot actor, const std::string& id) {
  if (run.at(actor).economy.multiattack_left.empty()) {
    pay(run, actor, Cost::action);
    Economy economy = run.at(actor).economy;
    for (const MultiattackPart& part : run.at(actor).sheet.multiattack) {
      economy.multiattack_left.insert(economy.multiattack_left.end(), static_cast<std::size_t>(part.count),
                                      part.attack);
    }
    run.set_economy(actor, std::move(economy));
  }
  Economy economy = run.at(actor).economy;
  const auto at = std::ranges::find(economy.multiattack_left, id);
  if (at != economy.multiattack_left.end()) economy.multiattack_left.erase(at);
  economy.attack_action_taken = true;
  run.set_economy(actor, std::move(economy));
}

}  // namespace

bool hand_free(const Participant& who) { return hands_used_by_others(who, {}) < 2; }

Check check_attack_left(const State& state, Slot actor) {
  if (state.at(actor).economy.attacks_left > 0) return {};
  return check_cost(state, actor, Cost::action);
}

void begin_attack(Run& run, Slot actor) {
  if (run.at(actor).economy.attacks_left <= 0) {
    pay(run, actor, Cost::action);
    Economy economy = run.at(actor).economy;
    economy.attacks_left = attacks_per_action(run.at(actor));
    run.set_economy(actor, std::move(economy));
  }
  Economy economy = run.at(actor).economy;
  --economy.attacks_left;
  economy.attack_action_taken = true;
  run.set_economy(actor, std::move(economy));
}

Check check_target(const Situation& at, Slot target) {
  const bool known = at.state.has(target) &&
                     (at.by_dm || !at.state.at(target).secret || !hostile(at.state.at(at.actor), at.state.at(target)));
  if (known) return {};
  return refuse("target.invalid", "§9", "There is no such target.");
}

Check check_attack_ready(const Situation& at, const AttackProfile& profile, const Attack& action) {
  Check economy;
  switch (action.mode) {
    case AttackMode::main:
      economy = check_attack_left(at.state, at.actor);
      break;
    case AttackMode::offhand:
      economy = check_offhand(at.state, at.actor, profile);
      break;
    case AttackMode::multiattack:
      economy = check_multiattack(at.state, at.actor, profile.id);
      break;
  }
  if (economy) return economy;
  const Participant& who = at.state.at(at.actor);
  if (auto refusal = check_hands(who, profile, action, policy_of(at.state))) return refusal;
  return check_loading(who, profile, action);
}

Check check_attack_on(const Situation& at, const AttackProfile& profile, const Attack& action) {
  if (auto refusal = check_target(at, action.target)) return refusal;
  const Participant& who = at.state.at(at.actor);
  const auto range = range_to(at.state, at.actor, action.target, profile, action.thrown);
  if (auto refusal = check_ammunition(who, profile, range ? !range->melee : profile.reach_ft == 0)) return refusal;
  if (!range) return range.error();
  return {};
}

Check check(const Situation& at, const Attack& action) {
  if (auto refusal = check_turn(at.state, at.actor)) return refusal;
  if (auto refusal = check_able(at.state, at.actor)) return refusal;
  const auto profile = profile_for(at.rules, at.state, at.actor, action);
  if (!profile) {
    // Economy comes before resources; without a weapon to go by the action is what would be paid.
    Check economy = action.mode == AttackMode::main          ? check_attack_left(at.state, at.actor)
                    : action.mode == AttackMode::multiattack ? check_multiattack(at.state, at.actor, action.with)
                                                             : Check{};
    return economy ? economy : profile.error();
  }
  if (auto refusal = check_attack_ready(at, *profile, action)) return refusal;
  return check_attack_on(at, *profile, action);
}

void perform(Run& run, Slot actor, const Attack& action) {
  const auto profile = profile_for(run.rules, run.state, actor, action);
  if (!profile) return;
  switch (action.mode) {
    case AttackMode::main:
      begin_attack(run, actor);
      break;
    case AttackMode::offhand:
      pay(run, actor, Cost::bonus);
      break;
    case AttackMode::multiattack:
      begin_multiattack(run, actor, profile->id);
      break;
  }
  Economy economy = run.at(actor).economy;
  if (action.mode == AttackMode::main && profile->light && economy.light_attack_with.empty() &&
      !(run.policy().light_melee_only && profile->ranged_weapon)) {
    economy.light_attack_with = profile->item_id;
  }
  if (profile->loading) economy.loaded_shots.push_back(profile->id);
  if (economy != run.at(actor).economy) run.set_economy(actor, std::move(economy));
  Attack settled = action;
  settled.with = profile->id;
  run.stack.emplace_back(AttackFrame{.slot = actor, .attack = std::move(settled)});
}

}  // namespace live::engine
