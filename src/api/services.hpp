#pragma once
// What the procedures work with. The server makes these and keeps them alive for as long as calls come; a code
// generator that only reads the table of procedures leaves them null.
#include <string>

#include "access/campaign_store.hpp"
#include "api/membership.hpp"
#include "base/clock.hpp"
#include "base/random.hpp"
#include "room/room_directory.hpp"
#include "trpc/router.hpp"

namespace live::api {

struct Services {
  room::RoomDirectory* rooms = nullptr;
  access::CampaignStore* campaigns = nullptr;
  Memberships* memberships = nullptr;
  const base::Clock* clock = nullptr;
  base::Entropy* entropy = nullptr;
  std::string version = "0";
};

/// Registers `interaction.*` and `campaign.*`. Services outlive the router.
void add_interaction_router(trpc::Router& router, const Services& services);
void add_campaign_router(trpc::Router& router, const Services& services);

}  // namespace live::api
