// What players are told they can do, and with which numbers (PRODUCT R2.2).
#include <algorithm>

#include "engine/testing/fixture.hpp"

namespace live::engine::testing {
namespace {

AvailableAction offer(const Table& table, std::string_view who, std::string_view type, std::string_view id,
                      bool offhand = false) {
  for (AvailableAction& action : available_actions({srd()}, table.state, table.slot(who))) {
    if (action.type == type && action.id == id && action.offhand == offhand) return std::move(action);
  }
  ADD_FAILURE() << "no offer " << type << " " << id;
  return {};
}

Participant caster(const char* id, int x, int y, std::vector<std::string> spells) {
  Participant who = hero(id, x, y);
  who.sheet.abilities.wis = 16;
  who.sheet.spellcasting = {.spells = std::move(spells), .ability = Ability::wis};
  who.slots = {{.left = 2, .max = 2}, {.left = 1, .max = 1}};
  return who;
}

TEST(Available, AnAttackSaysItsBonusAndDamage) {
  Table table({hero("A", 0, 0), foe("B", 1, 0)});
  table.at("A").sheet.abilities.str = 16;
  give(table.at("A"), "longsword");
  EXPECT_EQ(offer(table, "A", "attack", "longsword").summary, "+5 to hit, 1d8+3 slashing");
  EXPECT_EQ(offer(table, "A", "attack", "unarmed-strike").summary, "+5 to hit, 4 bludgeoning");
  table.at("A").sheet.features = {{"dueling", 0}};
  EXPECT_EQ(offer(table, "A", "attack", "longsword").summary, "+5 to hit, 1d8+5 slashing");
}

TEST(Available, TheNumbersAreThoseOfTheRollThatFollows) {
  Table table({hero("A", 0, 0), foe("B", 1, 0)}, Ruleset::srd2024);
  give(table.at("A"), "mace");
  table.at("A").exhaustion = 1;
  table.at("A").effects = {
      {.id = 1, .name = "bless", .modifiers = {{.kind = ModifierKind::attack_bonus, .dice = "1d4"}}},
      {.id = 2,
       .name = "mark",
       .modifiers = {{.kind = ModifierKind::extra_damage, .dice = "1d6", .damage_type = DamageType::fire}}}};
  EXPECT_EQ(offer(table, "A", "attack", "mace").summary, "+0+1d4 to hit, 1d6 bludgeoning plus 1d6 fire");
  const auto done =
      table.act("A", Attack{.with = "mace", .target = table.slot("B")}, {d(20, 12), d(4, 3), d(6, 2), d(6, 5)});
  EXPECT_EQ(find<AttackRolled>(done)->roll.total, 12 + 0 + 3);
  EXPECT_EQ(find<DamageTaken>(done)->taken, 7);
}

TEST(Available, RangesAreReachForMeleeAndBothForThrownWeapons) {
  Table table({hero("A", 0, 0), foe("B", 1, 0)});
  give(give(give(table.at("A"), "glaive", Place::pack), "dagger", Place::pack), "shortbow", Place::pack);
  const auto glaive = offer(table, "A", "attack", "glaive");
  EXPECT_EQ(std::tuple(glaive.reach_ft, glaive.range_ft, glaive.long_range_ft), std::tuple(10, 10, 0));
  const auto dagger = offer(table, "A", "attack", "dagger-1");
  EXPECT_EQ(std::tuple(dagger.reach_ft, dagger.range_ft, dagger.long_range_ft), std::tuple(5, 20, 60));
  const auto bow = offer(table, "A", "attack", "shortbow-2");
  EXPECT_EQ(std::tuple(bow.reach_ft, bow.range_ft, bow.long_range_ft), std::tuple(0, 80, 320));
}

TEST(Available, TheSecondHandDealsNoAbilityDamage) {
  Table table({hero("A", 0, 0), foe("B", 1, 0)});
  table.at("A").sheet.abilities.dex = 16;
  give(give(table.at("A"), "shortsword"), "dagger", Place::off_hand);
  EXPECT_EQ(offer(table, "A", "attack", "dagger-1").summary, "+5 to hit, 1d4+3 piercing");
  EXPECT_EQ(offer(table, "A", "attack", "dagger-1", true).summary, "+5 to hit, 1d4 piercing");
}

TEST(Available, SpellsSayWhatTheyDo) {
  Table table({caster("A", 0, 0,
                      {"sacred-flame", "burning-hands", "cure-wounds", "shield-of-faith", "magic-missile", "fire-bolt",
                       "scorching-ray", "spare-the-dying", "misty-step", "hold-person", "mage-armor"}),
               foe("B", 3, 0)});
  const auto says = [&](const char* spell) { return offer(table, "A", "cast", spell).summary; };
  EXPECT_EQ(says("sacred-flame"), "Dexterity save DC 13, 1d8 radiant");
  EXPECT_EQ(says("burning-hands"), "Dexterity save DC 13, 3d6 fire, half on a save");
  EXPECT_EQ(says("cure-wounds"), "heals 1d8+3");
  EXPECT_EQ(says("shield-of-faith"), "+2 AC, concentration");
  EXPECT_EQ(says("magic-missile"), "3 darts, 1d4+1 force each");
  EXPECT_EQ(says("fire-bolt"), "+5 to hit, 1d10 fire");
  EXPECT_EQ(says("scorching-ray"), "3 rays, +5 to hit, 2d6 fire each");
  EXPECT_EQ(says("spare-the-dying"), "stabilizes the dying");
  EXPECT_EQ(says("misty-step"), "teleports up to 30 ft");
  EXPECT_EQ(says("hold-person"), "Wisdom save DC 13 or paralyzed, concentration");
  table.at("A").sheet.level = 5;
  EXPECT_EQ(says("sacred-flame"), "Dexterity save DC 13, 2d8 radiant");
  // Only a second-level slot is left: so strong will it be.
  table.at("A").slots[0].left = 0;
  EXPECT_EQ(says("magic-missile"), "4 darts, 1d4+1 force each");
  EXPECT_EQ(says("cure-wounds"), "heals 2d8+3");
  table.at("A").sheet.features = {{"disciple-of-life", 0}};
  EXPECT_EQ(says("cure-wounds"), "heals 2d8+7");
}

TEST(Available, EverythingUsableHasASummary) {
  Table table({caster("A", 0, 0, {}), foe("B", 1, 0)});
  for (const SpellDef& spell : srd().spells) table.at("A").sheet.spellcasting.spells.push_back(spell.id);
  for (const ItemDef& item : srd().items) give(table.at("A"), item.id.c_str(), Place::pack);
  table.at("A").sheet.features = {{"second-wind", 0}, {"action-surge", 0}};
  for (const AvailableAction& action : available_actions({srd()}, table.state, table.slot("A"))) {
    const bool plain = action.type == "equip" || action.type == "unequip" || action.type == "endTurn";
    EXPECT_EQ(action.summary.empty(), plain) << action.type << " " << action.id;
  }
  EXPECT_EQ(offer(table, "A", "useFeature", "second-wind").summary, "heals 1d10+1");
  table.at("A").inventory.clear();
  give(table.at("A"), "potion-of-healing", Place::pack);
  EXPECT_EQ(offer(table, "A", "useItem", "potion-of-healing").summary, "heals 2d4+2");
}

TEST(Available, TargetsOfHarmAreEnemiesFirstAndOfHelpFriends) {
  Table table(
      {hero("C", 0, 1), caster("A", 0, 0, {"fire-bolt", "cure-wounds", "bless"}), foe("B", 1, 0), foe("D", 1, 1)});
  table.turn_of("A");
  const Slot a = table.slot("A"), b = table.slot("B"), c = table.slot("C"), d_ = table.slot("D");
  using Slots = std::vector<Slot>;
  EXPECT_EQ(offer(table, "A", "attack", "unarmed-strike").targets, (Slots{b, d_, c}));
  EXPECT_EQ(offer(table, "A", "cast", "fire-bolt").targets, (Slots{b, d_, c}));
  EXPECT_EQ(offer(table, "A", "cast", "cure-wounds").targets, (Slots{c, a, b, d_}));
  table.at("B").dead = true;
  table.at("B").hp = 0;
  EXPECT_EQ(offer(table, "A", "attack", "unarmed-strike").targets, (Slots{d_, c}));
  EXPECT_EQ(offer(table, "A", "cast", "bless").targets, (Slots{c, a, d_}));
}

TEST(Available, OutsideItsTurnEveryOfferSaysWhoseTurnItIs) {
  Table table({hero("A", 0, 0), caster("B", 1, 0, {"fire-bolt"})});
  for (const AvailableAction& action : available_actions({srd()}, table.state, table.slot("B"))) {
    EXPECT_FALSE(action.available) << action.type;
    EXPECT_EQ(action.code, "turn.notYours") << action.type << " " << action.id;
    EXPECT_TRUE(action.targets.empty());
  }
}

TEST(Available, ARefusedAttackSaysWhy) {
  Table table({hero("A", 0, 0), foe("B", 5, 0)});
  EXPECT_EQ(offer(table, "A", "attack", "unarmed-strike").code, "target.outOfRange");
  table.at("A").economy.actions_left = 0;
  EXPECT_EQ(offer(table, "A", "attack", "unarmed-strike").code, "economy.noAction");
  table.at("A").conditions = {{.condition = Condition::stunned}};
  EXPECT_EQ(offer(table, "A", "attack", "unarmed-strike").code, "cond.incapacitated");
}

// What is offered is what is accepted: the list and the command meet the same checks.
TEST(Available, EveryTargetOfferedIsAcceptedAndNoOther) {
  Table table({caster("A", 0, 0, {"fire-bolt", "cure-wounds", "bless", "hold-person"}), hero("C", 0, 1),
               stat_block("goblin", "g", 1, 0), foe("far", 15, 15), foe("dead", 1, 1)});
  give(table.at("A"), "dagger");
  table.at("dead").dead = true;
  int tried = 0;
  for (const AvailableAction& action : available_actions({srd()}, table.state, table.slot("A"))) {
    for (std::size_t i = 0; i < table.state.participants.size(); ++i) {
      const Slot target = slot_at(i);
      Action command;
      if (action.type == "attack" && !action.offhand) {
        command = Attack{.with = action.id, .target = target};
      } else if (action.type == "cast" && action.area_shape.empty()) {
        command = Cast{.spell = action.id, .targets = {target}};
      } else {
        continue;
      }
      if (target == table.slot("A") && action.type == "cast") continue;
      SeededDice dice(3);
      const bool accepted =
          decide({srd()}, table.state, {.body = Act{.action = command}, .actor = table.slot("A")}, dice).has_value();
      const bool offered = std::ranges::find(action.targets, target) != action.targets.end();
      EXPECT_EQ(offered, accepted) << action.id << " on " << table.state.at(target).id;
      ++tried;
    }
  }
  EXPECT_GE(tried, 25);
}

TEST(Available, ADoorIsOfferedBesideItAndATeleportAsksForItsEnd) {
  grid::GridMap map = grid::GridMap::plain(6, 1);
  map.set(cell(1, 0), grid::terrain::closed_door);
  Participant mage = hero("A", 0, 0);
  mage.sheet.spellcasting.spells = {"misty-step"};
  mage.slots = {{0, 0}, {1, 1}};
  Table table({mage, hero("C", 4, 0), foe("B", 5, 0)}, map);
  const auto offered = [&](const char* who, std::string_view id) -> std::optional<AvailableAction> {
    for (AvailableAction& action : available_actions({srd()}, table.state, table.slot(who))) {
      if (action.id == id) return std::move(action);
    }
    return std::nullopt;
  };
  const auto door = offered("A", "door");
  ASSERT_TRUE(door);
  EXPECT_TRUE(door->available) << door->sentence;
  EXPECT_TRUE(door->wants_cell);
  EXPECT_FALSE(offered("C", "door")) << "too far from it";
  const auto step = offered("A", "misty-step");
  ASSERT_TRUE(step);
  EXPECT_TRUE(step->wants_cell);
  EXPECT_EQ(step->range_ft, 30);
}

}  // namespace
}  // namespace live::engine::testing
