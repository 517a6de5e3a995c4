#pragma once
// For tests only: content from the files that ship, creatures in a line, and commands without ceremony.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "engine/engine.hpp"
#include "engine/testing/road.hpp"
#include "schema/json.hpp"

namespace live::engine::testing {

inline const Content& srd() {
  static const Content content = [] {
    Content all;
    for (const char* name : {"weapons", "armor", "items", "spells", "monsters"}) {
      const std::string path = std::string(LIVE_SOURCE_DIR) + "/content/srd/" + name + ".json";
      auto part = schema::decode<Content>(text_of(path), {.unknown_members_allowed = false});
      if (!part) throw std::runtime_error(path + ": " + schema::to_text(part.error()));
      all.add(std::move(*part));
    }
    all.sort();
    return all;
  }();
  return content;
}

inline Participant hero(std::string id, int x, int y) {
  Participant who;
  who.id = id;
  who.name = std::move(id);
  who.kind = Kind::player_character;
  who.side = "heroes";
  who.user_id = who.id;
  who.hp = 20;
  who.hp_max = 20;
  who.uses_death_saves = true;
  who.sheet.armor_class = 10;
  who.sheet.proficiencies = {"simple", "martial", "light", "medium", "heavy", "shield"};
  who.pos = {.x = static_cast<std::int16_t>(x), .y = static_cast<std::int16_t>(y)};
  return who;
}

inline Participant foe(std::string id, int x, int y) {
  Participant who = hero(std::move(id), x, y);
  who.kind = Kind::monster;
  who.side = "foes";
  who.user_id.clear();
  who.uses_death_saves = false;
  return who;
}

inline Participant stat_block(const char* block, std::string id, int x, int y, Ruleset ruleset = Ruleset::srd2014) {
  const MonsterDef* def = srd().monster(block, ruleset);
  if (def == nullptr) throw std::runtime_error(block);
  Participant who = participant_from(*def);
  who.id = std::move(id);
  who.name = who.id;
  who.side = "foes";
  who.pos = {.x = static_cast<std::int16_t>(x), .y = static_cast<std::int16_t>(y)};
  return who;
}

inline Participant& give(Participant& who, const char* item, Place place = Place::main_hand, int quantity = 1) {
  InventoryItem carried;
  carried.item = item;
  carried.id = std::string(item) + (who.inventory.empty() ? "" : "-" + std::to_string(who.inventory.size()));
  carried.name = item;
  carried.quantity = quantity;
  carried.place = place;
  who.inventory.push_back(std::move(carried));
  return who;
}

/// One encounter driven by hand: the first participant acts first unless told otherwise.
struct Table {
  State state;
  Options options;
  ScriptedDice dice{{}};
  std::int64_t now_ms = 1'000'000;

  explicit Table(std::vector<Participant> participants, Ruleset ruleset = Ruleset::srd2014, int width = 20,
                 int height = 20)
      : Table(std::move(participants), grid::GridMap::plain(width, height), ruleset) {}

  Table(std::vector<Participant> participants, grid::GridMap map, Ruleset ruleset = Ruleset::srd2014) {
    options.ruleset = ruleset;
    state.options = options;
    state.map = std::move(map);
    state.participants = std::move(participants);
    state.status = Status::active;
    state.round = 1;
    state.turn_number = 1;
    state.current_turn_index = 0;
    state.turn_deadline_ms = now_ms + 90'000;
    int total = 30;
    for (std::size_t i = 0; i < state.participants.size(); ++i) {
      state.initiative.push_back({.slot = slot_at(i), .total = total});
      state.participants[i].initiative = total--;
      state.participants[i].in_initiative = true;
    }
    state.participants[0].turn_status = TurnStatus::active;
  }

  Slot slot(std::string_view id) const {
    for (std::size_t i = 0; i < state.participants.size(); ++i) {
      if (state.participants[i].id == id) return slot_at(i);
    }
    ADD_FAILURE() << "no participant " << id;
    return Slot::none;
  }
  Participant& at(std::string_view id) { return state.at(slot(id)); }
  void turn_of(std::string_view id) {
    for (std::size_t i = 0; i < state.initiative.size(); ++i) {
      if (state.initiative[i].slot == slot(id)) state.current_turn_index = static_cast<int>(i);
    }
  }

  std::expected<Events, Refusal> send(Command command, std::vector<Die> script = {}) {
    const State before = state;
    ScriptedDice first(script);
    ScriptedDice second(std::move(script));
    command.now_ms = now_ms;
    const Rules rules{srd()};
    auto decided = decide(rules, state, command, first);
    EXPECT_EQ(state, before) << "decide() must not touch the state";
    auto done = advance(rules, state, command, second);
    EXPECT_EQ(decided.has_value(), done.has_value());
    if (done) {
      EXPECT_TRUE(second.spent_exactly()) << "dice used " << second.used() << ", fault "
                                          << static_cast<int>(second.fault()) << " asked d" << second.fault_sides();
      State folded = before;
      for (const Event& event : *done) evolve(folded, event);
      EXPECT_EQ(folded, state) << "the fold of the events must be the state";
      EXPECT_EQ(state_hash(folded), state_hash(state));
    } else {
      EXPECT_EQ(state, before) << "a refused command must change nothing";
      EXPECT_EQ(second.used(), 0U);
    }
    return done;
  }

  std::expected<Events, Refusal> act(std::string_view who, Action action, std::vector<Die> script = {}) {
    return send({.body = Act{.action = std::move(action)}, .actor = slot(who)}, std::move(script));
  }
  /// The refusal's code, or "ok".
  std::string code(std::string_view who, Action action) {
    const auto done = act(who, std::move(action));
    return done ? "ok" : done.error().code;
  }
  std::expected<Events, Refusal> dm(CommandBody body, std::vector<Die> script = {}) {
    return send({.body = std::move(body), .by_dm = true, .author = "dm"}, std::move(script));
  }
  std::expected<Events, Refusal> respond(std::string_view who, std::string reaction, std::vector<Die> script = {},
                                         std::string choice = {}) {
    const WindowFrame* window = state.window();
    EXPECT_NE(window, nullptr) << "no window is open";
    const std::uint32_t id = window == nullptr ? 0 : window->id;
    return send({.body = Respond{.window = id, .reaction = std::move(reaction), .choice = std::move(choice)},
                 .actor = slot(who)},
                std::move(script));
  }
};

template <class T>
const T* find(const std::expected<Events, Refusal>& events) {
  if (!events) {
    ADD_FAILURE() << events.error().code << ": " << events.error().sentence;
    return nullptr;
  }
  for (const Event& event : *events) {
    if (const T* found = std::get_if<T>(&event)) return found;
  }
  return nullptr;
}

template <class T>
std::vector<T> all(const std::expected<Events, Refusal>& events) {
  std::vector<T> found;
  if (!events) {
    ADD_FAILURE() << events.error().code << ": " << events.error().sentence;
    return found;
  }
  for (const Event& event : *events) {
    if (const T* one = std::get_if<T>(&event)) found.push_back(*one);
  }
  return found;
}

inline grid::Cell cell(int x, int y) { return {.x = static_cast<std::int16_t>(x), .y = static_cast<std::int16_t>(y)}; }
inline Die d(int sides, int value) {
  return {.sides = static_cast<std::int16_t>(sides), .value = static_cast<std::int16_t>(value)};
}

}  // namespace live::engine::testing
