#pragma once
// Events of the encounter itself: its life, initiative and turns, reactions, the DM's hand.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/state/state.hpp"

namespace live::engine {

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

}  // namespace live::engine
