#pragma once
// From a folded commit to what each viewer is sent: the smallest deltas that turn the view before into the view after,
// and the seed's discrete events. Each distinct body is encoded once and shared.
//
// A viewer's events are made from its first time online on, whether it is connected or not: its own count of events
// (`seq`) must come from the log alone, so that any instance and any replay gives the same ones. What is kept for that
// is one copy of each rendering that somebody is entitled to, not one per viewer.
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/content/content.hpp"
#include "room/audience/render.hpp"
#include "room/audience/view.hpp"
#include "room/fold.hpp"
#include "room/state.hpp"

namespace live::room {

/// An event's JSON without its leading `{"seq":N,`.
using Body = std::shared_ptr<const std::string>;

struct EncodedEvent {
  std::int64_t seq = 0;
  Body body;
};

struct Broadcast {
  std::int64_t commit_seq = 0;
  bool opened = false;                                      ///< what was sent before is void
  std::map<std::string, std::vector<EncodedEvent>> events;  ///< by viewer key
  std::vector<std::string> joined;  ///< keys whose count begins with this commit, at the seq in the state
};

class Broadcaster {
 public:
  explicit Broadcaster(const engine::Content& content) : content_(content) {}

  /// Takes the state as what all its viewers have been shown.
  void reset(const RoomState& state);
  /// After fold(): makes every viewer's events and advances the viewers' counts in the state.
  [[nodiscard]] Broadcast commit(RoomState& state, const Changes& changes);

 private:
  using Renderings = std::array<std::optional<ParticipantState>, detail_count>;
  /// What changed in one creature, as `"id":{…}`, by detail; empty: nothing.
  using Pieces = std::array<std::string, detail_count>;
  struct SharedPart {
    std::vector<InitiativeEntry> initiative;
    MapState map;
    TurnPart turn;
  };

  struct Encoded;
  [[nodiscard]] std::array<bool, detail_count> wanted(const Scene& scene, engine::Slot slot) const;
  [[nodiscard]] std::vector<Pieces> renew_participants(const Scene& scene, const Changes& changes);
  void fill(const Scene& scene);
  void encode_shared(const Scene& scene, const Changes& changes, bool for_dm, Encoded& out);
  [[nodiscard]] std::vector<Body> bodies_for(const Scene& scene, const Changes& changes, const std::string& key,
                                             const std::vector<Pieces>& pieces, const Encoded& shared,
                                             std::map<std::string, Body>& encoded);

  const engine::Content& content_;
  std::vector<Renderings> shown_;
  std::array<SharedPart, 2> parts_;  ///< players', DM's
  std::map<std::string, std::vector<Prompt>> prompts_;
};

/// `"timestamp":…,"interactionId":…,"type":…` and the rest of the event: all but the opening brace and the seq.
[[nodiscard]] std::string event_body(const RoomState& state, const GameEvent& event);
/// The event that opens or heals a stream.
[[nodiscard]] std::string snapshot_body(const RoomState& state, const engine::Content& content, const Viewer& viewer);

}  // namespace live::room
