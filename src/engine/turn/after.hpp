#pragma once
// What follows every command, and answers given on somebody's behalf.
#include "engine/rules/run.hpp"

namespace live::engine {

/// Passes the turn of whoever can do nothing more, and plays what was queued for the one who can (`queue`).
void after(Run& run, bool queue = true);
/// The open window, if nobody is left to answer, settles and resolution goes on; time spent asking is given back.
void go_on(Run& run);
/// Everyone who has not answered the open window declines.
void decline_window(Run& run);
/// Declines window after window until nothing is pending.
void decline_all(Run& run);

[[nodiscard]] Check check_newcomer(const State& state, const Participant& who);

}  // namespace live::engine
