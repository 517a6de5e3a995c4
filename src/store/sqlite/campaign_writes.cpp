#include <set>
#include <utility>

#include "schema/json.hpp"
#include "store/sqlite/campaign_rows.hpp"

namespace live::store::sqlite {
namespace {

using room::StoreError;

std::unexpected<StoreError> invalid(std::string message) {
  return std::unexpected(StoreError{StoreError::Kind::invalid, std::move(message)});
}

bool is_of_campaign(Connection& connection, const std::string& creature_id, const std::string& campaign_id) {
  Query query(connection,
              "SELECT 1 FROM characters WHERE id = ?1 AND campaignId = ?2 "
              "UNION ALL SELECT 1 FROM monsters WHERE id = ?1 AND campaignId = ?2",
              creature_id, campaign_id);
  return query.step();
}

/// The paths are those of the procedure's input, so that they can be shown as they are.
room::Stored<void> check_contents(Connection& connection, const access::InteractionRow& row) {
  Query map(connection, "SELECT cells FROM maps WHERE id = ?1 AND campaignId = ?2", row.map_id, row.campaign_id);
  if (!map.step()) return invalid("mapId: the campaign has no map " + row.map_id);
  std::set<std::string> seen;
  for (std::size_t i = 0; i < row.placements.size(); ++i) {
    const access::PlacementRow& placement = row.placements[i];
    const std::string path = "placements[" + std::to_string(i) + "].";
    if (!is_of_campaign(connection, placement.creature_id, row.campaign_id)) {
      return invalid(path + "creatureId: the campaign has no creature " + placement.creature_id);
    }
    if (!seen.insert(placement.entity_id).second) {
      return invalid(path + "entityId: " + placement.entity_id + " is placed twice");
    }
  }
  return {};
}

void insert_placements(Connection& connection, const std::string& interaction_id,
                       const std::vector<access::PlacementRow>& placements) {
  std::int64_t ordinal = 0;
  for (const access::PlacementRow& placement : placements) {
    Query(connection,
          "INSERT INTO interactionPlacements (interactionId, ordinal, entityId, creatureId, name, x, y, secret) "
          "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
          interaction_id, ++ordinal, placement.entity_id, placement.creature_id, placement.name, placement.position.x,
          placement.position.y, placement.secret)
        .run();
  }
}

void insert_interaction(Connection& connection, const access::NewInteraction& wanted) {
  const access::InteractionRow& row = wanted.row;
  Query(connection,
        "INSERT INTO interactions (id, campaignId, name, description, mapId, ruleset, fiveTenFive, createdBy, "
        "requestKey, lastActivity, turnTimeLimit, chatEnabled, allowPrivateChat) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        row.id, row.campaign_id, row.name, row.description, row.map_id, row.settings.ruleset,
        row.settings.five_ten_five, wanted.created_by, wanted.request_key, row.last_activity_ms,
        row.settings.turn_time_limit.value, row.settings.chat_enabled, row.settings.allow_private_chat)
      .run();
  insert_placements(connection, row.id, row.placements);
}

/// A JSON object, or a quoted id where the document may stand in the rules content.
room::Stored<void> check_document(const std::string& json, bool id_allowed, const std::string& path) {
  schema::Parser parser;
  const auto value = parser.parse(json);
  if (!value) return invalid(path + ": " + schema::to_text(value.error()));
  if (value->is_object()) return {};
  if (id_allowed && value->as_string() && !value->as_string()->empty()) return {};
  return invalid(path + ": expected an object" + (id_allowed ? " or the id of a stat block" : ""));
}

void seed_campaign(Connection& connection, const access::CampaignSeed& seed) {
  Query(connection, "INSERT INTO campaigns (id, name, description) VALUES (?1, ?2, ?3)", seed.campaign.id,
        seed.campaign.name, seed.campaign.description)
      .run();
  for (const access::SeedUser& user : seed.users) {
    Query(connection, "INSERT INTO users (id, name) VALUES (?1, ?2)", user.id, user.name).run();
  }
  for (const access::SeedMember& member : seed.members) {
    Query(connection, "INSERT INTO campaignMembers (campaignId, userId, role) VALUES (?1, ?2, ?3)", seed.campaign.id,
          member.user_id, schema::enum_name(member.role))
        .run();
  }
}

room::Stored<void> seed_creatures(Connection& connection, const access::CampaignSeed& seed) {
  for (std::size_t i = 0; i < seed.characters.size(); ++i) {
    const access::SeedCharacter& row = seed.characters[i];
    const std::string path = "characters[" + std::to_string(i) + "].document";
    if (auto well = check_document(row.document.json, false, path); !well) return well;
    Query(connection,
          "INSERT INTO characters (id, campaignId, userId, name, description, document) "
          "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
          row.id, seed.campaign.id, row.user_id, row.name, row.description, row.document.json)
        .run();
  }
  for (std::size_t i = 0; i < seed.monsters.size(); ++i) {
    const access::SeedMonster& row = seed.monsters[i];
    const std::string path = "monsters[" + std::to_string(i) + "].statBlock";
    if (auto well = check_document(row.stat_block.json, true, path); !well) return well;
    Query(connection, "INSERT INTO monsters (id, campaignId, name, description, statBlock) VALUES (?1, ?2, ?3, ?4, ?5)",
          row.id, seed.campaign.id, row.name, row.description, row.stat_block.json)
        .run();
  }
  return {};
}

}  // namespace

room::Stored<access::InteractionRow> create_interaction(Connection& connection, const access::NewInteraction& wanted) {
  if (wanted.request_key) {
    Query earlier(connection, "SELECT id FROM interactions WHERE requestKey = ?1", *wanted.request_key);
    if (earlier.step()) return interaction(connection, earlier.text(0));
  }
  if (auto well = check_contents(connection, wanted.row); !well) return std::unexpected(well.error());
  insert_interaction(connection, wanted);
  return interaction(connection, wanted.row.id);
}

room::Stored<access::EditedInteraction> edit_interaction(Connection& connection, const access::InteractionEdit& edit) {
  auto found = interaction(connection, edit.id);
  if (!found) return std::unexpected(found.error());
  access::InteractionRow row = std::move(*found);
  if (row.live_status == "live" || row.live_status == "paused") {
    return access::EditedInteraction{false, std::move(row)};
  }
  if (edit.name) row.name = *edit.name;
  if (edit.description) row.description = *edit.description;
  if (edit.map_id) row.map_id = *edit.map_id;
  if (edit.settings) row.settings = *edit.settings;
  if (edit.placements) row.placements = *edit.placements;
  if (auto well = check_contents(connection, row); !well) return std::unexpected(well.error());
  Query(connection,
        "UPDATE interactions SET name = ?2, description = ?3, mapId = ?4, ruleset = ?5, fiveTenFive = ?6, "
        "turnTimeLimit = ?7, chatEnabled = ?8, allowPrivateChat = ?9 WHERE id = ?1",
        row.id, row.name, row.description, row.map_id, row.settings.ruleset, row.settings.five_ten_five,
        row.settings.turn_time_limit.value, row.settings.chat_enabled, row.settings.allow_private_chat)
      .run();
  if (edit.placements) {
    Query(connection, "DELETE FROM interactionPlacements WHERE interactionId = ?1", row.id).run();
    insert_placements(connection, row.id, row.placements);
  }
  return access::EditedInteraction{true, std::move(row)};
}

room::Stored<bool> seed(Connection& connection, const access::CampaignSeed& seed) {
  {
    Query any(connection, "SELECT 1 FROM campaigns LIMIT 1");
    if (any.step()) return false;
  }
  seed_campaign(connection, seed);
  if (auto well = seed_creatures(connection, seed); !well) return std::unexpected(well.error());
  for (const access::SeedMap& map : seed.maps) {
    const std::vector<std::string> rows(map.rows.begin(), map.rows.end());
    Query(connection, "INSERT INTO maps (id, campaignId, name, cells, light) VALUES (?1, ?2, ?3, ?4, ?5)", map.id,
          seed.campaign.id, map.name, schema::to_json(rows), map.light)
        .run();
  }
  for (std::size_t i = 0; i < seed.interactions.size(); ++i) {
    const access::SeedInteraction& wanted = seed.interactions[i];
    access::InteractionRow row;
    row.id = wanted.id;
    row.campaign_id = seed.campaign.id;
    row.name = wanted.name;
    row.description = wanted.description;
    row.map_id = wanted.map_id;
    row.placements = wanted.placements;
    row.settings = wanted.settings.value_or(access::SettingsRow());
    if (auto well = check_contents(connection, row); !well) {
      return invalid("interactions[" + std::to_string(i) + "]." + well.error().message);
    }
    insert_interaction(connection, {std::move(row), "", std::nullopt});
  }
  return true;
}

}  // namespace live::store::sqlite
