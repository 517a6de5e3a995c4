#include "room/action_map.hpp"

#include <algorithm>
#include <array>

#include "engine/rules/text.hpp"
#include "room/audience/event_types.hpp"
#include "room/audience/render.hpp"
#include "room/audience/visibility.hpp"
#include "schema/json.hpp"

namespace live::room {

using engine::Slot;
using engine::text;

RoomError invalid_input(std::string path, std::string message) {
  RoomError error;
  error.kind = RoomError::Kind::invalid;
  error.message = text(path, ": ", message);
  error.path = std::move(path);
  return error;
}

TurnActionRecord to_record(const TakeTurn& turn) {
  return {.type = turn.action,
          .entity_id = turn.entity_id,
          .target = turn.target,
          .position = turn.position,
          .item_id = turn.item_id,
          .spell_id = turn.spell_id,
          .action_id = turn.action_id};
}

namespace {

/// `parameters` of the wire; what an action does not use is ignored.
struct Parameters {
  std::optional<schema::List<Position, 512>> path;
  std::optional<std::string> mode;
  std::optional<std::string> grip;
  std::optional<bool> knock_out;
  std::optional<bool> thrown;
  std::optional<schema::List<std::string, 64>> targets;
  std::optional<schema::List<std::string, 8>> riders;
  std::optional<schema::Int<0, 9>> slot;
  std::optional<Position> aim;
  std::optional<std::string> as;
  std::optional<std::string> hand;
  std::optional<std::string> ally;
  std::optional<std::string> skill;
  std::optional<schema::Int<0, 1000>> amount;
};
BOOST_DESCRIBE_STRUCT(Parameters, (),
                      (path, mode, grip, knock_out, thrown, targets, riders, slot, aim, as, hand, ally, skill, amount))

class Mapper {
 public:
  Mapper(const RoomState& state, const TakeTurn& turn, Slot actor, bool sees_all)
      : state_(state), turn_(turn), actor_(actor), sees_all_(sees_all) {}

  Result<engine::Action> map() {
    if (turn_.parameters) {
      auto decoded = schema::decode<Parameters>(turn_.parameters->json);
      if (!decoded) {
        const schema::Issue& issue = decoded.error().front();
        return std::unexpected(
            invalid_input(issue.path.empty() ? "parameters" : "parameters." + issue.path, issue.message));
      }
      with_ = std::move(*decoded);
    }
    engine::Action action = pick();
    if (error_) return std::unexpected(std::move(*error_));
    return action;
  }

 private:
  engine::Action pick() {
    switch (turn_.action) {
      case ActionType::move:
        return move();
      case ActionType::attack:
        return attack();
      case ActionType::use_item:
        return use_item();
      case ActionType::cast:
        return cast();
      case ActionType::interact:
        return interact();
      case ActionType::end:
        return engine::EndTurn{};
    }
    return engine::EndTurn{};
  }

  engine::Action move() {
    engine::Move move;
    if (with_.mode) {
      const auto mode = schema::enum_from<engine::MoveMode>(*with_.mode);
      if (!mode) return fail("parameters.mode", "expected walk, crawl, climb, swim, burrow or fly");
      move.mode = *mode;
    }
    if (with_.path && !with_.path->empty()) {
      for (std::size_t i = 0; i < with_.path->size(); ++i) {
        move.path.push_back(cell((*with_.path)[i], text("parameters.path[", i, "]")));
      }
      move.to = move.path.back();
    } else if (turn_.position) {
      move.to = cell(*turn_.position, "position");
    } else {
      return fail("position", "a move needs a position or parameters.path");
    }
    return move;
  }

  engine::Action attack() {
    engine::Attack attack;
    attack.with = turn_.action_id.value_or(turn_.item_id.value_or(first_attack()));
    attack.target = wanted_target();
    if (with_.mode) {
      const auto mode = schema::enum_from<engine::AttackMode>(*with_.mode);
      if (!mode) return fail("parameters.mode", "expected main, offhand or multiattack");
      attack.mode = *mode;
    }
    attack.two_handed = with_.grip && *with_.grip == "two-handed";
    attack.knock_out = with_.knock_out.value_or(false);
    attack.thrown = with_.thrown.value_or(false);
    if (with_.riders) attack.riders.assign(with_.riders->begin(), with_.riders->end());
    return attack;
  }

  engine::Action use_item() {
    if (!turn_.item_id) return fail("itemId", "useItem needs an item");
    return engine::UseItem{.item = *turn_.item_id, .target = optional_target()};
  }

  engine::Action cast() {
    if (!turn_.spell_id) return fail("spellId", "cast needs a spell");
    engine::Cast cast;
    cast.spell = *turn_.spell_id;
    if (with_.slot) cast.level = with_.slot->value;
    if (with_.targets) {
      for (std::size_t i = 0; i < with_.targets->size(); ++i) {
        cast.targets.push_back(creature((*with_.targets)[i], text("parameters.targets[", i, "]")));
      }
    } else if (turn_.target) {
      cast.targets.push_back(creature(*turn_.target, "target"));
    }
    if (with_.aim) {
      cast.at = cell(*with_.aim, "parameters.aim");
    } else if (turn_.position) {
      cast.at = cell(*turn_.position, "position");
    }
    return cast;
  }

