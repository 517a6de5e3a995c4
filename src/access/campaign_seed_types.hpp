#pragma once
// What an empty embedded campaign starts from, in the shape of content/demo/*.json. Documents (character sheets, stat
// blocks) are opaque here: JSON objects that the room and the engine understand.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "room/audience/view_types.hpp"
#include "schema/describe.hpp"
#include "schema/types.hpp"

namespace live::access {

using SeedId = schema::Text<64, 1>;
using SeedName = schema::Text<100, 1>;

struct SeedUser {
  SeedId id;
  SeedName name;
};
BOOST_DESCRIBE_STRUCT(SeedUser, (), (id, name))

struct SeedMember {
  SeedId user_id;
  room::ViewerRole role = room::ViewerRole::player;
};
BOOST_DESCRIBE_STRUCT(SeedMember, (), (user_id, role))

struct SeedHeading {
  SeedId id;
  SeedName name;
  std::string description;
};
BOOST_DESCRIBE_STRUCT(SeedHeading, (), (id, name, description))

struct SeedCharacter {
  SeedId id;
  SeedName name;
  std::optional<SeedId> user_id;  ///< who plays it; none for an NPC
  std::string description;
  schema::Raw document;
};
BOOST_DESCRIBE_STRUCT(SeedCharacter, (), (id, name, user_id, description, document))

struct SeedMonster {
  SeedId id;
  SeedName name;
  std::string description;
  schema::Raw stat_block;
};
BOOST_DESCRIBE_STRUCT(SeedMonster, (), (id, name, description, stat_block))

struct SeedMap {
  SeedId id;
  SeedName name;
  schema::List<schema::Text<256, 1>, 256, 1> rows;
  schema::Text<16> light{"bright"};
};
BOOST_DESCRIBE_STRUCT(SeedMap, (), (id, name, rows, light))

/// One creature on the map of an interaction.
struct PlacementRow {
  SeedId entity_id;
  SeedId creature_id;
  schema::Text<100> name;
  room::Position position;
  bool secret = false;  ///< players do not know that it is there
  bool operator==(const PlacementRow&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlacementRow, (), (entity_id, creature_id, name, position, secret))

struct SettingsRow {
  static constexpr bool absent_keeps_default = true;
  schema::Int<10, 3600> turn_time_limit = 90;  ///< seconds
  schema::Text<4> ruleset{"2014"};
  bool chat_enabled = true;
  bool allow_private_chat = true;
  bool five_ten_five = false;  ///< every second diagonal costs 10 ft
  bool operator==(const SettingsRow&) const = default;
};
BOOST_DESCRIBE_STRUCT(SettingsRow, (), (turn_time_limit, ruleset, chat_enabled, allow_private_chat, five_ten_five))

struct SeedInteraction {
  SeedId id;
  SeedName name;
  std::string description;
  SeedId map_id;
  schema::List<PlacementRow, 64> placements;
  std::optional<SettingsRow> settings;
};
BOOST_DESCRIBE_STRUCT(SeedInteraction, (), (id, name, description, map_id, placements, settings))

struct CampaignSeed {
  SeedHeading campaign;
  std::vector<SeedUser> users;
  std::vector<SeedMember> members;
  std::vector<SeedCharacter> characters;
  std::vector<SeedMonster> monsters;
  std::vector<SeedMap> maps;
  std::vector<SeedInteraction> interactions;
};
BOOST_DESCRIBE_STRUCT(CampaignSeed, (), (campaign, users, members, characters, monsters, maps, interactions))

}  // namespace live::access
