#include "room/setup.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "schema/json.hpp"

namespace live::room {

namespace {

/// Collects what is wrong with a setup, each with its path.
class Complaints {
 public:
  void add(std::string path, std::string message) {
    if (issues_.size() < 16) issues_.push_back({.path = std::move(path), .message = std::move(message)});
  }
  [[nodiscard]] bool any() const { return !issues_.empty(); }
  [[nodiscard]] schema::Issues take() { return std::move(issues_); }

 private:
  schema::Issues issues_;
};

engine::Options options_of(const SetupSettings& settings, Complaints& complaints) {
  engine::Options options;
  if (settings.ruleset == "2024") {
    options.ruleset = engine::Ruleset::srd2024;
  } else if (settings.ruleset != "2014") {
    complaints.add("settings.ruleset", "expected 2014 or 2024, got " + settings.ruleset);
  }
  if (settings.turn_time_limit < 10 || settings.turn_time_limit > 3600) {
    complaints.add("settings.turnTimeLimit", "expected 10 to 3600 seconds");
  }
  if (settings.reaction_time_limit < 5 || settings.reaction_time_limit > 300) {
    complaints.add("settings.reactionTimeLimit", "expected 5 to 300 seconds");
  }
  options.turn_time_limit_s = settings.turn_time_limit;
  options.reaction_time_limit_s = settings.reaction_time_limit;
  options.diagonal =
      settings.five_ten_five ? engine::grid::DiagonalRule::five_ten_five : engine::grid::DiagonalRule::five_five_five;
  return options;
}

std::string fault_text(engine::grid::MapFault fault) {
  using engine::grid::MapFault;
  switch (fault) {
    case MapFault::too_large:
      return "the map is larger than 256 by 256 cells";
    case MapFault::ragged:
      return "all rows must be equally long";
    case MapFault::unknown_letter:
      return "a character that is not in the legend";
    default:
      return "the map's light is not in order";
  }
}

engine::grid::GridMap map_of(const SetupMap& map, Complaints& complaints) {
  engine::grid::GridMap grid;
  if (map.rows.empty()) complaints.add("map.rows", "the map has no rows");
  for (std::size_t i = 0; i < map.rows.size(); ++i) grid.rows.emplace_back(map.rows[i]);
  if (const auto light = schema::enum_from<engine::grid::Light>(map.light)) {
    grid.ambient = *light;
  } else {
    complaints.add("map.light", "expected bright, dim or dark, got " + map.light);
  }
  if (const auto problem = grid.problem()) {
    complaints.add("map.rows[" + std::to_string(problem->at.y) + "]", fault_text(problem->fault));
  }
  return grid;
}

/// A creature's own document over the defaults; its problems are named below `path`.
std::optional<engine::Participant> from_document(const schema::Raw& document, const std::string& path,
                                                 Complaints& complaints) {
  auto decoded = schema::decode<engine::Participant>(document.json);
  if (decoded) return std::move(*decoded);
  for (const schema::Issue& issue : decoded.error()) {
    complaints.add(issue.path.empty() ? path : path + "." + issue.path, issue.message);
  }
  return std::nullopt;
}

std::optional<engine::Participant> body_of(const SetupCreature& creature, const engine::Content& content,
                                           engine::Ruleset ruleset, const std::string& path, Complaints& complaints) {
  if (creature.participant) return from_document(*creature.participant, path + ".participant", complaints);
  if (!creature.stat_block) {
    complaints.add(path, "needs a statBlock or a participant");
    return std::nullopt;
  }
  const engine::MonsterDef* monster = content.monster(*creature.stat_block, ruleset);
  if (monster == nullptr) {
    complaints.add(path + ".statBlock", "there is no stat block called " + *creature.stat_block);
    return std::nullopt;
  }
  engine::Participant made = engine::participant_from(*monster);
  made.group = monster->id;
  return made;
}

std::string capital(std::string_view word) {
  std::string text(word);
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::string description_of(const engine::Participant& who) {
  if (who.sheet.classes.empty()) {
    return capital(schema::enum_name(who.sheet.size)) + " " + std::string(schema::enum_name(who.sheet.creature_type));
  }
  return "Level " + std::to_string(who.sheet.level) + " " + who.sheet.classes.front().id;
}

engine::Kind kind_of(EntityType type) {
  switch (type) {
    case EntityType::player_character:
      return engine::Kind::player_character;
    case EntityType::npc:
      return engine::Kind::npc;
    case EntityType::monster:
      return engine::Kind::monster;
  }
  return engine::Kind::monster;
}

void place(engine::Participant& who, const SetupCreature& creature, const engine::grid::GridMap& map,
           const std::string& path, Complaints& complaints) {
  const auto side = engine::grid::footprint_cells(static_cast<engine::grid::Size>(who.sheet.size));
  const Position at = creature.position;
  if (at.x < 0 || at.y < 0 || at.x + side > map.width() || at.y + side > map.height()) {
    complaints.add(path + ".position", "is outside the map");
    return;
  }
  who.pos = {.x = static_cast<std::int16_t>(at.x), .y = static_cast<std::int16_t>(at.y)};
}

void name_creature(engine::Participant& who, const SetupCreature& creature) {
  who.id = creature.entity_id;
  if (!creature.name.empty()) who.name = creature.name;
  who.kind = kind_of(creature.entity_type);
  who.side = !creature.side.empty()                                 ? creature.side
             : creature.entity_type == EntityType::player_character ? "party"
                                                                    : "foes";
  who.user_id = creature.user_id.value_or("");
  who.secret = creature.secret;
}

void check_creature(const Setup& setup, const SetupCreature& creature, const std::string& path,
                    Complaints& complaints) {
  if (creature.entity_id.empty()) complaints.add(path + ".entityId", "is empty");
  if (!creature.user_id) return;
  if (creature.secret) complaints.add(path + ".secret", "a player's character cannot be a secret");
  const auto member = std::ranges::find(setup.members, *creature.user_id, &RoomMember::user_id);
  if (member == setup.members.end()) complaints.add(path + ".userId", "is no member: " + *creature.user_id);
}

void check_members(const Setup& setup, Complaints& complaints) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < setup.members.size(); ++i) {
    const std::string path = "members[" + std::to_string(i) + "].userId";
    if (setup.members[i].user_id.empty()) complaints.add(path, "is empty");
    if (!seen.insert(setup.members[i].user_id).second) complaints.add(path, "is there twice");
  }
}

}  // namespace

