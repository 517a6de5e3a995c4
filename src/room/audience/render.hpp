#pragma once
// One creature as each kind of viewer may see it. There are four renderings; who gets which is decided in one place.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/engine.hpp"
#include "room/audience/view_types.hpp"
#include "room/state.hpp"

namespace live::room {

enum class Detail : std::uint8_t {
  dm,     ///< everything
  owner,  ///< everything but what is the DM's
  party,  ///< hit points and armour class too
  open,   ///< what anyone can see
};
inline constexpr std::size_t detail_count = 4;

/// What renderings are made from, with the costly parts made once and only when asked for.
class Scene {
 public:
  Scene(const RoomState& state, const engine::Content& content);

  [[nodiscard]] const RoomState& state() const { return state_; }
  [[nodiscard]] const engine::State& game() const { return state_.game; }
  [[nodiscard]] engine::Rules rules() const { return {.content = content_}; }
  [[nodiscard]] bool concealed(engine::Slot slot) const;
  /// The game as the audience of that detail knows it.
  [[nodiscard]] const engine::State& known_to(Detail detail) const;
  /// Does the DM act for it? For its own creatures, and for those whose player is away.
  [[nodiscard]] bool dm_controls(engine::Slot slot) const;
  /// Is it this creature's turn, for those who control it?
  [[nodiscard]] bool acting(engine::Slot slot) const;

 private:
  const RoomState& state_;
  const engine::Content& content_;
  std::vector<bool> concealed_;
  bool any_concealed_ = false;
  mutable std::optional<engine::State> known_;
};

/// Nothing: this viewer is not shown the creature.
[[nodiscard]] std::optional<Detail> detail_for(const Scene& scene, std::string_view key, engine::Slot slot);

[[nodiscard]] ParticipantState render(const Scene& scene, engine::Slot slot, Detail detail);

/// render_actions.cpp
[[nodiscard]] std::vector<Action> render_actions(const Scene& scene, engine::Slot slot, Detail detail);
[[nodiscard]] std::vector<ReachableCell> render_reachable(const Scene& scene, engine::Slot slot, Detail detail);
[[nodiscard]] TurnEconomy render_economy(const Scene& scene, engine::Slot slot);
/// summaries.cpp: "+5 to hit, 1d8+3 slashing"; empty where there is nothing to say.
[[nodiscard]] std::string item_summary(const engine::Content& content, std::string_view item);
/// "second-wind" -> "secondWind": how action ids look on the wire.
[[nodiscard]] std::string camel(std::string_view id);

}  // namespace live::room
