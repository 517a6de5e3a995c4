#pragma once
// The events of `roomUpdates` with the header that each carries, for the generated types. The room writes the text of
// these itself, once for all who are shown the same (room/audience).
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "room/audience/event_types.hpp"

namespace live::api {

struct EventHeader {
  std::int64_t seq = 0;        ///< counts this viewer's events: 1, 2, 3 …
  std::int64_t timestamp = 0;  ///< of the change, milliseconds since the epoch
  std::string interaction_id;
};
BOOST_DESCRIBE_STRUCT(EventHeader, (), (seq, timestamp, interaction_id))

/// A room's event under its header. `ts_name` keeps the plain name for the TypeScript side.
#define LIVE_UPDATE(Name, Event)                       \
  struct Name : EventHeader, room::Event {             \
    static constexpr std::string_view ts_name = #Name; \
  };                                                   \
  BOOST_DESCRIBE_STRUCT(Name, (EventHeader, room::Event), ())

LIVE_UPDATE(StateSnapshotUpdate, StateSnapshot)
LIVE_UPDATE(StateDeltaUpdate, StateDeltaEvent)
LIVE_UPDATE(ParticipantJoinedUpdate, ParticipantJoined)
LIVE_UPDATE(ParticipantLeftUpdate, ParticipantLeft)
LIVE_UPDATE(TurnStartedUpdate, TurnStarted)
LIVE_UPDATE(TurnCompletedUpdate, TurnCompleted)
LIVE_UPDATE(TurnSkippedUpdate, TurnSkipped)
LIVE_UPDATE(ChatMessageUpdate, ChatMessageEvent)
LIVE_UPDATE(InitiativeUpdatedUpdate, InitiativeUpdated)
LIVE_UPDATE(InteractionPausedUpdate, InteractionPaused)
LIVE_UPDATE(InteractionResumedUpdate, InteractionResumed)
LIVE_UPDATE(ErrorUpdate, ErrorEvent)
#undef LIVE_UPDATE

struct RoomUpdate {
  using wire_type =
      std::variant<StateSnapshotUpdate, StateDeltaUpdate, ParticipantJoinedUpdate, ParticipantLeftUpdate,
                   TurnStartedUpdate, TurnCompletedUpdate, TurnSkippedUpdate, ChatMessageUpdate,
                   InitiativeUpdatedUpdate, InteractionPausedUpdate, InteractionResumedUpdate, ErrorUpdate>;
  wire_type value;
};

}  // namespace live::api
