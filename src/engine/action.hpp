#pragma once
// What a creature can do on its turn, by itself or through the DM. Each is checked whole before anything happens.
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/grid/cell.hpp"
#include "engine/state/terms.hpp"

namespace live::engine {

/// Along `path` (cells after the present one), or to `to` by the cheapest legal way when the path is empty.
struct Move {
  static constexpr std::string_view tag = "move";
  static constexpr bool absent_keeps_default = true;
  std::vector<grid::Cell> path = {};
  grid::Cell to = {};
  MoveMode mode = MoveMode::walk;
  bool operator==(const Move&) const = default;
};
BOOST_DESCRIBE_STRUCT(Move, (), (path, to, mode))

enum class AttackMode : std::uint8_t { main, offhand, multiattack };
BOOST_DESCRIBE_ENUM(AttackMode, main, offhand, multiattack)

/// `with`: an inventory item id, a weapon content id in hand, a stat block attack id, or "unarmed-strike".
struct Attack {
  static constexpr std::string_view tag = "attack";
  static constexpr bool absent_keeps_default = true;
  std::string with = {};
  Slot target = Slot::none;
  AttackMode mode = AttackMode::main;
  bool two_handed = false;
  /// Throw a weapon that could also strike.
  bool thrown = false;
  /// Leave it unconscious instead of dying, melee only (rules §12).
  bool knock_out = false;
  /// Once-per-turn features to add on a hit, to keep others for later; empty: all that apply.
  std::vector<std::string> riders = {};
  bool operator==(const Attack&) const = default;
};
BOOST_DESCRIBE_STRUCT(Attack, (), (with, target, mode, two_handed, thrown, knock_out, riders))

struct Cast {
  static constexpr std::string_view tag = "cast";
  static constexpr bool absent_keeps_default = true;
  std::string spell = {};
  /// Slot level; 0: the spell's own level.
  int level = 0;
  /// Creatures; one may be named several times for darts and rays.
  std::vector<Slot> targets = {};
  /// Area: lattice point of a sphere, min cell of a cube, or the cell a cone or line aims at.
  grid::Cell at = {};
  bool operator==(const Cast&) const = default;
};
BOOST_DESCRIBE_STRUCT(Cast, (), (spell, level, targets, at))

/// `target` none: oneself.
struct UseItem {
  static constexpr std::string_view tag = "useItem";
  static constexpr bool absent_keeps_default = true;
  std::string item = {};
  Slot target = Slot::none;
  bool operator==(const UseItem&) const = default;
};
BOOST_DESCRIBE_STRUCT(UseItem, (), (item, target))

struct Equip {
  static constexpr std::string_view tag = "equip";
  static constexpr bool absent_keeps_default = true;
  std::string item = {};
  /// main_hand, off_hand or worn; pack puts it away.
  bool off_hand = false;
  bool operator==(const Equip&) const = default;
};
BOOST_DESCRIBE_STRUCT(Equip, (), (item, off_hand))

struct Unequip {
  static constexpr std::string_view tag = "unequip";
  static constexpr bool absent_keeps_default = true;
  std::string item = {};
  /// Dropping costs nothing.
  bool drop = false;
  bool operator==(const Unequip&) const = default;
};
BOOST_DESCRIBE_STRUCT(Unequip, (), (item, drop))

/// The free object interaction with a cell of the map: a door.
struct Interact {
  static constexpr std::string_view tag = "interact";
  static constexpr bool absent_keeps_default = true;
  grid::Cell at = {};
  bool operator==(const Interact&) const = default;
};
BOOST_DESCRIBE_STRUCT(Interact, (), (at))

enum class BasicKind : std::uint8_t { dash, disengage, dodge, hide, search, stand_up, drop_prone, end_concentration };
BOOST_DESCRIBE_ENUM(BasicKind, dash, disengage, dodge, hide, search, stand_up, drop_prone, end_concentration)

/// Actions that need no more than their name (rules §16). `as_bonus` asks for a feature that makes it a bonus action.
struct Basic {
  static constexpr std::string_view tag = "basic";
  static constexpr bool absent_keeps_default = true;
  BasicKind kind = BasicKind::dodge;
  bool as_bonus = false;
  bool operator==(const Basic&) const = default;
};
BOOST_DESCRIBE_STRUCT(Basic, (), (kind, as_bonus))

/// Help `ally` attack `target`; or, with `skill`, help its next check with that skill (rules §16).
struct Help {
  static constexpr std::string_view tag = "help";
  static constexpr bool absent_keeps_default = true;
  Slot ally = Slot::none;
  Slot target = Slot::none;
  std::optional<Skill> skill = {};
  bool operator==(const Help&) const = default;
};
BOOST_DESCRIBE_STRUCT(Help, (), (ally, target, skill))

enum class AidKind : std::uint8_t { stabilize, shake_awake };
BOOST_DESCRIBE_ENUM(AidKind, stabilize, shake_awake)

struct Aid {
  static constexpr std::string_view tag = "aid";
  static constexpr bool absent_keeps_default = true;
  AidKind kind = AidKind::stabilize;
  Slot target = Slot::none;
  bool operator==(const Aid&) const = default;
};
BOOST_DESCRIBE_STRUCT(Aid, (), (kind, target))

enum class ContestKind : std::uint8_t { grapple, shove_prone, shove_away };
BOOST_DESCRIBE_ENUM(ContestKind, grapple, shove_prone, shove_away)

struct Contest {
  static constexpr std::string_view tag = "contest";
  static constexpr bool absent_keeps_default = true;
  ContestKind kind = ContestKind::grapple;
  Slot target = Slot::none;
  bool operator==(const Contest&) const = default;
};
BOOST_DESCRIBE_STRUCT(Contest, (), (kind, target))

/// Break free of a grapple, with Athletics or Acrobatics.
struct Escape {
  static constexpr std::string_view tag = "escape";
  static constexpr bool absent_keeps_default = true;
  Skill skill = Skill::athletics;
  bool operator==(const Escape&) const = default;
};
BOOST_DESCRIBE_STRUCT(Escape, (), (skill))

/// Let go of a grappled creature: free.
struct Release {
  static constexpr std::string_view tag = "release";
  static constexpr bool absent_keeps_default = true;
  Slot target = Slot::none;
  bool operator==(const Release&) const = default;
};
BOOST_DESCRIBE_STRUCT(Release, (), (target))

/// Ready one attack, made as a reaction when an enemy comes into its reach or range (rules §16).
struct Ready {
  static constexpr std::string_view tag = "ready";
  static constexpr bool absent_keeps_default = true;
  std::string with = {};
  /// A particular enemy, or none for the first that fits.
  Slot target = Slot::none;
  bool operator==(const Ready&) const = default;
};
BOOST_DESCRIBE_STRUCT(Ready, (), (with, target))

/// A feature switched on by its owner: "second-wind", "action-surge".
struct UseFeature {
  static constexpr std::string_view tag = "useFeature";
  static constexpr bool absent_keeps_default = true;
  std::string feature = {};
  Slot target = Slot::none;
  int amount = 0;
  bool operator==(const UseFeature&) const = default;
};
BOOST_DESCRIBE_STRUCT(UseFeature, (), (feature, target, amount))

struct EndTurn {
  static constexpr std::string_view tag = "endTurn";
  static constexpr bool absent_keeps_default = true;
  bool operator==(const EndTurn&) const = default;
};
BOOST_DESCRIBE_STRUCT(EndTurn, (), ())

using Action = std::variant<Move, Attack, Cast, UseItem, Equip, Unequip, Interact, Basic, Help, Aid, Contest, Escape,
                            Release, Ready, UseFeature, EndTurn>;

}  // namespace live::engine
