#include "room/state.hpp"

#include <algorithm>

namespace live::room {

const MemberState* RoomState::member(std::string_view user_id) const {
  const auto found =
      std::ranges::find(members, user_id, [](const MemberState& m) -> const std::string& { return m.member.user_id; });
  return found == members.end() ? nullptr : &*found;
}

bool RoomState::online(std::string_view user_id) const {
  const MemberState* found = member(user_id);
  return found != nullptr && found->online;
}

bool RoomState::dm_online() const {
  return std::ranges::any_of(members, [](const MemberState& m) { return m.online && m.member.role == ViewerRole::dm; });
}

const AnsweredRequest* RoomState::answered(std::string_view user_id, std::string_view request_id) const {
  if (request_id.empty()) return nullptr;
  // The newest first: repeats come soon after the first.
  for (auto entry = requests.rbegin(); entry != requests.rend(); ++entry) {
    if (entry->request.request_id == request_id && entry->request.user_id == user_id) return &*entry;
  }
  return nullptr;
}

engine::Slot RoomState::slot_of(std::string_view entity_id) const {
  for (std::size_t i = 0; i < game.participants.size(); ++i) {
    if (game.participants[i].id == entity_id && !game.participants[i].removed) return engine::slot_at(i);
  }
  return engine::Slot::none;
}

}  // namespace live::room
