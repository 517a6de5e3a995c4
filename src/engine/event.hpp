#pragma once
// What happened. Events carry outcomes - the dice that fell, the numbers that followed - so folding them needs neither
// dice nor content. Every change of State is one of these; evolve() is the only writer.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/state/state.hpp"

namespace live::engine {

// ---- the encounter

struct EncounterCreated {
  static constexpr std::string_view tag = "encounterCreated";
  Options options = {};
  grid::GridMap map = {};
  std::vector<Participant> participants = {};
  std::int64_t now_ms = 0;
  bool operator==(const EncounterCreated&) const = default;
};
BOOST_DESCRIBE_STRUCT(EncounterCreated, (), (options, map, participants, now_ms))

struct StatusChanged {
  static constexpr std::string_view tag = "statusChanged";
  Status status = Status::waiting;
  std::string reason = {};
  std::int64_t now_ms = 0;
  bool operator==(const StatusChanged&) const = default;
};
BOOST_DESCRIBE_STRUCT(StatusChanged, (), (status, reason, now_ms))

/// The newcomer takes the next slot.
struct ParticipantAdded {
  static constexpr std::string_view tag = "participantAdded";
  Participant participant = {};
  bool operator==(const ParticipantAdded&) const = default;
};
BOOST_DESCRIBE_STRUCT(ParticipantAdded, (), (participant))

struct ParticipantRemoved {
  static constexpr std::string_view tag = "participantRemoved";
  Slot slot = Slot::none;
  bool operator==(const ParticipantRemoved&) const = default;
};
BOOST_DESCRIBE_STRUCT(ParticipantRemoved, (), (slot))

/// What only the DM knew comes to light, or goes dark.
struct SecretChanged {
  static constexpr std::string_view tag = "secretChanged";
  Slot slot = Slot::none;
  bool secret = false;
  std::string reason = {};
  bool operator==(const SecretChanged&) const = default;
};
BOOST_DESCRIBE_STRUCT(SecretChanged, (), (slot, secret, reason))

/// One side is left able to fight (rules §4). Play may go on until the DM completes it.
struct CombatEnded {
  static constexpr std::string_view tag = "combatEnded";
  Outcome outcome = {};
  bool operator==(const CombatEnded&) const = default;
};
BOOST_DESCRIBE_STRUCT(CombatEnded, (), (outcome))

// ---- initiative and turns

/// One roll; a group shares it. Without dice the totals were given.
struct InitiativeRolled {
  static constexpr std::string_view tag = "initiativeRolled";
  std::vector<Slot> slots = {};
  D20Test roll = {};
  int total = 0;
  bool operator==(const InitiativeRolled&) const = default;
};
BOOST_DESCRIBE_STRUCT(InitiativeRolled, (), (slots, roll, total))

struct InitiativeSet {
  static constexpr std::string_view tag = "initiativeSet";
  std::vector<InitiativeEntry> order = {};
  int current_turn_index = -1;
  bool operator==(const InitiativeSet&) const = default;
};
BOOST_DESCRIBE_STRUCT(InitiativeSet, (), (order, current_turn_index))

struct RoundStarted {
  static constexpr std::string_view tag = "roundStarted";
  int round = 1;
  bool operator==(const RoundStarted&) const = default;
};
BOOST_DESCRIBE_STRUCT(RoundStarted, (), (round))

struct TurnStarted {
  static constexpr std::string_view tag = "turnStarted";
  Slot slot = Slot::none;
  int index = 0;
  int turn_number = 0;
  /// 0: no limit.
  std::int64_t deadline_ms = 0;
  bool operator==(const TurnStarted&) const = default;
};
BOOST_DESCRIBE_STRUCT(TurnStarted, (), (slot, index, turn_number, deadline_ms))

/// Counted for durations too when its owner is dead or gone: timers tick on its place in the order (rules §27).
struct TurnPassed {
  static constexpr std::string_view tag = "turnPassed";
  Slot slot = Slot::none;
  int index = 0;
  bool operator==(const TurnPassed&) const = default;
};
BOOST_DESCRIBE_STRUCT(TurnPassed, (), (slot, index))

enum class TurnEnd : std::uint8_t { ended, timeout, offline, dm, died };
BOOST_DESCRIBE_ENUM(TurnEnd, ended, timeout, offline, dm, died)

struct TurnEnded {
  static constexpr std::string_view tag = "turnEnded";
  Slot slot = Slot::none;
  TurnEnd reason = TurnEnd::ended;
  bool operator==(const TurnEnded&) const = default;
};
BOOST_DESCRIBE_STRUCT(TurnEnded, (), (slot, reason))

/// Time spent in a reaction window is given back to the turn.
struct DeadlineChanged {
  static constexpr std::string_view tag = "deadlineChanged";
  std::int64_t deadline_ms = 0;
  bool operator==(const DeadlineChanged&) const = default;
};
BOOST_DESCRIBE_STRUCT(DeadlineChanged, (), (deadline_ms))

// ---- doing things

/// Something was done that the other events do not name by themselves: "dash", "hide", "second-wind".
struct ActionTaken {
  static constexpr std::string_view tag = "actionTaken";
  Slot slot = Slot::none;
  std::string action = {};
  Cost cost = Cost::action;
  Slot target = Slot::none;
  bool operator==(const ActionTaken&) const = default;
};
BOOST_DESCRIBE_STRUCT(ActionTaken, (), (slot, action, cost, target))

struct EconomyChanged {
  static constexpr std::string_view tag = "economyChanged";
  Slot slot = Slot::none;
  Economy economy = {};
  bool operator==(const EconomyChanged&) const = default;
};
BOOST_DESCRIBE_STRUCT(EconomyChanged, (), (slot, economy))

/// An attack waits for its trigger, or no longer does.
struct ReadiedChanged {
  static constexpr std::string_view tag = "readiedChanged";
  Slot slot = Slot::none;
  std::optional<Ready> readied = {};
  bool operator==(const ReadiedChanged&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReadiedChanged, (), (slot, readied))

/// A once-per-turn feature was used.
struct FeatureUsed {
  static constexpr std::string_view tag = "featureUsed";
  Slot slot = Slot::none;
  std::string feature = {};
  bool operator==(const FeatureUsed&) const = default;
};
BOOST_DESCRIBE_STRUCT(FeatureUsed, (), (slot, feature))

struct Moved {
  static constexpr std::string_view tag = "moved";
  Slot slot = Slot::none;
  grid::Cell from = {};
  /// The cells entered, in order; the last is where it stands.
  std::vector<grid::Cell> path = {};
  MoveMode mode = MoveMode::walk;
  /// Pushed, dragged or placed: no movement was spent.
  bool forced = false;
  int cost_ft = 0;
  int diagonals = 0;
  bool operator==(const Moved&) const = default;
};
BOOST_DESCRIBE_STRUCT(Moved, (), (slot, from, path, mode, forced, cost_ft, diagonals))

struct AttackRolled {
  static constexpr std::string_view tag = "attackRolled";
  Slot slot = Slot::none;
  Slot target = Slot::none;
  /// Name of the weapon, stat block attack or spell.
  std::string with = {};
  D20Test roll = {};
  int armor_class = 0;
  Cover cover = Cover::none;
  bool hit = false;
  bool critical = false;
  bool opportunity = false;
  bool operator==(const AttackRolled&) const = default;
};
BOOST_DESCRIBE_STRUCT(AttackRolled, (), (slot, target, with, roll, armor_class, cover, hit, critical, opportunity))

/// A reaction changed the outcome after the roll (shield).
struct AttackAdjusted {
  static constexpr std::string_view tag = "attackAdjusted";
  Slot slot = Slot::none;
  Slot target = Slot::none;
  std::string reaction = {};
  int armor_class = 0;
  bool hit = false;
  bool operator==(const AttackAdjusted&) const = default;
};
BOOST_DESCRIBE_STRUCT(AttackAdjusted, (), (slot, target, reaction, armor_class, hit))

/// Damage dice as they fell, before anything lessens them; once for all targets of an area.
struct DamageRolled {
  static constexpr std::string_view tag = "damageRolled";
  Slot slot = Slot::none;
  std::string with = {};
  std::vector<DamageRollPart> parts = {};
  bool critical = false;
  bool operator==(const DamageRolled&) const = default;
};
BOOST_DESCRIBE_STRUCT(DamageRolled, (), (slot, with, parts, critical))

/// What one source did to one creature, and the numbers it leaves.
struct DamageTaken {
  static constexpr std::string_view tag = "damageTaken";
  Slot slot = Slot::none;
  /// Who caused it, if anyone.
  Slot by = Slot::none;
  std::string with = {};
  std::vector<DamageLine> lines = {};
  /// Sum after resistances, temporary HP included.
  int taken = 0;
  int absorbed = 0;
  int hp = 0;
  int temp_hp = 0;
  /// Beyond 0 HP.
  int overflow = 0;
  bool operator==(const DamageTaken&) const = default;
};
BOOST_DESCRIBE_STRUCT(DamageTaken, (), (slot, by, with, lines, taken, absorbed, hp, temp_hp, overflow))

struct Healed {
  static constexpr std::string_view tag = "healed";
  Slot slot = Slot::none;
  Slot by = Slot::none;
  std::string with = {};
  std::vector<DamageRollPart> rolled = {};
  /// What it gained.
  int amount = 0;
  int hp = 0;
  bool operator==(const Healed&) const = default;
};
BOOST_DESCRIBE_STRUCT(Healed, (), (slot, by, with, rolled, amount, hp))

struct TempHpGained {
  static constexpr std::string_view tag = "tempHpGained";
  Slot slot = Slot::none;
  int temp_hp = 0;
  bool operator==(const TempHpGained&) const = default;
};
BOOST_DESCRIBE_STRUCT(TempHpGained, (), (slot, temp_hp))

// ---- life and death

struct DeathSaveRolled {
  static constexpr std::string_view tag = "deathSaveRolled";
  Slot slot = Slot::none;
  D20Test roll = {};
  DeathSaves counters = {};
  bool operator==(const DeathSaveRolled&) const = default;
};
BOOST_DESCRIBE_STRUCT(DeathSaveRolled, (), (slot, roll, counters))

/// Counters or the stable flag changed other than by a death save.
struct DyingChanged {
  static constexpr std::string_view tag = "dyingChanged";
  Slot slot = Slot::none;
  DeathSaves counters = {};
  bool stable = false;
  bool operator==(const DyingChanged&) const = default;
};
BOOST_DESCRIBE_STRUCT(DyingChanged, (), (slot, counters, stable))

struct Died {
  static constexpr std::string_view tag = "died";
  Slot slot = Slot::none;
  Slot by = Slot::none;
  std::string reason = {};
  bool operator==(const Died&) const = default;
};
BOOST_DESCRIBE_STRUCT(Died, (), (slot, by, reason))

// ---- tests

struct SaveRolled {
  static constexpr std::string_view tag = "saveRolled";
  Slot slot = Slot::none;
  Ability ability = Ability::con;
  /// What it is against: a spell, "concentration".
  std::string against = {};
  D20Test roll = {};
  int dc = 0;
  bool success = false;
  /// No die was rolled: the creature fails by its condition.
  bool automatic = false;
  bool operator==(const SaveRolled&) const = default;
};
BOOST_DESCRIBE_STRUCT(SaveRolled, (), (slot, ability, against, roll, dc, success, automatic))

struct CheckRolled {
  static constexpr std::string_view tag = "checkRolled";
  Slot slot = Slot::none;
  Skill skill = Skill::perception;
  std::string purpose = {};
  D20Test roll = {};
  /// 0: there is none (hiding, contests).
  int dc = 0;
  bool success = false;
  bool operator==(const CheckRolled&) const = default;
};
BOOST_DESCRIBE_STRUCT(CheckRolled, (), (slot, skill, purpose, roll, dc, success))

// ---- conditions, effects, concentration, hiding

struct ConditionAdded {
  static constexpr std::string_view tag = "conditionAdded";
  Slot slot = Slot::none;
  ConditionInstance condition = {};
  bool operator==(const ConditionAdded&) const = default;
};
BOOST_DESCRIBE_STRUCT(ConditionAdded, (), (slot, condition))

/// All instances of the condition, or only those of `source` or of an effect when given.
struct ConditionRemoved {
  static constexpr std::string_view tag = "conditionRemoved";
  Slot slot = Slot::none;
  Condition condition = Condition::prone;
  Slot source = Slot::none;
  std::uint32_t effect_id = 0;
  std::string reason = {};
  bool operator==(const ConditionRemoved&) const = default;
};
BOOST_DESCRIBE_STRUCT(ConditionRemoved, (), (slot, condition, source, effect_id, reason))

struct ExhaustionChanged {
  static constexpr std::string_view tag = "exhaustionChanged";
  Slot slot = Slot::none;
  int level = 0;
  bool operator==(const ExhaustionChanged&) const = default;
};
BOOST_DESCRIBE_STRUCT(ExhaustionChanged, (), (slot, level))

struct SurpriseChanged {
  static constexpr std::string_view tag = "surpriseChanged";
  Slot slot = Slot::none;
  bool surprised = false;
  bool operator==(const SurpriseChanged&) const = default;
};
BOOST_DESCRIBE_STRUCT(SurpriseChanged, (), (slot, surprised))

struct EffectAdded {
  static constexpr std::string_view tag = "effectAdded";
  Slot slot = Slot::none;
  Effect effect = {};
  bool operator==(const EffectAdded&) const = default;
};
BOOST_DESCRIBE_STRUCT(EffectAdded, (), (slot, effect))

/// The effect and the conditions that came with it are gone.
struct EffectEnded {
  static constexpr std::string_view tag = "effectEnded";
  Slot slot = Slot::none;
  std::uint32_t effect_id = 0;
  std::string name = {};
  std::string reason = {};
  bool operator==(const EffectEnded&) const = default;
};
BOOST_DESCRIBE_STRUCT(EffectEnded, (), (slot, effect_id, name, reason))

/// An empty spell: concentration ended.
struct ConcentrationChanged {
  static constexpr std::string_view tag = "concentrationChanged";
  Slot slot = Slot::none;
  std::string spell = {};
  std::string reason = {};
  bool operator==(const ConcentrationChanged&) const = default;
};
BOOST_DESCRIBE_STRUCT(ConcentrationChanged, (), (slot, spell, reason))

/// Whom it is hidden from now; nobody means found or shown.
struct HiddenChanged {
  static constexpr std::string_view tag = "hiddenChanged";
  Slot slot = Slot::none;
  Hidden hidden = {};
  std::string reason = {};
  bool operator==(const HiddenChanged&) const = default;
};
BOOST_DESCRIBE_STRUCT(HiddenChanged, (), (slot, hidden, reason))

// ---- spells, things, resources

struct SpellCast {
  static constexpr std::string_view tag = "spellCast";
  Slot slot = Slot::none;
  std::string spell = {};
  int level = 0;
  Cost cost = Cost::action;
  std::vector<Slot> targets = {};
  /// The cells of its area.
  std::vector<grid::Cell> area = {};
  bool operator==(const SpellCast&) const = default;
};
BOOST_DESCRIBE_STRUCT(SpellCast, (), (slot, spell, level, cost, targets, area))

struct SpellSlotsChanged {
  static constexpr std::string_view tag = "spellSlotsChanged";
  Slot slot = Slot::none;
  int level = 1;
  int left = 0;
  bool operator==(const SpellSlotsChanged&) const = default;
};
BOOST_DESCRIBE_STRUCT(SpellSlotsChanged, (), (slot, level, left))

struct ResourceChanged {
  static constexpr std::string_view tag = "resourceChanged";
  Slot slot = Slot::none;
  std::string resource = {};
  int left = 0;
  bool operator==(const ResourceChanged&) const = default;
};
BOOST_DESCRIBE_STRUCT(ResourceChanged, (), (slot, resource, left))

/// Quantity 0 removes it.
struct ItemChanged {
  static constexpr std::string_view tag = "itemChanged";
  Slot slot = Slot::none;
  InventoryItem item = {};
  bool operator==(const ItemChanged&) const = default;
};
BOOST_DESCRIBE_STRUCT(ItemChanged, (), (slot, item))

struct DoorChanged {
  static constexpr std::string_view tag = "doorChanged";
  grid::Cell at = {};
  bool open = false;
  bool operator==(const DoorChanged&) const = default;
};
BOOST_DESCRIBE_STRUCT(DoorChanged, (), (at, open))

// ---- reactions and the pending stack

struct ReactionWindowOpened {
  static constexpr std::string_view tag = "reactionWindowOpened";
  WindowFrame window = {};
  bool operator==(const ReactionWindowOpened&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReactionWindowOpened, (), (window))

struct ReactionAnswered {
  static constexpr std::string_view tag = "reactionAnswered";
  std::uint32_t window = 0;
  Slot slot = Slot::none;
  /// Empty: declined.
  std::string reaction = {};
  std::string choice = {};
  /// Nobody answered in time.
  bool by_default = false;
  bool operator==(const ReactionAnswered&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReactionAnswered, (), (window, slot, reaction, choice, by_default))

/// The stack as it stands when resolution stops to wait, or is empty again.
struct PendingChanged {
  static constexpr std::string_view tag = "pendingChanged";
  std::vector<Frame> frames = {};
  bool operator==(const PendingChanged&) const = default;
};
BOOST_DESCRIBE_STRUCT(PendingChanged, (), (frames))

struct ReactionPolicySet {
  static constexpr std::string_view tag = "reactionPolicySet";
  Slot slot = Slot::none;
  ReactionPolicy policy = {};
  bool operator==(const ReactionPolicySet&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReactionPolicySet, (), (slot, policy))

struct ActionQueued {
  static constexpr std::string_view tag = "actionQueued";
  Slot slot = Slot::none;
  Action action = {};
  bool operator==(const ActionQueued&) const = default;
};
BOOST_DESCRIBE_STRUCT(ActionQueued, (), (slot, action))

/// The oldest `count` queued actions of a participant were played or dropped.
struct QueueTaken {
  static constexpr std::string_view tag = "queueTaken";
  Slot slot = Slot::none;
  int count = 0;
  std::string reason = {};
  bool operator==(const QueueTaken&) const = default;
};
BOOST_DESCRIBE_STRUCT(QueueTaken, (), (slot, count, reason))

// ---- the DM's hand, time and dice

/// The record of an override: who, why, what, from what to what (rules §28). Other events carry the change itself.
struct DmOverrode {
  static constexpr std::string_view tag = "dmOverrode";
  Slot slot = Slot::none;
  std::string author = {};
  std::string reason = {};
  std::string field = {};
  std::string before = {};
  std::string after = {};
  bool operator==(const DmOverrode&) const = default;
};
BOOST_DESCRIBE_STRUCT(DmOverrode, (), (slot, author, reason, field, before, after))

struct HpSet {
  static constexpr std::string_view tag = "hpSet";
  Slot slot = Slot::none;
  int hp = 0;
  int hp_max = 0;
  int temp_hp = 0;
  bool dead = false;
  bool operator==(const HpSet&) const = default;
};
BOOST_DESCRIBE_STRUCT(HpSet, (), (slot, hp, hp_max, temp_hp, dead))

/// Where the play stream of dice stands after this command, and when it was.
struct DiceAdvanced {
  static constexpr std::string_view tag = "diceAdvanced";
  std::uint64_t position = 0;
  bool operator==(const DiceAdvanced&) const = default;
};
BOOST_DESCRIBE_STRUCT(DiceAdvanced, (), (position))

using Event =
    std::variant<EncounterCreated, StatusChanged, ParticipantAdded, ParticipantRemoved, SecretChanged, CombatEnded,
                 InitiativeRolled, InitiativeSet, RoundStarted, TurnStarted, TurnPassed, TurnEnded, DeadlineChanged,
                 ActionTaken, EconomyChanged, ReadiedChanged, FeatureUsed, Moved, AttackRolled, AttackAdjusted, DamageRolled,
                 DamageTaken, Healed, TempHpGained, DeathSaveRolled, DyingChanged, Died, SaveRolled, CheckRolled,
                 ConditionAdded, ConditionRemoved, ExhaustionChanged, SurpriseChanged, EffectAdded, EffectEnded,
                 ConcentrationChanged, HiddenChanged, SpellCast, SpellSlotsChanged, ResourceChanged, ItemChanged,
                 DoorChanged, ReactionWindowOpened, ReactionAnswered, PendingChanged, ReactionPolicySet, ActionQueued,
                 QueueTaken, DmOverrode, HpSet, DiceAdvanced>;

using Events = std::vector<Event>;

}  // namespace live::engine