std::expected<Setup, schema::Issues> parse_setup(std::string_view json) { return schema::decode<Setup>(json); }

std::expected<Opening, schema::Issues> open_setup(const Setup& setup, const engine::Content& content) {
  Complaints complaints;
  Opening opening;
  opening.encounter.options = options_of(setup.settings, complaints);
  opening.encounter.map = map_of(setup.map, complaints);
  check_members(setup, complaints);
  if (setup.creatures.size() > 256) complaints.add("creatures", "there are more than 256");
  std::set<std::string> seen;
  for (std::size_t i = 0; i < setup.creatures.size() && !complaints.any(); ++i) {
    const SetupCreature& creature = setup.creatures[i];
    const std::string path = "creatures[" + std::to_string(i) + "]";
    check_creature(setup, creature, path, complaints);
    if (!seen.insert(creature.entity_id).second) complaints.add(path + ".entityId", "is there twice");
    auto who = body_of(creature, content, opening.encounter.options.ruleset, path, complaints);
    if (!who) break;
    name_creature(*who, creature);
    place(*who, creature, opening.encounter.map, path, complaints);
    std::string description = creature.description.empty() ? description_of(*who) : creature.description;
    opening.entities.push_back({.creature_id = creature.creature_id, .description = std::move(description)});
    opening.encounter.participants.push_back(std::move(*who));
  }
  if (complaints.any()) return std::unexpected(complaints.take());
  return opening;
}

}  // namespace live::room
