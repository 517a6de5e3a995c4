#pragma once
// Commands beside a participant's own action: the encounter's life, the DM's hand, reactions, time.
#include "engine/command.hpp"
#include "engine/rules/run.hpp"

namespace live::engine {

struct ControlSituation {
  const Rules& rules;
  const State& state;
  const Command& command;
};

/// Queued actions kept for one participant.
inline constexpr std::size_t max_queued_actions = 8;
/// Participants in one encounter, removed ones included.
inline constexpr std::size_t max_participants = 256;

[[nodiscard]] Check check(const ControlSituation& at, const CreateEncounter& body);
[[nodiscard]] Check check(const ControlSituation& at, const RollInitiative& body);
[[nodiscard]] Check check(const ControlSituation& at, const SetInitiative& body);
[[nodiscard]] Check check(const ControlSituation& at, const Act& body);
[[nodiscard]] Check check(const ControlSituation& at, const SkipTurn& body);
[[nodiscard]] Check check(const ControlSituation& at, const Respond& body);
[[nodiscard]] Check check(const ControlSituation& at, const SetReactionPolicy& body);
[[nodiscard]] Check check(const ControlSituation& at, const Tick& body);
[[nodiscard]] Check check(const ControlSituation& at, const Pause& body);
[[nodiscard]] Check check(const ControlSituation& at, const Resume& body);
[[nodiscard]] Check check(const ControlSituation& at, const Complete& body);
[[nodiscard]] Check check(const ControlSituation& at, const QueueAction& body);
[[nodiscard]] Check check(const ControlSituation& at, const ClearQueue& body);
[[nodiscard]] Check check(const ControlSituation& at, const DmChange& body);
[[nodiscard]] Check check(const ControlSituation& at, const DmDamage& body);
[[nodiscard]] Check check(const ControlSituation& at, const DmHeal& body);
[[nodiscard]] Check check(const ControlSituation& at, const AddParticipant& body);
[[nodiscard]] Check check(const ControlSituation& at, const RemoveParticipant& body);

void perform(Run& run, const Command& command, const CreateEncounter& body);
void perform(Run& run, const Command& command, const RollInitiative& body);
void perform(Run& run, const Command& command, const SetInitiative& body);
void perform(Run& run, const Command& command, const Act& body);
void perform(Run& run, const Command& command, const SkipTurn& body);
void perform(Run& run, const Command& command, const Respond& body);
void perform(Run& run, const Command& command, const SetReactionPolicy& body);
void perform(Run& run, const Command& command, const Tick& body);
void perform(Run& run, const Command& command, const Pause& body);
void perform(Run& run, const Command& command, const Resume& body);
void perform(Run& run, const Command& command, const Complete& body);
void perform(Run& run, const Command& command, const QueueAction& body);
void perform(Run& run, const Command& command, const ClearQueue& body);
void perform(Run& run, const Command& command, const DmChange& body);
void perform(Run& run, const Command& command, const DmDamage& body);
void perform(Run& run, const Command& command, const DmHeal& body);
void perform(Run& run, const Command& command, const AddParticipant& body);
void perform(Run& run, const Command& command, const RemoveParticipant& body);

}  // namespace live::engine
