#pragma once
// What goes into and comes out of a room besides events: who asks, what is answered, what can be wrong.
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "engine/refusal.hpp"
#include "room/audience/view_types.hpp"
#include "schema/types.hpp"

namespace live::room {

/// The person behind a command. `role` is what the campaign says; the room lets nobody do more than its own list of
/// members allows.
struct Caller {
  std::string user_id;
  std::string name;
  ViewerRole role = ViewerRole::spectator;
};

struct RoomError {
  enum class Kind {
    refused,      ///< the game's rules say no; `refusal` says why
    forbidden,    ///< not for this caller
    not_found,    ///< no such room, entity, prompt, user
    unavailable,  ///< the log cannot be written or the room is loading or stopped: nothing was done, try again
    too_many,     ///< the inbox is full: nothing was done, try again
    conflict,     ///< the request id was used for something else, or the state does not allow it
    invalid,      ///< malformed; `path` says where
  };
  Kind kind = Kind::invalid;
  std::string message;
  std::string path;  ///< of the input's member that is wrong, where one is
  std::optional<engine::Refusal> refusal;
  /// Whom `refusal->nearest` aims at, as the wire calls it; empty: nobody.
  std::string nearest_entity_id = {};
};

template <class T>
using Result = std::expected<T, RoomError>;
template <class T>
using ThenResult = std::move_only_function<void(Result<T>)>;

/// The one answer to a command, given when the change is durable. `seq` is the position in the caller's own stream by
/// which the change has been shown.
struct Answer {
  std::int64_t seq = 0;
  std::optional<std::string> request_id;
  bool repeated = false;
  bool queued = false;
  std::vector<LogEntry> log;
  bool operator==(const Answer&) const = default;
};
BOOST_DESCRIBE_STRUCT(Answer, (), (seq, request_id, repeated, queued, log))

/// What a viewer sees now, and where its stream stands.
struct Seen {
  std::string epoch;
  std::int64_t seq = 0;
  GameState state;
};

/// The page ends before `before`; the newest page without it.
struct ChatPage {
  std::vector<ChatMessage> messages;  ///< oldest first
  bool more = false;
};

enum class LiveState { idle, live, paused, completed };
BOOST_DESCRIBE_ENUM(LiveState, idle, live, paused, completed)

/// The line of a room in the interactions list, the same for everyone who may see the interaction.
struct RoomStatus {
  std::string interaction_id;
  LiveState status = LiveState::idle;
  std::vector<std::string> online_users;
  std::optional<std::string> current_turn;  ///< name of whose turn it is, as the players know it
  std::int32_t round_number = 0;            ///< as the players know it
  base::Milliseconds last_activity_ms = 0;
  bool operator==(const RoomStatus&) const = default;
};

struct RoomOptions {
  base::Milliseconds dm_grace_ms = 10'000;        ///< from the last DM's leaving to the pause
  base::Milliseconds presence_grace_ms = 30'000;  ///< for a connection after joinRoom or a restart
  base::Milliseconds idle_ms = 30 * 60'000;       ///< without connections and commands until the room is unloaded
  std::size_t max_in_flight = 128;                ///< commits waiting for the journal
  std::size_t window_events = 512;                ///< kept per viewer key for resuming
  std::size_t window_bytes = 256 * 1024;
  std::size_t subscriber_bytes = 1024 * 1024;  ///< a connection's unsent bytes beyond which it gets a snapshot later
  std::size_t max_subscribers = 256;           ///< of one room
  base::Milliseconds lag_poll_ms = 100;        ///< how often a slow connection is looked at again
  base::Milliseconds retry_ms = 1'000;         ///< between attempts to reload after the journal failed
};

}  // namespace live::room
