#pragma once
// What a user is in a campaign, remembered for a short while. DM rights come from the campaign's own rows, never from
// a token (R7.4). Any thread; the store and the clock must outlive this and every question asked of it.
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "access/campaign_store.hpp"
#include "base/clock.hpp"

namespace live::access {

struct RolesOptions {
  base::Milliseconds ttl_ms = 10'000;
  std::size_t max_entries = 10'000;
};

class Roles {
 public:
  using Then = room::Then<std::optional<room::ViewerRole>>;

  Roles(CampaignStore& store, const base::Clock& clock, RolesOptions options = {});
  ~Roles();

  /// Answers at once from memory, or asks the store. Errors are not remembered; "no member" is.
  void role(std::string user_id, std::string campaign_id, Then then);
  /// Asks the store whatever is remembered: before pause, complete, override, rollback.
  void fresh_role(std::string user_id, std::string campaign_id, Then then);
  /// Forgets a campaign whose members changed.
  void forget(const std::string& campaign_id);
  [[nodiscard]] std::size_t size() const;

 private:
  struct State;
  std::shared_ptr<State> state_;  ///< shared with answers in flight
};

}  // namespace live::access
