#pragma once
// From a person's command to the events that it leads to, or the reason why not. Pure but for the ids and the seed of a
// new session: the state is left as it is. Every command states here who may give it; what is not allowed is refused.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/engine.hpp"
#include "room/command.hpp"
#include "room/commit.hpp"
#include "room/room_types.hpp"
#include "room/setup.hpp"
#include "room/state.hpp"

namespace live::room {

struct Decision {
  std::vector<RoomEvent> events;  ///< none: it is so already
  bool queued = false;
};

/// Ids and secrets of a new session, made by the room.
struct SessionIds {
  std::string epoch;
  std::string session_id;
  std::string dice_seed;
};

class Decider {
 public:
  Decider(const RoomState& state, const engine::Content& content, base::Milliseconds now_ms);

  [[nodiscard]] Result<Decision> decide(const RoomCommand& command, const Caller& caller);
  /// A new session over `setup`; those of `online` who are members are there from the start.
  [[nodiscard]] Result<Decision> open(const Setup& setup, const Caller& caller, SessionIds ids,
                                      const std::vector<std::string>& online);
  /// Somebody's connection came or went.
  [[nodiscard]] Result<Decision> come_online(const Caller& caller);
  [[nodiscard]] Decision go_offline(std::string_view user_id);
  /// The room's own doing.
  [[nodiscard]] Decision tick();
  [[nodiscard]] Decision pause_for_absence();

 private:
  using Outcome = std::expected<void, engine::Refusal>;

  Result<Decision> on(const SetLive&, const RoomMember&);
  Result<Decision> on(const Join&, const RoomMember&);
  Result<Decision> on(const Leave&, const RoomMember&);
  Result<Decision> on(const TakeTurn&, const RoomMember&);
  Result<Decision> on(const SkipTurn&, const RoomMember&);
  Result<Decision> on(const RollInitiative&, const RoomMember&);
  Result<Decision> on(const Pause&, const RoomMember&);
  Result<Decision> on(const Resume&, const RoomMember&);
  Result<Decision> on(const Complete&, const RoomMember&);
  Result<Decision> on(const Respond&, const RoomMember&);
  Result<Decision> on(const Override&, const RoomMember&);
  Result<Decision> on(const SendChat&, const RoomMember&);

  [[nodiscard]] Result<engine::Slot> actor_of(std::string_view entity_id, const RoomMember& member) const;
  [[nodiscard]] Result<Decision> dm_plays(engine::CommandBody body, const RoomMember& member);
  /// Plays one engine command on the scratch state and keeps its events.
  [[nodiscard]] Outcome play(engine::CommandBody body, engine::Slot actor, bool by_dm, std::string_view author);
  void keep(engine::Events events);
  /// Declines for players the reactions to what they must not know of.
  void decline_unaskable();
  [[nodiscard]] RoomError refused(engine::Refusal refusal, const RoomMember& member, const engine::CommandBody& body,
                                  engine::Slot actor) const;
  [[nodiscard]] Result<ChatMessage> message_of(const SendChat& chat, const RoomMember& member) const;
  [[nodiscard]] std::optional<RoomError> roll_into(ChatMessage& message, std::uint64_t& position) const;
  [[nodiscard]] std::optional<RoomError> check_chat(const SendChat& chat, const RoomMember& member) const;
  [[nodiscard]] engine::Command command(engine::CommandBody body, engine::Slot actor, bool by_dm,
                                        std::string_view author) const;
  [[nodiscard]] Decision done();

  const RoomState& state_;
  const engine::Content& content_;
  base::Milliseconds now_ms_;
  engine::State game_;  ///< scratch: the game with what was decided so far
  std::vector<RoomEvent> events_;
};

[[nodiscard]] RoomError room_error(RoomError::Kind kind, std::string message);

}  // namespace live::room
