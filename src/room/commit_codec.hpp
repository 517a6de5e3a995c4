#pragma once
// Commits and snapshots as the JSON that the journal and the archive keep, and the state hash that ties them together.
#include <expected>
#include <string>
#include <string_view>

#include "room/commit.hpp"
#include "room/state.hpp"
#include "schema/value.hpp"

namespace live::room {

[[nodiscard]] std::string encode_commit(const Commit& commit);
[[nodiscard]] std::expected<Commit, schema::Issues> decode_commit(std::string_view payload);

[[nodiscard]] std::string encode_snapshot(const RoomState& state);
[[nodiscard]] std::expected<RoomState, schema::Issues> decode_snapshot(std::string_view payload);

/// 16 hex digits over the game and everything of the room that viewers or answers depend on.
[[nodiscard]] std::string room_hash(const RoomState& state);

/// 16 hex digits of a number.
[[nodiscard]] std::string hex16(std::uint64_t number);

}  // namespace live::room
