// Attacks: rules §9, §10, §11, §17, and the riders of §26 and §31.4.
#include <algorithm>

#include "engine/testing/fixture.hpp"

namespace live::engine::testing {
namespace {

Participant swordsman(int x, int y) {
  Participant who = hero("A", x, y);
  who.sheet.abilities.str = 16;
  return give(who, "longsword");
}

bool has(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

TEST(Attack, ALongswordAddsStrengthAndProficiencyAndRollsItsDie) {
  Table table({swordsman(0, 0), foe("B", 1, 0)});
  const auto done = table.act("A", Attack{.with = "longsword", .target = table.slot("B")}, {d(20, 10), d(8, 5)});
  const auto* rolled = find<AttackRolled>(done);
  ASSERT_NE(rolled, nullptr);
  EXPECT_EQ(rolled->roll.total, 15);
  EXPECT_EQ(rolled->armor_class, 10);
  EXPECT_TRUE(rolled->hit);
  EXPECT_EQ(table.at("B").hp, 20 - 8);
}

// R2.3: validated against the rules.
TEST(Attack, IsRefusedWithACodeASentenceAndARule) {
  Table table({swordsman(0, 0), foe("B", 3, 0), foe("C", 1, 0)});
  const auto far = table.act("A", Attack{.with = "longsword", .target = table.slot("B")});
  ASSERT_FALSE(far.has_value());
  EXPECT_EQ(far.error().code, "target.outOfRange");
  EXPECT_EQ(far.error().rule, "§9");
  EXPECT_EQ(far.error().sentence, "B is 15 ft away; longsword reaches 5 ft.");
  EXPECT_EQ(table.code("B", Attack{.target = table.slot("A")}), "turn.notYours");
  EXPECT_EQ(table.code("A", Attack{.with = "banana", .target = table.slot("C")}), "item.none");
  EXPECT_EQ(table.code("A", Attack{.with = "longsword", .target = table.slot("A")}), "target.invalid");
  table.at("A").conditions.push_back({.condition = Condition::charmed, .source = table.slot("C")});
  EXPECT_EQ(table.code("A", Attack{.with = "longsword", .target = table.slot("C")}), "cond.charmed");
  table.at("A").conditions = {{.condition = Condition::stunned}};
  EXPECT_EQ(table.code("A", Attack{.with = "longsword", .target = table.slot("C")}), "cond.incapacitated");
}

TEST(Attack, ASecondOneNeedsExtraAttack) {
  Table table({swordsman(0, 0), foe("B", 1, 0)});
  (void)table.act("A", Attack{.with = "longsword", .target = table.slot("B")}, {d(20, 2)});
  EXPECT_EQ(table.code("A", Attack{.with = "longsword", .target = table.slot("B")}), "economy.noAction");
  Table better({swordsman(0, 0), foe("B", 1, 0)});
  better.at("A").sheet.features.push_back({.id = "extra-attack"});
  (void)better.act("A", Attack{.with = "longsword", .target = better.slot("B")}, {d(20, 2)});
  EXPECT_TRUE(better.act("A", Attack{.with = "longsword", .target = better.slot("B")}, {d(20, 2)}).has_value());
  EXPECT_EQ(better.code("A", Attack{.with = "longsword", .target = better.slot("B")}), "economy.noAction");
}

TEST(Attack, ANaturalOneMissesAndATwentyIsCriticalWhateverTheNumbers) {
  Table table({swordsman(0, 0), foe("B", 1, 0)});
  table.at("B").sheet.armor_class = 2;
  EXPECT_FALSE(
      find<AttackRolled>(table.act("A", Attack{.with = "longsword", .target = table.slot("B")}, {d(20, 1)}))->hit);
  Table high({swordsman(0, 0), foe("B", 1, 0)});
  high.at("B").sheet.armor_class = 30;
  const auto done = high.act("A", Attack{.with = "longsword", .target = high.slot("B")}, {d(20, 20), d(8, 5), d(8, 3)});
  EXPECT_TRUE(find<AttackRolled>(done)->critical);
  EXPECT_EQ(high.at("B").hp, 20 - 11);
}

struct ModeCase {
  const char* name;
  Condition on_target;
  Condition on_attacker;
  bool target = false;
  bool attacker = false;
  RollMode expected = RollMode::normal;
};

TEST(Attack, ConditionsGiveAdvantageAndDisadvantageByTheTable) {
  const ModeCase cases[] = {
      {"paralyzed target", Condition::paralyzed, Condition::prone, true, false, RollMode::advantage},
      {"petrified target", Condition::petrified, Condition::prone, true, false, RollMode::advantage},
      {"restrained target", Condition::restrained, Condition::prone, true, false, RollMode::advantage},
      {"stunned target", Condition::stunned, Condition::prone, true, false, RollMode::advantage},
      {"blinded target", Condition::blinded, Condition::prone, true, false, RollMode::advantage},
      {"prone target close by", Condition::prone, Condition::prone, true, false, RollMode::advantage},
      {"invisible target", Condition::invisible, Condition::prone, true, false, RollMode::disadvantage},
      {"poisoned attacker", Condition::prone, Condition::poisoned, false, true, RollMode::disadvantage},
      {"prone attacker", Condition::prone, Condition::prone, false, true, RollMode::disadvantage},
      {"restrained attacker", Condition::prone, Condition::restrained, false, true, RollMode::disadvantage},
      {"blinded attacker", Condition::prone, Condition::blinded, false, true, RollMode::disadvantage},
      {"invisible attacker", Condition::prone, Condition::invisible, false, true, RollMode::advantage},
      {"prone fighting prone", Condition::prone, Condition::prone, true, true, RollMode::normal},
  };
  for (const ModeCase& one : cases) {
    SCOPED_TRACE(one.name);
    Table table({swordsman(0, 0), foe("B", 1, 0)});
    table.at("B").sheet.armor_class = 25;
    if (one.target) table.at("B").conditions.push_back({.condition = one.on_target});
    if (one.attacker) table.at("A").conditions.push_back({.condition = one.on_attacker});
    std::vector<Die> dice{d(20, 5)};
    if (one.expected != RollMode::normal) dice.push_back(d(20, 6));
    const auto done = table.act("A", Attack{.with = "longsword", .target = table.slot("B")}, dice);
    const auto* rolled = find<AttackRolled>(done);
    ASSERT_NE(rolled, nullptr);
    EXPECT_EQ(rolled->roll.mode, one.expected);
    const int kept = one.expected == RollMode::advantage ? 6 : 5;
    EXPECT_EQ(rolled->roll.natural, kept);
  }
}

TEST(Attack, AProneTargetFarAwayIsHarderAndAnUnconsciousOneEvensOut) {
  Table table({hero("A", 0, 0), foe("B", 4, 0)});
  give(table.at("A"), "shortbow");
  give(table.at("A"), "arrow", Place::pack, 5);
  table.at("B").conditions.push_back({.condition = Condition::prone});
  EXPECT_EQ(
      find<AttackRolled>(table.act("A", Attack{.with = "shortbow", .target = table.slot("B")}, {d(20, 2), d(20, 3)}))
          ->roll.mode,
      RollMode::disadvantage);
  EXPECT_EQ(table.at("A").inventory[1].quantity, 4);
  table.at("A").economy = {};
  table.at("B").conditions.push_back({.condition = Condition::unconscious});
  EXPECT_EQ(
      find<AttackRolled>(table.act("A", Attack{.with = "shortbow", .target = table.slot("B")}, {d(20, 3)}))->roll.mode,
      RollMode::normal);
}

TEST(Attack, ACloseHitOnTheParalyzedIsCritical) {
  Table table({swordsman(0, 0), foe("B", 1, 0)});
  table.at("B").conditions.push_back({.condition = Condition::paralyzed});
  const auto done =
      table.act("A", Attack{.with = "longsword", .target = table.slot("B")}, {d(20, 10), d(20, 12), d(8, 1), d(8, 2)});
  EXPECT_TRUE(find<AttackRolled>(done)->critical);
}

TEST(Attack, ShootingWithAnEnemyBesideYouAndAtLongRangeHampers) {
  Table table({hero("A", 0, 0), foe("B", 18, 0), foe("C", 1, 0)});
  give(table.at("A"), "shortbow");
  give(table.at("A"), "arrow", Place::pack, 5);
  const auto close = table.act("A", Attack{.with = "shortbow", .target = table.slot("B")}, {d(20, 2), d(20, 3)});
  const auto* rolled = find<AttackRolled>(close);
  ASSERT_NE(rolled, nullptr);
  EXPECT_TRUE(has(rolled->roll.disadvantage, "enemy-adjacent"));
  EXPECT_TRUE(has(rolled->roll.disadvantage, "long-range"));
  // One that cannot act or see does not bother the shooter; and a secret one must not show itself this way (B4).
  table.at("A").economy = {};
  table.at("C").secret = true;
  const auto unknown = table.act("A", Attack{.with = "shortbow", .target = table.slot("B")}, {d(20, 2), d(20, 3)});
  EXPECT_FALSE(has(find<AttackRolled>(unknown)->roll.disadvantage, "enemy-adjacent"));
}

TEST(Attack, HalfCoverAddsTwoToArmour) {
  grid::GridMap map = grid::GridMap::plain(10, 3);
  for (int y = 0; y < 3; ++y) map.set(cell(2, y), grid::terrain::half_cover);
  Table table({hero("A", 0, 1), foe("B", 4, 1)}, map);
  give(table.at("A"), "light-crossbow");
  give(table.at("A"), "bolt", Place::pack, 5);
  const auto done = table.act("A", Attack{.with = "light-crossbow", .target = table.slot("B")}, {d(20, 9)});
  const auto* rolled = find<AttackRolled>(done);
  ASSERT_NE(rolled, nullptr);
  EXPECT_EQ(rolled->cover, grid::Cover::half);
  EXPECT_EQ(rolled->armor_class, 12);
  EXPECT_FALSE(rolled->hit);
}

TEST(Attack, BehindAWallThereIsNoTarget) {
  grid::GridMap map = grid::GridMap::plain(10, 9);
  for (int y = 0; y < 9; ++y) map.set(cell(2, y), grid::terrain::wall);
  Table table({hero("A", 0, 4), foe("B", 4, 4)}, map);
  give(table.at("A"), "light-crossbow");
  give(table.at("A"), "bolt", Place::pack, 5);
  EXPECT_EQ(table.code("A", Attack{.with = "light-crossbow", .target = table.slot("B")}), "target.totalCover");
}

TEST(Attack, NoArrowsNoShotAndACrossbowLoadsOnce) {
  Table table({hero("A", 0, 0), foe("B", 4, 0)});
  give(table.at("A"), "light-crossbow");
  EXPECT_EQ(table.code("A", Attack{.with = "light-crossbow", .target = table.slot("B")}), "weapon.noAmmo");
  give(table.at("A"), "bolt", Place::pack, 5);
  table.at("A").sheet.features.push_back({.id = "extra-attack"});
  (void)table.act("A", Attack{.with = "light-crossbow", .target = table.slot("B")}, {d(20, 2)});
  EXPECT_EQ(table.code("A", Attack{.with = "light-crossbow", .target = table.slot("B")}), "weapon.loading");
}

TEST(Attack, TwoHandsAreNeededForAGreatsword) {
  Table table({hero("A", 0, 0), foe("B", 1, 0)});
  give(table.at("A"), "greatsword");
  give(table.at("A"), "shield", Place::off_hand);
  EXPECT_EQ(table.code("A", Attack{.with = "greatsword", .target = table.slot("B")}), "weapon.hands");
  EXPECT_EQ(table.code("A", Attack{.with = "greatsword", .target = table.slot("B"), .two_handed = true}),
            "weapon.hands");
}

TEST(Attack, VersatileUsesTheBiggerDieInTwoHands) {
  Table table({swordsman(0, 0), foe("B", 1, 0)});
  (void)table.act("A", Attack{.with = "longsword", .target = table.slot("B"), .two_handed = true},
                  {d(20, 15), d(10, 9)});
  EXPECT_EQ(table.at("B").hp, 20 - 12);
}

TEST(Attack, TheSecondLightWeaponIsABonusActionWithoutTheAbility) {
  Table table({hero("A", 0, 0), foe("B", 1, 0)});
  table.at("A").sheet.abilities.dex = 16;
  give(table.at("A"), "shortsword");
  give(table.at("A"), "dagger", Place::off_hand);
  const Attack second{.with = "dagger", .target = table.slot("B"), .mode = AttackMode::offhand};
  EXPECT_EQ(table.code("A", second), "economy.noBonus");
  (void)table.act("A", Attack{.with = "shortsword", .target = table.slot("B")}, {d(20, 2)});
  EXPECT_EQ(table.code("A", Attack{.with = "shortsword", .target = table.slot("B"), .mode = AttackMode::offhand}),
            "weapon.hands");
  (void)table.act("A", second, {d(20, 15), d(4, 3)});
  EXPECT_EQ(table.at("B").hp, 17);
  EXPECT_EQ(table.code("A", second), "economy.noBonus");
}

TEST(Attack, AThrownDaggerLandsInItsTargetsCell) {
  Table table({hero("A", 0, 0), foe("B", 3, 0)});
  give(table.at("A"), "dagger");
  (void)table.act("A", Attack{.with = "dagger", .target = table.slot("B")}, {d(20, 15), d(4, 4)});
  EXPECT_EQ(table.at("B").hp, 16);
  EXPECT_EQ(table.at("A").inventory[0].place, Place::dropped);
  EXPECT_EQ(table.at("A").inventory[0].at, cell(3, 0));
}

TEST(Attack, DrawingTakesTheFreeInteractionIn2014) {
  Table table({hero("A", 0, 0), foe("B", 1, 0)});
  give(table.at("A"), "longsword", Place::pack);
  (void)table.act("A", Attack{.with = "longsword", .target = table.slot("B")}, {d(20, 2)});
  EXPECT_EQ(table.at("A").inventory[0].place, Place::main_hand);
  EXPECT_EQ(table.at("A").economy.interactions_used, 1);
}

TEST(Attack, HeavyWeaponsHamperTheSmallOrTheWeakByRuleset) {
  for (const Ruleset ruleset : {Ruleset::srd2014, Ruleset::srd2024}) {
    Table table({hero("A", 0, 0), foe("B", 1, 0)}, ruleset);
    give(table.at("A"), "greatsword");
    const bool by_size = ruleset == Ruleset::srd2014;
    table.at("A").sheet.size = by_size ? Size::small : Size::medium;
    table.at("A").sheet.abilities.str = by_size ? 16 : 12;
    const auto done = table.act("A", Attack{.with = "greatsword", .target = table.slot("B")}, {d(20, 2), d(20, 3)});
    EXPECT_TRUE(has(find<AttackRolled>(done)->roll.disadvantage, "heavy"));
  }
}

TEST(Attack, SneakAttackComesOnceATurnWithAdvantageOrAFriendBeside) {
  Table table({hero("A", 0, 0), hero("C", 2, 0), foe("B", 1, 0)});
  table.at("A").sheet.abilities.dex = 16;
  table.at("A").sheet.features = {{"sneak-attack", 2}, {"extra-attack", 1}};
  give(table.at("A"), "shortsword");
  const Attack attack{.with = "shortsword", .target = table.slot("B")};
  const auto done = table.act("A", attack, {d(20, 15), d(6, 1), d(6, 2), d(6, 3)});
  EXPECT_EQ(find<DamageRolled>(done)->parts.size(), 2U);
  EXPECT_EQ(table.at("B").hp, 20 - 9);
  (void)table.act("A", attack, {d(20, 15), d(6, 1)});
  EXPECT_EQ(table.at("B").hp, 20 - 9 - 4);
}

TEST(Attack, AFeatureCanBeKeptForLaterByNamingOthers) {
  Table table({hero("A", 0, 0), hero("C", 2, 0), foe("B", 1, 0)});
  table.at("A").sheet.features = {{"sneak-attack", 2}};
  give(table.at("A"), "shortsword");
  (void)table.act("A", Attack{.with = "shortsword", .target = table.slot("B"), .riders = {"none"}},
                  {d(20, 15), d(6, 1)});
  EXPECT_TRUE(table.at("A").used_this_turn.empty());
}

TEST(Attack, FightingStylesAddWhatTheySay) {
  Table table({swordsman(0, 0), foe("B", 1, 0)});
  table.at("A").sheet.features = {{"dueling", 0}, {"defense", 0}};
  give(table.at("A"), "shield", Place::off_hand);
  give(table.at("A"), "chain-mail", Place::worn);
  table.at("A").sheet.armor_class = 0;
  EXPECT_EQ(armor_class({srd()}, table.state, table.slot("A")), 19);
  (void)table.act("A", Attack{.with = "longsword", .target = table.slot("B")}, {d(20, 15), d(8, 1)});
  EXPECT_EQ(table.at("B").hp, 20 - 1 - 3 - 2);
  Table bow({hero("A", 0, 0), foe("B", 5, 0)});
  bow.at("A").sheet.features = {{"archery", 0}};
  give(bow.at("A"), "shortbow");
  give(bow.at("A"), "arrow", Place::pack, 2);
  const auto shot = bow.act("A", Attack{.with = "shortbow", .target = bow.slot("B")}, {d(20, 3)});
  EXPECT_EQ(find<AttackRolled>(shot)->roll.total, 3 + 2 + 2);
}

TEST(Attack, SneakAttackNeedsNoDisadvantage) {
  Table table({hero("A", 0, 0), hero("C", 2, 0), foe("B", 1, 0)});
  table.at("A").sheet.features = {{"sneak-attack", 2}};
  table.at("A").conditions.push_back({.condition = Condition::poisoned});
  give(table.at("A"), "shortsword");
  (void)table.act("A", Attack{.with = "shortsword", .target = table.slot("B")}, {d(20, 15), d(20, 16), d(6, 1)});
  EXPECT_EQ(table.at("B").hp, 19);
}

TEST(Attack, MartialAdvantageNeedsAnAbleAllyBesideTheTarget) {
  Table table({hero("A", 0, 0), stat_block("hobgoblin", "H", 1, 0), stat_block("goblin", "G", 0, 1)});
  table.turn_of("H");
  (void)table.act("H", Attack{.with = "longsword", .target = table.slot("A")}, {d(20, 15), d(8, 1), d(6, 1), d(6, 1)});
  EXPECT_EQ(table.at("A").hp, 20 - 4);
  Table alone({hero("A", 0, 0), stat_block("hobgoblin", "H", 1, 0)});
  alone.turn_of("H");
  (void)alone.act("H", Attack{.with = "longsword", .target = alone.slot("A")}, {d(20, 15), d(8, 1)});
  EXPECT_EQ(alone.at("A").hp, 18);
}

TEST(Attack, ImprovedCriticalStrikesOnNineteen) {
  for (const Ruleset ruleset : {Ruleset::srd2014, Ruleset::srd2024}) {
    Table table({swordsman(0, 0), foe("B", 1, 0)}, ruleset);
    table.at("A").sheet.features = {{"improved-critical", 0}};
    table.at("B").sheet.armor_class = 30;
    const bool hits = ruleset == Ruleset::srd2014;
    std::vector<Die> dice{d(20, 19)};
    if (hits) dice.insert(dice.end(), {d(8, 1), d(8, 1)});
    EXPECT_EQ(
        find<AttackRolled>(table.act("A", Attack{.with = "longsword", .target = table.slot("B")}, dice))->critical,
        hits);
  }
}

TEST(Attack, AMultiattackIsOneActionOfListedAttacks) {
  Table table({stat_block("goblin", "G", 0, 0), hero("A", 1, 0)});
  table.at("G").sheet.multiattack = {{.attack = "scimitar", .count = 2}};
  const Attack one{.with = "scimitar", .target = table.slot("A"), .mode = AttackMode::multiattack};
  (void)table.act("G", one, {d(20, 2)});
  (void)table.act("G", one, {d(20, 2)});
  EXPECT_EQ(table.code("G", one), "economy.noAction");
}

TEST(Damage, ResistanceComesBeforeVulnerabilityAndImmunityBeatsBoth) {
  struct Case {
    bool resistant, vulnerable, immune;
    int expected;
  };
  for (const Case& one : {Case{false, false, false, 25}, Case{true, false, false, 12}, Case{false, true, false, 50},
                          Case{true, true, false, 24}, Case{true, true, true, 0}}) {
    Table table({hero("A", 0, 0)});
    table.at("A").hp = table.at("A").hp_max = 100;
    Sheet& sheet = table.at("A").sheet;
    if (one.resistant) sheet.resistances.push_back({.type = DamageType::fire});
    if (one.vulnerable) sheet.vulnerabilities.push_back({.type = DamageType::fire});
    if (one.immune) sheet.immunities.push_back({.type = DamageType::fire});
    (void)table.dm(DmDamage{.slot = table.slot("A"), .parts = {{.flat = 25, .type = DamageType::fire}}});
    EXPECT_EQ(table.at("A").hp, 100 - one.expected);
  }
}

TEST(Damage, NonmagicalResistanceLooksAtTheWeapon) {
  for (const bool magical : {false, true}) {
    Table table({swordsman(0, 0), foe("B", 1, 0)});
    table.at("B").sheet.resistances.push_back({.type = DamageType::slashing, .nonmagical = true});
    if (magical) table.at("A").inventory[0].tags.push_back("magical");
    (void)table.act("A", Attack{.with = "longsword", .target = table.slot("B")}, {d(20, 15), d(8, 5)});
    EXPECT_EQ(table.at("B").hp, magical ? 12 : 16);
  }
}

TEST(Damage, TemporaryHitPointsGoFirst) {
  Table table({hero("A", 0, 0)});
  table.at("A").temp_hp = 8;
  (void)table.dm(DmDamage{.slot = table.slot("A"), .parts = {{.flat = 11, .type = DamageType::fire}}});
  EXPECT_EQ(table.at("A").temp_hp, 0);
  EXPECT_EQ(table.at("A").hp, 17);
}

TEST(Damage, OnAverageNoDiceAreRolled) {
  Table table({swordsman(0, 0), foe("B", 1, 0)});
  table.state.options.average_damage = true;
  (void)table.act("A", Attack{.with = "longsword", .target = table.slot("B")}, {d(20, 15)});
  EXPECT_EQ(table.at("B").hp, 20 - 4 - 3);
}

}  // namespace
}  // namespace live::engine::testing
