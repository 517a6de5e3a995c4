#pragma once
// A room's errors as tRPC errors. A refusal of the rules is PRECONDITION_FAILED with `data.refusal`
// {code, message, rule, nearest?}: what is wrong with the request is told apart from what the rules say about it.
#include "room/room_types.hpp"
#include "trpc/error.hpp"

namespace live::api {

[[nodiscard]] trpc::Error to_trpc(const room::RoomError& error);

}  // namespace live::api
