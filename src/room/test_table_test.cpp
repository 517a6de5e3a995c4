// The table of test_support.hpp.
#include <gtest/gtest.h>

#include "room/audience/visibility.hpp"
#include "room/test_support.hpp"
#include "schema/json.hpp"

namespace live::room::testing {

namespace {

engine::StatAttack blade(std::string id, int bonus, std::string dice, int flat) {
  engine::StatAttack attack;
  attack.name = id;
  attack.id = std::move(id);
  attack.attack_bonus = bonus;
  attack.reach_ft = 5;
  attack.damage.push_back({.dice = std::move(dice), .flat = flat, .type = engine::DamageType::slashing});
  return attack;
}

engine::StatAttack bow(int bonus) {
  engine::StatAttack attack;
  attack.id = attack.name = "bow";
  attack.attack_bonus = bonus;
  attack.range_ft = 80;
  attack.long_range_ft = 320;
  attack.damage.push_back({.dice = "1d6", .flat = 2, .type = engine::DamageType::piercing});
  return attack;
}

std::string hero(int hp, int dex) {
  engine::Participant who;
  who.hp = who.hp_max = hp;
  who.uses_death_saves = true;
  who.sheet.armor_class = 16;
  who.sheet.level = 3;
  who.sheet.abilities.dex = dex;
  who.sheet.classes.push_back({.id = "fighter", .level = 3});
  who.sheet.attacks = {blade("sword", 5, "1d8", 3), bow(5)};
  who.inventory.push_back({.id = "potion", .item = "potion-of-healing", .name = "Potion of healing", .quantity = 2});
  return schema::to_json(who);
}

SetupCreature character(std::string id, std::string name, std::string user, Position at, int hp, int dex) {
  SetupCreature creature;
  creature.creature_id = "c-" + id;
  creature.entity_id = std::move(id);
  creature.name = std::move(name);
  creature.entity_type = EntityType::player_character;
  creature.user_id = std::move(user);
  creature.position = at;
  creature.participant = schema::Raw{.json = hero(hp, dex)};
  return creature;
}

SetupCreature goblin(std::string id, std::string name, Position at, bool secret) {
  SetupCreature creature;
  creature.entity_id = std::move(id);
  creature.name = std::move(name);
  creature.stat_block = "goblin";
  creature.creature_id = "goblin";
  creature.position = at;
  creature.secret = secret;
  return creature;
}

}  // namespace

engine::Content test_content() {
  engine::Content content;
  engine::MonsterDef monster;
  monster.id = "goblin";
  monster.name = "Goblin";
  monster.hp = 9;
  monster.sheet.size = engine::Size::small;
  monster.sheet.armor_class = 13;
  monster.sheet.abilities.dex = 14;
  monster.sheet.attacks = {blade("scimitar", 4, "1d6", 2), bow(4)};
  content.monsters.push_back(monster);
  engine::ItemDef potion;
  potion.id = "potion-of-healing";
  potion.name = "Potion of healing";
  potion.kind = engine::ItemKind::potion;
  potion.use = engine::ItemUse{.heal = "2d4+2"};
  content.items.push_back(potion);
  content.sort();
  return content;
}

Setup test_setup() {
  Setup setup;
  setup.interaction_id = "ambush";
  setup.name = "Ambush";
  setup.members = {{.user_id = "mira", .name = "Mira", .role = ViewerRole::dm},
                   {.user_id = "ana", .name = "Ana", .role = ViewerRole::player},
                   {.user_id = "ben", .name = "Ben", .role = ViewerRole::player},
                   {.user_id = "sol", .name = "Sol", .role = ViewerRole::spectator}};
  setup.map.id = "road";
  setup.map.name = "The road";
  setup.map.rows.assign(10, std::string(14, '.'));
  setup.map.rows[5] = "......##......";
  setup.creatures = {character("brannor", "Brannor", "ana", {.x = 2, .y = 2}, 28, 12),
                     character("pip", "Pip", "ben", {.x = 2, .y = 4}, 21, 16),
                     goblin("goblin-1", "Snag", {.x = 4, .y = 3}, false),
                     goblin("goblin-2", "Lurker", {.x = 12, .y = 8}, true)};
  // The secret one has a stat block of its own, or it would share the other's initiative.
  setup.creatures[3].stat_block.reset();
  engine::Participant lurker = engine::participant_from(*test_content().monster("goblin", engine::Ruleset::srd2014));
  lurker.group = "lurker";
  setup.creatures[3].participant = schema::Raw{.json = schema::to_json(lurker)};
  return setup;
}

TakeTurn end_turn(std::string entity_id) {
  TakeTurn turn;
  turn.action = ActionType::end;
  turn.entity_id = std::move(entity_id);
  return turn;
}

TakeTurn move_to(std::string entity_id, std::int32_t x, std::int32_t y) {
  TakeTurn turn;
  turn.action = ActionType::move;
  turn.entity_id = std::move(entity_id);
  turn.position = Position{.x = x, .y = y};
  return turn;
}

TakeTurn attack(std::string entity_id, std::string target) {
  TakeTurn turn;
  turn.action = ActionType::attack;
  turn.entity_id = std::move(entity_id);
  turn.target = std::move(target);
  return turn;
}

SendChat say(std::string text, ChatType channel, std::vector<std::string> recipients) {
  return {
      .content = std::move(text), .channel = channel, .entity_id = std::nullopt, .recipients = std::move(recipients)};
}

Table::Table(Setup setup, RoomOptions chosen, std::uint64_t seed)
    : executor(clock), entropy(seed), content(test_content()), options(chosen), id(setup.interaction_id) {
  archive.setups[id] = schema::to_json(setup);
  restart();
}

void Table::restart() {
  manager.reset();
  journal.crash();
  executor.run();
  clients.clear();
  subscriptions.clear();
  RoomWorld world{.clock = clock,
                  .executor = executor,
                  .journal = journal,
                  .archive = archive,
                  .entropy = entropy,
                  .content = content,
                  .report = [this](std::string_view, std::string_view what) { reports.emplace_back(what); }};
  manager =
      std::make_unique<RoomManager>(world, options, [this](const RoomStatus& status) { statuses.push_back(status); });
}

std::shared_ptr<Room> Table::room() {
  auto found = manager->room(id);
  executor.run();
  return found;
}

std::shared_ptr<std::optional<Result<Answer>>> Table::start(const Caller& caller, RoomCommand command,
                                                            std::optional<std::string> request_id) {
  auto slot = std::make_shared<std::optional<Result<Answer>>>();
  manager->room(id)->submit(std::move(command), caller, std::move(request_id), [slot](Result<Answer> answer) {
    EXPECT_FALSE(slot->has_value()) << "a second answer";
    *slot = std::move(answer);
  });
  return slot;
}

Result<Answer> Table::submit(const Caller& caller, RoomCommand command, std::optional<std::string> request_id) {
  const auto slot = start(caller, std::move(command), std::move(request_id));
  executor.run();
  if (slot->has_value()) return **slot;
  ADD_FAILURE() << "no answer";
  return std::unexpected(RoomError{});
}

Result<Seen> Table::see(const Caller& caller) {
  std::optional<Result<Seen>> seen;
  manager->room(id)->see(caller, [&](Result<Seen> result) { seen = std::move(result); });
  executor.run();
  if (seen) return std::move(*seen);
  ADD_FAILURE() << "nothing seen";
  return std::unexpected(RoomError{});
}

SubscriptionId Table::subscribe(const Caller& caller, const std::shared_ptr<Client>& client,
                                std::optional<std::string> last_event_id) {
  std::optional<Result<SubscriptionId>> made;
  manager->room(id)->subscribe(caller, std::move(last_event_id), client,
                               [&](Result<SubscriptionId> result) { made = std::move(result); });
  executor.run();
  if (made && *made) return **made;
  ADD_FAILURE() << "no subscription" << (made ? ": " + made->error().message : "");
  return 0;
}

std::shared_ptr<Client> Table::connect(const Caller& caller) {
  auto client = std::make_shared<Client>();
  subscriptions[caller.user_id] = subscribe(caller, client);
  clients[caller.user_id] = client;
  return client;
}

void Table::begin_fight() {
  const auto live = submit(mira, SetLive{});
  ASSERT_TRUE(live.has_value()) << live.error().message;
  for (const Caller& caller : {mira, ana, ben, sol}) connect(caller);
  const auto rolled = submit(mira, RollInitiative{});
  ASSERT_TRUE(rolled.has_value()) << rolled.error().message;
}

std::string Table::current() const {
  const auto found = manager->find(id);
  const engine::Slot slot = found->state().game.current();
  return slot == engine::Slot::none ? "" : found->state().game.at(slot).id;
}

Caller Table::controller_of(const std::string& entity_id) {
  const RoomState& now = state();
  const std::string& user = now.game.at(now.slot_of(entity_id)).user_id;
  if (!now.online(user)) return mira;
  return user == "ana" ? ana : user == "ben" ? ben : mira;
}

void Table::end_current_turn() {
  const std::string who = current();
  const auto ended = submit(controller_of(who), end_turn(who));
  ASSERT_TRUE(ended.has_value()) << ended.error().message;
}

void Table::play_until_turn_of(const std::string& entity_id) {
  for (int i = 0; i < 40 && current() != entity_id; ++i) end_current_turn();
  ASSERT_EQ(current(), entity_id);
}

GameState Table::view_of(const Caller& caller) {
  const RoomState& now = state();
  return view(now, content, viewer_of(now, now.member(caller.user_id)->member));
}

}  // namespace live::room::testing
