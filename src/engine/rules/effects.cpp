#include "engine/rules/effects.hpp"

#include <algorithm>

#include "engine/grid/sight.hpp"
#include "engine/rules/tests.hpp"

namespace live::engine {
namespace {

constexpr int grapple_reach_ft = 5;

bool concealed(const State& state, Slot observer, Slot hider) {
  if (!could_see(state, observer, hider)) return true;
  return grid::well_covered(state.map, space_of(state.at(observer)), space_of(state.at(hider)));
}

}  // namespace

void add_condition(Run& run, Slot slot, ConditionInstance instance) {
  if (immune_to(run.at(slot), instance.condition)) return;
  const Condition condition = instance.condition;
  run.emit(ConditionAdded{.slot = slot, .condition = instance});
  if (condition == Condition::unconscious && !has_condition(run.at(slot), Condition::prone)) {
    // Prone outlives the unconsciousness that caused it (rules §15).
    add_condition(run, slot, {.condition = Condition::prone, .source = instance.source});
  }
  if (incapacitated(run.at(slot), run.policy())) {
    end_concentration(run, slot, "incapacitated");
    if (run.at(slot).readied) run.emit(ReadiedChanged{.slot = slot, .readied = {}});
  }
  recheck_grapples(run);
  fall_if_aloft(run, slot);
}

void remove_condition(Run& run, Slot slot, Condition condition, std::string_view reason, Slot source) {
  if (!has_condition(run.at(slot), condition)) return;
  run.emit(ConditionRemoved{
      .slot = slot, .condition = condition, .source = source, .effect_id = 0, .reason = std::string(reason)});
}

Duration duration_for(const State& state, EffectUntil until, int rounds, Slot source, Slot target) {
  const auto of = [&](Until when, Slot whose) {
    const bool own_turn_now = when == Until::turn_end && state.current() == whose && whose != Slot::none;
    return Duration{.until = when, .whose = whose, .count = rounds + (own_turn_now ? 1 : 0)};
  };
  switch (until) {
    case EffectUntil::removed:
      return {};
    case EffectUntil::source_turn_start:
      return of(Until::turn_start, source);
    case EffectUntil::source_turn_end:
      return of(Until::turn_end, source);
    case EffectUntil::target_turn_start:
      return of(Until::turn_start, target);
    case EffectUntil::target_turn_end:
      return of(Until::turn_end, target);
  }
  return {};
}

void add_effect(Run& run, const EffectRequest& request) {
  Effect effect{
      .id = run.state.next_effect_id,
      .name = request.name,
      .source = request.source,
      .concentration = request.concentration,
      .single_use = request.def.single_use,
      .only_by = request.only_by,
      .modifiers = request.def.modifiers,
      .repeat_saves = {},
      .duration = duration_for(run.state, request.def.until, request.def.rounds, request.source, request.slot)};
  if (request.def.repeat_save) {
    effect.repeat_saves.push_back({.ability = request.save, .dc = request.dc, .at = Until::turn_end});
  }
  const std::uint32_t id = effect.id;
  run.emit(EffectAdded{.slot = request.slot, .effect = std::move(effect)});
  for (const Condition condition : request.def.conditions) {
    add_condition(run, request.slot, {.condition = condition, .source = request.source, .effect_id = id});
  }
  fall_if_aloft(run, request.slot);
}

void end_effect(Run& run, Slot slot, std::uint32_t effect_id, std::string_view reason) {
  const auto& effects = run.at(slot).effects;
  const auto at = std::ranges::find(effects, effect_id, &Effect::id);
  if (at == effects.end()) return;
  run.emit(EffectEnded{.slot = slot, .effect_id = effect_id, .name = at->name, .reason = std::string(reason)});
}

void end_effects_named(Run& run, Slot slot, std::string_view name, std::string_view reason) {
  std::vector<std::uint32_t> ids;
  for (const Effect& effect : run.at(slot).effects) {
    if (effect.name == name) ids.push_back(effect.id);
  }
  for (const std::uint32_t id : ids) end_effect(run, slot, id, reason);
}

void start_concentration(Run& run, Slot slot, std::string_view spell) {
  end_concentration(run, slot, "another spell");
  run.emit(ConcentrationChanged{.slot = slot, .spell = std::string(spell), .reason = "cast"});
}

void end_concentration(Run& run, Slot slot, std::string_view reason) {
  if (run.at(slot).concentration.spell.empty()) return;
  run.emit(ConcentrationChanged{.slot = slot, .spell = {}, .reason = std::string(reason)});
  for (std::size_t i = 0; i < run.state.participants.size(); ++i) {
    std::vector<std::uint32_t> ids;
    for (const Effect& effect : run.state.participants[i].effects) {
      if (effect.concentration && effect.source == slot) ids.push_back(effect.id);
    }
    for (const std::uint32_t id : ids) end_effect(run, slot_at(i), id, "concentration ended");
  }
}

void check_concentration(Run& run, Slot slot, int taken) {
  if (taken <= 0 || run.at(slot).concentration.spell.empty()) return;
  int dc = std::max(10, taken / 2);
  if (run.policy().concentration_dc_cap > 0) dc = std::min(dc, run.policy().concentration_dc_cap);
  const bool held = roll_save(run, {.slot = slot, .ability = Ability::con, .dc = dc, .against = "concentration"});
  if (!held) end_concentration(run, slot, "damage");
}

void reveal(Run& run, Slot slot, std::string_view reason) {
  if (run.at(slot).secret) {
    run.emit(SecretChanged{.slot = slot, .secret = false, .reason = std::string(reason)});
  }
  if (run.at(slot).hidden != Hidden{}) {
    run.emit(HiddenChanged{.slot = slot, .hidden = {}, .reason = std::string(reason)});
    if (run.policy().hide_dc > 0) remove_condition(run, slot, Condition::invisible, reason, slot);
  }
}

void recheck_hiding(Run& run) {
  for (std::size_t i = 0; i < run.state.participants.size(); ++i) {
    const Slot hider = slot_at(i);
    if (run.at(hider).hidden.from.empty() || !run.state.has(hider)) continue;
    Hidden left = run.at(hider).hidden;
    std::erase_if(left.from, [&](Slot observer) {
      return run.state.has(observer) && able(run.at(observer), run.policy()) && !concealed(run.state, observer, hider);
    });
    if (left.from.size() == run.at(hider).hidden.from.size()) continue;
    if (left.from.empty()) {
      reveal(run, hider, "in view");
    } else {
      run.emit(HiddenChanged{.slot = hider, .hidden = std::move(left), .reason = "in view"});
    }
  }
}

void recheck_grapples(Run& run) {
  for (std::size_t i = 0; i < run.state.participants.size(); ++i) {
    const Slot held = slot_at(i);
    std::vector<Slot> freed_from;
    for (const ConditionInstance& instance : run.at(held).conditions) {
      if (instance.condition != Condition::grappled || instance.source == Slot::none) continue;
      const bool holds = run.state.has(instance.source) && able(run.at(instance.source), run.policy()) &&
                         distance_ft(run.state, instance.source, held) <= grapple_reach_ft;
      if (!holds) freed_from.push_back(instance.source);
    }
    for (const Slot holder : freed_from) remove_condition(run, held, Condition::grappled, "let go", holder);
  }
}

void expire(Run& run, Until until) {
  const auto over = [&](const Duration& duration) { return duration.until == until && duration.count <= 0; };
  for (std::size_t i = 0; i < run.state.participants.size(); ++i) {
    const Slot slot = slot_at(i);
    std::vector<Effect> ended;
    for (const Effect& effect : run.at(slot).effects) {
      if (over(effect.duration)) ended.push_back(effect);
    }
    for (const Effect& effect : ended) {
      end_effect(run, slot, effect.id, "time");
      const bool held = effect.concentration && run.state.has(effect.source);
      if (held && run.at(effect.source).concentration.spell == effect.name) {
        end_concentration(run, effect.source, "time");
      }
    }
    std::vector<ConditionInstance> lapsed;
    for (const ConditionInstance& instance : run.at(slot).conditions) {
      if (over(instance.duration)) lapsed.push_back(instance);
    }
    for (const ConditionInstance& instance : lapsed) {
      remove_condition(run, slot, instance.condition, "time", instance.source);
    }
  }
}

}  // namespace live::engine
