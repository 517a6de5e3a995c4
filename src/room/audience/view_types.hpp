#pragma once
// What a viewer may be shown, in the shapes of the wire: the seed's GameState and its parts. These are data only;
// audience/view.hpp fills them from a room's state. A member that a viewer is not entitled to is absent, never zeroed.
// Positions are cells, distances feet, times milliseconds since the epoch.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "schema/describe.hpp"
#include "schema/types.hpp"

namespace live::room {

enum class EntityType { player_character, npc, monster };
BOOST_DESCRIBE_ENUM(EntityType, player_character, npc, monster)

enum class InteractionStatus { waiting, active, paused, completed };
BOOST_DESCRIBE_ENUM(InteractionStatus, waiting, active, paused, completed)

enum class TurnStatus { waiting, active, completed, skipped };
BOOST_DESCRIBE_ENUM(TurnStatus, waiting, active, completed, skipped)

/// All that a player learns of a monster's hit points.
enum class Health { unhurt, wounded, bloodied, near_death, down, dead };
BOOST_DESCRIBE_ENUM(Health, unhurt, wounded, bloodied, near_death, down, dead)

enum class ViewerRole { dm, player, spectator };
BOOST_DESCRIBE_ENUM(ViewerRole, dm, player, spectator)

struct Position {
  std::int32_t x = 0;
  std::int32_t y = 0;
  bool operator==(const Position&) const = default;
};
BOOST_DESCRIBE_STRUCT(Position, (), (x, y))

struct StatusEffect {
  std::string name;  ///< a condition ("prone") or a running effect ("bless")
  bool is_condition = false;
  std::optional<std::string> source_id;
  std::optional<std::int32_t> rounds_left;
  std::optional<std::string> until;  ///< the moment in words, when it is not a count of rounds
  bool operator==(const StatusEffect&) const = default;
};
BOOST_DESCRIBE_STRUCT(StatusEffect, (), (name, is_condition, source_id, rounds_left, until))

struct InventoryItem {
  std::string item_id;
  std::string name;
  std::string kind;  ///< weapon, armor, shield, potion, ammunition, gear
  std::int32_t quantity = 1;
  bool equipped = false;
  bool usable = false;  ///< `useItem` takes it
  std::string description;
  bool operator==(const InventoryItem&) const = default;
};
BOOST_DESCRIBE_STRUCT(InventoryItem, (), (item_id, name, kind, quantity, equipped, usable, description))

struct InventoryState {
  std::vector<InventoryItem> items;
  bool operator==(const InventoryState&) const = default;
};
BOOST_DESCRIBE_STRUCT(InventoryState, (), (items))

enum class ActionType { move, attack, use_item, cast, interact, end };
BOOST_DESCRIBE_ENUM(ActionType, move, attack, use_item, cast, interact, end)

enum class ActionCost { action, bonus_action, reaction, free, movement };
BOOST_DESCRIBE_ENUM(ActionCost, action, bonus_action, reaction, free, movement)

/// What `takeTurn` wants besides the action itself.
enum class TargetKind { none, self, creature, creatures, point, cell };
BOOST_DESCRIBE_ENUM(TargetKind, none, self, creature, creatures, point, cell)

struct ActionArea {
  std::string shape;  ///< sphere, cylinder, cube, cone, line
  std::int32_t size_ft = 0;
  std::optional<std::int32_t> width_ft;
  bool operator==(const ActionArea&) const = default;
};
BOOST_DESCRIBE_STRUCT(ActionArea, (), (shape, size_ft, width_ft))

/// One thing an entity could do now. `type` with `action_id`, `item_id` or `spell_id` is what goes into `takeTurn`.
struct Action {
  std::string id;  ///< unique among the entity's actions
  ActionType type = ActionType::interact;
  std::string name;
  ActionCost cost = ActionCost::action;
  bool available = false;
  std::optional<std::string> reason_code;  ///< why not, as the stable code
  std::optional<std::string> reason;       ///< why not, as a sentence
  TargetKind target_kind = TargetKind::none;
  std::optional<std::int32_t> range_ft;
  std::optional<std::int32_t> long_range_ft;
  std::optional<ActionArea> area;
  std::optional<std::int32_t> max_targets;
  std::optional<std::string> action_id;
  std::optional<std::string> item_id;
  std::optional<std::string> spell_id;
  std::vector<std::int32_t> slot_levels;  ///< spell slots it can be cast with now; empty for a cantrip
  std::vector<std::string> targets;       ///< creatures that would be legal targets now, among those the viewer sees
  std::string summary;                    ///< "+5 to hit, 1d8+3 slashing"
  std::optional<schema::Raw> parameters;  ///< what of `takeTurn`'s parameters makes it this action: {"as":"bonus"}
  bool operator==(const Action&) const = default;
};
BOOST_DESCRIBE_STRUCT(Action, (),
                      (id, type, name, cost, available, reason_code, reason, target_kind, range_ft, long_range_ft, area,
                       max_targets, action_id, item_id, spell_id, slot_levels, targets, summary, parameters))

/// A cell that the entity can end its movement on now.
struct ReachableCell {
  std::int32_t x = 0;
  std::int32_t y = 0;
  std::int32_t cost_ft = 0;
  bool operator==(const ReachableCell&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReachableCell, (), (x, y, cost_ft))

struct TurnEconomy {
  bool action = false;  ///< still to spend
  bool bonus_action = false;
  bool reaction = false;
  bool interaction = false;
  std::int32_t attacks_left = 0;  ///< of an Attack action already begun
  std::int32_t movement_left_ft = 0;
  std::int32_t speed_ft = 0;
  bool operator==(const TurnEconomy&) const = default;
};
BOOST_DESCRIBE_STRUCT(TurnEconomy, (),
                      (action, bonus_action, reaction, interaction, attacks_left, movement_left_ft, speed_ft))

struct DeathSaves {
  std::int32_t successes = 0;
  std::int32_t failures = 0;
  bool stable = false;
  bool operator==(const DeathSaves&) const = default;
};
BOOST_DESCRIBE_STRUCT(DeathSaves, (), (successes, failures, stable))

struct SpellSlots {
  std::int32_t level = 0;
  std::int32_t left = 0;
  std::int32_t total = 0;
  bool operator==(const SpellSlots&) const = default;
};
BOOST_DESCRIBE_STRUCT(SpellSlots, (), (level, left, total))

struct Resource {
  std::string id;
  std::string name;
  std::int32_t left = 0;
  std::int32_t total = 0;
  bool operator==(const Resource&) const = default;
};
BOOST_DESCRIBE_STRUCT(Resource, (), (id, name, left, total))

/// The seed's ParticipantState. Who gets what: everybody sees name, type, side, position, size, conditions and health
/// of what is visible; hit points, armour class, inventory, slots and actions go to the DM and to the creature's
/// own player, hit points and armour class also to the rest of the party.
struct ParticipantState {
  std::string entity_id;
  EntityType entity_type = EntityType::monster;
  std::string name;
  std::string side;
  std::optional<std::string> user_id;
  std::string description;  ///< "Level 3 rogue", "Small humanoid"
  std::optional<std::int32_t> current_hp;
  std::optional<std::int32_t> max_hp;
  std::optional<std::int32_t> temp_hp;
  Health health = Health::unhurt;
  std::optional<std::int32_t> armor_class;
  Position position;
  std::int32_t elevation_ft = 0;
  std::string size;            ///< tiny … gargantuan
  std::int32_t footprint = 1;  ///< cells along one side
  std::vector<StatusEffect> conditions;
  std::optional<std::string> concentration;
  std::optional<InventoryState> inventory;
  std::vector<Action> available_actions;
  std::vector<ReachableCell> reachable;  ///< on its own turn, for its controller
  std::optional<TurnEconomy> economy;
  std::optional<DeathSaves> death_saves;
  std::vector<SpellSlots> spell_slots;
  std::vector<Resource> resources;
  TurnStatus turn_status = TurnStatus::waiting;
  bool secret = false;      ///< DM only: players do not know that it exists
  bool hidden = false;      ///< it has hidden itself (its controller and the DM are told)
  bool controlled = false;  ///< the viewer may act for it
  static constexpr std::pair<std::string_view, std::string_view> wire_names[] = {
      {"current_hp", "currentHP"}, {"max_hp", "maxHP"}, {"temp_hp", "tempHP"}};
  bool operator==(const ParticipantState&) const = default;
};
BOOST_DESCRIBE_STRUCT(ParticipantState, (),
                      (entity_id, entity_type, name, side, user_id, description, current_hp, max_hp, temp_hp, health,
                       armor_class, position, elevation_ft, size, footprint, conditions, concentration, inventory,
                       available_actions, reachable, economy, death_saves, spell_slots, resources, turn_status, secret,
                       hidden, controlled))

struct InitiativeEntry {
  std::string entity_id;
  std::string name;
  EntityType entity_type = EntityType::monster;
  std::optional<std::int32_t> initiative;  ///< total; absent before it is rolled
  bool operator==(const InitiativeEntry&) const = default;
};
BOOST_DESCRIBE_STRUCT(InitiativeEntry, (), (entity_id, name, entity_type, initiative))

struct MapState {
  std::string map_id;
  std::string name;
  std::int32_t width = 0;
  std::int32_t height = 0;
  /// One string a row, one character a cell, north to south: '.' floor, '#' wall, '~' difficult, 'T' tree,
  /// 'h' half cover, 'q' three-quarters cover, '+' closed door, '/' open door, 'w' water, ',' light undergrowth.
  std::vector<std::string> rows;
  std::string light;  ///< bright, dim, dark
  bool operator==(const MapState&) const = default;
};
BOOST_DESCRIBE_STRUCT(MapState, (), (map_id, name, width, height, rows, light))

struct Die {
  std::int32_t sides = 20;
  std::int32_t value = 0;
  bool kept = true;
  bool operator==(const Die&) const = default;
};
BOOST_DESCRIBE_STRUCT(Die, (), (sides, value, kept))

struct RollModifier {
  std::string source;
  std::int32_t value = 0;
  bool operator==(const RollModifier&) const = default;
};
BOOST_DESCRIBE_STRUCT(RollModifier, (), (source, value))

/// One roll with its whole arithmetic: dice + modifiers = total.
struct Roll {
  std::string label;                      ///< "Attack with longsword", "Dexterity save", "Slashing damage"
  std::string mode;                       ///< normal, advantage, disadvantage
  std::vector<std::string> advantage;     ///< what gave it
  std::vector<std::string> disadvantage;  ///< what gave it
  std::vector<Die> dice;
  std::vector<RollModifier> modifiers;
  std::int32_t total = 0;
  std::optional<std::int32_t> target;  ///< AC or DC, where the viewer may know it
  std::optional<std::string> outcome;  ///< hit, miss, critical, success, failure
  bool operator==(const Roll&) const = default;
};
BOOST_DESCRIBE_STRUCT(Roll, (), (label, mode, advantage, disadvantage, dice, modifiers, total, target, outcome))

/// One line of the fight's story, with the rolls behind it.
struct LogEntry {
  std::int64_t timestamp = 0;
  std::int32_t round_number = 0;
  std::string
      kind;  ///< move, attack, damage, heal, save, check, cast, item, condition, death, turn, initiative, dm, system
  std::optional<std::string> entity_id;
  std::vector<std::string> target_ids;
  std::string text;
  std::vector<Roll> rolls;
  bool operator==(const LogEntry&) const = default;
};
BOOST_DESCRIBE_STRUCT(LogEntry, (), (timestamp, round_number, kind, entity_id, target_ids, text, rolls))

enum class TurnOutcome { active, completed, skipped, timeout };
BOOST_DESCRIBE_ENUM(TurnOutcome, active, completed, skipped, timeout)

/// The seed's TurnRecord as shown. `turn_number` counts the turns that this viewer saw.
struct TurnRecord {
  std::int32_t turn_number = 0;
  std::int32_t round_number = 0;
  std::string entity_id;
  EntityType entity_type = EntityType::monster;
  std::int64_t start_time = 0;
  std::optional<std::int64_t> end_time;
  TurnOutcome status = TurnOutcome::active;
  bool operator==(const TurnRecord&) const = default;
};
BOOST_DESCRIBE_STRUCT(TurnRecord, (), (turn_number, round_number, entity_id, entity_type, start_time, end_time, status))

enum class ChatType { party, dm, private_, system };
BOOST_DESCRIBE_ENUM(ChatType, party, dm, private_, system)

struct ChatMessage {
  std::string id;
  std::string user_id;
  std::optional<std::string> entity_id;
  std::string content;
  ChatType type = ChatType::party;
  std::optional<std::vector<std::string>> recipients;  ///< user ids, for private
  std::int64_t timestamp = 0;
  std::optional<Roll> roll;  ///< of a `/roll` line
  bool operator==(const ChatMessage&) const = default;
};
BOOST_DESCRIBE_STRUCT(ChatMessage, (), (id, user_id, entity_id, content, type, recipients, timestamp, roll))

struct Member {
  std::string user_id;
  std::string name;
  ViewerRole role = ViewerRole::player;
  std::vector<std::string> entity_ids;
  bool online = false;
  bool operator==(const Member&) const = default;
};
BOOST_DESCRIBE_STRUCT(Member, (), (user_id, name, role, entity_ids, online))

struct ReactionOption {
  std::string id;    ///< given back in `respond`
  std::string name;  ///< "Opportunity attack with longsword"
  bool operator==(const ReactionOption&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReactionOption, (), (id, name))

/// A choice that the viewer is asked for. Only those who may answer ever see it.
struct Prompt {
  std::string prompt_id;
  std::string entity_id;  ///< who may react
  std::string kind;       ///< opportunityAttack, shield, …
  std::string text;
  std::vector<ReactionOption> options;
  std::int64_t deadline = 0;
  bool operator==(const Prompt&) const = default;
};
BOOST_DESCRIBE_STRUCT(Prompt, (), (prompt_id, entity_id, kind, text, options, deadline))

struct Outcome {
  std::string winner;  ///< the side that stands
  std::int32_t rounds = 0;
  std::string text;
  bool operator==(const Outcome&) const = default;
};
BOOST_DESCRIBE_STRUCT(Outcome, (), (winner, rounds, text))

struct Viewer {
  std::string user_id;
  std::string name;
  ViewerRole role = ViewerRole::spectator;
  std::vector<std::string> entity_ids;
  bool operator==(const Viewer&) const = default;
};
BOOST_DESCRIBE_STRUCT(Viewer, (), (user_id, name, role, entity_ids))

/// The seed's GameState as one viewer may see it. `log` and `chat_log` hold the newest 200 entries, `turn_history` the
/// newest 50.
struct GameState {
  std::string interaction_id;
  std::string name;
  InteractionStatus status = InteractionStatus::waiting;
  std::optional<std::string> pause_reason;
  std::string ruleset;
  Viewer viewer;
  std::vector<InitiativeEntry> initiative_order;
  std::int32_t current_turn_index = -1;  ///< into initiative_order; −1 when no turn is running
  std::int32_t round_number = 0;
  std::optional<std::int64_t> turn_deadline;
  std::int32_t turn_time_limit = 90;  ///< seconds
  std::map<std::string, ParticipantState> participants;
  MapState map_state;
  std::vector<TurnRecord> turn_history;
  std::vector<LogEntry> log;
  std::vector<ChatMessage> chat_log;
  std::vector<Member> members;
  std::vector<Prompt> prompts;
  std::optional<Outcome> outcome;
  std::int64_t timestamp = 0;
  bool operator==(const GameState&) const = default;
};
BOOST_DESCRIBE_STRUCT(GameState, (),
                      (interaction_id, name, status, pause_reason, ruleset, viewer, initiative_order,
                       current_turn_index, round_number, turn_deadline, turn_time_limit, participants, map_state,
                       turn_history, log, chat_log, members, prompts, outcome, timestamp))

}  // namespace live::room
