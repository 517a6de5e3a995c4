#include "room/audience/render.hpp"

#include <algorithm>

#include "engine/rules/text.hpp"
#include "room/audience/narrate.hpp"
#include "room/audience/visibility.hpp"
#include "room/story.hpp"
#include "schema/describe.hpp"

namespace live::room {

using engine::Slot;

Scene::Scene(const RoomState& state, const engine::Content& content)
    : state_(state), content_(content), concealed_(concealed_from_players(state.game)) {
  any_concealed_ = std::ranges::find(concealed_, true) != concealed_.end();
}

bool Scene::concealed(Slot slot) const {
  return engine::index_of(slot) >= concealed_.size() || concealed_[engine::index_of(slot)];
}

const engine::State& Scene::known_to(Detail detail) const {
  if (detail == Detail::dm || !any_concealed_) return state_.game;
  if (!known_) known_ = without_concealed(state_.game);
  return *known_;
}

bool Scene::dm_controls(Slot slot) const {
  const MemberState* player = state_.member(game().at(slot).user_id);
  return player == nullptr || !player->online || player->member.role == ViewerRole::dm;
}

bool Scene::acting(Slot slot) const {
  return game().status == engine::Status::active && game().current() == slot &&
         game().at(slot).turn_status == engine::TurnStatus::active;
}

std::optional<Detail> detail_for(const Scene& scene, std::string_view key, Slot slot) {
  if (!scene.game().has(slot)) return std::nullopt;
  if (key == "dm") return Detail::dm;
  if (scene.concealed(slot)) return std::nullopt;
  const std::string& user = scene.game().at(slot).user_id;
  if (user.empty() || !is_player_key(key)) return Detail::open;
  return user_of_key(key) == user ? Detail::owner : Detail::party;
}

std::string item_summary(const engine::Content& content, std::string_view item) {
  const engine::ItemDef* known = content.item(item);
  if (known == nullptr || !known->use) return {};
  if (!known->use->heal.empty()) return engine::text("heals ", known->use->heal);
  if (known->use->temp_hp > 0) return engine::text(known->use->temp_hp, " temporary hit points");
  return known->use->stabilize ? "stabilizes the dying" : "";
}

namespace {

Health health_of(const engine::Participant& who, int limit) {
  if (who.dead) return Health::dead;
  if (who.hp <= 0) return Health::down;
  if (who.hp >= limit) return Health::unhurt;
  if (who.hp * 4 <= limit) return Health::near_death;
  if (who.hp * 2 <= limit) return Health::bloodied;
  return Health::wounded;
}

void add_duration(const Scene& scene, const engine::Duration& duration, Detail detail, StatusEffect& effect) {
  const bool known = duration.whose != Slot::none &&
                     engine::index_of(duration.whose) < scene.game().participants.size() &&
                     (detail == Detail::dm || !scene.concealed(duration.whose));
  if (duration.until == engine::Until::removed || !known) return;
  const std::string& whose = scene.game().at(duration.whose).name;
  const bool start = duration.until == engine::Until::turn_start;
  if (duration.count > 1) {
    effect.rounds_left = duration.count;
  } else {
    effect.until = engine::text(start ? "start of " : "end of ", whose, "'s turn");
  }
}

std::vector<StatusEffect> effects_of(const Scene& scene, const engine::Participant& who, Detail detail) {
  std::vector<StatusEffect> shown;
  const auto source_of = [&](Slot source) -> std::optional<std::string> {
    if (source == Slot::none || engine::index_of(source) >= scene.game().participants.size()) return std::nullopt;
    if (detail != Detail::dm && scene.concealed(source)) return std::nullopt;
    return scene.game().at(source).id;
  };
  for (const engine::ConditionInstance& instance : who.conditions) {
    StatusEffect effect;
    effect.name = schema::enum_name(instance.condition);
    effect.is_condition = true;
    effect.source_id = source_of(instance.source);
    add_duration(scene, instance.duration, detail, effect);
    shown.push_back(std::move(effect));
  }
  for (const engine::Effect& running : who.effects) {
    StatusEffect effect;
    effect.name = running.name;
    effect.source_id = source_of(running.source);
    add_duration(scene, running.duration, detail, effect);
    shown.push_back(std::move(effect));
  }
  if (who.exhaustion > 0) {
    shown.push_back({.name = engine::text("exhaustion ", who.exhaustion),
                     .is_condition = true,
                     .source_id = {},
                     .rounds_left = {},
                     .until = {}});
  }
  if (who.surprised) {
    shown.push_back({.name = "surprised", .is_condition = false, .source_id = {}, .rounds_left = {}, .until = {}});
  }
  return shown;
}

std::string kind_of(const engine::Content& content, const engine::InventoryItem& item, engine::Ruleset ruleset) {
  if (content.weapon(item.item, ruleset) != nullptr) return "weapon";
  if (const engine::ArmorDef* armor = content.armor_piece(item.item)) {
    return armor->category == engine::ArmorCategory::shield ? "shield" : "armor";
  }
  if (const engine::ItemDef* known = content.item(item.item)) {
    if (known->kind == engine::ItemKind::potion) return "potion";
    if (known->kind == engine::ItemKind::ammunition) return "ammunition";
  }
  return "gear";
}

InventoryState inventory_of(const Scene& scene, const engine::Participant& who) {
  InventoryState inventory;
  const engine::Content& content = scene.rules().content;
  for (const engine::InventoryItem& item : who.inventory) {
    const engine::ItemDef* known = content.item(item.item);
    InventoryItem shown;
    shown.item_id = item.id;
    shown.name = item.name.empty() ? in_words(item.item) : item.name;
    shown.kind = kind_of(content, item, scene.game().options.ruleset);
    shown.quantity = item.quantity;
    shown.equipped = item.place != engine::Place::pack && item.place != engine::Place::dropped;
    shown.usable = known != nullptr && known->use.has_value();
    shown.description = item.bonus != 0 ? engine::text("+", item.bonus) : item_summary(content, item.item);
    inventory.items.push_back(std::move(shown));
  }
  return inventory;
}

void add_party_numbers(const Scene& scene, Slot slot, ParticipantState& shown) {
  const engine::Participant& who = scene.game().at(slot);
  shown.current_hp = who.hp;
  shown.max_hp = engine::hit_point_limit(scene.game(), slot);
  shown.temp_hp = who.temp_hp;
  shown.armor_class = engine::armor_class(scene.rules(), scene.game(), slot);
  if (!who.concentration.spell.empty()) shown.concentration = who.concentration.spell;
  if (who.uses_death_saves && who.hp <= 0 && !who.dead) {
    shown.death_saves = {
        .successes = who.death_saves.successes, .failures = who.death_saves.failures, .stable = who.stable};
  }
}

void add_own(const Scene& scene, Slot slot, Detail detail, ParticipantState& shown) {
  const engine::Participant& who = scene.game().at(slot);
  shown.inventory = inventory_of(scene, who);
  shown.economy = render_economy(scene, slot);
  for (std::size_t i = 0; i < who.slots.size(); ++i) {
    if (who.slots[i].max == 0 && who.slots[i].left == 0) continue;
    shown.spell_slots.push_back(
        {.level = static_cast<std::int32_t>(i) + 1, .left = who.slots[i].left, .total = who.slots[i].max});
  }
  for (const engine::Resource& resource : who.resources) {
    shown.resources.push_back(
        {.id = resource.id, .name = in_words(resource.id), .left = resource.left, .total = resource.max});
  }
  shown.hidden = !who.hidden.from.empty();
  shown.controlled = detail == Detail::owner || scene.dm_controls(slot);
  if (!shown.controlled || !scene.acting(slot)) return;
  shown.available_actions = render_actions(scene, slot, detail);
  shown.reachable = render_reachable(scene, slot, detail);
}

}  // namespace

ParticipantState render(const Scene& scene, Slot slot, Detail detail) {
  const engine::Participant& who = scene.game().at(slot);
  const std::size_t index = engine::index_of(slot);
  const Story& story = detail == Detail::dm ? scene.state().dm : scene.state().players;
  ParticipantState shown;
  shown.entity_id = who.id;
  shown.entity_type = entity_type_of(who.kind);
  shown.name = who.name;
  shown.side = who.side;
  if (!who.user_id.empty()) shown.user_id = who.user_id;
  if (index < scene.state().entities.size()) shown.description = scene.state().entities[index].description;
  shown.health = health_of(who, engine::hit_point_limit(scene.game(), slot));
  shown.position = {.x = who.pos.x, .y = who.pos.y};
  shown.elevation_ft = who.z_ft;
  shown.size = schema::enum_name(who.sheet.size);
  shown.footprint = engine::grid::footprint_cells(static_cast<engine::grid::Size>(who.sheet.size));
  shown.conditions = effects_of(scene, who, detail);
  if (index < story.statuses.size()) shown.turn_status = story.statuses[index];
  if (detail != Detail::open) add_party_numbers(scene, slot, shown);
  if (detail == Detail::dm || detail == Detail::owner) add_own(scene, slot, detail, shown);
  if (detail == Detail::dm) shown.secret = who.secret;
  return shown;
}

}  // namespace live::room
