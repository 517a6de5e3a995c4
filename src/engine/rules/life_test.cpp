// Zero hit points, death saves, healing (rules §12), saves (§13), concentration (§14), conditions (§15).
#include "engine/rules/conditions.hpp"
#include "engine/rules/creature.hpp"
#include "engine/testing/fixture.hpp"

namespace live::engine::testing {
namespace {

CommandBody hurt(const Table& table, const char* who, int amount) {
  return DmDamage{.slot = table.slot(who), .parts = {{.flat = amount, .type = DamageType::fire}}, .reason = "fire"};
}

TEST(ZeroHp, AMonsterDiesAndACharacterFallsUnconscious) {
  Table table({hero("A", 0, 0), hero("C", 5, 5), foe("B", 1, 0), foe("D", 9, 9)});
  give(table.at("C"), "longsword");
  (void)table.dm(hurt(table, "B", 20));
  EXPECT_TRUE(table.at("B").dead);
  (void)table.dm(hurt(table, "C", 25));
  EXPECT_FALSE(table.at("C").dead);
  EXPECT_EQ(table.at("C").hp, 0);
  EXPECT_TRUE(has_condition(table.at("C"), Condition::unconscious));
  EXPECT_TRUE(has_condition(table.at("C"), Condition::prone));
  EXPECT_EQ(table.at("C").inventory[0].place, Place::dropped);
}

TEST(ZeroHp, MassiveDamageKillsAtOnce) {
  Table table({hero("A", 0, 0), hero("C", 5, 5), foe("B", 1, 0)});
  (void)table.dm(hurt(table, "C", 40));
  EXPECT_TRUE(table.at("C").dead);
}

struct DeathSaveCase {
  int die;
  int successes, failures;
  int hp;
  bool dead;
};

TEST(DeathSave, CountsByTheDie) {
  const DeathSaveCase cases[] = {{10, 1, 0, 0, false}, {9, 0, 1, 0, false}, {1, 0, 2, 0, false}, {20, 0, 0, 1, false}};
  for (const DeathSaveCase& one : cases) {
    SCOPED_TRACE(one.die);
    Table table({foe("B", 9, 9), hero("A", 0, 0), hero("C", 5, 5)});
    (void)table.dm(hurt(table, "A", 20));
    const auto done = table.act("B", EndTurn{}, {d(20, one.die)});
    EXPECT_NE(find<DeathSaveRolled>(done), nullptr);
    EXPECT_EQ(table.at("A").death_saves.successes, one.successes);
    EXPECT_EQ(table.at("A").death_saves.failures, one.failures);
    EXPECT_EQ(table.at("A").hp, one.hp);
    EXPECT_TRUE(has_condition(table.at("A"), Condition::prone));
    // A natural 20 gives the turn back; the others can do nothing and it passes on.
    EXPECT_EQ(table.state.current(), one.hp > 0 ? table.slot("A") : table.slot("C"));
  }
}

TEST(DeathSave, ThreeOfAKindSettleIt) {
  Table table({foe("B", 9, 9), hero("A", 0, 0), hero("C", 5, 5)});
  (void)table.dm(hurt(table, "A", 20));
  table.at("A").death_saves = {.successes = 2, .failures = 2};
  (void)table.act("B", EndTurn{}, {d(20, 12)});
  EXPECT_TRUE(table.at("A").stable);
  EXPECT_EQ(table.at("A").death_saves, DeathSaves{});
  Table worse({foe("B", 9, 9), hero("A", 0, 0), hero("C", 5, 5)});
  (void)worse.dm(hurt(worse, "A", 20));
  worse.at("A").death_saves = {.successes = 2, .failures = 2};
  (void)worse.act("B", EndTurn{}, {d(20, 2)});
  EXPECT_TRUE(worse.at("A").dead);
}

TEST(DeathSave, DamageWhileDownIsAFailureAndTwoFromACriticalHit) {
  Table table({foe("B", 1, 0), hero("A", 0, 0), hero("C", 5, 5)});
  (void)table.dm(hurt(table, "A", 20));
  (void)table.dm(hurt(table, "A", 1));
  EXPECT_EQ(table.at("A").death_saves.failures, 1);
  // A hit from within 5 ft on the unconscious is critical.
  (void)table.act("B", Attack{.with = "unarmed-strike", .target = table.slot("A")}, {d(20, 10), d(20, 12)});
  EXPECT_TRUE(table.at("A").dead);
  Table shielded({foe("B", 1, 0), hero("A", 0, 0), hero("C", 5, 5)});
  (void)shielded.dm(hurt(shielded, "A", 20));
  shielded.at("A").temp_hp = 5;
  (void)shielded.dm(hurt(shielded, "A", 3));
  EXPECT_EQ(shielded.at("A").death_saves.failures, 0);
}

TEST(Healing, WakesTheDyingAndLeavesTheDead) {
  Table table({foe("B", 1, 0), hero("A", 0, 0), hero("C", 5, 5)});
  (void)table.dm(hurt(table, "A", 20));
  table.at("A").death_saves.failures = 2;
  (void)table.dm(DmHeal{.slot = table.slot("A"), .amount = 3});
  EXPECT_EQ(table.at("A").hp, 3);
  EXPECT_EQ(table.at("A").death_saves, DeathSaves{});
  EXPECT_FALSE(has_condition(table.at("A"), Condition::unconscious));
  EXPECT_TRUE(has_condition(table.at("A"), Condition::prone));
  (void)table.dm(DmHeal{.slot = table.slot("A"), .amount = 300});
  EXPECT_EQ(table.at("A").hp, 20);
  (void)table.dm(DmChange{.slot = table.slot("A"), .dead = true});
  (void)table.dm(DmHeal{.slot = table.slot("A"), .amount = 5});
  EXPECT_EQ(table.at("A").hp, 0);
}

TEST(KnockOut, LeavesTheCreatureAsTheRulesetSays) {
  for (const Ruleset ruleset : {Ruleset::srd2014, Ruleset::srd2024}) {
    Table table({hero("A", 0, 0), foe("B", 1, 0), foe("D", 9, 9)}, ruleset);
    table.at("B").hp = 1;
    (void)table.act("A", Attack{.with = "unarmed-strike", .target = table.slot("B"), .knock_out = true}, {d(20, 15)});
    EXPECT_FALSE(table.at("B").dead);
    EXPECT_TRUE(has_condition(table.at("B"), Condition::unconscious));
    EXPECT_EQ(table.at("B").hp, ruleset == Ruleset::srd2024 ? 1 : 0);
    EXPECT_EQ(table.at("B").stable, ruleset == Ruleset::srd2014);
  }
}

TEST(Stabilize, IsADcTenMedicineCheckOrAKit) {
  Table table({hero("A", 0, 0), hero("C", 1, 0), foe("B", 9, 9)});
  (void)table.dm(hurt(table, "C", 20));
  (void)table.act("A", Aid{.kind = AidKind::stabilize, .target = table.slot("C")}, {d(20, 9)});
  EXPECT_FALSE(table.at("C").stable);
  table.at("A").economy = {};
  give(table.at("A"), "healers-kit", Place::pack);
  (void)table.act("A", UseItem{.item = "healers-kit", .target = table.slot("C")});
  EXPECT_TRUE(table.at("C").stable);
  EXPECT_EQ(table.at("A").inventory[0].charges, 9);
  table.at("A").economy = {};
  EXPECT_EQ(table.code("A", UseItem{.item = "healers-kit", .target = table.slot("C")}), "target.invalid");
}

TEST(Concentration, IsSavedForPerSourceAndEndsForAllTargets) {
  Table table({hero("A", 0, 0), hero("C", 1, 0), foe("B", 9, 9)});
  table.at("A").concentration.spell = "bless";
  for (const char* who : {"A", "C"}) {
    table.at(who).effects.push_back({.id = who[0] == 'A' ? 1U : 2U,
                                     .name = "bless",
                                     .source = table.slot("A"),
                                     .concentration = true,
                                     .modifiers = {{.kind = ModifierKind::save_bonus, .dice = "1d4"}}});
  }
  const auto held = table.dm(hurt(table, "A", 5), {d(20, 8), d(4, 2)});
  EXPECT_EQ(find<SaveRolled>(held)->dc, 10);
  EXPECT_EQ(find<SaveRolled>(held)->roll.total, 10);
  EXPECT_EQ(table.at("A").concentration.spell, "bless");
  table.at("A").hp_max = table.at("A").hp = 100;
  const auto lost = table.dm(hurt(table, "A", 30), {d(20, 8), d(4, 2)});
  EXPECT_EQ(find<SaveRolled>(lost)->dc, 15);
  EXPECT_TRUE(table.at("A").effects.empty());
  EXPECT_TRUE(table.at("C").effects.empty());
}

TEST(Concentration, HasACapIn2024AndEndsWhenIncapacitated) {
  Table table({hero("A", 0, 0), foe("B", 9, 9)}, Ruleset::srd2024);
  table.at("A").hp_max = table.at("A").hp = 200;
  table.at("A").concentration.spell = "bless";
  EXPECT_EQ(find<SaveRolled>(table.dm(hurt(table, "A", 100), {d(20, 20)}))->dc, 30);
  table.at("A").concentration.spell = "bless";
  (void)table.dm(DmChange{.slot = table.slot("A"), .add_conditions = {Condition::stunned}});
  EXPECT_EQ(table.at("A").concentration.spell, "");
}

TEST(Conditions, TheTableSaysWhatEachDoes) {
  const Policy& old_rules = policy_of(Ruleset::srd2014);
  const Policy& new_rules = policy_of(Ruleset::srd2024);
  for (const Condition condition :
       {Condition::paralyzed, Condition::petrified, Condition::stunned, Condition::unconscious}) {
    EXPECT_TRUE(rule_of(condition, old_rules).incapacitates);
    EXPECT_TRUE(rule_of(condition, old_rules).fails_str_dex_saves);
    EXPECT_TRUE(rule_of(condition, old_rules).attacked_advantage);
  }
  EXPECT_TRUE(rule_of(Condition::stunned, old_rules).speed_zero);
  EXPECT_FALSE(rule_of(Condition::stunned, new_rules).speed_zero);
  EXPECT_TRUE(rule_of(Condition::grappled, old_rules).speed_zero);
  EXPECT_FALSE(rule_of(Condition::poisoned, old_rules).incapacitates);
  EXPECT_TRUE(rule_of(Condition::restrained, old_rules).dex_save_disadvantage);
}

TEST(Conditions, ImmunityPreventsAndInstancesEndOneByOne) {
  Table table({hero("A", 0, 0), foe("B", 9, 9)});
  table.at("A").sheet.condition_immunities = {Condition::poisoned};
  (void)table.dm(DmChange{.slot = table.slot("A"),
                          .add_conditions = {Condition::poisoned, Condition::blinded, Condition::blinded}});
  EXPECT_EQ(table.at("A").conditions.size(), 2U);
  (void)table.dm(DmChange{.slot = table.slot("A"), .remove_conditions = {Condition::blinded}});
  EXPECT_TRUE(table.at("A").conditions.empty());
}

TEST(Conditions, ExhaustionActsByItsLevel) {
  Table table({hero("A", 0, 0), foe("B", 1, 0)});
  table.at("A").exhaustion = 2;
  EXPECT_EQ(current_speed_ft(table.state, table.slot("A")), 15);
  table.at("A").exhaustion = 3;
  EXPECT_EQ(find<AttackRolled>(
                table.act("A", Attack{.with = "unarmed-strike", .target = table.slot("B")}, {d(20, 2), d(20, 3)}))
                ->roll.mode,
            RollMode::disadvantage);
  Table newer({hero("A", 0, 0), foe("B", 1, 0)}, Ruleset::srd2024);
  newer.at("A").exhaustion = 2;
  EXPECT_EQ(current_speed_ft(newer.state, newer.slot("A")), 20);
  EXPECT_EQ(find<AttackRolled>(newer.act("A", Attack{.with = "unarmed-strike", .target = newer.slot("B")}, {d(20, 3)}))
                ->roll.total,
            3 + 2 - 4);
  (void)newer.dm(DmChange{.slot = newer.slot("A"), .exhaustion = 6});
  EXPECT_TRUE(newer.at("A").dead);
}

TEST(ModifierOf, RoundsDown) {
  const int scores[] = {1, 8, 9, 10, 11, 12, 15, 20, 30};
  const int modifiers[] = {-5, -1, -1, 0, 0, 1, 2, 5, 10};
  for (std::size_t i = 0; i < std::size(scores); ++i) EXPECT_EQ(modifier_of(scores[i]), modifiers[i]);
}

}  // namespace
}  // namespace live::engine::testing
