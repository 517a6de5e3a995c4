#pragma once
// The interactions list, alive: what is stored of each interaction joined with what the rooms in memory say (R8.4).
#include <expected>
#include <functional>
#include <optional>
#include <string>

#include "api/interaction_types.hpp"
#include "api/services.hpp"
#include "trpc/stream.hpp"

namespace live::api {

using ThenStatuses = std::move_only_function<void(std::expected<LiveStatuses, trpc::Error>)>;

/// Of one campaign, or of all that the user is a member of.
void list_live_statuses(const Services& services, std::string user_id, std::optional<std::string> campaign_id,
                        ThenStatuses then);

/// The whole list first, then one status a change.
void stream_live_statuses(const Services& services, std::string user_id, std::optional<std::string> campaign_id,
                          trpc::Stream<LiveStatuses> stream);

}  // namespace live::api
