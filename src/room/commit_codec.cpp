#include "room/commit_codec.hpp"

#include "base/hash.hpp"
#include "engine/engine.hpp"
#include "schema/json.hpp"

namespace live::room {

namespace {

struct Snapshot {
  std::int32_t version = 1;
  RoomState state;
};
BOOST_DESCRIBE_STRUCT(Snapshot, (), (version, state))

/// Logs are written by us alone: an unknown member means another version wrote it, and guessing would corrupt.
constexpr schema::DecodeOptions strict{.unknown_members_allowed = false};

void add_story(const Story& story, base::Hash64& hash) {
  hash.add(static_cast<std::uint64_t>(story.log_total));
  if (!story.log.empty()) hash.add(story.log.back().text);
  hash.add(static_cast<std::uint64_t>(story.turn_count));
  hash.add(static_cast<std::uint64_t>(static_cast<std::int64_t>(story.turn.slot)));
  hash.add(static_cast<std::uint64_t>(story.turn.deadline_ms));
  for (const TurnStatus status : story.statuses) hash.add(static_cast<std::uint64_t>(status));
}

}  // namespace

std::string encode_commit(const Commit& commit) { return schema::to_json(commit); }

std::expected<Commit, schema::Issues> decode_commit(std::string_view payload) {
  auto commit = schema::decode<Commit>(payload, strict);
  if (commit && commit->version != Commit::current_version) {
    return std::unexpected(schema::Issues{{.path = "version", .message = "written by another version of the server"}});
  }
  return commit;
}

std::string encode_snapshot(const RoomState& state) {
  std::string out = R"({"version":1,"state":)";
  schema::encode(state, out);
  out += '}';
  return out;
}

std::expected<RoomState, schema::Issues> decode_snapshot(std::string_view payload) {
  auto snapshot = schema::decode<Snapshot>(payload, strict);
  if (!snapshot) return std::unexpected(snapshot.error());
  if (snapshot->version != 1) {
    return std::unexpected(schema::Issues{{.path = "version", .message = "written by another version of the server"}});
  }
  return std::move(snapshot->state);
}

std::string room_hash(const RoomState& state) {
  base::Hash64 hash;
  hash.add(engine::state_hash(state.game));
  hash.add(static_cast<std::uint64_t>(state.seq));
  hash.add(state.epoch);
  hash.add(state.pause_reason);
  hash.add(static_cast<std::uint64_t>(state.chat_total));
  if (!state.chat.empty()) hash.add(state.chat.back().content);
  for (const MemberState& member : state.members) {
    hash.add(member.member.user_id);
    hash.add(member.online ? 1 : 0);
  }
  add_story(state.dm, hash);
  add_story(state.players, hash);
  for (const auto& [key, count] : state.viewers) {
    hash.add(key);
    hash.add(static_cast<std::uint64_t>(count.seq));
  }
  return hex16(hash.digest());
}

std::string hex16(std::uint64_t number) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string out(16, '0');
  for (std::size_t i = 16; i-- > 0; number >>= 4) out[i] = digits[number & 15];
  return out;
}

}  // namespace live::room
