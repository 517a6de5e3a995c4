// The only writer of State. Each event has one small function; none can fail, and none needs more than the event.
#include <algorithm>

#include "engine/engine.hpp"

namespace live::engine {
namespace {

Participant* find(State& state, Slot slot) {
  return index_of(slot) < state.participants.size() ? &state.participants[index_of(slot)] : nullptr;
}

void count_down(State& state, Slot whose, Until until) {
  const auto tick = [&](Duration& duration) {
    if (duration.until == until && duration.whose == whose) --duration.count;
  };
  for (Participant& who : state.participants) {
    for (Effect& effect : who.effects) tick(effect.duration);
    for (ConditionInstance& condition : who.conditions) tick(condition.duration);
  }
}

void on(State& state, const EncounterCreated& event) {
  state = State{};
  state.options = event.options;
  state.map = event.map;
  state.participants = event.participants;
  state.now_ms = event.now_ms;
  for (const Participant& who : state.participants) {
    for (const Effect& effect : who.effects) state.next_effect_id = std::max(state.next_effect_id, effect.id + 1);
  }
}

void on(State& state, const StatusChanged& event) {
  WindowFrame* window = state.pending.empty() ? nullptr : std::get_if<WindowFrame>(&state.pending.back());
  if (event.status == Status::paused && state.status != Status::paused) {
    state.turn_left_ms =
        state.turn_deadline_ms > 0 ? std::max<std::int64_t>(1, state.turn_deadline_ms - event.now_ms) : 0;
    state.turn_deadline_ms = 0;
    // A deadline is kept as what is left of it while play stands still.
    if (window != nullptr && window->deadline_ms > 0) {
      window->deadline_ms = std::max<std::int64_t>(1, window->deadline_ms - event.now_ms);
    }
  } else if (state.status == Status::paused && event.status == Status::active) {
    state.turn_deadline_ms = state.turn_left_ms > 0 ? event.now_ms + state.turn_left_ms : 0;
    state.turn_left_ms = 0;
    if (window != nullptr && window->deadline_ms > 0) window->deadline_ms += event.now_ms;
  }
  state.status = event.status;
  state.now_ms = event.now_ms;
}

void on(State& state, const ParticipantAdded& event) {
  state.participants.push_back(event.participant);
  for (const Effect& effect : event.participant.effects) {
    state.next_effect_id = std::max(state.next_effect_id, effect.id + 1);
  }
}

void on(State& state, const ParticipantRemoved& event) {
  if (Participant* who = find(state, event.slot)) who->removed = true;
}

void on(State& state, const SecretChanged& event) {
  if (Participant* who = find(state, event.slot)) who->secret = event.secret;
}

void on(State& state, const CombatEnded& event) { state.outcome = event.outcome; }

void on(State& state, const InitiativeRolled& event) {
  for (const Slot slot : event.slots) {
    if (Participant* who = find(state, slot)) {
      who->initiative = event.total;
      who->in_initiative = true;
    }
  }
}

void on(State& state, const InitiativeSet& event) {
  state.initiative = event.order;
  state.current_turn_index = event.current_turn_index;
  for (Participant& who : state.participants) who.in_initiative = false;
  for (const InitiativeEntry& entry : event.order) {
    if (Participant* who = find(state, entry.slot)) {
      who->in_initiative = true;
      who->initiative = entry.total;
    }
  }
}

void on(State& state, const RoundStarted& event) {
  state.round = event.round;
  for (Participant& who : state.participants) who.turn_status = TurnStatus::waiting;
}

void on(State& state, const TurnStarted& event) {
  state.current_turn_index = event.index;
  state.turn_number = event.turn_number;
  state.turn_deadline_ms = event.deadline_ms;
  for (Participant& who : state.participants) {
    who.used_this_turn.clear();
    // What was cast counts for the turn it was cast in, whoever's turn that was (rules §20).
    who.economy.bonus_spell_cast = false;
    who.economy.leveled_spell_cast = false;
    who.economy.slot_spent = false;
  }
  if (Participant* who = find(state, event.slot)) {
    who->economy = Economy{};
    who->turn_status = TurnStatus::active;
    who->readied.reset();
  }
  count_down(state, event.slot, Until::turn_start);
}

void on(State& state, const TurnPassed& event) {
  state.current_turn_index = event.index;
  count_down(state, event.slot, Until::turn_start);
  count_down(state, event.slot, Until::turn_end);
}

void on(State& state, const TurnEnded& event) {
  state.turn_deadline_ms = 0;
  if (Participant* who = find(state, event.slot)) {
    const bool played = event.reason == TurnEnd::ended || event.reason == TurnEnd::died;
    who->turn_status = played ? TurnStatus::completed : TurnStatus::skipped;
  }
  count_down(state, event.slot, Until::turn_end);
}

void on(State& state, const DeadlineChanged& event) { state.turn_deadline_ms = event.deadline_ms; }

void on(State&, const ActionTaken&) {}

void on(State& state, const EconomyChanged& event) {
  if (Participant* who = find(state, event.slot)) who->economy = event.economy;
}

void on(State& state, const ReadiedChanged& event) {
  if (Participant* who = find(state, event.slot)) who->readied = event.readied;
}

void on(State& state, const FeatureUsed& event) {
  if (Participant* who = find(state, event.slot)) who->used_this_turn.push_back(event.feature);
}

void on(State& state, const Moved& event) {
  Participant* who = find(state, event.slot);
  if (who == nullptr || event.path.empty()) return;
  who->pos = event.path.back();
  if (event.forced) return;
  who->economy.movement_used_ft += event.cost_ft;
  who->economy.diagonals = event.diagonals;
}

void on(State& state, const Fell& event) {
  if (Participant* who = find(state, event.slot)) who->z_ft = 0;
}

void on(State&, const AttackRolled&) {}
void on(State&, const AttackAdjusted&) {}
void on(State&, const DamageRolled&) {}

void on(State& state, const DamageTaken& event) {
  if (Participant* who = find(state, event.slot)) {
    who->hp = event.hp;
    who->temp_hp = event.temp_hp;
  }
}

void on(State& state, const Healed& event) {
  if (Participant* who = find(state, event.slot)) who->hp = event.hp;
}

void on(State& state, const TempHpGained& event) {
  if (Participant* who = find(state, event.slot)) who->temp_hp = event.temp_hp;
}

void on(State& state, const DeathSaveRolled& event) {
  if (Participant* who = find(state, event.slot)) who->death_saves = event.counters;
}

void on(State& state, const DyingChanged& event) {
  if (Participant* who = find(state, event.slot)) {
    who->death_saves = event.counters;
    who->stable = event.stable;
  }
}

void on(State& state, const Died& event) {
  if (Participant* who = find(state, event.slot)) {
    who->dead = true;
    who->stable = false;
    who->hp = 0;
    who->hidden = {};
    who->readied.reset();
  }
}

void on(State&, const SaveRolled&) {}
void on(State&, const CheckRolled&) {}

void on(State& state, const ConditionAdded& event) {
  if (Participant* who = find(state, event.slot)) who->conditions.push_back(event.condition);
}

void on(State& state, const ConditionRemoved& event) {
  Participant* who = find(state, event.slot);
  if (who == nullptr) return;
  std::erase_if(who->conditions, [&](const ConditionInstance& instance) {
    return instance.condition == event.condition && (event.source == Slot::none || instance.source == event.source) &&
           (event.effect_id == 0 || instance.effect_id == event.effect_id);
  });
}

void on(State& state, const ExhaustionChanged& event) {
  if (Participant* who = find(state, event.slot)) who->exhaustion = event.level;
}

void on(State& state, const SurpriseChanged& event) {
  if (Participant* who = find(state, event.slot)) who->surprised = event.surprised;
}

void on(State& state, const EffectAdded& event) {
  state.next_effect_id = std::max(state.next_effect_id, event.effect.id + 1);
  if (Participant* who = find(state, event.slot)) who->effects.push_back(event.effect);
}

void on(State& state, const EffectEnded& event) {
  Participant* who = find(state, event.slot);
  if (who == nullptr) return;
  std::erase_if(who->effects, [&](const Effect& effect) { return effect.id == event.effect_id; });
  std::erase_if(who->conditions, [&](const auto& instance) { return instance.effect_id == event.effect_id; });
}

void on(State& state, const ConcentrationChanged& event) {
  if (Participant* who = find(state, event.slot)) who->concentration.spell = event.spell;
}

void on(State& state, const HiddenChanged& event) {
  if (Participant* who = find(state, event.slot)) who->hidden = event.hidden;
}

void on(State&, const SpellCast&) {}

void on(State& state, const SpellSlotsChanged& event) {
  Participant* who = find(state, event.slot);
  if (who == nullptr || event.level < 1 || static_cast<std::size_t>(event.level) > who->slots.size()) return;
  who->slots[static_cast<std::size_t>(event.level - 1)].left = event.left;
}

void on(State& state, const ResourceChanged& event) {
  if (Participant* who = find(state, event.slot)) {
    for (Resource& resource : who->resources) {
      if (resource.id == event.resource) resource.left = event.left;
    }
  }
}

void on(State& state, const ItemChanged& event) {
  Participant* who = find(state, event.slot);
  if (who == nullptr) return;
  const auto at = std::ranges::find(who->inventory, event.item.id, &InventoryItem::id);
  if (event.item.quantity <= 0) {
    if (at != who->inventory.end()) who->inventory.erase(at);
  } else if (at != who->inventory.end()) {
    *at = event.item;
  } else {
    who->inventory.push_back(event.item);
  }
}

void on(State& state, const DoorChanged& event) { state.map.set_door(event.at, event.open); }

void on(State& state, const ReactionWindowOpened& event) {
  state.next_window_id = std::max(state.next_window_id, event.window.id + 1);
}

void on(State& state, const ReactionAnswered& event) {
  if (state.pending.empty()) return;
  auto* window = std::get_if<WindowFrame>(&state.pending.back());
  if (window == nullptr || window->id != event.window) return;
  for (Reactor& reactor : window->reactors) {
    if (reactor.slot != event.slot) continue;
    reactor.answered = true;
    reactor.taken = event.reaction;
    reactor.choice = event.choice;
  }
}

void on(State& state, const PendingChanged& event) { state.pending = event.frames; }

void on(State& state, const ReactionPolicySet& event) {
  Participant* who = find(state, event.slot);
  if (who == nullptr) return;
  const auto at = std::ranges::find(who->reaction_policies, event.policy.reaction, &ReactionPolicy::reaction);
  if (at != who->reaction_policies.end()) {
    at->answer = event.policy.answer;
  } else {
    who->reaction_policies.push_back(event.policy);
  }
}

void on(State& state, const ActionQueued& event) {
  state.queue.push_back(QueuedAction{.slot = event.slot, .action = event.action});
}

void on(State& state, const QueueTaken& event) {
  int left = event.count;
  std::erase_if(state.queue, [&](const QueuedAction& queued) { return queued.slot == event.slot && left-- > 0; });
}

void on(State&, const DmOverrode&) {}

void on(State& state, const HpSet& event) {
  if (Participant* who = find(state, event.slot)) {
    who->hp = event.hp;
    who->hp_max = event.hp_max;
    who->temp_hp = event.temp_hp;
    who->dead = event.dead;
  }
}

void on(State& state, const DiceAdvanced& event) { state.dice_position = event.position; }

}  // namespace

void evolve(State& state, const Event& event) {
  std::visit([&](const auto& what) { on(state, what); }, event);
}

}  // namespace live::engine
