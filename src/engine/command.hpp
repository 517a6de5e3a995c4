#pragma once
// Everything that can be asked of an encounter. Who may ask it is decided above (api, room): the engine is told which
// participant acts and whether the DM speaks, and takes time as a field.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/action.hpp"
#include "engine/state/state.hpp"

namespace live::engine {

/// Begins an encounter in an empty State.
struct CreateEncounter {
  static constexpr std::string_view tag = "createEncounter";
  static constexpr bool absent_keeps_default = true;
  Options options = {};
  grid::GridMap map = {};
  std::vector<Participant> participants = {};
};
BOOST_DESCRIBE_STRUCT(CreateEncounter, (), (options, map, participants))

struct GivenTotal {
  static constexpr bool absent_keeps_default = true;
  Slot slot = Slot::none;
  int total = 0;
};
BOOST_DESCRIBE_STRUCT(GivenTotal, (), (slot, total))

/// Rolls for whoever has no given total, and starts the first turn.
struct RollInitiative {
  static constexpr std::string_view tag = "rollInitiative";
  static constexpr bool absent_keeps_default = true;
  std::vector<GivenTotal> given = {};
};
BOOST_DESCRIBE_STRUCT(RollInitiative, (), (given))

/// DM: a new order; whoever is acting stays the one acting.
struct SetInitiative {
  static constexpr std::string_view tag = "setInitiative";
  static constexpr bool absent_keeps_default = true;
  std::vector<InitiativeEntry> order = {};
};
BOOST_DESCRIBE_STRUCT(SetInitiative, (), (order))

/// An action of `Command::actor` on its turn.
struct Act {
  static constexpr std::string_view tag = "act";
  static constexpr bool absent_keeps_default = true;
  Action action = {};
};
BOOST_DESCRIBE_STRUCT(Act, (), (action))

enum class SkipReason : std::uint8_t { timeout, offline, dm };
BOOST_DESCRIBE_ENUM(SkipReason, timeout, offline, dm)

/// Ends the current turn from outside; start and end of turn still happen [R5].
struct SkipTurn {
  static constexpr std::string_view tag = "skipTurn";
  static constexpr bool absent_keeps_default = true;
  SkipReason reason = SkipReason::dm;
};
BOOST_DESCRIBE_STRUCT(SkipTurn, (), (reason))

/// The actor's answer to the open reaction window; an empty reaction declines.
struct Respond {
  static constexpr std::string_view tag = "respond";
  static constexpr bool absent_keeps_default = true;
  std::uint32_t window = 0;
  std::string reaction = {};
  std::string choice = {};
};
BOOST_DESCRIBE_STRUCT(Respond, (), (window, reaction, choice))

struct SetReactionPolicy {
  static constexpr std::string_view tag = "setReactionPolicy";
  static constexpr bool absent_keeps_default = true;
  ReactionPolicy policy = {};
};
BOOST_DESCRIBE_STRUCT(SetReactionPolicy, (), (policy))

/// Time passes: turns and windows past their deadline end. A tick that changes nothing gives no events.
struct Tick {
  static constexpr std::string_view tag = "tick";
  static constexpr bool absent_keeps_default = true;
};
BOOST_DESCRIBE_STRUCT(Tick, (), ())

struct Pause {
  static constexpr std::string_view tag = "pause";
  static constexpr bool absent_keeps_default = true;
  std::string reason = {};
};
BOOST_DESCRIBE_STRUCT(Pause, (), (reason))

struct Resume {
  static constexpr std::string_view tag = "resume";
  static constexpr bool absent_keeps_default = true;
};
BOOST_DESCRIBE_STRUCT(Resume, (), ())

struct Complete {
  static constexpr std::string_view tag = "complete";
  static constexpr bool absent_keeps_default = true;
  std::string reason = {};
};
BOOST_DESCRIBE_STRUCT(Complete, (), (reason))

/// While paused: an action to try when play goes on and it is the actor's turn.
struct QueueAction {
  static constexpr std::string_view tag = "queueAction";
  static constexpr bool absent_keeps_default = true;
  Action action = {};
};
BOOST_DESCRIBE_STRUCT(QueueAction, (), (action))

struct ClearQueue {
  static constexpr std::string_view tag = "clearQueue";
  static constexpr bool absent_keeps_default = true;
};
BOOST_DESCRIBE_STRUCT(ClearQueue, (), ())

/// A DM's change to one participant; only what is given changes. Invariants hold (rules §28).
struct DmChange {
  static constexpr std::string_view tag = "dmChange";
  static constexpr bool absent_keeps_default = true;
  Slot slot = Slot::none;
  std::string reason = {};
  std::optional<int> hp = {};
  std::optional<int> hp_max = {};
  std::optional<int> temp_hp = {};
  std::optional<int> exhaustion = {};
  std::optional<grid::Cell> pos = {};
  std::optional<bool> secret = {};
  std::optional<bool> dead = {};
  std::optional<bool> stable = {};
  std::optional<bool> surprised = {};
  std::vector<Condition> add_conditions = {};
  std::vector<Condition> remove_conditions = {};
};
BOOST_DESCRIBE_STRUCT(DmChange, (),
                      (slot, reason, hp, hp_max, temp_hp, exhaustion, pos, secret, dead, stable, surprised,
                       add_conditions, remove_conditions))

/// DM: damage that comes from no attack, through the whole pipeline (rules §11).
struct DmDamage {
  static constexpr std::string_view tag = "dmDamage";
  static constexpr bool absent_keeps_default = true;
  Slot slot = Slot::none;
  std::vector<DamagePart> parts = {};
  std::string reason = {};
};
BOOST_DESCRIBE_STRUCT(DmDamage, (), (slot, parts, reason))

struct DmHeal {
  static constexpr std::string_view tag = "dmHeal";
  static constexpr bool absent_keeps_default = true;
  Slot slot = Slot::none;
  int amount = 0;
  std::string reason = {};
};
BOOST_DESCRIBE_STRUCT(DmHeal, (), (slot, amount, reason))

/// DM: a newcomer; rolls initiative when the fight is on (rules §4).
struct AddParticipant {
  static constexpr std::string_view tag = "addParticipant";
  static constexpr bool absent_keeps_default = true;
  Participant participant = {};
};
BOOST_DESCRIBE_STRUCT(AddParticipant, (), (participant))

struct RemoveParticipant {
  static constexpr std::string_view tag = "removeParticipant";
  static constexpr bool absent_keeps_default = true;
  Slot slot = Slot::none;
};
BOOST_DESCRIBE_STRUCT(RemoveParticipant, (), (slot))

using CommandBody = std::variant<CreateEncounter, RollInitiative, SetInitiative, Act, SkipTurn, Respond,
                                 SetReactionPolicy, Tick, Pause, Resume, Complete, QueueAction, ClearQueue, DmChange,
                                 DmDamage, DmHeal, AddParticipant, RemoveParticipant>;

struct Command {
  static constexpr bool absent_keeps_default = true;
  CommandBody body = {};
  /// Who acts: for Act, Respond, SetReactionPolicy, QueueAction, ClearQueue.
  Slot actor = Slot::none;
  /// The DM speaks. Needed for SetInitiative, SkipTurn, Dm*, Add, Remove, Pause, Resume, Complete, RollInitiative.
  bool by_dm = false;
  /// Who asked, for the record of overrides (rules §28).
  std::string author = {};
  std::int64_t now_ms = 0;
};
BOOST_DESCRIBE_STRUCT(Command, (), (body, actor, by_dm, author, now_ms))

}  // namespace live::engine
