#pragma once
// The only way out of a room: its state as one viewer may see it. What is not put in here does not leave the server.
// Two states that differ only in what the viewer may not know give equal views; the tests hold it to that.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/content/content.hpp"
#include "room/audience/render.hpp"
#include "room/audience/view_types.hpp"
#include "room/state.hpp"

namespace live::room {

[[nodiscard]] GameState view(const RoomState& state, const engine::Content& content, const Viewer& viewer);

/// The members of GameState that change often and are not lists to append to; compared as a whole after each commit.
/// The names are GameState's.
struct TurnPart {
  InteractionStatus status = InteractionStatus::waiting;
  std::optional<std::string> pause_reason;
  std::int32_t current_turn_index = -1;
  std::int32_t round_number = 0;
  std::optional<std::int64_t> turn_deadline;
  std::vector<Member> members;
  std::vector<Prompt> prompts;
  std::optional<Outcome> outcome;
  bool operator==(const TurnPart&) const = default;
};
BOOST_DESCRIBE_STRUCT(TurnPart, (),
                      (status, pause_reason, current_turn_index, round_number, turn_deadline, members, prompts,
                       outcome))

/// Without prompts, which are the viewer's own.
[[nodiscard]] TurnPart turn_part(const Scene& scene, bool for_dm);
[[nodiscard]] std::vector<Prompt> prompts_for(const Scene& scene, std::string_view key);
[[nodiscard]] std::vector<InitiativeEntry> initiative_for(const Scene& scene, bool for_dm);
[[nodiscard]] MapState map_part(const RoomState& state);
/// The newest `limit` messages that the viewer may read, oldest first.
[[nodiscard]] std::vector<ChatMessage> chat_for(const RoomState& state, std::string_view key, std::size_t limit);

/// Who answers the open reaction window with which prompt; none when there is no such prompt for the viewer.
struct PromptTarget {
  std::uint32_t window = 0;
  engine::Slot slot = engine::Slot::none;
};
[[nodiscard]] std::optional<PromptTarget> find_prompt(const Scene& scene, std::string_view key,
                                                      std::string_view prompt_id);
/// A player cannot react to what it must not know of: such a reactor is never asked.
[[nodiscard]] bool may_be_asked(const Scene& scene, const engine::WindowFrame& window, const engine::Reactor& reactor);

}  // namespace live::room
