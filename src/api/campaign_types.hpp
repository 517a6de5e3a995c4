#pragma once
// Inputs and outputs of the router `campaign`: the embedded host's stand-in for a campaign app.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/interaction_types.hpp"

namespace live::api {

struct CampaignInput {
  Id campaign_id;
};
BOOST_DESCRIBE_STRUCT(CampaignInput, (), (campaign_id))

struct CampaignMember {
  std::string user_id;
  std::string name;
  room::ViewerRole role = room::ViewerRole::player;
};
BOOST_DESCRIBE_STRUCT(CampaignMember, (), (user_id, name, role))

struct Campaign {
  std::string id;
  std::string name;
  std::string description;
  room::ViewerRole role = room::ViewerRole::player;  ///< the caller's
  std::vector<CampaignMember> members;
};
BOOST_DESCRIBE_STRUCT(Campaign, (), (id, name, description, role, members))

struct CampaignList {
  std::vector<Campaign> campaigns;
};
BOOST_DESCRIBE_STRUCT(CampaignList, (), (campaigns))

/// A character, NPC or monster that can be placed in an interaction.
struct CreatureSummary {
  std::string id;
  std::string name;
  room::EntityType entity_type = room::EntityType::monster;
  std::string description;
  std::optional<std::string> user_id;
  std::optional<std::int32_t> max_hp;  ///< where its own document says so
  static constexpr std::pair<std::string_view, std::string_view> wire_names[] = {{"max_hp", "maxHP"}};
};
BOOST_DESCRIBE_STRUCT(CreatureSummary, (), (id, name, entity_type, description, user_id, max_hp))

struct CreatureList {
  std::vector<CreatureSummary> creatures;
};
BOOST_DESCRIBE_STRUCT(CreatureList, (), (creatures))

struct MapSummary {
  std::string id;
  std::string name;
  std::int32_t width = 0;
  std::int32_t height = 0;
  std::vector<std::string> rows;
};
BOOST_DESCRIBE_STRUCT(MapSummary, (), (id, name, width, height, rows))

struct MapList {
  std::vector<MapSummary> maps;
};
BOOST_DESCRIBE_STRUCT(MapList, (), (maps))

/// One creature placed on the map of an interaction.
struct Placement {
  Id entity_id;    ///< unique in the interaction; a character keeps its own id
  Id creature_id;  ///< of the campaign's characters or monsters
  schema::Text<60> name;
  room::Position position;
  bool secret = false;  ///< players do not know that it is there
};
BOOST_DESCRIBE_STRUCT(Placement, (), (entity_id, creature_id, name, position, secret))

struct InteractionSettings {
  std::optional<schema::Int<10, 3600>> turn_time_limit;  ///< seconds; 90 when absent
  std::optional<schema::Text<4>> ruleset;                ///< 2014 (default) or 2024
  std::optional<bool> chat_enabled;
  std::optional<bool> allow_private_chat;
  std::optional<bool> five_ten_five;  ///< every second diagonal costs 10 ft
};
BOOST_DESCRIBE_STRUCT(InteractionSettings, (),
                      (turn_time_limit, ruleset, chat_enabled, allow_private_chat, five_ten_five))

struct Interaction {
  std::string id;
  std::string campaign_id;
  std::string name;
  std::string description;
  LiveState live_status = LiveState::idle;
  std::string map_id;
  std::vector<Placement> placements;  ///< to the DM whole; to players without what is secret
  InteractionSettings settings;
  std::int64_t last_activity = 0;
};
BOOST_DESCRIBE_STRUCT(Interaction, (),
                      (id, campaign_id, name, description, live_status, map_id, placements, settings, last_activity))

struct InteractionList {
  std::vector<Interaction> interactions;
};
BOOST_DESCRIBE_STRUCT(InteractionList, (), (interactions))

struct CreateInteractionInput {
  Id campaign_id;
  schema::Text<100, 1> name;
  std::optional<schema::Text<2000>> description;
  Id map_id;
  schema::List<Placement, 64> placements;
  std::optional<InteractionSettings> settings;
  std::optional<RequestId> request_id;
};
BOOST_DESCRIBE_STRUCT(CreateInteractionInput, (),
                      (campaign_id, name, description, map_id, placements, settings, request_id))

/// Members that are absent stay as they are. Refused while the interaction is live or paused.
struct EditInteractionInput {
  Id interaction_id;
  std::optional<schema::Text<100, 1>> name;
  std::optional<schema::Text<2000>> description;
  std::optional<Id> map_id;
  std::optional<schema::List<Placement, 64>> placements;
  std::optional<InteractionSettings> settings;
};
BOOST_DESCRIBE_STRUCT(EditInteractionInput, (), (interaction_id, name, description, map_id, placements, settings))

}  // namespace live::api
