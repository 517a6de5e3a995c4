#pragma once
// The fight's story in sentences: what one engine event says to the DM, and what it says to the players - nothing,
// where they may not know. Players read the totals that monsters roll, never an armour class or a DC that is not their
// own, never a monster's hit points, and never the name of a creature they do not know of.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "engine/event.hpp"
#include "engine/state/state.hpp"
#include "room/audience/view_types.hpp"

namespace live::room {

/// Who is told, and what is known around the event.
struct Teller {
  const engine::State& game;           ///< with the event folded in
  const std::vector<bool>& concealed;  ///< by slot, before and after the event: true where unknown to players
  bool to_players = false;
  base::Milliseconds time_ms = 0;
  std::int32_t round_number = 0;  ///< as this audience knows it

  [[nodiscard]] bool knows(engine::Slot slot) const {
    if (engine::index_of(slot) >= game.participants.size()) return false;
    return !to_players || (engine::index_of(slot) < concealed.size() && !concealed[engine::index_of(slot)]);
  }
  /// Played by a player: its armour class and DCs are the party's own business.
  [[nodiscard]] bool of_party(engine::Slot slot) const {
    return engine::index_of(slot) < game.participants.size() && !game.at(slot).user_id.empty();
  }
  [[nodiscard]] const std::string& name(engine::Slot slot) const { return game.at(slot).name; }
  [[nodiscard]] LogEntry entry(std::string_view kind, engine::Slot actor, std::string text) const;
  void add_target(LogEntry& entry, engine::Slot target) const;
};

[[nodiscard]] std::optional<LogEntry> narrate(const Teller& teller, const engine::Event& event);

/// narrate_rolls.cpp: the events that are rolls or numbers.
[[nodiscard]] std::optional<LogEntry> narrate_roll(const Teller& teller, const engine::Event& event);

[[nodiscard]] Roll roll_of(const engine::D20Test& roll, std::string label);

/// "second-wind", "shortRest" -> "second wind", "short rest".
[[nodiscard]] std::string in_words(std::string_view id);

}  // namespace live::room
