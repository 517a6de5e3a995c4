#include "engine/content/content.hpp"

#include <algorithm>
#include <iterator>

#include "engine/dice/term.hpp"

namespace live::engine {
namespace {

template <class T>
const T* find(const std::vector<T>& table, std::string_view id) {
  const auto at = std::ranges::lower_bound(table, id, {}, [](const T& entry) { return std::string_view(entry.id); });
  return at != table.end() && at->id == id ? &*at : nullptr;
}

template <class T>
const T* find(const std::vector<T>& table, std::string_view id, Ruleset ruleset) {
  auto at = std::ranges::lower_bound(table, id, {}, [](const T& entry) { return std::string_view(entry.id); });
  for (; at != table.end() && at->id == id; ++at) {
    if (!at->ruleset || *at->ruleset == ruleset) return &*at;
  }
  return nullptr;
}

template <class T>
void check_ids(const std::vector<T>& table, std::string_view what, std::vector<std::string>& problems) {
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto& entry = table[i];
    const bool kebab = !entry.id.empty() && std::ranges::all_of(entry.id, [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
    if (!kebab) problems.push_back(std::string(what) + " \"" + entry.id + "\": id is not kebab-case");
    for (std::size_t j = i + 1; j < table.size(); ++j) {
      if (table[j].id != entry.id) continue;
      bool apart = false;
      if constexpr (requires { entry.ruleset; }) {
        apart = entry.ruleset && table[j].ruleset && *entry.ruleset != *table[j].ruleset;
      }
      if (!apart) problems.push_back(std::string(what) + " \"" + entry.id + "\": id is there twice");
    }
  }
}

struct DiceCheck {
  std::vector<std::string>& problems;
  void operator()(std::string_view where, const std::string& dice) const {
    if (!dice.empty() && !parse_term(dice)) {
      problems.push_back(std::string(where) + ": \"" + dice + "\" is not dice");
    }
  }
  void operator()(std::string_view where, const std::vector<DamagePart>& parts) const {
    for (const DamagePart& part : parts) (*this)(where, part.dice);
  }
  void operator()(std::string_view where, const EffectDef& effect) const {
    for (const Modifier& modifier : effect.modifiers) {
      const bool minus = modifier.dice.starts_with('-');
      (*this)(where, minus ? modifier.dice.substr(1) : modifier.dice);
    }
  }
};

}  // namespace

bool WeaponDef::has(WeaponProperty property) const {
  return std::ranges::find(properties, property) != properties.end();
}

void Content::add(Content other) {
  const auto append = [](auto& to, auto& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  };
  append(weapons, other.weapons);
  append(armor, other.armor);
  append(items, other.items);
  append(spells, other.spells);
  append(monsters, other.monsters);
}

void Content::sort() {
  const auto by_id = [](auto& table) {
    std::ranges::sort(table, [](const auto& a, const auto& b) {
      if constexpr (requires { a.ruleset; }) {
        if (a.id == b.id) return a.ruleset < b.ruleset;
      }
      return a.id < b.id;
    });
  };
  by_id(weapons);
  by_id(armor);
  by_id(items);
  by_id(spells);
  by_id(monsters);
}

std::vector<std::string> Content::problems() const {
  std::vector<std::string> found;
  check_ids(weapons, "weapon", found);
  check_ids(armor, "armor", found);
  check_ids(items, "item", found);
  check_ids(spells, "spell", found);
  check_ids(monsters, "monster", found);
  const DiceCheck check{found};
  for (const WeaponDef& entry : weapons) {
    check("weapon " + entry.id, entry.damage.dice);
    check("weapon " + entry.id, entry.versatile_dice);
  }
  for (const ItemDef& entry : items) {
    if (!entry.use) continue;
    check("item " + entry.id, entry.use->heal);
    if (entry.use->effect) check("item " + entry.id, *entry.use->effect);
  }
  for (const SpellDef& entry : spells) {
    check("spell " + entry.id, entry.damage);
    check("spell " + entry.id, entry.dice_per_level);
    check("spell " + entry.id, entry.heal);
    if (entry.effect) check("spell " + entry.id, *entry.effect);
    if (entry.area && (entry.area->size_ft <= 0 || entry.area->size_ft % 5 != 0)) {
      found.push_back("spell " + entry.id + ": area size is no positive multiple of 5");
    }
  }
  for (const MonsterDef& entry : monsters) {
    check("monster " + entry.id, entry.sheet.hit_dice);
    for (const StatAttack& attack : entry.sheet.attacks) {
      check("monster " + entry.id, attack.damage);
      check("monster " + entry.id, attack.ranged_damage);
      check("monster " + entry.id, attack.two_handed_damage);
    }
  }
  return found;
}

const WeaponDef* Content::weapon(std::string_view id, Ruleset ruleset) const { return find(weapons, id, ruleset); }
const ArmorDef* Content::armor_piece(std::string_view id) const { return find(armor, id); }
const ItemDef* Content::item(std::string_view id) const { return find(items, id); }
const SpellDef* Content::spell(std::string_view id, Ruleset ruleset) const { return find(spells, id, ruleset); }
const MonsterDef* Content::monster(std::string_view id, Ruleset ruleset) const { return find(monsters, id, ruleset); }

Participant participant_from(const MonsterDef& monster) {
  Participant made;
  made.id = monster.id;
  made.name = monster.name;
  made.kind = Kind::monster;
  made.group = monster.id;
  made.sheet = monster.sheet;
  made.hp = monster.hp;
  made.hp_max = monster.hp;
  made.inventory = monster.inventory;
  return made;
}

}  // namespace live::engine
