#pragma once
// The seed's TurnAction, in the words of the wire, turned into the engine's action. What is malformed or names what the
// caller cannot know of is refused here with its path; whether it is legal is the engine's to say.
#include "engine/action.hpp"
#include "room/command.hpp"
#include "room/room_types.hpp"
#include "room/state.hpp"

namespace live::room {

/// `sees_all`: the caller is a DM; others cannot aim at what they must not know of.
[[nodiscard]] Result<engine::Action> to_engine_action(const RoomState& state, const TakeTurn& turn, engine::Slot actor,
                                                      bool sees_all);
/// The action as the turn's record shows it.
[[nodiscard]] TurnActionRecord to_record(const TakeTurn& turn);

[[nodiscard]] RoomError invalid_input(std::string path, std::string message);

}  // namespace live::room
