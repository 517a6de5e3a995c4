#include "api/membership.hpp"

#include <utility>

namespace live::api {

namespace {
constexpr std::size_t max_remembered = 10'000;

trpc::Error no_such(std::string_view what) {
  return {trpc::Code::not_found, "There is no such " + std::string(what) + ", or it is not yours to see"};
}
}  // namespace

trpc::Error store_failure(const room::StoreError& error, std::string_view what) {
  switch (error.kind) {
    case room::StoreError::Kind::not_found:
      return no_such(what);
    case room::StoreError::Kind::invalid:
      return {trpc::Code::bad_request, error.message};
    case room::StoreError::Kind::unavailable:
    case room::StoreError::Kind::fenced:
      return {trpc::Code::service_unavailable, "The store cannot answer now: nothing was changed, try again"};
    case room::StoreError::Kind::corrupt:
      break;
  }
  return trpc::internal_error();
}

trpc::Error only_dm(std::string_view what) {
  return {trpc::Code::forbidden, "Only the DM of this campaign may " + std::string(what)};
}

void Memberships::find(std::string user_id, std::string interaction_id, Freshness freshness, Then then) {
  std::string campaign_id = remembered_campaign(interaction_id);
  if (!campaign_id.empty()) {
    return find_role(std::move(user_id), std::move(campaign_id), freshness, "interaction", std::move(then));
  }
  store_.interaction(interaction_id, [this, user_id = std::move(user_id), interaction_id, freshness,
                                      then = std::move(then)](room::Stored<access::InteractionRow> row) mutable {
    if (!row) return then(std::unexpected(store_failure(row.error(), "interaction")));
    remember(interaction_id, row->campaign_id);
    find_role(std::move(user_id), std::move(row->campaign_id), freshness, "interaction", std::move(then));
  });
}

void Memberships::find_in_campaign(std::string user_id, std::string campaign_id, Then then) {
  find_role(std::move(user_id), std::move(campaign_id), Freshness::cached, "campaign", std::move(then));
}

void Memberships::find_role(std::string user_id, std::string campaign_id, Freshness freshness, const char* what,
                            Then then) {
  auto answer = [campaign_id, what,
                 then = std::move(then)](room::Stored<std::optional<room::ViewerRole>> role) mutable {
    if (!role) return then(std::unexpected(store_failure(role.error(), "campaign")));
    if (!*role) return then(std::unexpected(no_such(what)));
    then(Membership{std::move(campaign_id), **role});
  };
  if (freshness == Freshness::fresh) {
    roles_.fresh_role(std::move(user_id), std::move(campaign_id), std::move(answer));
  } else {
    roles_.role(std::move(user_id), std::move(campaign_id), std::move(answer));
  }
}

std::string Memberships::remembered_campaign(const std::string& interaction_id) {
  const std::scoped_lock lock(mutex_);
  const auto found = campaign_by_interaction_.find(interaction_id);
  return found == campaign_by_interaction_.end() ? std::string() : found->second;
}

void Memberships::remember(const std::string& interaction_id, const std::string& campaign_id) {
  const std::scoped_lock lock(mutex_);
  if (campaign_by_interaction_.size() >= max_remembered) campaign_by_interaction_.clear();
  campaign_by_interaction_.emplace(interaction_id, campaign_id);
}

}  // namespace live::api
