#pragma once
// The campaign's reads and writes as SQL. Each runs inside a transaction that the caller holds; a refusal (not an
// exception) means that nothing of it may stay.
#include <optional>
#include <string>
#include <vector>

#include "access/campaign_store.hpp"
#include "store/sqlite/connection.hpp"

namespace live::store::sqlite {

[[nodiscard]] std::vector<access::UserRow> users(Connection& connection);
[[nodiscard]] std::vector<access::MembershipRow> campaigns_of(Connection& connection, const std::string& user_id);
[[nodiscard]] std::vector<access::MemberRow> members(Connection& connection, const std::string& campaign_id);
[[nodiscard]] std::optional<room::ViewerRole> role(Connection& connection, const std::string& user_id,
                                                   const std::string& campaign_id);
[[nodiscard]] std::vector<access::CreatureRow> characters(Connection& connection, const std::string& campaign_id);
[[nodiscard]] std::vector<access::CreatureRow> monsters(Connection& connection, const std::string& campaign_id);
[[nodiscard]] std::vector<access::MapRow> maps(Connection& connection, const std::string& campaign_id);
[[nodiscard]] std::vector<access::InteractionRow> interactions(Connection& connection, const std::string& campaign_id);
[[nodiscard]] std::vector<access::InteractionRow> live_interactions(Connection& connection);
[[nodiscard]] room::Stored<access::InteractionRow> interaction(Connection& connection, const std::string& id);
[[nodiscard]] std::vector<access::EntityHolder> holders_of(Connection& connection, const std::string& entity_id);

[[nodiscard]] room::Stored<access::InteractionRow> create_interaction(Connection& connection,
                                                                      const access::NewInteraction& wanted);
[[nodiscard]] room::Stored<access::EditedInteraction> edit_interaction(Connection& connection,
                                                                       const access::InteractionEdit& edit);
[[nodiscard]] room::Stored<bool> seed(Connection& connection, const access::CampaignSeed& seed);

}  // namespace live::store::sqlite
