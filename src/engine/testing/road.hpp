#pragma once
// For tests and benchmarks: the fight of the demo campaign, read from the files that ship.
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/engine.hpp"
#include "schema/json.hpp"

namespace live::engine::testing {

struct RoadCharacter {
  std::string id;
  std::string user_id;
  Participant document;
};
BOOST_DESCRIBE_STRUCT(RoadCharacter, (), (id, user_id, document))

struct RoadMonster {
  std::string id;
  std::string stat_block;
};
BOOST_DESCRIBE_STRUCT(RoadMonster, (), (id, stat_block))

struct RoadMap {
  grid::GridMap::Rows rows;
};
BOOST_DESCRIBE_STRUCT(RoadMap, (), (rows))

struct RoadPlacement {
  std::string entity_id;
  std::string creature_id;
  std::string name;
  grid::Cell position;
  bool secret = false;
};
BOOST_DESCRIBE_STRUCT(RoadPlacement, (), (entity_id, creature_id, name, position, secret))

struct RoadInteraction {
  std::vector<RoadPlacement> placements;
};
BOOST_DESCRIBE_STRUCT(RoadInteraction, (), (placements))

struct Road {
  std::vector<RoadCharacter> characters;
  std::vector<RoadMonster> monsters;
  std::vector<RoadMap> maps;
  std::vector<RoadInteraction> interactions;
};
BOOST_DESCRIBE_STRUCT(Road, (), (characters, monsters, maps, interactions))

inline std::string text_of(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

inline Road load_road(const std::string& source_dir) {
  auto road = schema::decode<Road>(text_of(source_dir + "/content/demo/goblin-road.json"));
  if (!road) throw std::runtime_error(schema::to_text(road.error()));
  return std::move(*road);
}

/// The demo's heroes and foes in their places.
inline std::vector<Participant> road_participants(const Road& road, const Content& content, Ruleset ruleset) {
  std::vector<Participant> all;
  for (const RoadPlacement& placement : road.interactions.at(0).placements) {
    Participant who;
    for (const RoadCharacter& character : road.characters) {
      if (character.id != placement.creature_id) continue;
      who = character.document;
      who.kind = Kind::player_character;
      who.side = "heroes";
      who.user_id = character.user_id;
    }
    for (const RoadMonster& monster : road.monsters) {
      if (monster.id != placement.creature_id) continue;
      who = participant_from(*content.monster(monster.stat_block, ruleset));
      who.side = "foes";
    }
    who.id = placement.entity_id;
    who.name = placement.name;
    who.pos = placement.position;
    who.secret = placement.secret;
    all.push_back(std::move(who));
  }
  return all;
}

inline grid::GridMap road_map(const Road& road) {
  grid::GridMap map;
  map.rows = road.maps.at(0).rows;
  return map;
}

}  // namespace live::engine::testing
