#pragma once
// Resolutions that stopped half way because someone may react. Each frame is a plain struct: it can be saved, shown,
// replayed and taken back. The last frame is the one being worked on (DESIGN §5 "Resolution is data").
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/action.hpp"
#include "engine/state/roll.hpp"

namespace live::engine {

/// A walk: `action.path` is complete; `next` is the first cell not yet entered.
struct MoveFrame {
  static constexpr std::string_view tag = "move";
  Slot slot = Slot::none;
  std::vector<grid::Cell> path = {};
  int next = 0;
  MoveMode mode = MoveMode::walk;
  /// Opportunity attacks for the step to `next` are already dealt with.
  bool cleared = false;
  bool operator==(const MoveFrame&) const = default;
};
BOOST_DESCRIBE_STRUCT(MoveFrame, (), (slot, path, next, mode, cleared))

enum class AttackStage : std::uint8_t { declare, damage };
BOOST_DESCRIBE_ENUM(AttackStage, declare, damage)

/// One attack roll with a weapon or stat block attack and what it does.
struct AttackFrame {
  static constexpr std::string_view tag = "attack";
  Slot slot = Slot::none;
  Attack attack = {};
  /// Made with a reaction: on leaving reach, or readied.
  bool reaction = false;
  AttackStage stage = AttackStage::declare;
  D20Test roll = {};
  int armor_class = 0;
  Cover cover = Cover::none;
  bool hit = false;
  bool critical = false;
  /// A damage-halving reaction was taken (uncanny dodge).
  bool halved = false;
  bool operator==(const AttackFrame&) const = default;
};
BOOST_DESCRIBE_STRUCT(AttackFrame, (), (slot, attack, reaction, stage, roll, armor_class, cover, hit, critical, halved))

enum class SpellStage : std::uint8_t { declare, damage };
BOOST_DESCRIBE_ENUM(SpellStage, declare, damage)

/// A spell whose targets are worked off one after the other (rays, darts).
struct SpellFrame {
  static constexpr std::string_view tag = "spell";
  Slot slot = Slot::none;
  Cast cast = {};
  /// The level it is cast at.
  int level = 0;
  /// Index into cast.targets of the one being resolved.
  int next = 0;
  SpellStage stage = SpellStage::declare;
  D20Test roll = {};
  int armor_class = 0;
  Cover cover = Cover::none;
  bool hit = false;
  bool critical = false;
  bool halved = false;
  bool operator==(const SpellFrame&) const = default;
};
BOOST_DESCRIBE_STRUCT(SpellFrame, (), (slot, cast, level, next, stage, roll, armor_class, cover, hit, critical, halved))

enum class WindowKind : std::uint8_t { leaving_reach, attack_hit, missiles, readied };
BOOST_DESCRIBE_ENUM(WindowKind, leaving_reach, attack_hit, missiles, readied)

/// One thing a reactor may answer with.
struct ReactionOption {
  /// "opportunity-attack", "shield", "uncanny-dodge", "parry", "readied".
  std::string reaction = {};
  /// What to choose from: attacks for an opportunity attack; the first is the default.
  std::vector<std::string> choices = {};
  bool operator==(const ReactionOption&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReactionOption, (), (reaction, choices))

struct Reactor {
  Slot slot = Slot::none;
  std::vector<ReactionOption> options = {};
  bool answered = false;
  /// The reaction taken; empty: declined.
  std::string taken = {};
  std::string choice = {};
  bool operator==(const Reactor&) const = default;
};
BOOST_DESCRIBE_STRUCT(Reactor, (), (slot, options, answered, taken, choice))

/// Waits for answers until the deadline; then whoever has not answered declines.
struct WindowFrame {
  static constexpr std::string_view tag = "window";
  std::uint32_t id = 0;
  WindowKind kind = WindowKind::leaving_reach;
  /// Who provoked it.
  Slot by = Slot::none;
  /// In the order their reactions resolve.
  std::vector<Reactor> reactors = {};
  std::int64_t opened_ms = 0;
  std::int64_t deadline_ms = 0;
  bool operator==(const WindowFrame&) const = default;
};
BOOST_DESCRIBE_STRUCT(WindowFrame, (), (id, kind, by, reactors, opened_ms, deadline_ms))

using Frame = std::variant<MoveFrame, AttackFrame, SpellFrame, WindowFrame>;

}  // namespace live::engine
