#include "engine/dice/dice.hpp"

namespace live::engine {
namespace {

/// Word `position` of the stream `seed`: splitmix64's output function over its Weyl sequence.
std::uint64_t word(std::uint64_t seed, std::uint64_t position) {
  std::uint64_t x = seed + (position + 1) * 0x9e3779b97f4a7c15ULL;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

}  // namespace

int ScriptedDice::fail(ScriptFault fault, int sides) {
  if (fault_ == ScriptFault::none) {
    fault_ = fault;
    fault_position_ = next_;
    fault_sides_ = sides;
  }
  return 1;
}

int ScriptedDice::roll(int sides) {
  if (fault_ != ScriptFault::none) return 1;
  if (next_ >= script_.size()) return fail(ScriptFault::exhausted, sides);
  const Die die = script_[next_];
  if (die.sides != sides) return fail(ScriptFault::wrong_sides, sides);
  if (die.value < 1 || die.value > sides) return fail(ScriptFault::bad_value, sides);
  ++next_;
  return die.value;
}

int SeededDice::roll(int sides) {
  if (sides <= 1) return 1;
  const auto faces = static_cast<std::uint64_t>(sides);
  // 2^64 is no multiple of `faces`: the first 2^64 mod faces words would favour some, and are thrown away.
  const std::uint64_t excess = (0 - faces) % faces;
  for (;;) {
    const std::uint64_t drawn = word(state_.seed, state_.position++);
    if (drawn >= excess) return static_cast<int>(drawn % faces) + 1;
  }
}

int RecordingDice::roll(int sides) {
  const int value = source_->roll(sides);
  record_.push_back(Die{.sides = static_cast<std::int16_t>(sides), .value = static_cast<std::int16_t>(value)});
  return value;
}

}  // namespace live::engine
