#pragma once
// What happened. Events carry outcomes - the dice that fell, the numbers that followed - so folding them needs neither
// dice nor content. Every change of State is one of these; evolve() is the only writer.
#include <variant>
#include <vector>

#include "engine/events/action_events.hpp"
#include "engine/events/creature_events.hpp"
#include "engine/events/encounter_events.hpp"

namespace live::engine {

using Event =
    std::variant<EncounterCreated, StatusChanged, ParticipantAdded, ParticipantRemoved, SecretChanged, CombatEnded,
                 InitiativeRolled, InitiativeSet, RoundStarted, TurnStarted, TurnPassed, TurnEnded, DeadlineChanged,
                 ActionTaken, EconomyChanged, ReadiedChanged, FeatureUsed, Moved, AttackRolled, AttackAdjusted,
                 DamageRolled, DamageTaken, Healed, TempHpGained, DeathSaveRolled, DyingChanged, Died, SaveRolled,
                 CheckRolled, ConditionAdded, ConditionRemoved, ExhaustionChanged, SurpriseChanged, EffectAdded,
                 EffectEnded, ConcentrationChanged, HiddenChanged, SpellCast, SpellSlotsChanged, ResourceChanged,
                 ItemChanged, DoorChanged, ReactionWindowOpened, ReactionAnswered, PendingChanged, ReactionPolicySet,
                 ActionQueued, QueueTaken, DmOverrode, HpSet, DiceAdvanced, Fell>;

using Events = std::vector<Event>;

}  // namespace live::engine
