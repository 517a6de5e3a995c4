// Dragging, falling, crowding, helping with checks, armor one cannot wear, exhaustion's bite.
#include "engine/rules/creature.hpp"
#include "engine/testing/fixture.hpp"

namespace live::engine::testing {
namespace {

Table holding(Ruleset ruleset, Size size = Size::medium) {
  Table table({hero("A", 5, 5), foe("B", 6, 5)}, ruleset);
  table.at("B").sheet.size = size;
  table.at("B").conditions = {{.condition = Condition::grappled, .source = table.slot("A"), .escape_dc = 10}};
  return table;
}

TEST(Drag, TheGrappledCreatureFollowsStepByStep) {
  Table table = holding(Ruleset::srd2014);
  const auto done = table.act("A", Move{.path = {cell(4, 5), cell(3, 5), cell(3, 6)}});
  EXPECT_EQ(table.at("A").pos, cell(3, 6));
  EXPECT_EQ(table.at("B").pos, cell(4, 5)) << "still within reach after the last step";
  EXPECT_TRUE(has_condition(table.at("B"), Condition::grappled));
  for (const Moved& moved : all<Moved>(done)) EXPECT_EQ(moved.forced, moved.slot == table.slot("B"));
}

TEST(Drag, HalvesTheSpeedIn2014UnlessTheOtherIsMuchSmaller) {
  Table table = holding(Ruleset::srd2014);
  EXPECT_EQ(movement_left_ft(table.state, table.slot("A")), 15);
  EXPECT_EQ(table.code("A", Move{.path = {cell(4, 5), cell(3, 5), cell(2, 5), cell(1, 5)}}), "economy.noMovement");
  EXPECT_EQ(table.code("A", Move{.path = {cell(4, 5), cell(3, 5), cell(2, 5)}}), "ok");
  Table light = holding(Ruleset::srd2014, Size::tiny);
  EXPECT_EQ(movement_left_ft(light.state, light.slot("A")), 30);
  (void)table.act("A", Release{.target = table.slot("B")});
  EXPECT_EQ(movement_left_ft(table.state, table.slot("A")), 15);
}

TEST(Drag, CostsAFootMoreForEachIn2024) {
  Table table = holding(Ruleset::srd2024);
  const auto done = table.act("A", Move{.path = {cell(4, 5), cell(3, 5)}});
  EXPECT_EQ(table.at("A").economy.movement_used_ft, 20);
  EXPECT_EQ(table.at("B").pos, cell(4, 5));
  EXPECT_EQ(table.code("A", Move{.path = {cell(2, 5), cell(1, 5)}}), "economy.noMovement");
  Table tiny = holding(Ruleset::srd2024, Size::tiny);
  tiny.at("A").sheet.size = Size::small;
  (void)tiny.act("A", Move{.path = {cell(4, 5), cell(3, 5)}});
  EXPECT_EQ(tiny.at("A").economy.movement_used_ft, 10);
}

TEST(Drag, WhatCannotFollowIsLetGo) {
  grid::GridMap map = grid::GridMap::plain(12, 12);
  // A door too narrow for the large one behind.
  for (int y = 0; y < 12; ++y) {
    if (y != 5) map.set(cell(4, y), grid::terrain::wall);
  }
  Table table({hero("A", 5, 5), foe("B", 6, 5)}, std::move(map));
  table.at("B").sheet.size = Size::large;
  table.at("B").conditions = {{.condition = Condition::grappled, .source = table.slot("A")}};
  (void)table.act("A", Move{.path = {cell(4, 5), cell(3, 5)}});
  EXPECT_EQ(table.at("A").pos, cell(3, 5));
  EXPECT_FALSE(has_condition(table.at("B"), Condition::grappled));
}

Participant flyer(int z_ft) {
  Participant who = foe("F", 3, 0);
  who.sheet.speeds.fly = 60;
  who.z_ft = z_ft;
  return who;
}

TEST(Falling, AFlyerKnockedProneDropsAndIsHurt) {
  Table table({hero("A", 0, 0), flyer(35)});
  const auto done =
      table.dm(DmChange{.slot = table.slot("F"), .add_conditions = {Condition::prone}}, {d(6, 1), d(6, 2), d(6, 3)});
  EXPECT_EQ(find<Fell>(done)->from_ft, 35);
  EXPECT_EQ(table.at("F").z_ft, 0);
  EXPECT_EQ(table.at("F").hp, 14);
}

TEST(Falling, LandsProneWhenStoppedInTheAirAndHurt) {
  Table table({hero("A", 0, 0), flyer(20)});
  (void)table.dm(DmChange{.slot = table.slot("F"), .add_conditions = {Condition::restrained}}, {d(6, 1), d(6, 1)});
  EXPECT_TRUE(has_condition(table.at("F"), Condition::prone));
  Table low({hero("A", 0, 0), flyer(5)});
  (void)low.dm(DmChange{.slot = low.slot("F"), .add_conditions = {Condition::restrained}});
  EXPECT_EQ(low.at("F").z_ft, 0);
  EXPECT_FALSE(has_condition(low.at("F"), Condition::prone)) << "unhurt by a short drop";
}

TEST(Falling, HoveringAndStandingHighDoNotFall) {
  Table table({hero("A", 0, 0), flyer(30)});
  table.at("F").sheet.speeds.hover = true;
  (void)table.dm(DmChange{.slot = table.slot("F"), .add_conditions = {Condition::prone}});
  EXPECT_EQ(table.at("F").z_ft, 30);
  table.at("A").z_ft = 10;
  (void)table.dm(DmChange{.slot = table.slot("A"), .add_conditions = {Condition::prone}});
  EXPECT_EQ(table.at("A").z_ft, 10) << "on a ledge, without wings";
}

TEST(Falling, TheFallCanKill) {
  Table table({hero("A", 0, 0), flyer(200)});
  table.at("F").hp = 10;
  std::vector<Die> dice(20, d(6, 1));
  (void)table.dm(DmChange{.slot = table.slot("F"), .add_conditions = {Condition::stunned}}, std::move(dice));
  EXPECT_TRUE(table.at("F").dead);
  EXPECT_EQ(table.at("F").z_ft, 0);
}

TEST(Crowding, EndingATurnInAnothersSpaceKnocksProneIn2024) {
  for (const Ruleset ruleset : {Ruleset::srd2014, Ruleset::srd2024}) {
    Table table({hero("A", 4, 4), hero("C", 4, 4), foe("B", 9, 9)}, ruleset);
    (void)table.act("A", EndTurn{});
    EXPECT_EQ(has_condition(table.at("A"), Condition::prone), ruleset == Ruleset::srd2024);
  }
  Table tiny({hero("A", 4, 4), hero("C", 4, 4), foe("B", 9, 9)}, Ruleset::srd2024);
  tiny.at("A").sheet.size = Size::tiny;
  (void)tiny.act("A", EndTurn{});
  EXPECT_FALSE(has_condition(tiny.at("A"), Condition::prone));
  Table large({hero("A", 4, 4), hero("C", 4, 4), foe("B", 9, 9)}, Ruleset::srd2024);
  large.at("A").sheet.size = Size::large;
  (void)large.act("A", EndTurn{});
  EXPECT_FALSE(has_condition(large.at("A"), Condition::prone)) << "larger than the other";
}

TEST(HelpWithACheck, GivesAdvantageOnTheNextCheckOfThatSkillOnly) {
  Table table({hero("C", 0, 1), hero("A", 0, 0), foe("B", 9, 9)});
  EXPECT_EQ(table.code("C", Help{.ally = table.slot("B"), .skill = Skill::perception}), "target.invalid");
  (void)table.act("C", Help{.ally = table.slot("A"), .skill = Skill::perception});
  (void)table.act("C", EndTurn{});
  const auto done = table.act("A", Basic{.kind = BasicKind::search}, {d(20, 3), d(20, 17)});
  EXPECT_EQ(find<CheckRolled>(done)->roll.mode, RollMode::advantage);
  EXPECT_TRUE(table.at("A").effects.empty());
  table.at("A").economy = {};
  EXPECT_EQ(find<CheckRolled>(table.act("A", Basic{.kind = BasicKind::search}, {d(20, 3)}))->roll.mode,
            RollMode::normal);
  table.at("A").economy = {};
  table.at("A").effects = {{.id = 9,
                            .name = "helped-check",
                            .single_use = true,
                            .modifiers = {{.kind = ModifierKind::check_advantage, .skill = Skill::athletics}}}};
  (void)table.act("A", Basic{.kind = BasicKind::search}, {d(20, 3)});
  EXPECT_EQ(table.at("A").effects.size(), 1U) << "another skill's help is kept";
}

TEST(HelpWithACheck, LapsesWithTheHelpersNextTurnAndNeedsTrainingIn2024) {
  Table table({hero("C", 0, 1), hero("A", 0, 0), foe("B", 9, 9)});
  (void)table.act("C", Help{.ally = table.slot("A"), .skill = Skill::perception});
  for (const char* who : {"C", "A", "B"}) (void)table.act(who, EndTurn{});
  EXPECT_TRUE(table.at("A").effects.empty());
  Table newer({hero("C", 0, 1), hero("A", 0, 0), foe("B", 9, 9)}, Ruleset::srd2024);
  EXPECT_EQ(newer.code("C", Help{.ally = newer.slot("A"), .skill = Skill::perception}), "target.invalid");
  newer.at("C").sheet.skills = {{.skill = Skill::perception}};
  EXPECT_EQ(newer.code("C", Help{.ally = newer.slot("A"), .skill = Skill::perception}), "ok");
}

TEST(UntrainedArmor, HampersStrengthAndDexterityChecksAndSaves) {
  Table table({hero("A", 0, 0), foe("B", 1, 0)});
  table.at("A").sheet.proficiencies = {"simple"};
  give(table.at("A"), "chain-mail", Place::worn);
  const auto grappled =
      table.act("A", Contest{.kind = ContestKind::grapple, .target = table.slot("B")}, {d(20, 18), d(20, 9), d(20, 5)});
  EXPECT_EQ(all<CheckRolled>(grappled)[0].roll.disadvantage, std::vector<std::string>{"untrained-armor"});
  EXPECT_EQ(all<CheckRolled>(grappled)[1].roll.mode, RollMode::normal);
  table.at("A").economy = {};
  EXPECT_EQ(find<CheckRolled>(table.act("A", Basic{.kind = BasicKind::search}, {d(20, 3)}))->roll.mode,
            RollMode::normal)
      << "Wisdom is free";
}

TEST(UntrainedArmor, AShieldAloneOnlyGivesNothingIn2024) {
  for (const Ruleset ruleset : {Ruleset::srd2014, Ruleset::srd2024}) {
    Table table({hero("A", 0, 0), foe("B", 1, 0)}, ruleset);
    table.at("A").sheet.armor_class = 0;
    table.at("A").sheet.proficiencies = {"simple"};
    give(table.at("A"), "shield", Place::off_hand);
    const bool newer = ruleset == Ruleset::srd2024;
    EXPECT_EQ(armor_class({srd()}, table.state, table.slot("A")), newer ? 10 : 12);
    std::vector<Die> dice{d(20, 2)};
    if (!newer) dice.push_back(d(20, 3));
    const auto done = table.act("A", Attack{.with = "unarmed-strike", .target = table.slot("B")}, std::move(dice));
    EXPECT_EQ(find<AttackRolled>(done)->roll.mode, newer ? RollMode::normal : RollMode::disadvantage);
  }
}

TEST(Antitoxin, SteelsAgainstPoisonAndNothingElse) {
  Table table({hero("W", 0, 0), hero("A", 1, 0), foe("B", 9, 9)});
  table.at("W").sheet.spellcasting = {.spells = {"poison-spray", "sacred-flame"}, .ability = Ability::int_};
  give(table.at("A"), "antitoxin", Place::pack);
  table.turn_of("A");
  EXPECT_EQ(table.code("A", UseItem{.item = "antitoxin"}), "ok");
  EXPECT_TRUE(table.at("A").inventory.empty());
  table.turn_of("W");
  const auto poison =
      table.act("W", Cast{.spell = "poison-spray", .targets = {table.slot("A")}}, {d(12, 1), d(20, 2), d(20, 15)});
  EXPECT_EQ(find<SaveRolled>(poison)->roll.advantage, std::vector<std::string>{"antitoxin"});
  table.at("W").economy = {};
  const auto flame = table.act("W", Cast{.spell = "sacred-flame", .targets = {table.slot("A")}}, {d(8, 1), d(20, 15)});
  EXPECT_EQ(find<SaveRolled>(flame)->roll.mode, RollMode::normal);
}

TEST(Exhaustion, LevelFourHalvesTheMaximumIn2014) {
  Table table({hero("A", 0, 0), foe("B", 9, 9)});
  (void)table.dm(DmChange{.slot = table.slot("A"), .exhaustion = 4});
  EXPECT_EQ(table.at("A").hp, 10);
  EXPECT_EQ(hit_point_limit(table.state, table.slot("A")), 10);
  (void)table.dm(DmHeal{.slot = table.slot("A"), .amount = 50});
  EXPECT_EQ(table.at("A").hp, 10);
  (void)table.dm(DmChange{.slot = table.slot("A"), .hp = 18});
  EXPECT_EQ(table.at("A").hp, 10) << "not even the DM goes over the maximum";
  (void)table.dm(DmChange{.slot = table.slot("A"), .exhaustion = 3});
  (void)table.dm(DmHeal{.slot = table.slot("A"), .amount = 50});
  EXPECT_EQ(table.at("A").hp, 20) << "and it comes back whole";
  Table newer({hero("A", 0, 0), foe("B", 9, 9)}, Ruleset::srd2024);
  (void)newer.dm(DmChange{.slot = newer.slot("A"), .exhaustion = 4});
  EXPECT_EQ(newer.at("A").hp, 20);
}

TEST(Exhaustion, TheHalvedMaximumCountsForMassiveDamage) {
  Table table({hero("A", 0, 0), foe("B", 9, 9)});
  (void)table.dm(DmChange{.slot = table.slot("A"), .exhaustion = 4});
  (void)table.dm(DmDamage{.slot = table.slot("A"), .parts = {{.flat = 20}}});
  EXPECT_TRUE(table.at("A").dead);
}

}  // namespace
}  // namespace live::engine::testing
