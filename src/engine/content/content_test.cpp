// The SRD files that ship decode, are sound, and say what the tables say (rules §22-§24, §31).
#include "engine/testing/fixture.hpp"

namespace live::engine::testing {
namespace {

TEST(Content, TheShippedFilesHaveNoProblems) { EXPECT_EQ(srd().problems(), std::vector<std::string>{}); }

TEST(Content, EveryAmmunitionAndStatBlockWeaponExists) {
  for (const WeaponDef& weapon : srd().weapons) {
    if (!weapon.ammunition.empty()) EXPECT_NE(srd().item(weapon.ammunition), nullptr) << weapon.id;
  }
  for (const MonsterDef& monster : srd().monsters) {
    for (const StatAttack& attack : monster.sheet.attacks) {
      EXPECT_NE(srd().weapon(attack.weapon, Ruleset::srd2014), nullptr) << monster.id << " " << attack.weapon;
    }
  }
}

TEST(Content, WeaponsThatDifferBetweenRulesetsAreThereTwice) {
  EXPECT_EQ(srd().weapon("trident", Ruleset::srd2014)->damage.dice, "1d6");
  EXPECT_EQ(srd().weapon("trident", Ruleset::srd2024)->damage.dice, "1d8");
  EXPECT_EQ(srd().weapon("musket", Ruleset::srd2014), nullptr);
  EXPECT_NE(srd().weapon("longsword", Ruleset::srd2024), nullptr);
}

TEST(Content, ProblemsNameTheEntry) {
  Content content;
  content.weapons.push_back({.id = "Big Sword", .name = "Big Sword", .damage = {.dice = "2x6"}});
  content.items.push_back({.id = "rope", .name = "Rope"});
  content.items.push_back({.id = "rope", .name = "Rope"});
  const auto problems = content.problems();
  ASSERT_EQ(problems.size(), 3U);
  EXPECT_NE(problems[0].find("Big Sword"), std::string::npos);
  EXPECT_NE(problems[1].find("rope"), std::string::npos);
  EXPECT_NE(problems[2].find("2x6"), std::string::npos);
}

TEST(Content, AParticipantFromAStatBlockIsAtFullStrength) {
  const Participant goblin = participant_from(*srd().monster("goblin", Ruleset::srd2014));
  EXPECT_EQ(goblin.hp, 7);
  EXPECT_EQ(goblin.hp_max, 7);
  EXPECT_EQ(goblin.group, "goblin");
  EXPECT_EQ(goblin.sheet.armor_class, 15);
}

}  // namespace
}  // namespace live::engine::testing
