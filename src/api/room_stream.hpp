#pragma once
// A viewer's subscription: the room's events onto the caller's tRPC stream, for as long as both want it.
#include <optional>
#include <string>

#include "api/room_update_types.hpp"
#include "room/room_directory.hpp"
#include "trpc/stream.hpp"

namespace live::api {

void stream_room(room::RoomDirectory& rooms, std::string interaction_id, room::Caller caller,
                 std::optional<std::string> last_event_id, trpc::Stream<RoomUpdate> stream);

}  // namespace live::api
