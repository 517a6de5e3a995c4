#pragma once
// The rooms of one shard: found, begun, woken and let go of by interaction id. Own executor only.
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "room/room.hpp"

namespace live::room {

class RoomManager {
 public:
  /// On the shard's executor, after every change of a room's status line.
  using StatusChanged = std::function<void(const RoomStatus&)>;

  RoomManager(RoomWorld world, RoomOptions options, StatusChanged status_changed);
  ~RoomManager();
  RoomManager(const RoomManager&) = delete;
  RoomManager& operator=(const RoomManager&) = delete;

  /// The room, woken from the journal when it is not in memory. Never null: a room without a log answers everything but
  /// setLive with not_found and goes away again.
  [[nodiscard]] std::shared_ptr<Room> room(const std::string& interaction_id);
  /// Only if it is in memory.
  [[nodiscard]] std::shared_ptr<Room> find(const std::string& interaction_id) const;
  /// The loaded rooms in which the user plays the entity, for `takeTurn` without an interaction id. The DM of a room
  /// plays every entity in it.
  [[nodiscard]] std::vector<std::string> rooms_of_entity(std::string_view entity_id, std::string_view user_id) const;

  [[nodiscard]] std::vector<RoomStatus> statuses() const;
  [[nodiscard]] std::size_t size() const { return rooms_.size(); }
  /// Snapshots all rooms; calls back when all is stored.
  void flush(std::function<void()> then);

 private:
  void forget(const std::string& interaction_id, const Room* room);

  RoomWorld world_;
  RoomOptions options_;
  StatusChanged status_changed_;
  std::map<std::string, std::shared_ptr<Room>> rooms_;
};

}  // namespace live::room
