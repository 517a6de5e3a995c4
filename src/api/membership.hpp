#pragma once
// What a user is to an interaction: the interaction's campaign and the user's role there. An outsider is told
// NOT_FOUND, as for an interaction that does not exist.
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "access/campaign_store.hpp"
#include "access/roles.hpp"
#include "trpc/error.hpp"

namespace live::api {

struct Membership {
  std::string campaign_id;
  room::ViewerRole role = room::ViewerRole::spectator;
};

enum class Freshness {
  cached,  ///< as remembered for a few seconds: what players do all the time
  fresh,   ///< asked of the store now: what cannot be taken back
};

class Memberships {
 public:
  using Then = std::move_only_function<void(std::expected<Membership, trpc::Error>)>;

  /// Both must outlive this and every question asked of it.
  Memberships(access::CampaignStore& store, access::Roles& roles) : store_(store), roles_(roles) {}

  /// Answers at once when everything is remembered, else later on the store's thread.
  void find(std::string user_id, std::string interaction_id, Freshness freshness, Then then);
  /// The same for a campaign.
  void find_in_campaign(std::string user_id, std::string campaign_id, Then then);

 private:
  void find_role(std::string user_id, std::string campaign_id, Freshness freshness, const char* what, Then then);
  [[nodiscard]] std::string remembered_campaign(const std::string& interaction_id);
  void remember(const std::string& interaction_id, const std::string& campaign_id);

  access::CampaignStore& store_;
  access::Roles& roles_;
  std::mutex mutex_;
  /// An interaction never changes its campaign. Bounded: emptied when full.
  std::unordered_map<std::string, std::string> campaign_by_interaction_;
};

/// NOT_FOUND, SERVICE_UNAVAILABLE … with a sentence that tells nothing about the store.
[[nodiscard]] trpc::Error store_failure(const room::StoreError& error, std::string_view what);
[[nodiscard]] trpc::Error only_dm(std::string_view what);

}  // namespace live::api
