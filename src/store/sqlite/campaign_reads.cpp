#include <utility>

#include "schema/json.hpp"
#include "store/sqlite/campaign_rows.hpp"

namespace live::store::sqlite {
namespace {

using room::StoreError;

std::vector<std::string> texts_of(const std::string& json, const std::string& what) {
  auto texts = schema::decode<std::vector<std::string>>(json);
  if (!texts) throw SqlError(SQLITE_CORRUPT, what + " is no list of texts");
  return std::move(*texts);
}

room::ViewerRole role_of(const std::string& name) {
  const auto role = schema::enum_from<room::ViewerRole>(name);
  if (!role) throw SqlError(SQLITE_CORRUPT, "a member has the role " + name);
  return *role;
}

access::InteractionRow interaction_of(const Query& query) {
  access::InteractionRow row;
  row.id = query.text(0);
  row.campaign_id = query.text(1);
  row.name = query.text(2);
  row.description = query.text(3);
  row.map_id = query.text(4);
  row.settings.ruleset = query.text(5);
  row.settings.five_ten_five = query.boolean(6);
  row.settings.turn_time_limit = static_cast<std::int32_t>(query.integer(7));
  row.settings.chat_enabled = query.boolean(8);
  row.settings.allow_private_chat = query.boolean(9);
  row.live_status = query.text(10);
  row.live_room_id = query.optional_text(11);
  row.connected_participants = texts_of(query.text(12), "connectedParticipants of " + row.id);
  row.last_activity_ms = query.integer(13);
  row.current_turn_timeout_ms = query.optional_integer(14);
  row.snapshot_timestamp_ms = query.optional_integer(15);
  return row;
}

#define INTERACTION_COLUMNS                                                                             \
  "id, campaignId, name, description, mapId, ruleset, fiveTenFive, turnTimeLimit, chatEnabled, "        \
  "allowPrivateChat, liveStatus, liveRoomId, connectedParticipants, lastActivity, currentTurnTimeout, " \
  "snapshotTimestamp"

void read_placements(Connection& connection, access::InteractionRow& row) {
  Query query(connection,
              "SELECT entityId, creatureId, name, x, y, secret FROM interactionPlacements WHERE interactionId = ?1 "
              "ORDER BY ordinal",
              row.id);
  while (query.step()) {
    access::PlacementRow placement;
    placement.entity_id = query.text(0);
    placement.creature_id = query.text(1);
    placement.name = query.text(2);
    placement.position = {static_cast<std::int32_t>(query.integer(3)), static_cast<std::int32_t>(query.integer(4))};
    placement.secret = query.boolean(5);
    row.placements.push_back(std::move(placement));
  }
}

std::vector<access::InteractionRow> all_interactions(Connection& connection, Query& query) {
  std::vector<access::InteractionRow> rows;
  while (query.step()) rows.push_back(interaction_of(query));
  for (access::InteractionRow& row : rows) read_placements(connection, row);
  return rows;
}

}  // namespace

std::vector<access::UserRow> users(Connection& connection) {
  std::vector<access::UserRow> rows;
  Query query(connection, "SELECT id, name FROM users ORDER BY name, id");
  while (query.step()) rows.push_back({query.text(0), query.text(1)});
  return rows;
}

std::vector<access::MembershipRow> campaigns_of(Connection& connection, const std::string& user_id) {
  std::vector<access::MembershipRow> rows;
  Query query(connection,
              "SELECT c.id, c.name, c.description, m.role FROM campaignMembers m JOIN campaigns c "
              "ON c.id = m.campaignId WHERE m.userId = ?1 ORDER BY c.name, c.id",
              user_id);
  while (query.step()) rows.push_back({{query.text(0), query.text(1), query.text(2)}, role_of(query.text(3))});
  return rows;
}

std::vector<access::MemberRow> members(Connection& connection, const std::string& campaign_id) {
  std::vector<access::MemberRow> rows;
  Query query(connection,
              "SELECT u.id, u.name, m.role FROM campaignMembers m JOIN users u ON u.id = m.userId "
              "WHERE m.campaignId = ?1 ORDER BY u.name, u.id",
              campaign_id);
  while (query.step()) rows.push_back({query.text(0), query.text(1), role_of(query.text(2))});
  return rows;
}

std::optional<room::ViewerRole> role(Connection& connection, const std::string& user_id,
                                     const std::string& campaign_id) {
  Query query(connection, "SELECT role FROM campaignMembers WHERE campaignId = ?1 AND userId = ?2", campaign_id,
              user_id);
  if (!query.step()) return std::nullopt;
  return role_of(query.text(0));
}

std::vector<access::CreatureRow> characters(Connection& connection, const std::string& campaign_id) {
  std::vector<access::CreatureRow> rows;
  Query query(connection,
              "SELECT id, name, description, userId, document, progress FROM characters WHERE campaignId = ?1 "
              "ORDER BY name, id",
              campaign_id);
  while (query.step()) {
    const auto user_id = query.optional_text(3);
    const auto type = user_id ? room::EntityType::player_character : room::EntityType::npc;
    rows.push_back({query.text(0), campaign_id, query.text(1), query.text(2), type, user_id, query.text(4),
                    query.optional_text(5)});
  }
  return rows;
}

std::vector<access::CreatureRow> monsters(Connection& connection, const std::string& campaign_id) {
  std::vector<access::CreatureRow> rows;
  Query query(connection,
              "SELECT id, name, description, statBlock FROM monsters WHERE campaignId = ?1 ORDER BY name, id",
              campaign_id);
  while (query.step()) {
    rows.push_back({query.text(0), campaign_id, query.text(1), query.text(2), room::EntityType::monster, std::nullopt,
                    query.text(3), std::nullopt});
  }
  return rows;
}

std::vector<access::MapRow> maps(Connection& connection, const std::string& campaign_id) {
  std::vector<access::MapRow> rows;
  Query query(connection, "SELECT id, name, cells, light FROM maps WHERE campaignId = ?1 ORDER BY name, id",
              campaign_id);
  while (query.step()) {
    rows.push_back({query.text(0), campaign_id, query.text(1), texts_of(query.text(2), "the map " + query.text(0)),
                    query.text(3)});
  }
  return rows;
}

std::vector<access::InteractionRow> interactions(Connection& connection, const std::string& campaign_id) {
  Query query(connection, "SELECT " INTERACTION_COLUMNS " FROM interactions WHERE campaignId = ?1 ORDER BY name, id",
              campaign_id);
  return all_interactions(connection, query);
}

std::vector<access::InteractionRow> live_interactions(Connection& connection) {
  Query query(connection, "SELECT " INTERACTION_COLUMNS
                          " FROM interactions WHERE liveStatus IN ('live', 'paused') ORDER BY name, id");
  return all_interactions(connection, query);
}

room::Stored<access::InteractionRow> interaction(Connection& connection, const std::string& id) {
  Query query(connection, "SELECT " INTERACTION_COLUMNS " FROM interactions WHERE id = ?1", id);
  if (!query.step()) return std::unexpected(StoreError{StoreError::Kind::not_found, "there is no interaction " + id});
  access::InteractionRow row = interaction_of(query);
  read_placements(connection, row);
  return row;
}

std::vector<access::EntityHolder> holders_of(Connection& connection, const std::string& entity_id) {
  std::vector<access::EntityHolder> rows;
  Query query(connection,
              "SELECT i.id, i.campaignId, i.liveStatus FROM interactionPlacements p JOIN interactions i "
              "ON i.id = p.interactionId WHERE p.entityId = ?1 "
              "ORDER BY i.liveStatus = 'live' DESC, i.liveStatus = 'paused' DESC, i.lastActivity DESC, i.id",
              entity_id);
  while (query.step()) rows.push_back({query.text(0), query.text(1), query.text(2)});
  return rows;
}

}  // namespace live::store::sqlite
