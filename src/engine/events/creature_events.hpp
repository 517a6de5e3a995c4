#pragma once
// Events of what creatures bear and carry: conditions, effects, concentration, hiding, spells, things, resources.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/state/state.hpp"

namespace live::engine {

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

}  // namespace live::engine
