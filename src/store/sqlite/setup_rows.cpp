// What a room starts from, put together from the campaign's rows: room::Setup as JSON.
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "room/setup.hpp"
#include "schema/json.hpp"
#include "store/sqlite/archive_rows.hpp"
#include "store/sqlite/campaign_rows.hpp"

namespace live::store::sqlite {
namespace {

using room::StoreError;

/// What of an outcome a character takes into the next fight. Conditions stay behind: they end with the fight that gave
/// them, or are the DM's to set.
constexpr std::array<std::string_view, 7> lasting = {"hp",    "tempHp",    "dead",     "exhaustion",
                                                     "slots", "resources", "inventory"};

class ObjectWriter {
 public:
  void add(std::string_view name, std::string_view json) {
    json_ += json_.size() > 1 ? "," : "";
    schema::encode_string(name, json_);
    json_ += ':';
    json_ += json;
  }
  [[nodiscard]] std::string finish() { return std::move(json_) + "}"; }

 private:
  std::string json_ = "{";
};

/// The sheet with what the last fight left of its owner laid over it, member by member (R1.5, R8.5).
room::Stored<std::string> merged(const access::CreatureRow& creature) {
  if (!creature.progress) return creature.document;
  schema::Parser sheet_parser;
  schema::Parser progress_parser;
  const auto sheet = sheet_parser.parse(creature.document);
  const auto progress = progress_parser.parse(*creature.progress);
  if (!sheet || !progress || !sheet->is_object() || !progress->is_object()) {
    return std::unexpected(StoreError{StoreError::Kind::corrupt, "the document of " + creature.id + " is no object"});
  }
  ObjectWriter merged;
  for (const auto& [name, value] : sheet->members()) {
    const bool replaced = std::ranges::find(lasting, name) != lasting.end() && !progress->find(name).is_absent();
    if (!replaced) merged.add(name, value.raw());
  }
  const bool dead = progress->find("dead").as_bool().value_or(false);
  for (const std::string_view name : lasting) {
    const schema::Value value = progress->find(name);
    if (value.is_absent()) continue;
    // Who was stable at 0 HP wakes with 1 HP some hours later (rules §12); between fights they have passed.
    const bool wakes = name == "hp" && !dead && value.as_integer().value_or(1) <= 0;
    merged.add(name, wakes ? "1" : value.raw());
  }
  return merged.finish();
}

room::Stored<room::SetupCreature> placed(const access::CreatureRow& creature, const access::PlacementRow& placement) {
  room::SetupCreature result;
  result.entity_id = placement.entity_id;
  result.name = placement.name.empty() ? creature.name : placement.name;
  result.entity_type = creature.entity_type;
  result.user_id = creature.user_id;
  result.creature_id = creature.id;
  result.description = creature.description;
  result.position = placement.position;
  result.secret = placement.secret;
  // A monster's document is either a stat block of its own or the quoted id of one in the rules content.
  if (creature.document.starts_with('"')) {
    auto id = schema::decode<std::string>(creature.document);
    if (!id) return std::unexpected(StoreError{StoreError::Kind::corrupt, creature.id + " has no stat block"});
    result.stat_block = std::move(*id);
    return result;
  }
  auto document = merged(creature);
  if (!document) return std::unexpected(document.error());
  result.participant = schema::Raw{std::move(*document)};
  return result;
}

}  // namespace

room::Stored<std::string> load_setup(Connection& connection, const std::string& interaction_id) {
  const auto row = interaction(connection, interaction_id);
  if (!row) return std::unexpected(row.error());
  room::Setup setup;
  setup.interaction_id = row->id;
  setup.name = row->name;
  setup.settings.turn_time_limit = row->settings.turn_time_limit;
  setup.settings.ruleset = row->settings.ruleset;
  setup.settings.five_ten_five = row->settings.five_ten_five;
  setup.settings.chat_enabled = row->settings.chat_enabled;
  setup.settings.allow_private_chat = row->settings.allow_private_chat;
  for (access::MemberRow& member : members(connection, row->campaign_id)) {
    setup.members.push_back({std::move(member.user_id), std::move(member.name), member.role});
  }
  for (access::MapRow& map : maps(connection, row->campaign_id)) {
    if (map.id == row->map_id) setup.map = {map.id, std::move(map.name), std::move(map.rows), std::move(map.light)};
  }
  std::map<std::string, access::CreatureRow> creatures;
  for (access::CreatureRow& creature : characters(connection, row->campaign_id)) {
    creatures.emplace(creature.id, std::move(creature));
  }
  for (access::CreatureRow& creature : monsters(connection, row->campaign_id)) {
    creatures.emplace(creature.id, std::move(creature));
  }
  for (const access::PlacementRow& placement : row->placements) {
    const auto creature = creatures.find(placement.creature_id);
    if (creature == creatures.end()) {
      return std::unexpected(StoreError{StoreError::Kind::corrupt,
                                        "the placed creature " + placement.creature_id + " is not in the campaign"});
    }
    auto added = placed(creature->second, placement);
    if (!added) return std::unexpected(added.error());
    setup.creatures.push_back(std::move(*added));
  }
  return schema::to_json(setup);
}

}  // namespace live::store::sqlite
