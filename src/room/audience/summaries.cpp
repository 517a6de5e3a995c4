// One line about what an action does, from the same numbers that the rules use.
#include <algorithm>

#include "engine/rules/attack.hpp"
#include "engine/rules/text.hpp"
#include "room/audience/render.hpp"
#include "schema/describe.hpp"

namespace live::room {

using engine::text;

namespace {

std::string in_signs(int number) { return number < 0 ? text(number) : text("+", number); }

std::string amount(const engine::DamagePart& part) {
  std::string words = part.dice;
  if (part.flat != 0) words += words.empty() ? text(part.flat) : in_signs(part.flat);
  if (part.type != engine::DamageType::none) words += text(" ", schema::enum_name(part.type));
  return words;
}

std::string attack_summary(const Scene& scene, engine::Slot slot, std::string_view id) {
  const auto profiles = engine::attack_profiles(scene.rules(), scene.game(), slot);
  const auto profile = std::ranges::find(profiles, id, &engine::AttackProfile::id);
  if (profile == profiles.end()) return {};
  const bool melee = profile->reach_ft > 0;
  int bonus = 0;
  for (const engine::RollModifier& modifier : melee ? profile->to_hit : profile->ranged_to_hit) bonus += modifier.value;
  std::string words = text(in_signs(bonus), " to hit");
  // Dice first, then the flat parts of the same type as one number.
  int flat = 0;
  std::string dice;
  std::string type;
  for (const engine::DamageSource& source :
       melee || profile->ranged_damage.empty() ? profile->damage : profile->ranged_damage) {
    flat += source.part.flat;
    if (!source.part.dice.empty()) dice += text(dice.empty() ? "" : "+", source.part.dice);
    if (type.empty() && source.part.type != engine::DamageType::none) type = schema::enum_name(source.part.type);
  }
  if (!dice.empty() || flat != 0)
    words += text(", ", dice, flat == 0 ? "" : dice.empty() ? text(flat) : in_signs(flat));
  if (!type.empty()) words += text(" ", type);
  return words;
}

std::string spell_summary(const Scene& scene, std::string_view id) {
  const engine::SpellDef* spell = scene.rules().content.spell(id, scene.game().options.ruleset);
  if (spell == nullptr) return {};
  std::string words = spell->level == 0 ? std::string("Cantrip") : text("Level ", spell->level);
  for (const engine::DamagePart& part : spell->damage) words += text(", ", amount(part));
  if (!spell->heal.empty()) words += text(", heals ", spell->heal);
  if (spell->delivery == engine::SpellDelivery::save) {
    words += text(", ", schema::enum_name(spell->save), spell->half_on_save ? " save for half" : " save");
  }
  if (spell->concentration) words += ", concentration";
  return words;
}

}  // namespace

std::string item_summary(const engine::Content& content, std::string_view item) {
  const engine::ItemDef* known = content.item(item);
  if (known == nullptr || !known->use) return {};
  if (!known->use->heal.empty()) return text("heals ", known->use->heal);
  if (known->use->temp_hp > 0) return text(known->use->temp_hp, " temporary hit points");
  return known->use->stabilize ? "stabilizes the dying" : "";
}

std::string summary_of(const Scene& scene, engine::Slot slot, const engine::AvailableAction& action) {
  if (action.type == "attack") return attack_summary(scene, slot, action.id);
  if (action.type == "cast") return spell_summary(scene, action.id);
  if (action.type != "useItem") return {};
  const auto& inventory = scene.game().at(slot).inventory;
  const auto item = std::ranges::find(inventory, action.id, &engine::InventoryItem::id);
  return item == inventory.end() ? std::string() : item_summary(scene.rules().content, item->item);
}

}  // namespace live::room
