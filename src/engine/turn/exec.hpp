#pragma once
// The step machine: works the frames of Run::stack from the top until none is left or someone has to answer.
#include <string_view>
#include <vector>

#include "engine/rules/run.hpp"

namespace live::engine {

void work(Run& run);

// One frame each; a frame is off the stack while it is worked on and puts itself back if it has to wait.
void step(Run& run, MoveFrame frame);
void step(Run& run, AttackFrame frame);
void step(Run& run, SpellFrame frame);
/// Everyone has answered: what was chosen takes effect on the frames below.
void settle(Run& run, const WindowFrame& window);

/// Asks the reactors, in the order given, unless standing answers settle it. False: nobody is asked or takes anything,
/// go on. True: a window is on the stack above whatever the caller pushed before.
bool open_window(Run& run, WindowKind kind, Slot by, std::vector<Reactor> reactors);

/// Who may answer a hit on `target` and how: shield, uncanny dodge, parry (rules §9.6).
[[nodiscard]] std::vector<Reactor> hit_reactors(const Rules& rules, const State& state, Slot attacker, Slot target,
                                                bool melee_weapon);
/// Shield against magic missile.
[[nodiscard]] std::vector<Reactor> missile_reactors(const Rules& rules, const State& state,
                                                    const std::vector<Slot>& targets);

/// What a reaction to a hit makes of the attack.
struct HitOutcome {
  int armor_class = 0;
  bool hit = true;
  bool halved = false;
};
[[nodiscard]] HitOutcome take_hit_reactions(Run& run, const WindowFrame& window, const D20Test& roll, grid::Cover cover,
                                            Slot attacker, Slot target, int armor_class);

}  // namespace live::engine
