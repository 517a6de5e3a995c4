// The DM's hand (rules §28): every override is on record with author, reason, before and after, and breaks no
// invariant.
#include <algorithm>

#include "engine/grid/cell_name.hpp"
#include "engine/rules/damage.hpp"
#include "engine/rules/effects.hpp"
#include "engine/turn/after.hpp"
#include "engine/turn/control.hpp"
#include "engine/turn/exec.hpp"
#include "engine/turn/flow.hpp"
#include "schema/describe.hpp"

namespace live::engine {
namespace {

Check dm_and_slot(const ControlSituation& at, Slot slot) {
  if (!at.command.by_dm) return refuse("dm.only", "§28", "Only the Dungeon Master may do that.");
  if (!at.state.has(slot)) return refuse("target.invalid", "§28", "There is no such participant.");
  if (at.state.status == Status::completed) return refuse("turn.completed", "§5", "The encounter is over.");
  return {};
}

struct Record {
  Run& run;
  const Command& command;
  const DmChange& body;
  void operator()(std::string_view field, std::string before, std::string after) const {
    run.emit(DmOverrode{.slot = body.slot,
                        .author = command.author,
                        .reason = body.reason,
                        .field = std::string(field),
                        .before = std::move(before),
                        .after = std::move(after)});
  }
};

std::string yes_no(bool value) { return value ? "yes" : "no"; }

void change_hp(Run& run, const DmChange& body, const Record& record) {
  const Participant who = run.at(body.slot);
  const int hp_max = std::max(1, body.hp_max.value_or(who.hp_max));
  const bool halved = hit_point_limit(run.state, body.slot) < who.hp_max;
  int hp = std::clamp(body.hp.value_or(who.hp), 0, halved ? std::max(1, hp_max / 2) : hp_max);
  const bool dead = body.dead.value_or(who.dead);
  if (who.dead && !dead) hp = std::max(hp, 1);
  const int temp_hp = std::max(0, body.temp_hp.value_or(who.temp_hp));
  if (body.hp) record("hp", text(who.hp), text(hp));
  if (body.hp_max) record("hpMax", text(who.hp_max), text(hp_max));
  if (body.temp_hp) record("tempHp", text(who.temp_hp), text(temp_hp));
  if (body.dead) record("dead", yes_no(who.dead), yes_no(dead));
  if (dead && !who.dead) {
    die(run, body.slot, Slot::none, "the Dungeon Master's word");
    return;
  }
  run.emit(HpSet{.slot = body.slot, .hp = hp, .hp_max = hp_max, .temp_hp = temp_hp, .dead = dead});
  if (dead) return;
  if (hp == 0 && who.hp > 0) {
    if (!who.uses_death_saves) return die(run, body.slot, Slot::none, "no hit points left");
    run.emit(DyingChanged{.slot = body.slot, .counters = {}, .stable = false});
    add_condition(run, body.slot, {.condition = Condition::unconscious});
  } else if (hp > 0 && who.hp == 0) {
    run.emit(DyingChanged{.slot = body.slot, .counters = {}, .stable = false});
    remove_condition(run, body.slot, Condition::unconscious, "dm");
  }
}

/// Hit points above what exhaustion leaves of the maximum are lost, and with nothing left the creature dies (rules
/// §12, §15); one that cannot move any more cannot fly either.
void settle_exhaustion(Run& run, Slot slot) {
  const Participant& who = run.at(slot);
  const int limit = hit_point_limit(run.state, slot);
  if (who.dead) return;
  if (limit == 0) return die(run, slot, Slot::none, "exhaustion");
  if (who.hp > limit) run.emit(HpSet{.slot = slot, .hp = limit, .hp_max = who.hp_max, .temp_hp = who.temp_hp});
  fall_if_aloft(run, slot);
}

void change_place(Run& run, const DmChange& body, const Record& record) {
  const grid::Cell from = run.at(body.slot).pos;
  record("position", grid::cell_name(from), grid::cell_name(*body.pos));
  run.emit(Moved{.slot = body.slot, .from = from, .path = {*body.pos}, .mode = MoveMode::walk, .forced = true});
  recheck_hiding(run);
  recheck_grapples(run);
}

void change_conditions(Run& run, const DmChange& body, const Record& record) {
  for (const Condition condition : body.add_conditions) {
    record("condition", {}, std::string(schema::enum_name(condition)));
    add_condition(run, body.slot, {.condition = condition});
  }
  for (const Condition condition : body.remove_conditions) {
    record("condition", std::string(schema::enum_name(condition)), {});
    remove_condition(run, body.slot, condition, "dm");
  }
}

}  // namespace

Check check(const ControlSituation& at, const DmChange& body) {
  if (auto refusal = dm_and_slot(at, body.slot)) return refusal;
  // Numbers out of bounds are brought back into them; a place outside the map has no nearest one.
  if (body.pos && !at.state.map.contains(*body.pos))
    return refuse("dm.invalid", "§28", "That place is outside the map.");
  return {};
}

void perform(Run& run, const Command& command, const DmChange& body) {
  const Record record{run, command, body};
  const Participant who = run.at(body.slot);
  if (body.hp || body.hp_max || body.temp_hp || body.dead) change_hp(run, body, record);
  if (body.stable) {
    record("stable", yes_no(who.stable), yes_no(*body.stable));
    run.emit(DyingChanged{.slot = body.slot, .counters = {}, .stable = *body.stable});
  }
  if (body.exhaustion) {
    const int level = std::clamp(*body.exhaustion, 0, 6);
    record("exhaustion", text(who.exhaustion), text(level));
    run.emit(ExhaustionChanged{.slot = body.slot, .level = level});
    if (level == 6) die(run, body.slot, Slot::none, "exhaustion");
    settle_exhaustion(run, body.slot);
  }
  if (body.surprised) {
    record("surprised", yes_no(who.surprised), yes_no(*body.surprised));
    run.emit(SurpriseChanged{.slot = body.slot, .surprised = *body.surprised});
  }
  if (body.secret) {
    record("secret", yes_no(who.secret), yes_no(*body.secret));
    run.emit(SecretChanged{.slot = body.slot, .secret = *body.secret, .reason = "dm"});
  }
  if (body.pos) change_place(run, body, record);
  change_conditions(run, body, record);
  after(run);
}

Check check(const ControlSituation& at, const DmDamage& body) { return dm_and_slot(at, body.slot); }

void perform(Run& run, const Command& command, const DmDamage& body) {
  std::vector<DamageSource> sources;
  for (const DamagePart& part : body.parts) sources.push_back({.source = body.reason, .part = part});
  run.emit(DmOverrode{.slot = body.slot, .author = command.author, .reason = body.reason, .field = "damage"});
  const auto parts = roll_damage(run, Slot::none, body.reason, sources, false);
  settle_damage(run, take_damage(run, {.target = body.slot, .with = body.reason, .parts = parts}));
  after(run);
}

Check check(const ControlSituation& at, const DmHeal& body) {
  if (auto refusal = dm_and_slot(at, body.slot)) return refusal;
  if (body.amount >= 0) return {};
  return refuse("dm.invalid", "§28", "Healing is not negative.");
}

void perform(Run& run, const Command& command, const DmHeal& body) {
  run.emit(DmOverrode{.slot = body.slot, .author = command.author, .reason = body.reason, .field = "healing"});
  heal(run, body.slot, Slot::none, body.reason, body.amount);
  after(run);
}

Check check(const ControlSituation& at, const AddParticipant& body) {
  if (!at.command.by_dm) return refuse("dm.only", "§28", "Only the Dungeon Master may do that.");
  if (at.state.status == Status::completed) return refuse("turn.completed", "§5", "The encounter is over.");
  return check_newcomer(at.state, body.participant);
}

void perform(Run& run, const Command&, const AddParticipant& body) {
  run.emit(ParticipantAdded{.participant = body.participant});
  if (run.state.round > 0) join_initiative(run, slot_at(run.state.participants.size() - 1));
}

Check check(const ControlSituation& at, const RemoveParticipant& body) { return dm_and_slot(at, body.slot); }

void perform(Run& run, const Command&, const RemoveParticipant& body) {
  end_concentration(run, body.slot, "gone");
  run.emit(ParticipantRemoved{.slot = body.slot});
  recheck_grapples(run);
  // Nobody waits for the answer of someone who is not there.
  const WindowFrame* window = run.state.window();
  const bool asked = window != nullptr && std::ranges::any_of(window->reactors, [&](const Reactor& reactor) {
                       return reactor.slot == body.slot && !reactor.answered;
                     });
  if (asked) {
    run.emit(
        ReactionAnswered{.window = window->id, .slot = body.slot, .reaction = {}, .choice = {}, .by_default = true});
    go_on(run);
  }
  after(run);
}

}  // namespace live::engine