  engine::Action interact() {
    const std::string id = camel(turn_.action_id.value_or(""));
    const bool as_bonus = with_.as && *with_.as == "bonus";
    if (id.empty() || id == "open" || id == "close" || id == "door") {
      if (!turn_.position) return fail(id.empty() ? "actionId" : "position", "say what to do, or at which cell");
      return engine::Interact{.at = cell(*turn_.position, "position")};
    }
    if (const auto basic = schema::enum_from<engine::BasicKind>(id)) {
      return engine::Basic{.kind = *basic, .as_bonus = as_bonus};
    }
    if (const auto aid = schema::enum_from<engine::AidKind>(id))
      return engine::Aid{.kind = *aid, .target = wanted_target()};
    if (id == "shove") return engine::Contest{.kind = shove_kind(), .target = wanted_target()};
    if (const auto contest = schema::enum_from<engine::ContestKind>(id)) {
      return engine::Contest{.kind = *contest, .target = wanted_target()};
    }
    if (id == "help") return help();
    if (id == "escape") return escape();
    if (id == "release") return engine::Release{.target = wanted_target()};
    if (id == "ready") {
      return engine::Ready{.with = turn_.item_id.value_or(first_attack()), .target = optional_target()};
    }
    if (id == "equip" || id == "unequip" || id == "drop") return handle_item(id);
    return engine::UseFeature{.feature = kebab(*turn_.action_id),
                              .target = optional_target(),
                              .amount = with_.amount ? with_.amount->value : 0};
  }

  engine::Action help() {
    if (with_.skill) return help_with_check();
    const Slot target = wanted_target();
    const Slot ally = with_.ally ? creature(*with_.ally, "parameters.ally") : first_ally();
    return engine::Help{.ally = ally, .target = target};
  }

  /// With a check of the ally's instead of an attack (rules §16).
  engine::Action help_with_check() {
    const auto skill = schema::enum_from<engine::Skill>(*with_.skill);
    if (!skill) return fail("parameters.skill", "expected a skill");
    return engine::Help{.ally = wanted_target(), .target = Slot::none, .skill = *skill};
  }

  engine::Action escape() {
    engine::Escape escape;
    if (with_.skill) {
      const auto skill = schema::enum_from<engine::Skill>(*with_.skill);
      if (!skill) return fail("parameters.skill", "expected athletics or acrobatics");
      escape.skill = *skill;
    }
    return escape;
  }

  engine::Action handle_item(std::string_view id) {
    if (!turn_.item_id) return fail("itemId", text(id, " needs an item"));
    if (id == "equip") return engine::Equip{.item = *turn_.item_id, .off_hand = with_.hand && *with_.hand == "off"};
    return engine::Unequip{.item = *turn_.item_id, .drop = id == "drop"};
  }

  [[nodiscard]] engine::ContestKind shove_kind() const {
    return with_.mode && *with_.mode == "away" ? engine::ContestKind::shove_away : engine::ContestKind::shove_prone;
  }

  /// The first attack of the stat block, or what is held in the main hand.
  [[nodiscard]] std::string first_attack() const {
    const engine::Participant& who = state_.game.at(actor_);
    if (!who.sheet.attacks.empty()) return who.sheet.attacks.front().id;
    const auto held = std::ranges::find(who.inventory, engine::Place::main_hand, &engine::InventoryItem::place);
    return held != who.inventory.end() ? held->id : "unarmed-strike";
  }

  /// Whoever else is on its side.
  [[nodiscard]] Slot first_ally() const {
    const auto& all = state_.game.participants;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const bool other = engine::slot_at(i) != actor_ && !all[i].removed && !all[i].dead;
      if (other && all[i].side == state_.game.at(actor_).side) return engine::slot_at(i);
    }
    return Slot::none;
  }

  Slot wanted_target() {
    if (turn_.target) return creature(*turn_.target, "target");
    if (with_.targets && !with_.targets->empty()) return creature(with_.targets->front(), "parameters.targets[0]");
    fail("target", "this needs a target");
    return Slot::none;
  }

  Slot optional_target() { return turn_.target ? creature(*turn_.target, "target") : Slot::none; }

  Slot creature(const std::string& id, std::string path) {
    const Slot slot = state_.slot_of(id);
    // Unknown and unknowable are answered alike, or guessing ids would find what hides.
    if (slot == Slot::none || (!sees_all_ && concealed_from_players(state_.game, slot))) {
      if (!error_) {
        error_ = RoomError{.kind = RoomError::Kind::not_found,
                           .message = text("There is no creature called ", id, "."),
                           .path = std::move(path),
                           .refusal = std::nullopt};
      }
      return Slot::none;
    }
    return slot;
  }

  engine::grid::Cell cell(const Position& position, std::string path) {
    constexpr int limit = engine::grid::max_coordinate;
    if (position.x < -limit || position.x > limit || position.y < -limit || position.y > limit) {
      fail(std::move(path), "is outside the map");
      return {};
    }
    return {.x = static_cast<std::int16_t>(position.x), .y = static_cast<std::int16_t>(position.y)};
  }

  engine::Action fail(std::string path, std::string message) {
    if (!error_) error_ = invalid_input(std::move(path), std::move(message));
    return engine::EndTurn{};
  }

  /// "secondWind" -> "second-wind": how features are called in content.
  static std::string kebab(std::string_view id) {
    std::string out;
    for (const char c : id) {
      if (c >= 'A' && c <= 'Z') {
        out += '-';
        out += static_cast<char>(c - 'A' + 'a');
      } else {
        out += c;
      }
    }
    return out;
  }

  const RoomState& state_;
  const TakeTurn& turn_;
  Slot actor_;
  bool sees_all_;
  Parameters with_;
  std::optional<RoomError> error_;
};

}  // namespace

Result<engine::Action> to_engine_action(const RoomState& state, const TakeTurn& turn, Slot actor, bool sees_all) {
  return Mapper(state, turn, actor, sees_all).map();
}

}  // namespace live::room
