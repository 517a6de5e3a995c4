#pragma once
// The game's fixed vocabulary: closed sets of names the rules speak in (rules §2, §11, §15, §25).
#include <cstddef>
#include <cstdint>

#include "engine/grid/types.hpp"
#include "schema/describe.hpp"

namespace live::engine {

/// A participant by its index in State::participants. Participants are never erased, so a slot stays valid for good.
enum class Slot : std::uint16_t { none = 0xffff };

[[nodiscard]] constexpr std::size_t index_of(Slot slot) { return static_cast<std::size_t>(slot); }
[[nodiscard]] constexpr Slot slot_at(std::size_t index) { return static_cast<Slot>(index); }

/// SRD 5.1 and SRD 5.2.1. What differs is a table handed to the rules (rules/ruleset.hpp), not `if`s spread about.
enum class Ruleset : std::uint8_t { srd2014, srd2024 };
BOOST_DESCRIBE_ENUM(Ruleset, srd2014, srd2024)

enum class Ability : std::uint8_t { str, dex, con, int_, wis, cha };
BOOST_DESCRIBE_ENUM(Ability, str, dex, con, int_, wis, cha)

enum class Skill : std::uint8_t {
  athletics,
  acrobatics,
  sleight_of_hand,
  stealth,
  arcana,
  history,
  investigation,
  nature,
  religion,
  animal_handling,
  insight,
  medicine,
  perception,
  survival,
  deception,
  intimidation,
  performance,
  persuasion
};
BOOST_DESCRIBE_ENUM(Skill, athletics, acrobatics, sleight_of_hand, stealth, arcana, history, investigation, nature,
                    religion, animal_handling, insight, medicine, perception, survival, deception, intimidation,
                    performance, persuasion)

enum class DamageType : std::uint8_t {
  none,
  bludgeoning,
  piercing,
  slashing,
  acid,
  cold,
  fire,
  force,
  lightning,
  necrotic,
  poison,
  psychic,
  radiant,
  thunder
};
BOOST_DESCRIBE_ENUM(DamageType, none, bludgeoning, piercing, slashing, acid, cold, fire, force, lightning, necrotic,
                    poison, psychic, radiant, thunder)

enum class Condition : std::uint8_t {
  blinded,
  charmed,
  deafened,
  frightened,
  grappled,
  incapacitated,
  invisible,
  paralyzed,
  petrified,
  poisoned,
  prone,
  restrained,
  stunned,
  unconscious
};
BOOST_DESCRIBE_ENUM(Condition, blinded, charmed, deafened, frightened, grappled, incapacitated, invisible, paralyzed,
                    petrified, poisoned, prone, restrained, stunned, unconscious)

using grid::Size;

enum class CreatureType : std::uint8_t {
  aberration,
  beast,
  celestial,
  construct,
  dragon,
  elemental,
  fey,
  fiend,
  giant,
  humanoid,
  monstrosity,
  ooze,
  plant,
  undead
};
BOOST_DESCRIBE_ENUM(CreatureType, aberration, beast, celestial, construct, dragon, elemental, fey, fiend, giant,
                    humanoid, monstrosity, ooze, plant, undead)

enum class Kind : std::uint8_t { player_character, npc, monster };
BOOST_DESCRIBE_ENUM(Kind, player_character, npc, monster)

/// What a thing costs in the economy of a turn (rules §5).
enum class Cost : std::uint8_t { free, action, bonus, reaction, interaction, movement };
BOOST_DESCRIBE_ENUM(Cost, free, action, bonus, reaction, interaction, movement)

enum class MoveMode : std::uint8_t { walk, fly, swim, climb, burrow, crawl };
BOOST_DESCRIBE_ENUM(MoveMode, walk, fly, swim, climb, burrow, crawl)

enum class RollMode : std::uint8_t { normal, advantage, disadvantage };
BOOST_DESCRIBE_ENUM(RollMode, normal, advantage, disadvantage)

}  // namespace live::engine
