#include "store/sqlite/campaign_adapter.hpp"

#include <type_traits>
#include <utility>

#include "store/sqlite/campaign_rows.hpp"

namespace live::store::sqlite {
namespace {

/// A function of campaign_rows.hpp and its argument as a job.
template <class Result, class Rows, class Argument>
JobHandle job_of(Rows rows, Argument argument, room::Then<Result> then) {
  return make_job<Result>([rows, argument = std::move(argument)](
                              Connection& connection) -> room::Stored<Result> { return rows(connection, argument); },
                          std::move(then));
}

template <class Result, class Rows>
JobHandle job_of(Rows rows, room::Then<Result> then) {
  return make_job<Result>([rows](Connection& connection) -> room::Stored<Result> { return rows(connection); },
                          std::move(then));
}

}  // namespace

void CampaignAdapter::users(Then<std::vector<access::UserRow>> then) {
  reader_.submit(job_of(&sqlite::users, std::move(then)));
}

void CampaignAdapter::campaigns_of(std::string user_id, Then<std::vector<access::MembershipRow>> then) {
  reader_.submit(job_of(&sqlite::campaigns_of, std::move(user_id), std::move(then)));
}

void CampaignAdapter::members(std::string campaign_id, Then<std::vector<access::MemberRow>> then) {
  reader_.submit(job_of(&sqlite::members, std::move(campaign_id), std::move(then)));
}

void CampaignAdapter::role(std::string user_id, std::string campaign_id, Then<std::optional<room::ViewerRole>> then) {
  reader_.submit(make_job<std::optional<room::ViewerRole>>(
      [user = std::move(user_id), campaign = std::move(campaign_id)](Connection& connection)
          -> room::Stored<std::optional<room::ViewerRole>> { return sqlite::role(connection, user, campaign); },
      std::move(then)));
}

void CampaignAdapter::characters(std::string campaign_id, Then<std::vector<access::CreatureRow>> then) {
  reader_.submit(job_of(&sqlite::characters, std::move(campaign_id), std::move(then)));
}

void CampaignAdapter::monsters(std::string campaign_id, Then<std::vector<access::CreatureRow>> then) {
  reader_.submit(job_of(&sqlite::monsters, std::move(campaign_id), std::move(then)));
}

void CampaignAdapter::maps(std::string campaign_id, Then<std::vector<access::MapRow>> then) {
  reader_.submit(job_of(&sqlite::maps, std::move(campaign_id), std::move(then)));
}

void CampaignAdapter::interactions(std::string campaign_id, Then<std::vector<access::InteractionRow>> then) {
  reader_.submit(job_of(&sqlite::interactions, std::move(campaign_id), std::move(then)));
}

void CampaignAdapter::interaction(std::string interaction_id, Then<access::InteractionRow> then) {
  reader_.submit(job_of(&sqlite::interaction, std::move(interaction_id), std::move(then)));
}

void CampaignAdapter::live_interactions(Then<std::vector<access::InteractionRow>> then) {
  reader_.submit(job_of(&sqlite::live_interactions, std::move(then)));
}

void CampaignAdapter::holders_of(std::string entity_id, Then<std::vector<access::EntityHolder>> then) {
  reader_.submit(job_of(&sqlite::holders_of, std::move(entity_id), std::move(then)));
}

void CampaignAdapter::create_interaction(access::NewInteraction interaction, Then<access::InteractionRow> then) {
  writer_.submit(job_of(&sqlite::create_interaction, std::move(interaction), std::move(then)));
}

void CampaignAdapter::edit_interaction(access::InteractionEdit edit, Then<access::EditedInteraction> then) {
  writer_.submit(job_of(&sqlite::edit_interaction, std::move(edit), std::move(then)));
}

void CampaignAdapter::seed(access::CampaignSeed seed, Then<bool> then) {
  writer_.submit(job_of(&sqlite::seed, std::move(seed), std::move(then)));
}

}  // namespace live::store::sqlite
