// The actions of rules §16, contests (§10), things (§24), features (§31.4), and the list of what one could do.
#include <algorithm>

#include "engine/rules/creature.hpp"
#include "engine/testing/fixture.hpp"

namespace live::engine::testing {
namespace {

grid::GridMap with_pillar() {
  grid::GridMap map = grid::GridMap::plain(12, 9);
  for (int y = 2; y < 7; ++y) map.set(cell(4, y), grid::terrain::wall);
  return map;
}

TEST(Hide, NeedsConcealmentAndBeatsPassivePerception) {
  Table open({hero("A", 1, 4), foe("B", 8, 4)});
  EXPECT_EQ(open.code("A", Basic{.kind = BasicKind::hide}), "target.notSeen");
  Table table({hero("A", 1, 4), foe("B", 8, 4)}, with_pillar());
  table.at("A").sheet.skills = {{.skill = Skill::stealth, .training = Training::proficient}};
  (void)table.act("A", Basic{.kind = BasicKind::hide}, {d(20, 8)});
  EXPECT_TRUE(table.at("A").hidden.from.empty());
  table.at("A").economy = {};
  (void)table.act("A", Basic{.kind = BasicKind::hide}, {d(20, 9)});
  EXPECT_EQ(table.at("A").hidden, (Hidden{.total = 11, .from = {table.slot("B")}}));
  EXPECT_FALSE(can_see(table.state, table.slot("B"), table.slot("A")));
}

TEST(Hide, EndsInPlainViewAndOnAttack) {
  Table table({hero("A", 1, 4), foe("B", 8, 4)}, with_pillar());
  table.at("A").hidden = {.total = 20, .from = {table.slot("B")}};
  (void)table.act("A", Move{.to = cell(3, 8)});
  EXPECT_TRUE(table.at("A").hidden.from.empty());
  Table shot({hero("A", 5, 0), foe("B", 8, 0)});
  shot.at("A").hidden = {.total = 20, .from = {shot.slot("B")}};
  give(shot.at("A"), "dagger");
  const auto done = shot.act("A", Attack{.with = "dagger", .target = shot.slot("B")}, {d(20, 2), d(20, 3)});
  EXPECT_EQ(find<AttackRolled>(done)->roll.mode, RollMode::advantage);
  EXPECT_EQ(shot.at("A").hidden, Hidden{});
}

TEST(Hide, IsDc15AndInvisibilityIn2024) {
  Table table({hero("A", 1, 4), foe("B", 8, 4)}, with_pillar(), Ruleset::srd2024);
  (void)table.act("A", Basic{.kind = BasicKind::hide}, {d(20, 14)});
  EXPECT_FALSE(has_condition(table.at("A"), Condition::invisible));
  table.at("A").economy = {};
  (void)table.act("A", Basic{.kind = BasicKind::hide}, {d(20, 15)});
  EXPECT_TRUE(has_condition(table.at("A"), Condition::invisible));
}

TEST(Search, FindsWhoeverHidNoBetterThanTheRoll) {
  Table table({hero("A", 1, 4), stat_block("goblin", "g", 8, 4), foe("C", 9, 9 - 1)}, with_pillar());
  table.at("g").hidden = {.total = 15, .from = {table.slot("A")}};
  table.at("g").secret = true;
  (void)table.act("A", Basic{.kind = BasicKind::search}, {d(20, 14)});
  EXPECT_TRUE(table.at("g").secret);
  table.at("A").economy = {};
  (void)table.act("A", Basic{.kind = BasicKind::search}, {d(20, 15)});
  EXPECT_FALSE(table.at("g").secret);
  EXPECT_EQ(table.at("g").hidden, Hidden{});
}

TEST(Secret, AnAttackFromTheDarkShowsTheAttacker) {
  Table table({stat_block("goblin", "g", 5, 0), hero("A", 0, 0)});
  table.at("g").secret = true;
  const auto done = table.act("g", Attack{.with = "shortbow", .target = table.slot("A")}, {d(20, 2), d(20, 3)});
  EXPECT_FALSE(table.at("g").secret);
  // It is shown before the shot is, so that the shot has someone to come from.
  std::size_t shown = 0, shot = 0;
  for (std::size_t i = 0; i < done->size(); ++i) {
    if (std::holds_alternative<SecretChanged>((*done)[i])) shown = i;
    if (std::holds_alternative<AttackRolled>((*done)[i])) shot = i;
  }
  EXPECT_LT(shown, shot);
}

TEST(Help, GivesTheNamedAllyAdvantageOnce) {
  Table table({hero("C", 0, 1), hero("A", 0, 0), foe("B", 1, 0)});
  EXPECT_EQ(table.code("C", Help{.ally = table.slot("C"), .target = table.slot("B")}), "target.invalid");
  (void)table.act("C", Help{.ally = table.slot("A"), .target = table.slot("B")});
  (void)table.act("C", EndTurn{});
  EXPECT_EQ(find<AttackRolled>(
                table.act("A", Attack{.with = "unarmed-strike", .target = table.slot("B")}, {d(20, 2), d(20, 3)}))
                ->roll.mode,
            RollMode::advantage);
  EXPECT_TRUE(table.at("B").effects.empty());
}

TEST(Contest, GrappleIsAContestIn2014AndASaveIn2024) {
  Table table({hero("A", 0, 0), foe("B", 1, 0)});
  (void)table.act("A", Contest{.kind = ContestKind::grapple, .target = table.slot("B")}, {d(20, 10), d(20, 10)});
  EXPECT_FALSE(has_condition(table.at("B"), Condition::grappled)) << "a tie leaves things as they are";
  table.at("A").economy = {};
  (void)table.act("A", Contest{.kind = ContestKind::grapple, .target = table.slot("B")}, {d(20, 11), d(20, 10)});
  EXPECT_TRUE(has_condition(table.at("B"), Condition::grappled));
  EXPECT_EQ(current_speed_ft(table.state, table.slot("B")), 0);
  (void)table.act("A", EndTurn{});
  (void)table.act("B", Escape{}, {d(20, 12), d(20, 11)});
  EXPECT_FALSE(has_condition(table.at("B"), Condition::grappled));
  table.at("B").conditions = {{.condition = Condition::stunned}};
  table.turn_of("A");
  table.at("A").economy = {};
  EXPECT_EQ(table.code("A", Contest{.kind = ContestKind::grapple, .target = table.slot("B")}), "ok")
      << "no dice at all";
  Table newer({hero("A", 0, 0), foe("B", 1, 0)}, Ruleset::srd2024);
  const auto done = newer.act("A", Contest{.kind = ContestKind::grapple, .target = newer.slot("B")}, {d(20, 9)});
  EXPECT_EQ(find<SaveRolled>(done)->dc, 10);
  EXPECT_TRUE(has_condition(newer.at("B"), Condition::grappled));
}

TEST(Contest, ShoveKnocksDownOrPushesAndSizeLimitsIt) {
  Table table({hero("A", 1, 0), foe("B", 2, 0)});
  (void)table.act("A", Contest{.kind = ContestKind::shove_away, .target = table.slot("B")}, {d(20, 15), d(20, 2)});
  EXPECT_EQ(table.at("B").pos, cell(3, 0));
  table.at("A").economy = {};
  table.at("A").pos = cell(2, 0);
  (void)table.act("A", Contest{.kind = ContestKind::shove_prone, .target = table.slot("B")}, {d(20, 15), d(20, 2)});
  EXPECT_TRUE(has_condition(table.at("B"), Condition::prone));
  table.at("A").economy = {};
  table.at("B").sheet.size = Size::huge;
  EXPECT_EQ(table.code("A", Contest{.kind = ContestKind::shove_prone, .target = table.slot("B")}), "target.invalid");
}

TEST(Contest, AGrappleEndsWhenTheHolderCannotHold) {
  Table table({hero("A", 0, 0), foe("B", 1, 0), foe("C", 9, 9)});
  table.at("B").conditions.push_back({.condition = Condition::grappled, .source = table.slot("A")});
  (void)table.dm(DmChange{.slot = table.slot("A"), .add_conditions = {Condition::stunned}});
  EXPECT_FALSE(has_condition(table.at("B"), Condition::grappled));
}

// R4.6: consume.
TEST(Item, APotionHealsForAnActionOrABonusAction) {
  for (const Ruleset ruleset : {Ruleset::srd2014, Ruleset::srd2024}) {
    Table table({hero("A", 0, 0), foe("B", 9, 9)}, ruleset);
    table.at("A").hp = 5;
    give(table.at("A"), "potion-of-healing", Place::pack);
    const auto done = table.act("A", UseItem{.item = "potion-of-healing"}, {d(4, 3), d(4, 4)});
    EXPECT_EQ(find<Healed>(done)->amount, 9);
    EXPECT_EQ(table.at("A").hp, 14);
    EXPECT_TRUE(table.at("A").inventory.empty());
    EXPECT_EQ(table.at("A").economy.actions_left, ruleset == Ruleset::srd2014 ? 0 : 1);
    EXPECT_EQ(table.code("A", UseItem{.item = "potion-of-healing"}),
              ruleset == Ruleset::srd2014 ? "economy.noAction" : "item.none");
  }
}

TEST(Item, EquippingAShieldTakesAnActionAndChangesArmorClass) {
  Table table({hero("A", 0, 0), foe("B", 9, 9)});
  table.at("A").sheet.armor_class = 0;
  table.at("A").sheet.abilities.dex = 14;
  give(table.at("A"), "leather", Place::worn);
  give(table.at("A"), "shield", Place::pack);
  EXPECT_EQ(armor_class({srd()}, table.state, table.slot("A")), 13);
  (void)table.act("A", Equip{.item = "shield"});
  EXPECT_EQ(armor_class({srd()}, table.state, table.slot("A")), 15);
  EXPECT_EQ(table.code("A", Unequip{.item = "shield"}), "economy.noAction");
  EXPECT_EQ(table.code("A", Unequip{.item = "leather"}), "economy.noAction");
}

struct ArmorCase {
  const char* armor;
  int dex;
  int expected;
};

TEST(Item, ArmorClassByArmorAndDexterity) {
  for (const ArmorCase& one : {ArmorCase{"", 16, 13}, ArmorCase{"studded-leather", 16, 15},
                               ArmorCase{"half-plate", 18, 17}, ArmorCase{"plate", 8, 18}, ArmorCase{"hide", 8, 11}}) {
    SCOPED_TRACE(one.armor);
    Table table({hero("A", 0, 0)});
    table.at("A").sheet.armor_class = 0;
    table.at("A").sheet.abilities.dex = one.dex;
    if (*one.armor != 0) give(table.at("A"), one.armor, Place::worn);
    EXPECT_EQ(armor_class({srd()}, table.state, table.slot("A")), one.expected);
  }
}

TEST(Item, DroppingIsFreeAndPickingUpIsTheInteraction) {
  Table table({hero("A", 0, 0), foe("B", 9, 9)});
  give(table.at("A"), "longsword");
  (void)table.act("A", Unequip{.item = "longsword", .drop = true});
  EXPECT_EQ(table.at("A").economy.interactions_used, 0);
  (void)table.act("A", Move{.to = cell(4, 0)});
  EXPECT_EQ(table.code("A", Equip{.item = "longsword"}), "target.outOfRange");
  (void)table.act("A", Move{.to = cell(3, 0)});
  EXPECT_EQ(table.code("A", Equip{.item = "longsword"}), "target.outOfRange");
}

TEST(Interact, OpensADoorOnceFreeThenForTheAction) {
  grid::GridMap map = grid::GridMap::plain(4, 1);
  map.set(cell(1, 0), grid::terrain::closed_door);
  Table table({hero("A", 0, 0), foe("B", 3, 0)}, map);
  EXPECT_EQ(table.code("A", Move{.to = cell(1, 0)}), "move.blocked");
  (void)table.act("A", Interact{.at = cell(1, 0)});
  EXPECT_EQ(table.at("A").economy.actions_left, 1);
  (void)table.act("A", Interact{.at = cell(1, 0)});
  EXPECT_EQ(table.at("A").economy.actions_left, 0);
  EXPECT_EQ(table.code("A", Interact{.at = cell(1, 0)}), "economy.noInteraction");
}

TEST(Feature, SecondWindHealsAsABonusAction) {
  Table table({hero("A", 0, 0), foe("B", 9, 9)});
  table.at("A").hp = 3;
  table.at("A").sheet.level = 3;
  table.at("A").sheet.features = {{"second-wind", 0}};
  table.at("A").resources = {{.id = "second-wind", .left = 1, .max = 1, .recharge = Recharge::short_rest}};
  (void)table.act("A", UseFeature{.feature = "second-wind"}, {d(10, 6)});
  EXPECT_EQ(table.at("A").hp, 12);
  EXPECT_EQ(table.code("A", UseFeature{.feature = "second-wind"}), "economy.noBonus");
  (void)table.act("A", EndTurn{});
  (void)table.act("B", EndTurn{});
  EXPECT_EQ(table.code("A", UseFeature{.feature = "second-wind"}), "feature.spent");
}

TEST(Feature, ActionSurgeGivesAnotherActionButNoSpellIn2024) {
  Table table({hero("A", 0, 0), foe("B", 2, 0)}, Ruleset::srd2024);
  table.at("A").sheet.features = {{"action-surge", 0}};
  table.at("A").sheet.spellcasting = {.spells = {"fire-bolt"}};
  table.at("A").resources = {{.id = "action-surge", .left = 1, .max = 1}};
  (void)table.act("A", Basic{.kind = BasicKind::dash});
  (void)table.act("A", UseFeature{.feature = "action-surge"});
  EXPECT_EQ(table.code("A", Cast{.spell = "fire-bolt", .targets = {table.slot("B")}}), "economy.noAction");
  EXPECT_EQ(table.code("A", Basic{.kind = BasicKind::dodge}), "ok");
  EXPECT_EQ(table.code("A", Basic{.kind = BasicKind::dodge}), "economy.noAction");
}

TEST(Feature, CunningActionAndNimbleEscapeUseTheBonusAction) {
  Table table({stat_block("goblin", "g", 0, 0), hero("A", 1, 0)});
  EXPECT_EQ(table.code("g", Basic{.kind = BasicKind::dash, .as_bonus = true}), "economy.noBonus");
  EXPECT_EQ(table.code("g", Basic{.kind = BasicKind::disengage, .as_bonus = true}), "ok");
  EXPECT_EQ(table.at("g").economy.actions_left, 1);
  EXPECT_EQ(table.code("g", Basic{.kind = BasicKind::disengage, .as_bonus = true}), "economy.noBonus");
}

// R4.2: what is offered says who can be targeted, and what is not offered says why (B8).
TEST(Available, ListsTargetsAndReasons) {
  Table table({hero("A", 0, 0), foe("B", 1, 0), foe("C", 9, 9), foe("S", 0, 1)});
  table.at("S").secret = true;
  give(table.at("A"), "longsword");
  const auto offers = available_actions({srd()}, table.state, table.slot("A"));
  const auto sword = std::ranges::find(offers, "longsword", &AvailableAction::id);
  ASSERT_NE(sword, offers.end());
  EXPECT_TRUE(sword->available) << sword->type << sword->code << sword->sentence;
  EXPECT_EQ(sword->targets, std::vector<Slot>{table.slot("B")});
  const auto hide = std::ranges::find(offers, "hide", &AvailableAction::id);
  ASSERT_NE(hide, offers.end());
  EXPECT_FALSE(hide->available);
  EXPECT_FALSE(hide->sentence.empty());
  for (const AvailableAction& offer : available_actions({srd()}, table.state, table.slot("B"))) {
    EXPECT_FALSE(offer.available) << offer.id;
    EXPECT_EQ(offer.code, "turn.notYours") << offer.id;
  }
}

}  // namespace
}  // namespace live::engine::testing
