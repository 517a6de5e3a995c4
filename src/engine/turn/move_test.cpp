// Movement and opportunity attacks: rules §6, §8, §16 (readied attacks).
#include "engine/testing/fixture.hpp"

namespace live::engine::testing {
namespace {

TEST(Move, CostsFeetAndStopsAtTheSpeed) {
  Table table({hero("A", 0, 0)});
  const auto done = table.act("A", Move{.to = cell(4, 2)});
  const auto* moved = find<Moved>(done);
  ASSERT_NE(moved, nullptr);
  EXPECT_EQ(moved->cost_ft, 20);
  EXPECT_EQ(table.at("A").pos, cell(4, 2));
  const auto far = table.act("A", Move{.to = cell(8, 2)});
  ASSERT_FALSE(far.has_value());
  EXPECT_EQ(far.error().code, "economy.noMovement");
  EXPECT_EQ(far.error().sentence, "That costs 20 ft; A has 10 ft left.");
  // B8: the refusal names the nearest thing that would do.
  ASSERT_TRUE(far.error().nearest.has_value());
  EXPECT_EQ(far.error().nearest->path.size(), 2U);
  EXPECT_TRUE(table.act("A", Move{.path = far.error().nearest->path}).has_value());
  EXPECT_EQ(table.code("A", Move{.to = cell(0, 2)}), "economy.noMovement");
}

TEST(Move, EverySecondDiagonalOfTheTurnCostsTenInTheStricterCount) {
  Table table({hero("A", 0, 0)});
  table.state.options.diagonal = grid::DiagonalRule::five_ten_five;
  (void)table.act("A", Move{.path = {cell(1, 1)}});
  EXPECT_EQ(table.at("A").economy.movement_used_ft, 5);
  (void)table.act("A", Move{.path = {cell(2, 2)}});
  EXPECT_EQ(table.at("A").economy.movement_used_ft, 15);
  EXPECT_EQ(table.at("A").economy.diagonals, 2);
}

struct BadPath {
  const char* name;
  std::vector<grid::Cell> path;
  const char* code;
};

TEST(Move, BadPathsAreRefusedByCode) {
  grid::GridMap map = grid::GridMap::plain(8, 8);
  map.set(cell(1, 0), grid::terrain::wall);
  const BadPath cases[] = {
      {"through a wall", {cell(1, 0)}, "move.blocked"},
      {"past its corner", {cell(1, 1)}, "move.corner"},
      {"a jump", {cell(0, 3)}, "move.path"},
      {"onto an ally", {cell(0, 1)}, "move.occupied"},
      {"through an enemy", {cell(0, 1), cell(0, 2), cell(0, 3)}, "move.blocked"},
      {"off the map", {cell(0, -1)}, "move.blocked"},
  };
  for (const BadPath& one : cases) {
    SCOPED_TRACE(one.name);
    Table table({hero("A", 0, 0), hero("C", 0, 1), foe("B", 0, 2)}, map);
    EXPECT_EQ(table.code("A", Move{.path = one.path}), one.code);
  }
}

TEST(Move, AnAllyMayBePassedAndCountsAsDifficult) {
  Table table({hero("A", 0, 0), hero("C", 1, 0)}, grid::GridMap::plain(8, 1));
  const auto done = table.act("A", Move{.to = cell(2, 0)});
  EXPECT_EQ(find<Moved>(done)->cost_ft, 15);
  Table newer({hero("A", 0, 0), hero("C", 1, 0)}, grid::GridMap::plain(8, 1), Ruleset::srd2024);
  EXPECT_EQ(find<Moved>(newer.act("A", Move{.to = cell(2, 0)}))->cost_ft, 10);
}

TEST(Move, TheProneCrawlAndStandingTakesHalf) {
  Table table({hero("A", 0, 0)});
  table.at("A").conditions.push_back({.condition = Condition::prone});
  (void)table.act("A", Move{.to = cell(1, 0)});
  EXPECT_EQ(table.at("A").economy.movement_used_ft, 10);
  (void)table.act("A", Basic{.kind = BasicKind::stand_up});
  EXPECT_EQ(table.at("A").economy.movement_used_ft, 25);
  EXPECT_TRUE(table.at("A").conditions.empty());
  (void)table.act("A", Basic{.kind = BasicKind::drop_prone});
  EXPECT_EQ(table.code("A", Basic{.kind = BasicKind::stand_up}), "economy.noMovement");
}

TEST(Move, TheHeldCannotAndTheFrightenedNotNearer) {
  Table table({hero("A", 5, 5), foe("B", 9, 5)});
  table.at("A").conditions = {{.condition = Condition::grappled}};
  EXPECT_EQ(table.code("A", Move{.to = cell(5, 6)}), "cond.speedZero");
  table.at("A").conditions = {{.condition = Condition::frightened, .source = table.slot("B")}};
  EXPECT_EQ(table.code("A", Move{.path = {cell(6, 5)}}), "cond.frightened");
  EXPECT_EQ(table.code("A", Move{.path = {cell(4, 5)}}), "ok");
}

TEST(Move, DashAddsTheSpeedAndHasteLikeEffectsChangeIt) {
  Table table({hero("A", 0, 0)});
  (void)table.act("A", Basic{.kind = BasicKind::dash});
  EXPECT_EQ(movement_left_ft(table.state, table.slot("A")), 60);
  table.at("A").effects.push_back(
      {.id = 7, .name = "ray-of-frost", .modifiers = {{.kind = ModifierKind::speed, .value = -10}}});
  EXPECT_EQ(current_speed_ft(table.state, table.slot("A")), 20);
  table.at("A").effects.push_back({.id = 8, .name = "slow", .modifiers = {{.kind = ModifierKind::speed_halved}}});
  EXPECT_EQ(current_speed_ft(table.state, table.slot("A")), 10);
}

TEST(OpportunityAttack, LeavingReachAsksAndStrikesBeforeTheStep) {
  Table table({hero("A", 0, 0), foe("B", 1, 0)});
  give(table.at("B"), "longsword");
  const auto asked = table.act("A", Move{.path = {cell(0, 1), cell(0, 2), cell(0, 3)}});
  const auto* opened = find<ReactionWindowOpened>(asked);
  ASSERT_NE(opened, nullptr);
  // One cell further it is still within reach; the mover waits in the last cell inside.
  EXPECT_EQ(table.at("A").pos, cell(0, 1));
  ASSERT_NE(table.state.window(), nullptr);
  EXPECT_EQ(table.state.window()->kind, WindowKind::leaving_reach);
  EXPECT_EQ(table.state.window()->deadline_ms, table.now_ms + 20'000);
  EXPECT_EQ(table.code("A", EndTurn{}), "turn.waiting");
  const auto struck = table.respond("B", "opportunity-attack", {d(20, 15), d(8, 4)}, "longsword");
  EXPECT_TRUE(find<AttackRolled>(struck)->opportunity);
  EXPECT_EQ(table.at("A").hp, 16);
  EXPECT_EQ(table.at("A").pos, cell(0, 3));
  EXPECT_FALSE(table.at("B").economy.reaction_available);
  EXPECT_TRUE(table.state.pending.empty());
}

TEST(OpportunityAttack, AMoverThatDropsStaysAndTheOthersKeepTheirReactions) {
  Table table({hero("A", 1, 1), foe("B", 0, 0), foe("C", 2, 0)});
  table.at("A").hp = 1;
  (void)table.act("A", Move{.path = {cell(1, 2), cell(1, 3)}});
  (void)table.respond("B", "opportunity-attack");
  const auto last = table.respond("C", "opportunity-attack", {d(20, 15)});
  ASSERT_EQ(all<AttackRolled>(last).size(), 1U);
  EXPECT_EQ(all<AttackRolled>(last)[0].slot, table.slot("B"));
  EXPECT_EQ(table.at("A").hp, 0);
  EXPECT_EQ(table.at("A").pos, cell(1, 1));
  EXPECT_TRUE(table.at("C").economy.reaction_available);
}

TEST(OpportunityAttack, DecliningAndTheDeadlineLetTheMoverPass) {
  Table table({hero("A", 0, 0), foe("B", 1, 0)});
  (void)table.act("A", Move{.path = {cell(0, 1), cell(0, 2)}});
  (void)table.respond("B", "");
  EXPECT_EQ(table.at("A").pos, cell(0, 2));
  Table slow({hero("A", 0, 0), foe("B", 1, 0)});
  (void)slow.act("A", Move{.path = {cell(0, 1), cell(0, 2)}});
  const std::int64_t turn_deadline_ms = slow.state.turn_deadline_ms;
  slow.now_ms += 19'999;
  EXPECT_TRUE(slow.send({.body = Tick{}})->empty());
  slow.now_ms += 1;
  const auto expired = slow.send({.body = Tick{}});
  EXPECT_TRUE(find<ReactionAnswered>(expired)->by_default);
  EXPECT_EQ(slow.at("A").pos, cell(0, 2));
  // The time spent asking is given back to the turn.
  EXPECT_EQ(slow.state.turn_deadline_ms, turn_deadline_ms + 20'000);
}

TEST(OpportunityAttack, IsNotProvokedByDisengagingOrByTheUnseen) {
  for (const char* why : {"disengage", "blinded", "incapacitated", "used", "charmed", "forced"}) {
    SCOPED_TRACE(why);
    Table table({hero("A", 0, 0), foe("B", 1, 0)});
    const std::string_view reason(why);
    if (reason == "disengage") (void)table.act("A", Basic{.kind = BasicKind::disengage});
    if (reason == "blinded") table.at("B").conditions.push_back({.condition = Condition::blinded});
    if (reason == "incapacitated") table.at("B").conditions.push_back({.condition = Condition::incapacitated});
    if (reason == "used") table.at("B").economy.reaction_available = false;
    if (reason == "charmed")
      table.at("B").conditions.push_back({.condition = Condition::charmed, .source = table.slot("A")});
    if (reason == "forced") {
      (void)table.dm(DmChange{.slot = table.slot("A"), .reason = "wind", .pos = cell(0, 3)});
    } else {
      (void)table.act("A", Move{.path = {cell(0, 1), cell(0, 2), cell(0, 3)}});
    }
    EXPECT_EQ(table.state.window(), nullptr);
    EXPECT_EQ(table.at("A").pos, cell(0, 3));
  }
}

TEST(OpportunityAttack, AReachWeaponIsProvokedAtTenFeet) {
  Table table({hero("A", 1, 0), foe("B", 0, 0)});
  give(table.at("B"), "glaive");
  (void)table.act("A", Move{.path = {cell(2, 0)}});
  EXPECT_EQ(table.state.window(), nullptr);
  (void)table.act("A", Move{.path = {cell(3, 0)}});
  ASSERT_NE(table.state.window(), nullptr);
  EXPECT_EQ(table.state.window()->reactors[0].options[0].choices, std::vector<std::string>{"glaive"});
}

TEST(OpportunityAttack, StandingAnswersNeedNoWindow) {
  Table table({hero("A", 0, 0), foe("B", 1, 0)});
  (void)table.send(
      {.body = SetReactionPolicy{.policy = {"opportunity-attack", ReactionAnswer::always}}, .actor = table.slot("B")});
  const auto done = table.act("A", Move{.path = {cell(0, 1), cell(0, 2)}}, {d(20, 2)});
  EXPECT_EQ(find<ReactionWindowOpened>(done), nullptr);
  EXPECT_EQ(all<AttackRolled>(done).size(), 1U);
  table.at("B").economy = {};
  table.at("A").pos = cell(0, 1);
  (void)table.send(
      {.body = SetReactionPolicy{.policy = {"opportunity-attack", ReactionAnswer::never}}, .actor = table.slot("B")});
  EXPECT_EQ(all<AttackRolled>(table.act("A", Move{.path = {cell(0, 2)}})).size(), 0U);
}

// B4: what a player plans must not tell of a creature only the DM knows.
TEST(Secret, AHiddenCreatureIsNotInThePlanButStopsTheWalkAndComesToLight) {
  Table table({hero("A", 0, 0), foe("B", 2, 0)}, grid::GridMap::plain(8, 1));
  table.at("B").secret = true;
  const auto cells = reachable_cells({srd()}, table.state, table.slot("A"));
  EXPECT_EQ(cells.size(), 6U);
  const auto done = table.act("A", Move{.to = cell(5, 0)});
  EXPECT_EQ(table.at("A").pos, cell(1, 0));
  EXPECT_FALSE(table.at("B").secret);
  EXPECT_EQ(table.code("A", Attack{.with = "unarmed-strike", .target = Slot{9}}), "target.invalid");
}

TEST(Secret, ACreatureOnlyTheDmKnowsCannotBeNamedAsATarget) {
  Table table({hero("A", 0, 0), foe("B", 1, 0)});
  table.at("B").secret = true;
  const auto refused = table.act("A", Attack{.with = "unarmed-strike", .target = table.slot("B")});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().sentence, "There is no such target.");
}

// B5: no tell. A window that opens for nobody one can see would be one.
TEST(Secret, AHiddenCreatureReactsOnlyByStandingAnswer) {
  Table table({hero("A", 0, 0), foe("B", 1, 0)});
  table.at("B").secret = true;
  (void)table.act("A", Move{.path = {cell(0, 1), cell(0, 2)}});
  EXPECT_EQ(table.state.window(), nullptr);
  EXPECT_EQ(table.at("A").pos, cell(0, 2));
  EXPECT_TRUE(table.at("B").secret);
  table.at("A").pos = cell(0, 1);
  table.at("B").reaction_policies = {{"opportunity-attack", ReactionAnswer::always}};
  (void)table.act("A", Move{.path = {cell(0, 2)}}, {d(20, 2), d(20, 3)});
  EXPECT_FALSE(table.at("B").secret);
  EXPECT_EQ(table.at("A").pos, cell(0, 2));
}

TEST(Ready, AReadiedShotGoesOffWhenTheMarkComesIntoRange) {
  Table table({hero("A", 0, 0), foe("B", 19, 0)});
  give(table.at("A"), "shortbow");
  give(table.at("A"), "arrow", Place::pack, 3);
  give(table.at("A"), "javelin", Place::off_hand);
  (void)table.act("A", Ready{.with = "javelin"});
  (void)table.act("A", EndTurn{});
  table.turn_of("B");
  table.at("B").pos = cell(8, 0);
  (void)table.act("B", Move{.path = {cell(7, 0), cell(6, 0), cell(5, 0)}});
  ASSERT_NE(table.state.window(), nullptr);
  EXPECT_EQ(table.at("B").pos, cell(6, 0));
  (void)table.respond("A", "readied", {d(20, 15), d(6, 3)});
  EXPECT_EQ(table.at("B").hp, 17);
  EXPECT_EQ(table.at("B").pos, cell(5, 0));
  EXPECT_FALSE(table.at("A").readied.has_value());
}

}  // namespace
}  // namespace live::engine::testing
