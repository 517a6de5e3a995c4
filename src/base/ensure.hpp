#pragma once
// ENSURE states what must hold if the program is right. It stays on in release builds. A failed ENSURE is a bug of
// ours, never a user's mistake: it throws base::Bug, which the owner of the broken thing (a room, a connection)
// catches at its border and ends that thing alone. Without exceptions (WebAssembly) it traps.
#include <stdexcept>
#include <string>

namespace live::base {

struct Bug : std::logic_error {
  using std::logic_error::logic_error;
};

[[noreturn]] inline void bug([[maybe_unused]] const char* what, [[maybe_unused]] const char* file,
                             [[maybe_unused]] int line) {
#if defined(__cpp_exceptions)
  throw Bug(std::string(file) + ":" + std::to_string(line) + ": ENSURE(" + what + ")");
#else
  __builtin_trap();
#endif
}

}  // namespace live::base

#define ENSURE(condition)                                                \
  do {                                                                   \
    if (!(condition)) ::live::base::bug(#condition, __FILE__, __LINE__); \
  } while (false)
