#include "room/room_manager.hpp"

#include <algorithm>

#include "room/audience/visibility.hpp"

namespace live::room {

RoomManager::RoomManager(RoomWorld world, RoomOptions options, StatusChanged status_changed)
    : world_(std::move(world)), options_(options), status_changed_(std::move(status_changed)) {}

RoomManager::~RoomManager() = default;

std::shared_ptr<Room> RoomManager::room(const std::string& interaction_id) {
  const auto known = rooms_.find(interaction_id);
  if (known != rooms_.end() && known->second->phase() != Room::Phase::stopped) return known->second;
  Room::Hooks hooks;
  hooks.status_changed = status_changed_;
  // The slot is filled before loading begins; the hook must not let go of a later room of the same id.
  auto self = std::make_shared<const Room*>(nullptr);
  hooks.finished = [this, interaction_id, self] { forget(interaction_id, *self); };
  std::shared_ptr<Room> made = Room::create(interaction_id, world_, options_, std::move(hooks));
  *self = made.get();
  rooms_.insert_or_assign(interaction_id, made);
  return made;
}

void RoomManager::forget(const std::string& interaction_id, const Room* room) {
  const auto known = rooms_.find(interaction_id);
  if (known != rooms_.end() && known->second.get() == room) rooms_.erase(known);
}

std::shared_ptr<Room> RoomManager::find(const std::string& interaction_id) const {
  const auto known = rooms_.find(interaction_id);
  return known == rooms_.end() ? nullptr : known->second;
}

std::vector<std::string> RoomManager::rooms_of_entity(std::string_view entity_id, std::string_view user_id) const {
  std::vector<std::string> found;
  for (const auto& [id, room] : rooms_) {
    if (room->phase() != Room::Phase::running) continue;
    const RoomState& state = room->state();
    const MemberState* member = state.member(user_id);
    const engine::Slot slot = state.slot_of(entity_id);
    if (member == nullptr || slot == engine::Slot::none || state.game.status == engine::Status::completed) continue;
    const bool plays = member->member.role == ViewerRole::dm || state.game.at(slot).user_id == user_id;
    if (plays) found.push_back(id);
  }
  return found;
}

std::vector<RoomStatus> RoomManager::statuses() const {
  std::vector<RoomStatus> lines;
  for (const auto& [id, room] : rooms_) {
    if (room->phase() == Room::Phase::running) lines.push_back(room->status());
  }
  return lines;
}

void RoomManager::flush(std::function<void()> then) {
  // Held once by every room and once by this call: the last one to let go calls back.
  const std::shared_ptr<void> all(nullptr, [then = std::move(then)](void*) { then(); });
  for (const auto& [id, room] : rooms_) room->flush([all] {});
}

}  // namespace live::room
