#pragma once
// One decided command as the log keeps it: the events, who asked for them and when. A room's whole state is the fold of
// its commits (fold.hpp); what is not in a commit was never shown to anyone.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "engine/event.hpp"
#include "room/audience/event_types.hpp"
#include "room/audience/view_types.hpp"

namespace live::room {

struct RoomMember {
  std::string user_id;
  std::string name;
  ViewerRole role = ViewerRole::player;
  bool operator==(const RoomMember&) const = default;
};
BOOST_DESCRIBE_STRUCT(RoomMember, (), (user_id, name, role))

/// What the room knows of an entity beyond the rules: one per engine slot, in the same order.
struct EntityInfo {
  std::string creature_id;
  std::string description;
  bool operator==(const EntityInfo&) const = default;
};
BOOST_DESCRIBE_STRUCT(EntityInfo, (), (creature_id, description))

struct ChatSettings {
  bool enabled = true;
  bool allow_private = true;
  bool operator==(const ChatSettings&) const = default;
};
BOOST_DESCRIBE_STRUCT(ChatSettings, (), (enabled, allow_private))

// ---- events of the room itself

/// The start of everything; a second one begins a new session of the same interaction.
struct RoomOpened {
  static constexpr std::string_view tag = "roomOpened";
  std::string interaction_id;
  std::string name;
  std::string epoch;  ///< first half of the viewers' event ids; constant for the session
  std::string session_id;
  std::string dice_seed;  ///< 64 hex digits; in no view
  std::string map_id;
  std::string map_name;
  std::vector<RoomMember> members;
  std::vector<EntityInfo> entities;
  ChatSettings chat;
  bool operator==(const RoomOpened&) const = default;
};
BOOST_DESCRIBE_STRUCT(RoomOpened, (),
                      (interaction_id, name, epoch, session_id, dice_seed, map_id, map_name, members, entities, chat))

/// What one engine command led to.
struct Played {
  static constexpr std::string_view tag = "played";
  engine::Events events;
  bool operator==(const Played&) const = default;
};
BOOST_DESCRIBE_STRUCT(Played, (), (events))

/// An accepted `takeTurn`, for the turn's record; stands before the events it led to.
struct ActionNoted {
  static constexpr std::string_view tag = "actionNoted";
  TurnActionRecord action;
};
BOOST_DESCRIBE_STRUCT(ActionNoted, (), (action))

struct MemberAdded {
  static constexpr std::string_view tag = "memberAdded";
  RoomMember member;
  bool operator==(const MemberAdded&) const = default;
};
BOOST_DESCRIBE_STRUCT(MemberAdded, (), (member))

struct MemberOnline {
  static constexpr std::string_view tag = "memberOnline";
  std::string user_id;
  bool operator==(const MemberOnline&) const = default;
};
BOOST_DESCRIBE_STRUCT(MemberOnline, (), (user_id))

struct MemberOffline {
  static constexpr std::string_view tag = "memberOffline";
  std::string user_id;
  bool operator==(const MemberOffline&) const = default;
};
BOOST_DESCRIBE_STRUCT(MemberOffline, (), (user_id))

/// Stands before the engine's change of status, so that the reason is known when it is told.
struct PauseNoted {
  static constexpr std::string_view tag = "pauseNoted";
  std::string reason;
  bool by_absence = false;  ///< the room paused itself because no DM was there; it resumes itself too
  bool operator==(const PauseNoted&) const = default;
};
BOOST_DESCRIBE_STRUCT(PauseNoted, (), (reason, by_absence))

struct ChatSent {
  static constexpr std::string_view tag = "chatSent";
  ChatMessage message;
  std::optional<std::uint64_t> dice_position;  ///< where the dice stand after a `/roll`
  bool operator==(const ChatSent&) const = default;
};
BOOST_DESCRIBE_STRUCT(ChatSent, (), (message, dice_position))

using RoomEvent =
    std::variant<RoomOpened, Played, ActionNoted, MemberAdded, MemberOnline, MemberOffline, PauseNoted, ChatSent>;

/// Whom an accepted command is answered to, and which one it was: repeats are known by it.
struct Request {
  std::string user_id;
  std::string request_id;    ///< empty: it cannot be repeated
  std::string command_hash;  ///< 16 hex digits: the same id for another command is refused
  bool queued = false;
  bool operator==(const Request&) const = default;
};
BOOST_DESCRIBE_STRUCT(Request, (), (user_id, request_id, command_hash, queued))

struct Commit {
  static constexpr std::int32_t current_version = 1;
  std::int32_t version = current_version;
  std::int64_t seq = 0;  ///< of the room: 1, 2, 3 …
  base::Milliseconds time_ms = 0;
  std::optional<Request> request;  ///< absent: the room's own doing (timers, presence)
  std::vector<RoomEvent> events;
  std::string state_hash;  ///< of the state with this commit folded in; 16 hex digits
};
BOOST_DESCRIBE_STRUCT(Commit, (), (version, seq, time_ms, request, events, state_hash))

}  // namespace live::room
