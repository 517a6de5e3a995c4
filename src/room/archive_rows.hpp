#pragma once
// What a commit leaves in the campaign's archive, in the shapes of the seed's tables. A function of the commit and the
// state after it, so that a replay makes the same rows.
#include "room/fold.hpp"
#include "room/ports.hpp"
#include "room/state.hpp"

namespace live::room {

[[nodiscard]] ArchiveBatch archive_batch(const RoomState& state, const Commit& commit, const Changes& changes);

/// What a fight leaves of a character; JSON in OutcomeRow::payload.
struct CharacterOutcome {
  std::int32_t hp = 0;
  std::int32_t hp_max = 0;
  std::int32_t temp_hp = 0;
  bool dead = false;
  std::int32_t exhaustion = 0;
  std::vector<std::string> conditions;
  std::vector<engine::SpellSlots> slots;
  std::vector<engine::Resource> resources;
  std::vector<engine::InventoryItem> inventory;
};
BOOST_DESCRIBE_STRUCT(CharacterOutcome, (),
                      (hp, hp_max, temp_hp, dead, exhaustion, conditions, slots, resources, inventory))

}  // namespace live::room
