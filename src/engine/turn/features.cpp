// Features switched on by their owner, and readied attacks (rules §16, §31.4).
#include <algorithm>
#include <array>

#include "engine/rules/damage.hpp"
#include "engine/rules/effects.hpp"
#include "engine/turn/actions.hpp"
#include "engine/turn/guards.hpp"
#include "engine/turn/summary.hpp"

namespace live::engine {
namespace {

struct FeatureRule {
  std::string_view id;
  Cost cost;
  void (*perform)(Run& run, Slot actor);
};

DamagePart second_wind_healing(const Participant& who) {
  return {.dice = "1d10", .flat = who.sheet.level, .type = DamageType::none};
}

void second_wind(Run& run, Slot actor) {
  auto rolled = roll_parts(run, {{.source = "second-wind", .part = second_wind_healing(run.at(actor))}}, false, false);
  const int amount = rolled.front().total;
  heal(run, actor, actor, "Second Wind", amount, std::move(rolled));
}

void action_surge(Run& run, Slot actor) {
  Economy economy = run.at(actor).economy;
  ++economy.actions_left;
  if (run.policy().surge_without_magic) ++economy.nonmagic_actions;
  run.set_economy(actor, std::move(economy));
}

constexpr std::array feature_rules{FeatureRule{"second-wind", Cost::bonus, second_wind},
                                   FeatureRule{"action-surge", Cost::free, action_surge}};

const FeatureRule* rule_for(std::string_view id) {
  const auto at = std::ranges::find(feature_rules, id, &FeatureRule::id);
  return at == feature_rules.end() ? nullptr : &*at;
}

}  // namespace

Cost feature_cost(std::string_view id) {
  const FeatureRule* rule = rule_for(id);
  return rule == nullptr ? Cost::action : rule->cost;
}

bool is_usable_feature(std::string_view id) { return rule_for(id) != nullptr; }

std::string feature_summary(const State& state, Slot slot, std::string_view id) {
  if (id == "second-wind") {
    const DamagePart healing = second_wind_healing(state.at(slot));
    return text("heals ", healing.dice, "+", healing.flat);
  }
  return id == "action-surge" ? "one more action this turn" : "";
}

Check check(const Situation& at, const UseFeature& action) {
  const Participant& who = at.state.at(at.actor);
  const FeatureRule* rule = rule_for(action.feature);
  if (auto refusal = check_act(at.state, at.actor, rule == nullptr ? Cost::free : rule->cost)) return refusal;
  if (rule == nullptr || feature(who, action.feature) == nullptr) {
    return refuse("feature.none", "§31.4", text(who.name, " has no feature \"", action.feature, "\" to use."));
  }
  const Resource* uses = resource(who, action.feature);
  if (uses == nullptr || uses->left <= 0) {
    return refuse("feature.spent", "§25", text(who.name, " has used up ", action.feature, " until it rests."));
  }
  if (action.feature == "action-surge" && used_this_turn(who, action.feature)) {
    return refuse("feature.spent", "§31.4", text(who.name, " can surge only once in a turn."));
  }
  return {};
}

void perform(Run& run, Slot actor, const UseFeature& action) {
  const FeatureRule& rule = *rule_for(action.feature);
  pay(run, actor, rule.cost);
  run.emit(ActionTaken{.slot = actor, .action = action.feature, .cost = rule.cost});
  run.emit(ResourceChanged{
      .slot = actor, .resource = action.feature, .left = resource(run.at(actor), action.feature)->left - 1});
  run.emit(FeatureUsed{.slot = actor, .feature = action.feature});
  rule.perform(run, actor);
}

Check check(const Situation& at, const Ready& action) {
  if (auto refusal = check_act(at.state, at.actor, Cost::action)) return refusal;
  const auto profile = profile_for(at.rules, at.state, at.actor, {.with = action.with});
  if (!profile) return profile.error();
  if (profile->to_draw) {
    return refuse("weapon.hands", "§16", text(profile->name, " must be in hand to be readied."));
  }
  return action.target == Slot::none ? Check{} : check_target(at, action.target);
}

void perform(Run& run, Slot actor, const Ready& action) {
  pay(run, actor, Cost::action);
  run.emit(ActionTaken{.slot = actor, .action = "ready", .cost = Cost::action});
  const auto profile = profile_for(run.rules, run.state, actor, {.with = action.with});
  Ready settled = action;
  if (profile) settled.with = profile->id;
  run.emit(ReadiedChanged{.slot = actor, .readied = std::move(settled)});
}

}  // namespace live::engine
