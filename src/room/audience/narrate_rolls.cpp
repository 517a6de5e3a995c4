#include "engine/rules/text.hpp"
#include "room/audience/narrate.hpp"
#include "schema/describe.hpp"

namespace live::room {

using engine::Slot;
using engine::text;
using Line = std::optional<LogEntry>;

Roll roll_of(const engine::D20Test& roll, std::string label) {
  Roll shown;
  shown.label = std::move(label);
  shown.mode = schema::enum_name(roll.mode);
  shown.advantage = roll.advantage;
  shown.disadvantage = roll.disadvantage;
  bool kept = false;
  for (const int die : roll.dice) {
    const bool keep = !kept && die == roll.natural;
    kept = kept || keep;
    shown.dice.push_back({.sides = 20, .value = die, .kept = keep});
  }
  for (const engine::RollModifier& modifier : roll.modifiers) {
    shown.modifiers.push_back({.source = modifier.source, .value = modifier.value});
  }
  shown.total = roll.total;
  return shown;
}

namespace {

std::string capital(std::string words) {
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words;
}

/// "2d6" -> 6; 0 when it is no such thing.
std::int32_t sides_of(std::string_view dice) {
  const std::size_t d = dice.find('d');
  if (d == std::string_view::npos) return 0;
  std::int32_t sides = 0;
  for (const char c : dice.substr(d + 1)) {
    if (c < '0' || c > '9' || sides > 1000) break;
    sides = sides * 10 + (c - '0');
  }
  return sides;
}

Roll amount_of(const std::vector<engine::DamageRollPart>& parts, std::string label) {
  Roll shown;
  shown.label = std::move(label);
  shown.mode = "normal";
  for (const engine::DamageRollPart& part : parts) {
    const std::int32_t sides = sides_of(part.dice);
    for (const int face : part.rolled) shown.dice.push_back({.sides = sides, .value = face, .kept = true});
    if (part.flat != 0) shown.modifiers.push_back({.source = in_words(part.source), .value = part.flat});
    shown.total += part.total;
  }
  return shown;
}

template <class T>
Line tell(const Teller&, const T&) {
  return std::nullopt;
}

Line tell(const Teller& to, const engine::InitiativeRolled& event) {
  std::string names;
  LogEntry line = to.entry("initiative", Slot::none, "");
  for (const Slot slot : event.slots) {
    if (!to.knows(slot)) continue;
    if (!names.empty()) names += ", ";
    names += to.name(slot);
    to.add_target(line, slot);
    if (!line.entity_id) line.entity_id = to.game.at(slot).id;
  }
  if (names.empty()) return std::nullopt;
  line.text = text("Initiative ", event.total, ": ", names, ".");
  Roll roll = roll_of(event.roll, "Initiative");
  roll.total = event.total;
  line.rolls.push_back(std::move(roll));
  return line;
}

Line tell(const Teller& to, const engine::AttackRolled& event) {
  const bool actor = to.knows(event.slot);
  if (!actor && !to.knows(event.target)) return std::nullopt;
  if (!to.knows(event.target) && to.to_players) return std::nullopt;
  const std::string who = actor ? to.name(event.slot) : "Something unseen";
  const bool target_known = !to.to_players || to.of_party(event.target);
  std::string words =
      text(who, event.opportunity ? " takes the opportunity to attack " : " attacks ", to.name(event.target));
  if (actor) words += text(" with ", in_words(event.with));
  words += text(": ", event.roll.total);
  if (target_known) words += text(" against AC ", event.armor_class);
  words += event.critical ? ", a critical hit." : event.hit ? ", a hit." : ", a miss.";
  LogEntry line = to.entry("attack", event.slot, std::move(words));
  to.add_target(line, event.target);
  Roll roll = roll_of(event.roll, actor ? text("Attack with ", in_words(event.with)) : "Attack");
  if (target_known) roll.target = event.armor_class;
  roll.outcome = event.critical ? "critical" : event.hit ? "hit" : "miss";
  line.rolls.push_back(std::move(roll));
  return line;
}

Line tell(const Teller& to, const engine::AttackAdjusted& event) {
  if (!to.knows(event.target)) return std::nullopt;
  std::string words = text(to.name(event.target), " reacts with ", in_words(event.reaction));
  if (!to.to_players || to.of_party(event.target)) words += text(" (AC ", event.armor_class, ")");
  words += event.hit ? "; the attack still hits." : "; the attack misses.";
  LogEntry line = to.entry("attack", event.target, std::move(words));
  to.add_target(line, event.target);
  return line;
}

Line tell(const Teller& to, const engine::DamageRolled& event) {
  if (!to.knows(event.slot)) return std::nullopt;
  Roll roll = amount_of(event.parts, text("Damage of ", in_words(event.with)));
  std::string words = text(capital(in_words(event.with)), event.critical ? ", critical: " : ": ", roll.total);
  for (std::size_t i = 0; i < event.parts.size(); ++i) {
    words += text(i == 0 ? " " : " + ", schema::enum_name(event.parts[i].type));
    if (event.parts.size() > 1) words += text(" ", event.parts[i].total);
  }
  LogEntry line = to.entry("damage", event.slot, words + " damage rolled.");
  line.rolls.push_back(std::move(roll));
  return line;
}

Line tell(const Teller& to, const engine::DamageTaken& event) {
  if (!to.knows(event.slot)) return std::nullopt;
  std::string words = text(to.name(event.slot), " takes ", event.taken);
  for (std::size_t i = 0; i < event.lines.size(); ++i) {
    words += text(i == 0 ? " " : " and ", schema::enum_name(event.lines[i].type));
    switch (event.lines[i].mitigation) {
      case engine::Mitigation::resistant:
        words += " (resisted)";
        break;
      case engine::Mitigation::vulnerable:
        words += " (vulnerable)";
        break;
      case engine::Mitigation::immune:
        words += " (immune)";
        break;
      case engine::Mitigation::none:
      case engine::Mitigation::both:
        break;
    }
  }
  words += " damage";
  const bool numbers = !to.to_players || to.of_party(event.slot);
  if (numbers && event.absorbed > 0) words += text(", ", event.absorbed, " of it from temporary hit points");
  if (numbers) words += text("; ", event.hp, " HP left");
  LogEntry line = to.entry("damage", event.slot, words + ".");
  to.add_target(line, event.slot);
  return line;
}

Line tell(const Teller& to, const engine::Healed& event) {
  if (!to.knows(event.slot)) return std::nullopt;
  const bool numbers = !to.to_players || to.of_party(event.slot);
  std::string words = text(to.name(event.slot), " regains ");
  words += numbers ? text(event.amount, " hit points; ", event.hp, " HP.") : std::string("hit points.");
  LogEntry line = to.entry("heal", event.slot, std::move(words));
  to.add_target(line, event.slot);
  if (numbers && !event.rolled.empty()) {
    line.rolls.push_back(amount_of(event.rolled, text("Healing: ", in_words(event.with))));
  }
  return line;
}

Line tell(const Teller& to, const engine::TempHpGained& event) {
  if (!to.knows(event.slot) || (to.to_players && !to.of_party(event.slot))) return std::nullopt;
  return to.entry("heal", event.slot, text(to.name(event.slot), " has ", event.temp_hp, " temporary hit points."));
}

Line tell(const Teller& to, const engine::DeathSaveRolled& event) {
  if (!to.knows(event.slot)) return std::nullopt;
  LogEntry line = to.entry("death", event.slot,
                           text(to.name(event.slot), " fights for life: ", event.roll.total, " (",
                                event.counters.successes, " saved, ", event.counters.failures, " failed)."));
  Roll roll = roll_of(event.roll, "Death save");
  roll.target = 10;
  roll.outcome = event.roll.total >= 10 ? "success" : "failure";
  line.rolls.push_back(std::move(roll));
  return line;
}

Line tell(const Teller& to, const engine::SaveRolled& event) {
  if (!to.knows(event.slot)) return std::nullopt;
  const std::string ability(schema::enum_name(event.ability));
  std::string words = text(to.name(event.slot), event.success ? " withstands " : " fails against ",
                           in_words(event.against), " (", ability, " save");
  if (!event.automatic) words += text(": ", event.roll.total);
  if (!to.to_players) words += text(" against DC ", event.dc);
  LogEntry line = to.entry("save", event.slot, words + ").");
  if (event.automatic) return line;
  Roll roll = roll_of(event.roll, text(capital(ability), " save"));
  if (!to.to_players) roll.target = event.dc;
  roll.outcome = event.success ? "success" : "failure";
  line.rolls.push_back(std::move(roll));
  return line;
}

Line tell(const Teller& to, const engine::CheckRolled& event) {
  if (!to.knows(event.slot)) return std::nullopt;
  // How well a foe hides is what the party would have to beat.
  if (to.to_players && !to.of_party(event.slot) && event.skill == engine::Skill::stealth) return std::nullopt;
  const std::string skill = in_words(schema::enum_name(event.skill));
  std::string words = text(to.name(event.slot), " rolls ", skill, ": ", event.roll.total);
  if (!to.to_players && event.dc > 0) words += text(" against DC ", event.dc);
  if (event.dc > 0) words += event.success ? ", a success" : ", a failure";
  LogEntry line = to.entry("check", event.slot, words + ".");
  Roll roll = roll_of(event.roll, capital(skill));
  if (!to.to_players && event.dc > 0) roll.target = event.dc;
  if (event.dc > 0) roll.outcome = event.success ? "success" : "failure";
  line.rolls.push_back(std::move(roll));
  return line;
}

}  // namespace

Line narrate_roll(const Teller& teller, const engine::Event& event) {
  return std::visit([&](const auto& what) { return tell(teller, what); }, event);
}

}  // namespace live::room
