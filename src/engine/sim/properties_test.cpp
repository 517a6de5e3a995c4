// Properties over seeded fights between bots: what must hold whatever happens (DESIGN §5, PRODUCT B3).
#include <algorithm>
#include <cstdlib>

#include "engine/rules/creature.hpp"
#include "engine/sim/bot.hpp"
#include "engine/testing/fixture.hpp"
#include "engine/testing/road.hpp"

namespace live::engine::testing {
namespace {

Participant fighter(int x, int y) {
  Participant who = hero("fighter", x, y);
  who.sheet.armor_class = 0;
  who.sheet.abilities = {.str = 16, .dex = 12, .con = 14};
  who.sheet.level = 3;
  who.sheet.features = {{"second-wind", 0}, {"action-surge", 0}, {"improved-critical", 0}};
  who.resources = {{.id = "second-wind", .left = 1, .max = 1}, {.id = "action-surge", .left = 1, .max = 1}};
  who.hp = who.hp_max = 28;
  give(who, "longsword", Place::main_hand);
  give(who, "shield", Place::off_hand);
  give(who, "chain-mail", Place::worn);
  give(who, "handaxe", Place::pack, 2);
  give(who, "potion-of-healing", Place::pack, 2);
  return who;
}

Participant rogue(int x, int y) {
  Participant who = hero("rogue", x, y);
  who.sheet.armor_class = 0;
  who.sheet.abilities = {.str = 10, .dex = 17, .con = 12, .wis = 12};
  who.sheet.level = 3;
  who.sheet.features = {{"sneak-attack", 2}, {"cunning-action", 0}, {"uncanny-dodge", 0}};
  who.sheet.skills = {{.skill = Skill::stealth, .training = Training::expertise}};
  who.hp = who.hp_max = 21;
  give(who, "shortsword", Place::main_hand);
  give(who, "dagger", Place::off_hand);
  give(who, "shortbow", Place::pack);
  give(who, "arrow", Place::pack, 20);
  give(who, "leather", Place::worn);
  return who;
}

Participant caster(const char* id, Ability ability, std::vector<std::string> spells, int x, int y) {
  Participant who = hero(id, x, y);
  who.sheet.armor_class = 0;
  who.sheet.abilities = {.dex = 14, .con = 14, .int_ = 16, .wis = 16};
  who.sheet.level = 3;
  who.sheet.spellcasting = {.spells = std::move(spells), .ability = ability};
  who.slots = {{.left = 4, .max = 4}, {.left = 2, .max = 2}};
  who.hp = who.hp_max = 20;
  give(who, "quarterstaff", Place::main_hand);
  return who;
}

std::vector<Participant> the_goblin_road(Ruleset ruleset) {
  std::vector<Participant> all;
  all.push_back(fighter(2, 4));
  all.push_back(rogue(2, 6));
  all.push_back(caster("cleric", Ability::wis,
                       {"sacred-flame", "spare-the-dying", "bless", "bane", "cure-wounds", "healing-word",
                        "guiding-bolt", "shield-of-faith", "hold-person", "inflict-wounds"},
                       1, 5));
  all.push_back(caster("wizard", Ability::int_,
                       {"fire-bolt", "ray-of-frost", "magic-missile", "burning-hands", "thunderwave", "shield",
                        "mage-armor", "misty-step", "scorching-ray", "shatter"},
                       0, 5));
  for (int i = 0; i < 3; ++i) {
    all.push_back(stat_block("goblin", "goblin-" + std::to_string(i), 12, 3 + i, ruleset));
    all.push_back(stat_block("hobgoblin", "hobgoblin-" + std::to_string(i), 14, 3 + i, ruleset));
  }
  all.back().secret = true;
  all.push_back(stat_block("bugbear", "boss", 15, 8, ruleset));
  return all;
}

grid::GridMap the_map() {
  grid::GridMap map = grid::GridMap::plain(24, 18);
  for (int y = 0; y < 8; ++y) map.set(cell(8, y), y == 4 ? grid::terrain::open_door : grid::terrain::wall);
  for (int x = 9; x < 12; ++x) map.set(cell(x, 10), grid::terrain::difficult);
  map.set(cell(10, 5), grid::terrain::tree);
  return map;
}

bool has_effect(const Participant& who, std::uint32_t id) {
  return std::ranges::any_of(who.effects, [&](const Effect& effect) { return effect.id == id; });
}

/// What ends with something else has ended with it.
void expect_no_loose_ends(const State& state) {
  for (std::size_t i = 0; i < state.participants.size(); ++i) {
    const Participant& who = state.participants[i];
    for (const ConditionInstance& instance : who.conditions) {
      ASSERT_TRUE(instance.effect_id == 0 || has_effect(who, instance.effect_id)) << who.id;
      if (instance.condition != Condition::grappled || instance.source == Slot::none || who.removed) continue;
      ASSERT_TRUE(able(state.at(instance.source), policy_of(state))) << who.id << " is held by nobody";
      ASSERT_LE(distance_ft(state, slot_at(i), instance.source), 5) << who.id;
    }
    for (const Effect& effect : who.effects) {
      if (!effect.concentration || !state.has(effect.source)) continue;
      ASSERT_EQ(state.at(effect.source).concentration.spell, effect.name) << who.id;
    }
    if (!who.concentration.spell.empty()) ASSERT_FALSE(incapacitated(who, policy_of(state))) << who.id;
  }
  if (!state.pending.empty() && state.status == Status::active) ASSERT_NE(state.window(), nullptr);
}

void expect_sound(const State& state) {
  expect_no_loose_ends(state);
  for (std::size_t i = 0; i < state.participants.size(); ++i) {
    const Participant& who = state.participants[i];
    ASSERT_GE(who.hp, 0) << who.id;
    ASSERT_LE(who.hp, std::max(1, hit_point_limit(state, slot_at(i)))) << who.id;
    ASSERT_GE(who.temp_hp, 0) << who.id;
    ASSERT_FALSE(who.dead && who.hp > 0) << who.id;
    ASSERT_FALSE(who.dead && who.z_ft > 0 && who.sheet.speeds.fly > 0) << who.id << " floats";
    ASSERT_LE(who.death_saves.successes, 3);
    ASSERT_LE(who.death_saves.failures, 3);
    ASSERT_TRUE(state.map.contains(who.pos)) << who.id;
    ASSERT_GE(who.economy.actions_left, 0) << who.id;
    ASSERT_GE(who.economy.bonus_left, 0) << who.id;
    for (const SpellSlots& slots : who.slots) ASSERT_TRUE(slots.left >= 0 && slots.left <= slots.max) << who.id;
    for (const InventoryItem& item : who.inventory) ASSERT_GT(item.quantity, 0) << who.id << " " << item.id;
    if (!who.concentration.spell.empty()) ASSERT_FALSE(who.dead) << who.id;
  }
}

/// What nobody knew of stood on the way: it made the walk dearer than planned, and perhaps too dear.
bool walked_through_a_secret(const State& state, const Moved& moved) {
  return std::ranges::any_of(state.participants, [&](const Participant& other) {
    return other.secret && std::ranges::any_of(moved.path, [&](grid::Cell at) { return space_of(other).contains(at); });
  });
}

/// A walk nobody interrupted ends in a space of one's own (rules §6).
void expect_own_space(const State& state, const Events& events) {
  const Moved* last = nullptr;
  for (const Event& event : events) {
    if (std::holds_alternative<ReactionWindowOpened>(event) || std::holds_alternative<ReactionAnswered>(event)) return;
    if (std::holds_alternative<SecretChanged>(event)) return;
    if (const auto* moved = std::get_if<Moved>(&event)) last = moved;
    if (last != nullptr && walked_through_a_secret(state, *last)) return;
  }
  if (last == nullptr || last->forced) return;
  for (std::size_t i = 0; i < state.participants.size(); ++i) {
    const Participant& other = state.participants[i];
    if (slot_at(i) == last->slot || other.dead || other.removed) continue;
    ASSERT_NE(distance_ft(state, last->slot, slot_at(i)), 0) << other.id << schema::to_json(events);
  }
}

struct Fight {
  State state;
  Events log;
  int commands = 0;
  int refused = 0;
};

void command(Fight& fight, const Command& command, Dice& dice) {
  const Rules rules{srd()};
  const State before = fight.state;
  auto done = advance(rules, fight.state, command, dice);
  ++fight.commands;
  if (!done) {
    ++fight.refused;
    ASSERT_EQ(fight.state, before) << done.error().sentence;
    return;
  }
  State folded = before;
  for (const Event& event : *done) evolve(folded, event);
  ASSERT_EQ(folded, fight.state);
  expect_sound(fight.state);
  expect_own_space(fight.state, *done);
  fight.log.insert(fight.log.end(), done->begin(), done->end());
}

/// What a Dungeon Master and a clock do to a fight from outside, at random.
Command meddling(const State& state, Dice& choice, std::int64_t now_ms) {
  const Slot slot = slot_at(static_cast<std::size_t>(choice.roll(static_cast<int>(state.participants.size())) - 1));
  const auto condition = static_cast<Condition>(choice.roll(14) - 1);
  CommandBody body = Tick{};
  switch (choice.roll(9)) {
    case 1:
      body = DmChange{.slot = slot, .add_conditions = {condition}};
      break;
    case 2:
      body = DmChange{.slot = slot, .remove_conditions = {condition}};
      break;
    case 3:
      body = DmChange{.slot = slot, .exhaustion = choice.roll(6) - 1};
      break;
    case 4:
      body = DmDamage{.slot = slot, .parts = {{.dice = "2d6", .type = DamageType::fire}}};
      break;
    case 5:
      body = DmHeal{.slot = slot, .amount = choice.roll(12)};
      break;
    case 6:
      body = SkipTurn{};
      break;
    case 7:
      body = DmChange{.slot = slot, .secret = choice.roll(2) == 1};
      break;
    case 8:
      body = RemoveParticipant{.slot = choice.roll(4) == 1 ? slot : Slot::none};
      break;
    default:
      now_ms += 100'000;
      break;
  }
  return {.body = std::move(body), .actor = Slot::none, .by_dm = true, .author = "dm", .now_ms = now_ms};
}

struct Setting {
  std::vector<Participant> participants;
  grid::GridMap map;
  bool meddled = false;
};

Fight play(std::uint64_t seed, Ruleset ruleset, int most, Setting setting) {
  Fight fight;
  SeededDice dice(seed);
  SeededDice meddler(seed + 1000);
  Bot bot(seed * 7 + 1);
  Options options;
  options.ruleset = ruleset;
  options.diagonal = seed % 2 == 0 ? grid::DiagonalRule::five_five_five : grid::DiagonalRule::five_ten_five;
  options.average_damage = seed % 5 == 0;
  options.tie_break = seed % 3 == 0 ? TieBreak::rolloff : TieBreak::dexterity;
  command(fight,
          {.body =
               CreateEncounter{
                   .options = options, .map = std::move(setting.map), .participants = std::move(setting.participants)},
           .by_dm = true},
          dice);
  command(fight, {.body = RollInitiative{}, .by_dm = true}, dice);
  std::int64_t now_ms = 1000;
  while (fight.commands < most && !::testing::Test::HasFatalFailure()) {
    now_ms += 500;
    if (setting.meddled && meddler.roll(12) == 1) command(fight, meddling(fight.state, meddler, now_ms), dice);
    const auto next = bot.next({srd()}, fight.state, now_ms);
    if (!next) break;
    const int refused = fight.refused;
    command(fight, *next, dice);
    // A bad guess at an area costs the bot its turn, so that the fight goes on.
    if (fight.refused > refused) {
      command(fight, {.body = Act{.action = EndTurn{}}, .actor = fight.state.current(), .now_ms = now_ms}, dice);
    }
  }
  return fight;
}

void expect_json_keeps(const Fight& fight) {
  const auto state = schema::decode<State>(schema::to_json(fight.state));
  ASSERT_TRUE(state.has_value()) << schema::to_text(state.error());
  EXPECT_EQ(*state, fight.state);
  for (const Event& event : fight.log) {
    const auto back = schema::decode<Event>(schema::to_json(event));
    ASSERT_TRUE(back.has_value()) << schema::to_json(event) << schema::to_text(back.error());
    ASSERT_EQ(*back, event) << schema::to_json(event);
  }
}

Fight play(std::uint64_t seed, Ruleset ruleset, int most) {
  return play(seed, ruleset, most, {.participants = the_goblin_road(ruleset), .map = the_map()});
}

/// LIVE_FUZZ_FIGHTS raises the number of fights for a longer search.
int fights_wanted(int usual) {
  const char* wanted = std::getenv("LIVE_FUZZ_FIGHTS");
  return wanted == nullptr ? usual : std::atoi(wanted);
}

TEST(Properties, TheDemoPartysFightsEndAndKeepEveryInvariant) {
  const Road road = load_road(LIVE_SOURCE_DIR);
  for (std::uint64_t seed = 1; seed <= static_cast<std::uint64_t>(fights_wanted(8)); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Ruleset ruleset = seed % 2 == 0 ? Ruleset::srd2014 : Ruleset::srd2024;
    const Fight fight =
        play(seed, ruleset, 5000, {.participants = road_participants(road, srd(), ruleset), .map = road_map(road)});
    if (HasFatalFailure()) return;
    EXPECT_TRUE(fight.state.outcome.over) << "round " << fight.state.round << " after " << fight.commands;
  }
}

TEST(Properties, NothingADungeonMasterDoesBreaksAnInvariant) {
  const Road road = load_road(LIVE_SOURCE_DIR);
  for (std::uint64_t seed = 1; seed <= static_cast<std::uint64_t>(fights_wanted(8)); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Ruleset ruleset = seed % 2 == 0 ? Ruleset::srd2014 : Ruleset::srd2024;
    Setting setting{.participants = road_participants(road, srd(), ruleset), .map = road_map(road), .meddled = true};
    // One that can be knocked out of the air.
    setting.participants[4].sheet.speeds.fly = 40;
    setting.participants[4].z_ft = 30;
    const Fight fight = play(seed, ruleset, 600, std::move(setting));
    if (HasFatalFailure()) return;
    expect_json_keeps(fight);
  }
}

TEST(Properties, FightsBetweenBotsEndAndKeepEveryInvariant) {
  int over = 0;
  for (std::uint64_t seed = 1; seed <= 16; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Ruleset ruleset = seed % 2 == 0 ? Ruleset::srd2014 : Ruleset::srd2024;
    const Fight fight = play(seed, ruleset, 3000);
    if (HasFatalFailure()) return;
    EXPECT_TRUE(fight.state.outcome.over) << "round " << fight.state.round << " after " << fight.commands;
    over += fight.state.outcome.over ? 1 : 0;
  }
  EXPECT_EQ(over, 16);
}

// B3: the state is a fold over the log, and the same seed gives the same log on every run.
TEST(Properties, ReplayingALogWithoutDiceGivesTheSameStateAndHash) {
  for (std::uint64_t seed = 21; seed <= 24; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Fight first = play(seed, Ruleset::srd2014, 400);
    const Fight second = play(seed, Ruleset::srd2014, 400);
    EXPECT_EQ(first.log, second.log);
    State replayed;
    for (const Event& event : first.log) evolve(replayed, event);
    EXPECT_EQ(replayed, first.state);
    EXPECT_EQ(state_hash(replayed), state_hash(first.state));
  }
}

TEST(Properties, AnyEventOnAnyStateIsSafe) {
  const Fight fight = play(31, Ruleset::srd2014, 300);
  State empty;
  for (const Event& event : fight.log) {
    if (std::holds_alternative<EncounterCreated>(event)) continue;
    evolve(empty, event);
  }
  EXPECT_TRUE(empty.participants.empty());
}

TEST(Properties, EveryAvailableActionWithATargetIsAcceptedOnIt) {
  Fight fight = play(41, Ruleset::srd2014, 40);
  const Slot slot = fight.state.current();
  ASSERT_NE(slot, Slot::none);
  for (const AvailableAction& offer : available_actions({srd()}, fight.state, slot)) {
    if (offer.type != "attack" || !offer.available) continue;
    for (const Slot target : offer.targets) {
      SeededDice dice(5);
      const AttackMode mode = offer.offhand ? AttackMode::offhand : AttackMode::main;
      const auto done = decide(
          {srd()}, fight.state,
          {.body = Act{.action = Attack{.with = offer.id, .target = target, .mode = mode}}, .actor = slot}, dice);
      EXPECT_TRUE(done.has_value()) << offer.id;
    }
  }
}

TEST(StateHash, ChangesWithEveryHitPoint) {
  Fight fight = play(51, Ruleset::srd2014, 10);
  const std::uint64_t before = state_hash(fight.state);
  fight.state.participants[0].temp_hp += 1;
  EXPECT_NE(state_hash(fight.state), before);
}

// States and events are journaled as JSON; what comes back must be what went in.
TEST(Schema, StatesAndEventsSurviveJson) { expect_json_keeps(play(61, Ruleset::srd2014, 250)); }

}  // namespace
}  // namespace live::engine::testing
