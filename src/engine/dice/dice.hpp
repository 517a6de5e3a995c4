#pragma once
// Where numbers come from. Dice are pulled one at a time in the order of rules §0; nothing else in the engine is
// random.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "schema/describe.hpp"

namespace live::engine {

class Dice {
 public:
  Dice() = default;
  Dice(const Dice&) = default;
  Dice& operator=(const Dice&) = default;
  virtual ~Dice() = default;
  /// A face of 1..sides; sides >= 1.
  [[nodiscard]] virtual int roll(int sides) = 0;
};

/// A die asked for or given.
struct Die {
  std::int16_t sides = 20;
  std::int16_t value = 1;
  bool operator==(const Die&) const = default;
};
BOOST_DESCRIBE_STRUCT(Die, (), (sides, value))

enum class ScriptFault : std::uint8_t { none, wrong_sides, exhausted, bad_value };
BOOST_DESCRIBE_ENUM(ScriptFault, none, wrong_sides, exhausted, bad_value)

/// Dice from a list, strictly in order. The first mismatch is kept and from then on every die shows 1, so that the
/// rule that asked may finish; the test looks at fault() and leftover() afterwards.
class ScriptedDice final : public Dice {
 public:
  explicit ScriptedDice(std::vector<Die> script) : script_(std::move(script)) {}
  [[nodiscard]] int roll(int sides) override;

  [[nodiscard]] ScriptFault fault() const { return fault_; }
  /// Position and sides of the request that failed.
  [[nodiscard]] std::size_t fault_position() const { return fault_position_; }
  [[nodiscard]] int fault_sides() const { return fault_sides_; }
  [[nodiscard]] std::size_t used() const { return next_; }
  [[nodiscard]] std::span<const Die> leftover() const { return std::span<const Die>(script_).subspan(next_); }
  [[nodiscard]] bool spent_exactly() const { return fault_ == ScriptFault::none && next_ == script_.size(); }

 private:
  [[nodiscard]] int fail(ScriptFault fault, int sides);

  std::vector<Die> script_;
  std::size_t next_ = 0;
  ScriptFault fault_ = ScriptFault::none;
  std::size_t fault_position_ = 0;
  int fault_sides_ = 0;
};

/// Where a seeded stream stands; two numbers are its whole state and belong to the room's state.
struct DiceState {
  std::uint64_t seed = 0;
  std::uint64_t position = 0;  ///< words drawn so far
  bool operator==(const DiceState&) const = default;
};
BOOST_DESCRIBE_STRUCT(DiceState, (), (seed, position))

/// Counter-based splitmix64: word i is a hash of (seed, i), so a stream can be entered anywhere and replayed. Rejection
/// sampling makes every face equally likely.
class SeededDice final : public Dice {
 public:
  explicit SeededDice(DiceState state) : state_(state) {}
  explicit SeededDice(std::uint64_t seed) : state_{.seed = seed, .position = 0} {}
  [[nodiscard]] int roll(int sides) override;
  [[nodiscard]] const DiceState& state() const { return state_; }

 private:
  DiceState state_;
};

/// Passes every request on and keeps a record of it: events carry the dice that were rolled.
class RecordingDice final : public Dice {
 public:
  explicit RecordingDice(Dice& source) : source_(&source) {}
  [[nodiscard]] int roll(int sides) override;
  [[nodiscard]] std::span<const Die> record() const { return record_; }
  [[nodiscard]] std::vector<Die> take() { return std::move(record_); }

 private:
  Dice* source_;
  std::vector<Die> record_;
};

}  // namespace live::engine
