#pragma once
// Who may know of which creature. A player does not know of a creature that the DM keeps secret, nor of one that has
// hidden itself from the whole party: knowing its cell would undo the hiding (docs/decisions/0003). The party shares
// what it sees, so this is one answer for all players and spectators. When in doubt, the answer is no.
#include <string>
#include <string_view>
#include <vector>

#include "engine/state/state.hpp"
#include "room/audience/view_types.hpp"
#include "room/room_types.hpp"
#include "room/state.hpp"

namespace live::room {

/// By slot: true where players must not know that the creature is there.
[[nodiscard]] std::vector<bool> concealed_from_players(const engine::State& game);
[[nodiscard]] bool concealed_from_players(const engine::State& game, engine::Slot slot);

/// The game as far as the players know it: what is concealed counts as gone.
[[nodiscard]] engine::State without_concealed(const engine::State& game);

/// Viewers with one key see the same: "dm" for all DMs, "u:<user id>" for a player, "spectator" for the rest.
[[nodiscard]] std::string viewer_key(ViewerRole role, std::string_view user_id);
[[nodiscard]] inline bool is_player_key(std::string_view key) { return key.starts_with("u:"); }
[[nodiscard]] inline std::string_view user_of_key(std::string_view key) { return key.substr(2); }

/// The viewer that a member is: name, role and entities.
[[nodiscard]] Viewer viewer_of(const RoomState& state, const RoomMember& member);

/// May the viewer read the message?
[[nodiscard]] bool may_read(const RoomState& state, const ChatMessage& message, std::string_view key);

}  // namespace live::room
