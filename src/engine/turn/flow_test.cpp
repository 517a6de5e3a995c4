// Initiative (rules §4), turns and durations (§5, §27), time, pausing, the DM's hand (§28).
#include "engine/rules/creature.hpp"
#include "engine/testing/fixture.hpp"

namespace live::engine::testing {
namespace {

Command by_dm(CommandBody body) { return {.body = std::move(body), .by_dm = true, .author = "dm"}; }

Table fresh(std::vector<Participant> participants, Options options = {}) {
  Table table({hero("unused", 0, 0)});
  table.state = State{};
  const auto done = table.send(by_dm(CreateEncounter{
      .options = options, .map = grid::GridMap::plain(20, 20), .participants = std::move(participants)}));
  EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().sentence);
  return table;
}

std::vector<std::string> order(const State& state) {
  std::vector<std::string> ids;
  for (const InitiativeEntry& entry : state.initiative) ids.push_back(state.at(entry.slot).id);
  return ids;
}

TEST(Initiative, RollsInListOrderAndStartsTheFirstTurn) {
  Table table = fresh({hero("A", 0, 0), foe("B", 5, 5)});
  table.at("A").sheet.abilities.dex = 14;
  const auto done = table.dm(RollInitiative{}, {d(20, 5), d(20, 12)});
  EXPECT_EQ(order(table.state), (std::vector<std::string>{"B", "A"}));
  EXPECT_EQ(table.at("A").initiative, 7);
  EXPECT_EQ(table.state.round, 1);
  EXPECT_EQ(table.state.current(), table.slot("B"));
  EXPECT_EQ(find<TurnStarted>(done)->deadline_ms, table.now_ms + 90'000);
  EXPECT_EQ(table.dm(RollInitiative{}).error().code, "turn.started");
}

TEST(Initiative, MonstersOfOneKindShareARollAndActInOrderOfId) {
  Table table = fresh({stat_block("goblin", "g2", 5, 5), hero("A", 0, 0), stat_block("goblin", "g1", 6, 5)});
  const auto done = table.dm(RollInitiative{}, {d(20, 10), d(20, 11)});
  EXPECT_EQ(all<InitiativeRolled>(done).size(), 2U);
  EXPECT_EQ(order(table.state), (std::vector<std::string>{"g1", "g2", "A"}));
  Options singly;
  singly.group_initiative = false;
  Table apart = fresh({stat_block("goblin", "g2", 5, 5), hero("A", 0, 0), stat_block("goblin", "g1", 6, 5)}, singly);
  (void)apart.dm(RollInitiative{}, {d(20, 10), d(20, 11), d(20, 1)});
  EXPECT_EQ(order(apart.state), (std::vector<std::string>{"g2", "A", "g1"}));
}

TEST(Initiative, TiesGoByDexterityThenKindThenId) {
  Participant b = foe("B", 5, 5);
  b.sheet.abilities.dex = 11;
  Table table = fresh({foe("D", 1, 1), hero("C", 0, 0), hero("A", 2, 2), b});
  const GivenTotal all_ten[] = {{Slot{0}, 10}, {Slot{1}, 10}, {Slot{2}, 10}, {Slot{3}, 10}};
  (void)table.dm(RollInitiative{.given = {std::begin(all_ten), std::end(all_ten)}});
  EXPECT_EQ(order(table.state), (std::vector<std::string>{"B", "A", "C", "D"}));
}

TEST(Initiative, ARollOffIsRepeatedAmongEquals) {
  Options options;
  options.tie_break = TieBreak::rolloff;
  Table table = fresh({hero("A", 0, 0), hero("C", 1, 1), foe("B", 5, 5)}, options);
  const std::vector<GivenTotal> given{{Slot{0}, 10}, {Slot{1}, 10}, {Slot{2}, 10}};
  (void)table.dm(RollInitiative{.given = given}, {d(20, 7), d(20, 7), d(20, 9), d(20, 3), d(20, 4)});
  EXPECT_EQ(order(table.state), (std::vector<std::string>{"B", "C", "A"}));
}

TEST(Initiative, SurpriseIsDisadvantageIn2024AndALostTurnIn2014) {
  Options options;
  options.ruleset = Ruleset::srd2024;
  Table newer = fresh({hero("A", 0, 0), foe("B", 5, 5)}, options);
  newer.at("A").surprised = true;
  const auto rolled = newer.dm(RollInitiative{}, {d(20, 15), d(20, 4), d(20, 10)});
  EXPECT_EQ(all<InitiativeRolled>(rolled)[0].roll.mode, RollMode::disadvantage);
  Table older = fresh({hero("A", 0, 0), foe("B", 5, 5)});
  older.at("B").hidden = {.total = 15, .from = {Slot{0}}};
  (void)older.dm(RollInitiative{}, {d(20, 15), d(20, 4)});
  EXPECT_TRUE(older.at("A").surprised);
  EXPECT_EQ(older.code("A", Move{.to = cell(1, 0)}), "cond.surprised");
  EXPECT_EQ(older.code("A", Basic{.kind = BasicKind::dodge}), "cond.surprised");
  (void)older.act("A", EndTurn{});
  EXPECT_FALSE(older.at("A").surprised);
}

TEST(Initiative, ALatecomerRollsAndTheOneActingStaysTheOneActing) {
  Table table = fresh({hero("A", 0, 0), foe("B", 5, 5)});
  (void)table.dm(RollInitiative{}, {d(20, 15), d(20, 10)});
  (void)table.dm(AddParticipant{.participant = foe("C", 7, 7)}, {d(20, 18)});
  EXPECT_EQ(order(table.state), (std::vector<std::string>{"C", "A", "B"}));
  EXPECT_EQ(table.state.current(), table.slot("A"));
  EXPECT_EQ(table.dm(AddParticipant{.participant = foe("C", 8, 8)}).error().code, "setup.participant");
}

// R2.4, R2.5: turns advance, rounds count.
TEST(Turn, EndsAndTheNextOneStartsFresh) {
  Table table({hero("A", 0, 0), foe("B", 5, 5)});
  (void)table.act("A", Basic{.kind = BasicKind::dash});
  (void)table.act("A", Move{.to = cell(0, 8)});
  const auto done = table.act("A", EndTurn{});
  EXPECT_EQ(table.state.current(), table.slot("B"));
  EXPECT_EQ(table.at("A").turn_status, TurnStatus::completed);
  EXPECT_EQ(find<RoundStarted>(done), nullptr);
  EXPECT_NE(find<RoundStarted>(table.act("B", EndTurn{})), nullptr);
  EXPECT_EQ(table.state.round, 2);
  EXPECT_EQ(table.at("A").economy, Economy{});
}

// R2.2: a turn has a time limit kept by the server, then it is skipped.
TEST(Turn, RunsOutOfTimeByATick) {
  Table table({hero("A", 0, 0), foe("B", 5, 5)});
  EXPECT_EQ(next_deadline_ms(table.state), table.now_ms + 90'000);
  table.now_ms += 89'999;
  EXPECT_TRUE(table.send({.body = Tick{}})->empty());
  table.now_ms += 1;
  EXPECT_EQ(find<TurnEnded>(table.send({.body = Tick{}}))->reason, TurnEnd::timeout);
  EXPECT_EQ(table.at("A").turn_status, TurnStatus::skipped);
  EXPECT_EQ(table.state.current(), table.slot("B"));
  EXPECT_EQ(table.state.turn_deadline_ms, table.now_ms + 90'000);
}

TEST(Turn, TheDmSkipsAndDeclinesForWhoeverIsAsked) {
  Table table({hero("A", 0, 0), foe("B", 1, 0)});
  EXPECT_EQ(table.send({.body = SkipTurn{}, .actor = table.slot("A")}).error().code, "dm.only");
  (void)table.act("A", Move{.path = {cell(0, 1), cell(0, 2)}});
  ASSERT_NE(table.state.window(), nullptr);
  EXPECT_EQ(find<TurnEnded>(table.dm(SkipTurn{.reason = SkipReason::offline}))->reason, TurnEnd::offline);
  EXPECT_TRUE(table.state.pending.empty());
  EXPECT_EQ(table.state.current(), table.slot("B"));
}

TEST(Turn, TheDeadAreSkippedAndTheirTimersTickOn) {
  Table table({hero("A", 0, 0), foe("B", 5, 5), foe("C", 8, 8)});
  table.at("A").effects.push_back({.id = 1,
                                   .name = "ray-of-frost",
                                   .source = table.slot("B"),
                                   .modifiers = {{.kind = ModifierKind::speed, .value = -10}},
                                   .duration = {.until = Until::turn_start, .whose = table.slot("B"), .count = 1}});
  (void)table.dm(DmChange{.slot = table.slot("B"), .dead = true});
  const auto done = table.act("A", EndTurn{});
  EXPECT_NE(find<TurnPassed>(done), nullptr);
  EXPECT_EQ(table.state.current(), table.slot("C"));
  EXPECT_TRUE(table.at("A").effects.empty());
}

TEST(Durations, UntilTheEndOfYourNextTurnSkipsThePresentOne) {
  Table table({hero("A", 0, 0), foe("B", 5, 0), foe("C", 9, 9)});
  table.at("A").sheet.spellcasting = {.spells = {"guiding-bolt"}, .ability = Ability::wis};
  table.at("A").slots = {{.left = 2, .max = 2}};
  table.at("B").hp = table.at("B").hp_max = 60;
  (void)table.act("A", Cast{.spell = "guiding-bolt", .targets = {table.slot("B")}},
                  {d(20, 15), d(6, 1), d(6, 1), d(6, 1), d(6, 1)});
  EXPECT_EQ(table.at("B").effects.size(), 1U);
  (void)table.act("A", EndTurn{});
  (void)table.act("B", EndTurn{});
  (void)table.act("C", EndTurn{});
  EXPECT_EQ(table.at("B").effects.size(), 1U);
  (void)table.act("A", EndTurn{});
  EXPECT_TRUE(table.at("B").effects.empty());
}

TEST(Durations, DodgeLastsUntilTheStartOfTheNextTurn) {
  Table table({hero("A", 0, 0), foe("B", 1, 0)});
  (void)table.act("A", Basic{.kind = BasicKind::dodge});
  (void)table.act("A", EndTurn{});
  EXPECT_EQ(find<AttackRolled>(
                table.act("B", Attack{.with = "unarmed-strike", .target = table.slot("A")}, {d(20, 2), d(20, 3)}))
                ->roll.mode,
            RollMode::disadvantage);
  (void)table.act("B", EndTurn{});
  EXPECT_TRUE(table.at("A").effects.empty());
}

TEST(Durations, ARepeatedSaveEndsItsOwnEffectOnly) {
  Table table({hero("A", 0, 0), stat_block("goblin", "g1", 3, 0), stat_block("goblin", "g2", 3, 3)});
  table.at("A").sheet.spellcasting = {.spells = {"hold-person"}, .ability = Ability::wis};
  table.at("A").slots = {{2, 2}, {0, 0}, {1, 1}};
  (void)table.act("A", Cast{.spell = "hold-person", .level = 3, .targets = {table.slot("g1"), table.slot("g2")}},
                  {d(20, 2), d(20, 2)});
  EXPECT_TRUE(has_condition(table.at("g1"), Condition::paralyzed));
  // Both are helpless: their turns pass by themselves, a save at the end of each.
  (void)table.act("A", EndTurn{}, {d(20, 20), d(20, 2)});
  EXPECT_FALSE(has_condition(table.at("g1"), Condition::paralyzed));
  EXPECT_TRUE(has_condition(table.at("g2"), Condition::paralyzed));
  EXPECT_EQ(table.at("A").concentration.spell, "hold-person");
  EXPECT_EQ(table.state.current(), table.slot("A"));
}

// R2.4 and the end of a fight (rules §4).
TEST(Combat, EndsWhenOneSideHasNobodyAbleLeft) {
  Table table({hero("A", 0, 0), foe("B", 1, 0)});
  table.at("B").hp = 1;
  const auto done = table.act("A", Attack{.with = "unarmed-strike", .target = table.slot("B")}, {d(20, 15)});
  ASSERT_NE(find<CombatEnded>(done), nullptr);
  EXPECT_EQ(find<CombatEnded>(done)->outcome.winner, "heroes");
}

// R1.4, R6.3: pause keeps everything, players queue actions, resume goes on from it.
TEST(Pause, StopsTheClockAndPlaysQueuedActionsOnResume) {
  Table table({hero("A", 0, 0), foe("B", 5, 5)});
  table.now_ms += 30'000;
  (void)table.dm(Pause{.reason = "the DM left"});
  EXPECT_EQ(table.code("A", EndTurn{}), "turn.paused");
  EXPECT_EQ(next_deadline_ms(table.state), 0);
  for (int i = 0; i < 2; ++i) {
    const Action action = i == 0 ? Action(Basic{.kind = BasicKind::dash}) : Action(Basic{.kind = BasicKind::dodge});
    EXPECT_TRUE(table.send({.body = QueueAction{.action = action}, .actor = table.slot("A")}).has_value());
  }
  (void)table.send({.body = QueueAction{.action = Basic{.kind = BasicKind::dodge}}, .actor = table.slot("B")});
  table.now_ms += 600'000;
  const auto resumed = table.dm(Resume{});
  EXPECT_EQ(table.state.turn_deadline_ms, table.now_ms + 60'000);
  const auto taken = all<QueueTaken>(resumed);
  ASSERT_EQ(taken.size(), 2U);
  EXPECT_EQ(taken[0].reason, "played");
  EXPECT_EQ(taken[1].reason, "economy.noAction");
  EXPECT_EQ(table.at("A").economy.dash_ft, 30);
  // B's waits for its own turn.
  EXPECT_EQ(table.state.queue.size(), 1U);
  const auto next = table.act("A", EndTurn{});
  EXPECT_EQ(all<QueueTaken>(next).size(), 1U);
  EXPECT_EQ(table.at("B").effects.size(), 1U);
}

TEST(Pause, TheQueueIsBounded) {
  Table table({hero("A", 0, 0), foe("B", 5, 5)});
  (void)table.dm(Pause{});
  std::string last;
  for (int i = 0; i < 9; ++i) {
    const auto done = table.send({.body = QueueAction{.action = EndTurn{}}, .actor = table.slot("A")});
    last = done ? "ok" : done.error().code;
  }
  EXPECT_EQ(last, "turn.queueFull");
  (void)table.send({.body = ClearQueue{}, .actor = table.slot("A")});
  EXPECT_TRUE(table.state.queue.empty());
}

TEST(Pause, AnOpenWindowKeepsWhatWasLeftOfItsTime) {
  Table table({hero("A", 0, 0), foe("B", 1, 0)});
  (void)table.act("A", Move{.path = {cell(0, 1), cell(0, 2)}});
  table.now_ms += 5'000;
  (void)table.dm(Pause{});
  table.now_ms += 100'000;
  (void)table.dm(Resume{});
  EXPECT_EQ(next_deadline_ms(table.state), table.now_ms + 15'000);
}

// R5.6: any override is on record.
TEST(Dm, ChangesAreOnRecordAndBreakNoInvariant) {
  Table table({hero("A", 0, 0), foe("B", 5, 5), foe("C", 9, 9)});
  const auto done = table.dm(DmChange{.slot = table.slot("B"), .reason = "fudge", .hp = 3, .temp_hp = 4});
  const auto records = all<DmOverrode>(done);
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].author, "dm");
  EXPECT_EQ(records[0].before, "20");
  EXPECT_EQ(records[0].after, "3");
  (void)table.dm(DmChange{.slot = table.slot("B"), .hp = 50});
  EXPECT_EQ(table.at("B").hp, 20) << "clamped to the maximum";
  EXPECT_EQ(table.dm(DmChange{.slot = table.slot("B"), .pos = cell(99, 0)}).error().code, "dm.invalid");
  EXPECT_EQ(table.send({.body = DmChange{.slot = table.slot("B"), .hp = 1}, .actor = table.slot("A")}).error().code,
            "dm.only");
  (void)table.dm(DmChange{.slot = table.slot("B"), .hp = 0});
  EXPECT_TRUE(table.at("B").dead);
  (void)table.dm(DmChange{.slot = table.slot("B"), .dead = false});
  EXPECT_EQ(table.at("B").hp, 1);
}

TEST(Dm, RemovingTheOneActingPassesTheTurn) {
  Table table({foe("B", 5, 5), hero("A", 0, 0), foe("C", 9, 9)});
  (void)table.dm(RemoveParticipant{.slot = table.slot("B")});
  EXPECT_EQ(table.state.current(), table.slot("A"));
}

TEST(Dm, MayReorderAndTheTurnStays) {
  Table table({hero("A", 0, 0), foe("B", 5, 5), foe("C", 9, 9)});
  (void)table.dm(SetInitiative{.order = {{table.slot("C"), 9}, {table.slot("A"), 8}, {table.slot("B"), 7}}});
  EXPECT_EQ(table.state.current(), table.slot("A"));
  EXPECT_EQ(table.dm(SetInitiative{.order = {{table.slot("C"), 9}}}).error().code, "target.invalid");
}

TEST(Setup, BadParticipantsAndMapsAreRefused) {
  Table table({hero("unused", 0, 0)});
  table.state = State{};
  const auto code = [&](std::vector<Participant> participants) {
    const auto done =
        table.send(by_dm(CreateEncounter{.map = grid::GridMap::plain(4, 4), .participants = std::move(participants)}));
    return done ? std::string("ok") : done.error().sentence;
  };
  EXPECT_EQ(code({hero("A", 0, 0), hero("A", 1, 1)}), "Participant \"A\": its id is taken.");
  EXPECT_EQ(code({hero("A", 9, 0)}), "Participant \"A\": it stands outside the map.");
  Participant broken = hero("A", 0, 0);
  broken.hp = 99;
  EXPECT_EQ(code({broken}), "Participant \"A\": its hit points are not sound.");
  EXPECT_EQ(code({hero("A", 0, 0)}), "ok");
}

}  // namespace
}  // namespace live::engine::testing
