#include "room/audience/visibility.hpp"

#include <algorithm>

namespace live::room {

namespace {

/// The eyes of the party: the players' creatures that still live.
bool watches(const engine::Participant& who) { return !who.user_id.empty() && !who.removed && !who.dead; }

bool hidden_from_all(const engine::State& game, const engine::Participant& who) {
  bool anyone = false;
  for (std::size_t i = 0; i < game.participants.size(); ++i) {
    if (!watches(game.participants[i])) continue;
    anyone = true;
    if (std::ranges::find(who.hidden.from, engine::slot_at(i)) == who.hidden.from.end()) return false;
  }
  return anyone;
}

bool has_role(const RoomState& state, std::string_view user_id, ViewerRole role) {
  const MemberState* member = state.member(user_id);
  return member != nullptr && member->member.role == role;
}

}  // namespace

bool concealed_from_players(const engine::State& game, engine::Slot slot) {
  if (engine::index_of(slot) >= game.participants.size()) return true;
  const engine::Participant& who = game.at(slot);
  if (!who.user_id.empty()) return false;
  if (who.secret) return true;
  return !who.hidden.from.empty() && hidden_from_all(game, who);
}

std::vector<bool> concealed_from_players(const engine::State& game) {
  std::vector<bool> concealed(game.participants.size());
  for (std::size_t i = 0; i < concealed.size(); ++i) {
    concealed[i] = concealed_from_players(game, engine::slot_at(i));
  }
  return concealed;
}

engine::State without_concealed(const engine::State& game) {
  engine::State known = game;
  for (std::size_t i = 0; i < known.participants.size(); ++i) {
    if (concealed_from_players(game, engine::slot_at(i))) known.participants[i].removed = true;
  }
  return known;
}

std::string viewer_key(ViewerRole role, std::string_view user_id) {
  switch (role) {
    case ViewerRole::dm:
      return "dm";
    case ViewerRole::player:
      return "u:" + std::string(user_id);
    case ViewerRole::spectator:
      return "spectator";
  }
  return "spectator";
}

Viewer viewer_of(const RoomState& state, const RoomMember& member) {
  Viewer viewer{.user_id = member.user_id, .name = member.name, .role = member.role, .entity_ids = {}};
  if (member.role != ViewerRole::player) return viewer;
  for (const engine::Participant& who : state.game.participants) {
    if (who.user_id == member.user_id) viewer.entity_ids.push_back(who.id);
  }
  return viewer;
}

bool may_read(const RoomState& state, const ChatMessage& message, std::string_view key) {
  if (message.type == ChatType::party || message.type == ChatType::system) return true;
  const auto concerns = [&](std::string_view user_id) {
    return key == "dm" ? has_role(state, user_id, ViewerRole::dm) : is_player_key(key) && user_of_key(key) == user_id;
  };
  if (concerns(message.user_id)) return true;
  if (message.type == ChatType::dm) return key == "dm";
  return message.recipients && std::ranges::any_of(*message.recipients, concerns);
}

}  // namespace live::room
