#pragma once
// Turns and log lines as the two audiences know them: written while the engine's events are folded, so that what the
// players are shown depends on nothing but what they knew at that moment (docs/decisions/0003).
#include <string>

#include "engine/event.hpp"
#include "room/fold.hpp"
#include "room/state.hpp"

namespace live::room {

class StoryWriter {
 public:
  StoryWriter(RoomState& state, Changes& changes, base::Milliseconds time_ms)
      : state_(state), changes_(changes), time_ms_(time_ms) {}

  /// After the event was folded into the game. `concealed`: unknown to players before and after it.
  void tell(const engine::Event& event, const std::vector<bool>& concealed);
  void note_action(const TurnActionRecord& action);
  void say(std::string_view kind, std::string text);
  /// No turn runs on: completed.
  void close_all();

 private:
  enum class For : bool { dm, players };

  void turn_started(const engine::TurnStarted& event);
  void turn_ended(const engine::TurnEnded& event);
  void show_current_to_players();
  void follow_deadlines();
  void open(For audience, std::int32_t slot);
  void close(For audience);
  void add(For audience, LogEntry entry);
  [[nodiscard]] Story& story(For audience) { return audience == For::dm ? state_.dm : state_.players; }

  RoomState& state_;
  Changes& changes_;
  base::Milliseconds time_ms_;
};

[[nodiscard]] EntityType entity_type_of(engine::Kind kind);

}  // namespace live::room
