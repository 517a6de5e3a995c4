// Spells of the demo party: rules §20, §13, §14, §18 through them, and Shield as a reaction (§9.6).
#include "engine/rules/creature.hpp"
#include "engine/testing/fixture.hpp"

namespace live::engine::testing {
namespace {

Participant mage(std::vector<std::string> spells, int x, int y) {
  Participant who = hero("A", x, y);
  who.sheet.abilities.int_ = 16;
  who.sheet.level = 3;
  who.sheet.spellcasting = {.spells = std::move(spells), .ability = Ability::int_};
  who.slots = {{.left = 4, .max = 4}, {.left = 2, .max = 2}};
  return who;
}

Cast at(std::string spell, std::vector<Slot> targets, int level = 0) {
  return Cast{.spell = std::move(spell), .level = level, .targets = std::move(targets)};
}

TEST(Spell, FireBoltRollsToHitAndGrowsWithTheCaster) {
  Table table({mage({"fire-bolt"}, 0, 0), foe("B", 5, 0)});
  const auto done = table.act("A", at("fire-bolt", {table.slot("B")}), {d(20, 10), d(10, 7)});
  EXPECT_EQ(find<AttackRolled>(done)->roll.total, 15);
  EXPECT_EQ(table.at("B").hp, 13);
  table.at("A").economy = {};
  table.at("A").sheet.level = 5;
  (void)table.act("A", at("fire-bolt", {table.slot("B")}), {d(20, 10), d(10, 1), d(10, 1)});
  EXPECT_EQ(table.at("B").hp, 11);
}

TEST(Spell, RayOfFrostSlowsUntilTheCastersNextTurn) {
  Table table({mage({"ray-of-frost"}, 0, 0), foe("B", 5, 0)});
  (void)table.act("A", at("ray-of-frost", {table.slot("B")}), {d(20, 10), d(8, 1)});
  EXPECT_EQ(current_speed_ft(table.state, table.slot("B")), 20);
  (void)table.act("A", EndTurn{});
  (void)table.act("B", EndTurn{});
  EXPECT_EQ(current_speed_ft(table.state, table.slot("B")), 30);
}

TEST(Spell, IsRefusedForEachReason) {
  Table table({mage({"magic-missile", "shatter", "fire-bolt"}, 0, 0), foe("B", 5, 0), hero("C", 9, 9)});
  EXPECT_EQ(table.code("A", at("bless", {table.slot("A")})), "spell.unknown");
  EXPECT_EQ(table.code("A", at("magic-missile", {table.slot("B")}, 3)), "spell.noSlot");
  EXPECT_EQ(table.code("A", at("magic-missile", std::vector<Slot>(4, table.slot("B")))), "target.invalid");
  table.at("B").pos = cell(19, 19);
  table.at("B").conditions.push_back({.condition = Condition::invisible});
  EXPECT_EQ(table.code("A", at("magic-missile", {table.slot("B")})), "target.notSeen");
  give(table.at("A"), "longsword");
  give(table.at("A"), "shield", Place::off_hand);
  EXPECT_EQ(table.code("A", at("fire-bolt", {table.slot("C")})), "spell.components");
  table.at("A").inventory.clear();
  table.at("A").sheet.proficiencies.clear();
  give(table.at("A"), "plate", Place::worn);
  EXPECT_EQ(table.code("A", at("fire-bolt", {table.slot("C")})), "spell.blocked");
}

TEST(Spell, SacredFlameIsAllOrNothingAndIgnoresCover) {
  grid::GridMap map = grid::GridMap::plain(10, 3);
  for (int y = 0; y < 3; ++y) map.set(cell(2, y), grid::terrain::three_quarters_cover);
  Table table({mage({"sacred-flame"}, 0, 1), foe("B", 4, 1)}, map);
  const auto missed = table.act("A", at("sacred-flame", {table.slot("B")}), {d(8, 8), d(20, 13)});
  EXPECT_EQ(find<SaveRolled>(missed)->dc, 13);
  EXPECT_TRUE(find<SaveRolled>(missed)->success);
  EXPECT_EQ(table.at("B").hp, 20);
  table.at("A").economy = {};
  (void)table.act("A", at("sacred-flame", {table.slot("B")}), {d(8, 8), d(20, 12)});
  EXPECT_EQ(table.at("B").hp, 12);
}

TEST(Spell, BurningHandsRollsDamageOnceThenSavesInInitiativeOrder) {
  Table table({mage({"burning-hands"}, 5, 5), foe("B", 7, 5), foe("C", 6, 5), foe("D", 15, 5)});
  const auto done = table.act("A", Cast{.spell = "burning-hands", .level = 2, .at = cell(8, 5)},
                              {d(6, 3), d(6, 3), d(6, 3), d(6, 4), d(20, 12), d(20, 13)});
  EXPECT_EQ(find<SpellCast>(done)->area.size(), 7U);
  EXPECT_EQ(table.at("B").hp, 7);
  EXPECT_EQ(table.at("C").hp, 20 - 6);
  EXPECT_EQ(table.at("D").hp, 20);
  EXPECT_EQ(table.at("A").slots[1].left, 1);
}

TEST(Spell, ThunderwavePushesThoseWhoFail) {
  Table table({mage({"thunderwave"}, 5, 5), foe("B", 6, 5)});
  (void)table.act("A", Cast{.spell = "thunderwave", .at = cell(6, 4)}, {d(8, 1), d(8, 1), d(20, 5)});
  EXPECT_EQ(table.at("B").pos, cell(8, 5));
}

TEST(Spell, TheParalyzedFailDexteritySavesWithoutADie) {
  Table table({mage({"sacred-flame"}, 0, 0), foe("B", 4, 0)});
  table.at("B").conditions.push_back({.condition = Condition::paralyzed});
  const auto done = table.act("A", at("sacred-flame", {table.slot("B")}), {d(8, 3)});
  EXPECT_TRUE(find<SaveRolled>(done)->automatic);
  EXPECT_EQ(table.at("B").hp, 17);
}

TEST(Spell, MagicMissileNeedsNoRollAndEachDartIsItsOwnSource) {
  Table table({mage({"magic-missile"}, 0, 0), foe("B", 4, 0), foe("C", 5, 0)});
  const Slot b = table.slot("B");
  const Slot c = table.slot("C");
  table.at("B").concentration.spell = "bless";
  // Each dart: its d4, then the concentration save it causes [R27].
  const auto done = table.act("A", at("magic-missile", {b, b, c}), {d(4, 1), d(20, 15), d(4, 2), d(20, 3), d(4, 4)});
  EXPECT_EQ(table.at("B").hp, 20 - 2 - 3);
  EXPECT_EQ(table.at("C").hp, 20 - 5);
  EXPECT_EQ(table.at("B").concentration.spell, "");
  EXPECT_EQ(all<SaveRolled>(done).size(), 2U);
}

TEST(Shield, TurnsAHitIntoAMissAndLasts) {
  Table table({foe("B", 1, 0), mage({"shield"}, 0, 0)});
  give(table.at("B"), "longsword");
  const auto asked = table.act("B", Attack{.with = "longsword", .target = table.slot("A")}, {d(20, 12)});
  EXPECT_TRUE(find<AttackRolled>(asked)->hit);
  ASSERT_NE(table.state.window(), nullptr);
  const auto done = table.respond("A", "shield");
  const auto* adjusted = find<AttackAdjusted>(done);
  ASSERT_NE(adjusted, nullptr);
  EXPECT_EQ(adjusted->armor_class, 15);
  EXPECT_FALSE(adjusted->hit);
  EXPECT_EQ(table.at("A").hp, 20);
  EXPECT_EQ(table.at("A").slots[0].left, 3);
  EXPECT_FALSE(table.at("A").economy.reaction_available);
  EXPECT_EQ(armor_class({srd()}, table.state, table.slot("A")), 15);
  (void)table.act("B", EndTurn{});
  EXPECT_EQ(armor_class({srd()}, table.state, table.slot("A")), 10);
}

TEST(Shield, DoesNotStopANaturalTwentyButStopsMissiles) {
  Table table({foe("B", 1, 0), mage({"shield"}, 0, 0)});
  (void)table.act("B", Attack{.with = "unarmed-strike", .target = table.slot("A")}, {d(20, 20)});
  const auto done = table.respond("A", "shield");
  EXPECT_TRUE(find<AttackAdjusted>(done)->hit);
  EXPECT_EQ(table.at("A").hp, 19);
  Participant enemy = mage({"magic-missile"}, 5, 0);
  enemy.id = "E";
  enemy.side = "foes";
  Table missiles({enemy, mage({"shield"}, 0, 0), hero("C", 1, 1)});
  const Slot a = missiles.slot("A");
  (void)missiles.act("E", at("magic-missile", {a, a, missiles.slot("C")}));
  (void)missiles.respond("A", "shield", {d(4, 2)});
  EXPECT_EQ(missiles.at("A").hp, 20);
  EXPECT_EQ(missiles.at("C").hp, 17);
}

TEST(Reaction, UncannyDodgeHalvesTheDamage) {
  Table table({foe("B", 1, 0), hero("A", 0, 0)});
  give(table.at("B"), "greatclub");
  table.at("A").sheet.features = {{"uncanny-dodge", 0}};
  (void)table.act("B", Attack{.with = "greatclub", .target = table.slot("A")}, {d(20, 15)});
  (void)table.respond("A", "uncanny-dodge", {d(8, 7)});
  EXPECT_EQ(table.at("A").hp, 17);
}

TEST(Spell, ScorchingRaysAreResolvedOneAfterTheOther) {
  Table table({mage({"scorching-ray"}, 0, 0), foe("B", 4, 0), foe("C", 5, 0)});
  table.at("B").hp = 3;
  const Slot b = table.slot("B");
  const auto done =
      table.act("A", at("scorching-ray", {b, b, table.slot("C")}), {d(20, 15), d(6, 2), d(6, 2), d(20, 2)});
  EXPECT_EQ(all<AttackRolled>(done).size(), 2U) << "the dead are not shot at again";
  EXPECT_TRUE(table.at("B").dead);
}

TEST(Spell, CureWoundsAndHealingWordFollowTheRuleset) {
  for (const Ruleset ruleset : {Ruleset::srd2014, Ruleset::srd2024}) {
    Table table({mage({"cure-wounds", "healing-word"}, 0, 0), hero("C", 1, 0), foe("B", 9, 9)}, ruleset);
    table.at("C").hp = 1;
    std::vector<Die> dice{d(8, 2)};
    if (ruleset == Ruleset::srd2024) dice.push_back(d(8, 3));
    (void)table.act("A", at("cure-wounds", {table.slot("C")}), dice);
    EXPECT_EQ(table.at("C").hp, 1 + 3 + (ruleset == Ruleset::srd2014 ? 2 : 5));
    // 2014: a bonus-action spell goes only with cantrips. 2024: one slot a turn.
    EXPECT_EQ(table.code("A", at("healing-word", {table.slot("C")})),
              ruleset == Ruleset::srd2014 ? "spell.bonusRule" : "spell.slotPerTurn");
  }
}

TEST(Spell, HealingDoesNothingForTheUndead) {
  Table table({mage({"cure-wounds"}, 0, 0), hero("C", 1, 0), foe("B", 9, 9)});
  table.at("C").sheet.creature_type = CreatureType::undead;
  table.at("C").hp = 1;
  (void)table.act("A", at("cure-wounds", {table.slot("C")}));
  EXPECT_EQ(table.at("C").hp, 1);
  EXPECT_EQ(table.at("A").slots[0].left, 3);
}

TEST(Spell, TheBonusActionRuleAllowsACantripAndCountsReactionsOfThatTurnOnly) {
  Table table({mage({"healing-word", "fire-bolt", "magic-missile", "shield"}, 0, 0), foe("B", 3, 0), hero("C", 1, 0)});
  table.at("C").hp = 1;
  (void)table.act("A", at("healing-word", {table.slot("C")}), {d(4, 1)});
  EXPECT_EQ(table.code("A", at("magic-missile", {table.slot("B")})), "spell.bonusRule");
  EXPECT_TRUE(table.act("A", at("fire-bolt", {table.slot("B")}), {d(20, 2)}).has_value());
  (void)table.act("A", EndTurn{});
  (void)table.act("B", Move{.to = cell(1, 1)});
  (void)table.act("B", Attack{.with = "unarmed-strike", .target = table.slot("A")}, {d(20, 15)});
  ASSERT_NE(table.state.window(), nullptr) << "on another's turn Shield is free again";
}

TEST(Spell, BlessAddsADieAndASecondConcentrationEndsIt) {
  Table table({mage({"bless", "shield-of-faith"}, 0, 0), hero("C", 1, 0), foe("B", 2, 0)});
  (void)table.act("A", at("bless", {table.slot("A"), table.slot("C")}));
  (void)table.act("A", EndTurn{});
  const auto done = table.act("C", Attack{.with = "unarmed-strike", .target = table.slot("B")}, {d(20, 5), d(4, 3)});
  EXPECT_EQ(find<AttackRolled>(done)->roll.total, 10);
  EXPECT_TRUE(find<AttackRolled>(done)->hit);
  (void)table.act("C", EndTurn{});
  (void)table.act("B", EndTurn{});
  (void)table.act("A", at("shield-of-faith", {table.slot("C")}));
  EXPECT_TRUE(table.at("A").effects.empty());
  ASSERT_EQ(table.at("C").effects.size(), 1U);
  EXPECT_EQ(table.at("C").effects[0].name, "shield-of-faith");
  EXPECT_EQ(armor_class({srd()}, table.state, table.slot("C")), 12);
}

TEST(Spell, MageArmorIsABaseAndMistyStepNeedsRoom) {
  Table table({mage({"mage-armor", "misty-step"}, 0, 0), foe("B", 1, 0)});
  table.at("A").sheet.armor_class = 0;
  table.at("A").sheet.abilities.dex = 14;
  EXPECT_EQ(table.code("A", Cast{.spell = "misty-step", .at = cell(7, 0)}), "target.outOfRange");
  EXPECT_EQ(table.code("A", Cast{.spell = "misty-step", .at = cell(1, 0)}), "move.occupied");
  (void)table.act("A", Cast{.spell = "misty-step", .at = cell(6, 0)});
  EXPECT_EQ(table.at("A").pos, cell(6, 0));
  EXPECT_EQ(table.state.window(), nullptr) << "teleporting provokes nothing";
  (void)table.act("A", EndTurn{});
  (void)table.act("B", EndTurn{});
  (void)table.act("A", at("mage-armor", {table.slot("A")}));
  EXPECT_EQ(armor_class({srd()}, table.state, table.slot("A")), 15);
}

TEST(Spell, ShatterHitsFriendAndFoeInItsSphere) {
  Table table({mage({"shatter"}, 0, 0), hero("C", 6, 5), foe("B", 5, 5), foe("D", 9, 9)});
  (void)table.act("A", Cast{.spell = "shatter", .at = cell(6, 6)}, {d(8, 4), d(8, 4), d(8, 4), d(20, 2), d(20, 19)});
  EXPECT_EQ(table.at("C").hp, 8);
  EXPECT_EQ(table.at("B").hp, 14);
  EXPECT_EQ(table.at("D").hp, 20);
}

}  // namespace
}  // namespace live::engine::testing
