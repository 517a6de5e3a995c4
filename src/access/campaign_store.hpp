#pragma once
// The rows of the embedded campaign, as the router `campaign` needs them: a port, made real by store/memory and
// store/sqlite. Who may ask is not decided here. Callbacks arrive on any thread, exactly once. Lists are ordered by
// name, then id.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/campaign_seed_types.hpp"
#include "base/clock.hpp"
#include "room/ports.hpp"

namespace live::access {

struct UserRow {
  std::string id;
  std::string name;
};

struct CampaignRow {
  std::string id;
  std::string name;
  std::string description;
};

struct MembershipRow {
  CampaignRow campaign;
  room::ViewerRole role = room::ViewerRole::player;  ///< of the user asked for
};

struct MemberRow {
  std::string user_id;
  std::string name;
  room::ViewerRole role = room::ViewerRole::player;
};

/// A character, NPC or monster that can be placed in an interaction.
struct CreatureRow {
  std::string id;
  std::string campaign_id;
  std::string name;
  std::string description;
  room::EntityType entity_type = room::EntityType::monster;
  std::optional<std::string> user_id;
  std::string document;                 ///< JSON object: the sheet or the stat block
  std::optional<std::string> progress;  ///< JSON object: what the last finished interactions left of it (R8.6)
};

struct MapRow {
  std::string id;
  std::string campaign_id;
  std::string name;
  std::vector<std::string> rows;
  std::string light;
};

struct InteractionRow {
  std::string id;
  std::string campaign_id;
  std::string name;
  std::string description;
  std::string map_id;
  std::vector<PlacementRow> placements;
  SettingsRow settings;
  std::string live_status = "idle";  ///< idle, live, paused, completed
  std::optional<std::string> live_room_id;
  std::vector<std::string> connected_participants;
  base::Milliseconds last_activity_ms = 0;
  std::optional<base::Milliseconds> current_turn_timeout_ms;
  std::optional<base::Milliseconds> snapshot_timestamp_ms;
};

/// `request_key` makes creation idempotent: a second one with the same key gives the interaction of the first.
struct NewInteraction {
  InteractionRow row;
  std::string created_by;
  std::optional<std::string> request_key;
};

/// Members that are absent stay as they are.
struct InteractionEdit {
  std::string id;
  std::optional<std::string> name;
  std::optional<std::string> description;
  std::optional<std::string> map_id;
  std::optional<std::vector<PlacementRow>> placements;
  std::optional<SettingsRow> settings;
};

struct EditedInteraction {
  bool changed = false;  ///< false: it is live or paused and stays as it was
  InteractionRow row;    ///< as it is now
};

/// An interaction that has the entity placed in it.
struct EntityHolder {
  std::string interaction_id;
  std::string campaign_id;
  std::string live_status;
};

class CampaignStore {
 public:
  template <class T>
  using Then = room::Then<T>;

  virtual ~CampaignStore() = default;

  virtual void users(Then<std::vector<UserRow>> then) = 0;
  virtual void campaigns_of(std::string user_id, Then<std::vector<MembershipRow>> then) = 0;
  virtual void members(std::string campaign_id, Then<std::vector<MemberRow>> then) = 0;
  /// Nothing when the user is no member or there is no such campaign: an outsider cannot tell the two apart.
  virtual void role(std::string user_id, std::string campaign_id, Then<std::optional<room::ViewerRole>> then) = 0;

  virtual void characters(std::string campaign_id, Then<std::vector<CreatureRow>> then) = 0;
  virtual void monsters(std::string campaign_id, Then<std::vector<CreatureRow>> then) = 0;
  virtual void maps(std::string campaign_id, Then<std::vector<MapRow>> then) = 0;

  virtual void interactions(std::string campaign_id, Then<std::vector<InteractionRow>> then) = 0;
  /// `not_found` when there is none.
  virtual void interaction(std::string interaction_id, Then<InteractionRow> then) = 0;
  /// Those with the status live or paused, of all campaigns: the rooms that a restart must wake.
  virtual void live_interactions(Then<std::vector<InteractionRow>> then) = 0;
  /// Live ones first, then paused, then the rest.
  virtual void holders_of(std::string entity_id, Then<std::vector<EntityHolder>> then) = 0;

  /// `invalid` when the map or a placed creature is not of that campaign, or an entity id occurs twice.
  virtual void create_interaction(NewInteraction interaction, Then<InteractionRow> then) = 0;
  virtual void edit_interaction(InteractionEdit edit, Then<EditedInteraction> then) = 0;

  /// Fills an empty store; true when it did, false when there were campaigns already.
  virtual void seed(CampaignSeed seed, Then<bool> then) = 0;
};

}  // namespace live::access
