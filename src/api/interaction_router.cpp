// The router `interaction`: live play. Each procedure resolves what the caller is to the interaction, turns the input
// into a command, and gives the room's answer. The room checks the caller again: nothing here decides about play.
#include <memory>
#include <utility>

#include "api/caller.hpp"
#include "api/live_statuses.hpp"
#include "api/room_errors.hpp"
#include "api/room_stream.hpp"
#include "api/services.hpp"

namespace live::api {

namespace {

using room::ViewerRole;

trpc::Guards members() { return {signed_in}; }
constexpr std::string_view any_member = "Any member of the interaction's campaign.";
constexpr std::string_view dm_only = "A DM of the interaction's campaign.";

room::Caller room_caller(const Caller& caller, const Membership& membership) {
  return {caller.user_id(), caller.name(), membership.role};
}

std::optional<std::string> text_of(const auto& limited) {
  if (!limited) return std::nullopt;
  return std::string(*limited);
}

Accepted accepted(room::Answer answer) {
  return {answer.seq, std::move(answer.request_id), answer.repeated, answer.queued, std::move(answer.log)};
}

class InteractionRouter {
 public:
  explicit InteractionRouter(const Services& services) : services_(services) {}

  /// Finds what the caller is to the interaction, then goes on; or answers with the error.
  template <class Out, class Next>
  void as_member(const trpc::Call& call, const std::string& interaction_id, Freshness freshness, trpc::Reply<Out> reply,
                 Next next) const {
    const auto caller = caller_of(call);
    services_.memberships->find(caller->user_id(), interaction_id, freshness,
                                [caller, reply = std::move(reply),
                                 next = std::move(next)](std::expected<Membership, trpc::Error> membership) mutable {
                                  if (!membership) return reply(membership.error());
                                  next(room_caller(*caller, *membership), std::move(reply));
                                });
  }

  /// A command whose answer is the procedure's.
  void submit(const trpc::Call& call, std::string interaction_id, room::RoomCommand command,
              std::optional<std::string> request_id, trpc::Reply<Accepted> reply,
              Freshness freshness = Freshness::cached) const {
    as_member(call, interaction_id, freshness, std::move(reply),
              [rooms = services_.rooms, interaction_id, command = std::move(command),
               request_id = std::move(request_id)](room::Caller caller, trpc::Reply<Accepted> answer) mutable {
                send(*rooms, std::move(interaction_id), std::move(command), std::move(caller), std::move(request_id),
                     std::move(answer));
              });
  }

  /// The same for what only a DM may do: the role is asked of the store, not remembered.
  void submit_as_dm(const trpc::Call& call, std::string interaction_id, std::string_view what,
                    room::RoomCommand command, std::optional<std::string> request_id,
                    trpc::Reply<Accepted> reply) const {
    as_member(call, interaction_id, Freshness::fresh, std::move(reply),
              [rooms = services_.rooms, interaction_id, what, command = std::move(command),
               request_id = std::move(request_id)](room::Caller caller, trpc::Reply<Accepted> answer) mutable {
                if (caller.role != ViewerRole::dm) return answer(only_dm(what));
                send(*rooms, std::move(interaction_id), std::move(command), std::move(caller), std::move(request_id),
                     std::move(answer));
              });
  }

  void take_turn(const trpc::Call& call, TurnAction action, trpc::Reply<Accepted> reply) const {
    room::TakeTurn command{.action = action.type,
                           .entity_id = action.entity_id,
                           .target = text_of(action.target),
                           .position = action.position,
                           .item_id = text_of(action.item_id),
                           .spell_id = text_of(action.spell_id),
                           .action_id = text_of(action.action_id),
                           .parameters = std::move(action.parameters)};
    auto request_id = text_of(action.request_id);
    if (action.interaction_id) {
      return submit(call, std::string(*action.interaction_id), std::move(command), std::move(request_id),
                    std::move(reply));
    }
    const auto caller = caller_of(call);
    const std::string entity_id = command.entity_id;
    services_.rooms->room_of_entity(
        entity_id, caller->user_id(),
        [services = services_, caller, command = std::move(command), request_id = std::move(request_id),
         reply = std::move(reply)](room::Result<std::string> found) mutable {
          if (!found) return reply(to_trpc(found.error()));
          services.memberships->find(
              caller->user_id(), *found, Freshness::cached,
              [rooms = services.rooms, caller, interaction_id = *found, command = std::move(command),
               request_id = std::move(request_id),
               reply = std::move(reply)](std::expected<Membership, trpc::Error> membership) mutable {
                if (!membership) return reply(membership.error());
                send(*rooms, std::move(interaction_id), std::move(command), room_caller(*caller, *membership),
                     std::move(request_id), std::move(reply));
              });
        });
  }

  void join(const trpc::Call& call, JoinRoomInput input, trpc::Reply<JoinRoomResult> reply) const {
    const std::string interaction_id = input.interaction_id;
    as_member(
        call, interaction_id, Freshness::cached, std::move(reply),
        [rooms = services_.rooms, interaction_id, request_id = text_of(input.request_id)](
            room::Caller caller, trpc::Reply<JoinRoomResult> answer) mutable {
          rooms->submit(
              interaction_id, room::Join{}, caller, std::move(request_id),
              [rooms, interaction_id, caller, answer = std::move(answer)](room::Result<room::Answer> joined) mutable {
                if (!joined) return answer(to_trpc(joined.error()));
                rooms->see(interaction_id, caller,
                           [interaction_id, answer = std::move(answer)](room::Result<room::Seen> seen) mutable {
                             if (!seen) return answer(to_trpc(seen.error()));
                             room::Viewer viewer = seen->state.viewer;
                             answer(JoinRoomResult{interaction_id, std::move(viewer), seen->epoch, seen->seq,
                                                   std::move(seen->state)});
                           });
              });
        });
  }

  void see(const trpc::Call& call, InteractionInput input, trpc::Reply<RoomStateResult> reply) const {
    const std::string interaction_id = input.interaction_id;
    as_member(
        call, interaction_id, Freshness::cached, std::move(reply),
        [rooms = services_.rooms, interaction_id](room::Caller caller, trpc::Reply<RoomStateResult> answer) mutable {
          rooms->see(interaction_id, std::move(caller),
                     [answer = std::move(answer)](room::Result<room::Seen> seen) mutable {
                       if (!seen) return answer(to_trpc(seen.error()));
                       answer(RoomStateResult{seen->epoch, seen->seq, std::move(seen->state)});
                     });
        });
  }

  void chat_history(const trpc::Call& call, ChatHistoryInput input, trpc::Reply<ChatHistoryResult> reply) const {
    constexpr std::size_t default_page = 50;
    const std::string interaction_id = input.interaction_id;
    const std::size_t limit = input.limit ? static_cast<std::size_t>(input.limit->value) : default_page;
    as_member(call, interaction_id, Freshness::cached, std::move(reply),
              [rooms = services_.rooms, interaction_id, before = std::move(input.before), limit](
                  room::Caller caller, trpc::Reply<ChatHistoryResult> answer) mutable {
                rooms->chat_history(interaction_id, std::move(caller), std::move(before), limit,
                                    [answer = std::move(answer)](room::Result<room::ChatPage> page) mutable {
                                      if (!page) return answer(to_trpc(page.error()));
                                      answer(ChatHistoryResult{std::move(page->messages), page->more});
                                    });
              });
  }

  void updates(const trpc::Call& call, RoomUpdatesInput input, trpc::Stream<RoomUpdate> stream) const {
    const auto caller = caller_of(call);
    services_.memberships->find(
        caller->user_id(), input.interaction_id, Freshness::cached,
        [rooms = services_.rooms, caller, stream, input](std::expected<Membership, trpc::Error> membership) mutable {
          if (!membership) return stream.fail(std::move(membership.error()));
          stream_room(*rooms, input.interaction_id, room_caller(*caller, *membership), std::move(input.last_event_id),
                      stream);
        });
  }

 private:
  static void send(room::RoomDirectory& rooms, std::string interaction_id, room::RoomCommand command,
                   room::Caller caller, std::optional<std::string> request_id, trpc::Reply<Accepted> reply) {
    rooms.submit(std::move(interaction_id), std::move(command), std::move(caller), std::move(request_id),
                 [reply = std::move(reply)](room::Result<room::Answer> answer) mutable {
                   if (!answer) return reply(to_trpc(answer.error()));
                   reply(accepted(std::move(*answer)));
                 });
  }

  Services services_;
};

using Api = std::shared_ptr<const InteractionRouter>;

void add_presence(trpc::Router& router, const Api& api) {
  router
      .mutation<JoinRoomInput, JoinRoomResult>(
          "interaction.joinRoom", members(),
          [api](trpc::Call& call, JoinRoomInput input, trpc::Reply<JoinRoomResult> reply) {
            api->join(call, std::move(input), std::move(reply));
          })
      .who(std::string(any_member))
      .doc("Enters a live room and gives the state as the caller may see it.");
  router
      .mutation<JoinRoomInput, Accepted>("interaction.leaveRoom", members(),
                                         [api](trpc::Call& call, JoinRoomInput input, trpc::Reply<Accepted> reply) {
                                           api->submit(call, input.interaction_id, room::Leave{},
                                                       text_of(input.request_id), std::move(reply));
                                         })
      .who(std::string(any_member))
      .doc("Leaves the room; the others are told.");
  router
      .query<InteractionInput, RoomStateResult>(
          "interaction.getRoomState", members(),
          [api](trpc::Call& call, InteractionInput input, trpc::Reply<RoomStateResult> reply) {
            api->see(call, std::move(input), std::move(reply));
          })
      .who(std::string(any_member))
      .doc("The room as the caller may see it, with its place in the caller's stream.");
  router
      .subscription<RoomUpdatesInput, RoomUpdate>(
          "interaction.roomUpdates", members(),
          [api](trpc::Call& call, RoomUpdatesInput input, trpc::Stream<RoomUpdate> stream) {
            api->updates(call, std::move(input), std::move(stream));
          })
      .who(std::string(any_member))
      .doc("Every change as the caller may see it: a snapshot first, or with lastEventId just what was missed.");
}

void add_play(trpc::Router& router, const Api& api) {
  router
      .mutation<TurnAction, Accepted>("interaction.takeTurn", members(),
                                      [api](trpc::Call& call, TurnAction action, trpc::Reply<Accepted> reply) {
                                        api->take_turn(call, std::move(action), std::move(reply));
                                      })
      .who("The player of the entity, or a DM of the campaign.")
      .doc("One action of a turn, checked against rules, inventory and map. Durable when answered.");
  router
      .mutation<RespondInput, Accepted>("interaction.respond", members(),
                                        [api](trpc::Call& call, RespondInput input, trpc::Reply<Accepted> reply) {
                                          api->submit(call, input.interaction_id,
                                                      room::Respond{input.prompt_id, text_of(input.option_id)},
                                                      text_of(input.request_id), std::move(reply));
                                        })
      .who("The player of the creature that may react, or a DM of the campaign.")
      .doc("Answers a reaction window; without optionId it is declined.");
  router
      .mutation<SendChatMessageInput, Accepted>(
          "interaction.sendChatMessage", members(),
          [api](trpc::Call& call, SendChatMessageInput input, trpc::Reply<Accepted> reply) {
            room::SendChat chat{.content = input.content,
                                .channel = static_cast<room::ChatType>(input.type),
                                .entity_id = text_of(input.entity_id),
                                .recipients = {}};
            if (input.recipients) chat.recipients.assign(input.recipients->begin(), input.recipients->end());
            api->submit(call, input.interaction_id, std::move(chat), text_of(input.request_id), std::move(reply));
          })
      .who(std::string(any_member))
      .doc("Says something to the party, the DM or some members; `/roll 2d6+3` rolls.");
  router
      .query<ChatHistoryInput, ChatHistoryResult>(
          "interaction.getChatHistory", members(),
          [api](trpc::Call& call, ChatHistoryInput input, trpc::Reply<ChatHistoryResult> reply) {
            api->chat_history(call, std::move(input), std::move(reply));
          })
      .who(std::string(any_member))
      .doc("Older messages that the caller may read, a page at a time.");
}

/// A procedure that only a DM may call, whose input becomes one command.
template <class In, class ToCommand>
void add_dm(trpc::Router& router, const Api& api, std::string path, std::string_view what, std::string doc,
            ToCommand to_command) {
  router
      .mutation<In, Accepted>(std::move(path), members(),
                              [api, what, to_command](trpc::Call& call, In input, trpc::Reply<Accepted> reply) {
                                api->submit_as_dm(call, input.interaction_id, what, to_command(input),
                                                  text_of(input.request_id), std::move(reply));
                              })
      .who(std::string(dm_only))
      .doc(std::move(doc));
}

void add_dm_controls(trpc::Router& router, const Api& api) {
  add_dm<DmCommandInput>(router, api, "interaction.setLive", "set it live",
                         "Opens the room with the interaction's participants and map.",
                         [](const DmCommandInput&) { return room::SetLive{}; });
  add_dm<RollInitiativeInput>(router, api, "interaction.rollInitiative", "roll initiative",
                              "Rolls for everyone and starts the first turn.",
                              [](const RollInitiativeInput&) { return room::RollInitiative{}; });
  add_dm<SkipTurnInput>(
      router, api, "interaction.skipTurn", "skip a turn",
      "Ends the current turn from outside; its start and end still happen.",
      [](const SkipTurnInput& input) { return room::SkipTurn{text_of(input.entity_id), text_of(input.reason)}; });
  add_dm<DmCommandInput>(router, api, "interaction.pauseInteraction", "pause it",
                         "Pauses play and saves a snapshot; players may queue actions.",
                         [](const DmCommandInput& input) { return room::Pause{text_of(input.reason)}; });
  add_dm<DmCommandInput>(router, api, "interaction.resumeInteraction", "resume it", "Goes on from where it was paused.",
                         [](const DmCommandInput&) { return room::Resume{}; });
  add_dm<DmCommandInput>(router, api, "interaction.completeInteraction", "complete it",
                         "Ends the interaction and writes its outcomes back.",
                         [](const DmCommandInput& input) { return room::Complete{text_of(input.reason)}; });
  add_dm<OverrideInput>(router, api, "interaction.override", "override the state",
                        "Sets hit points, place, conditions or secrecy of an entity, on record.",
                        [](const OverrideInput& input) {
                          return room::Override{.entity_id = input.entity_id,
                                                .current_hp = input.current_hp,
                                                .temp_hp = input.temp_hp,
                                                .position = input.position,
                                                .secret = input.secret,
                                                .add_condition = text_of(input.add_condition),
                                                .remove_condition = text_of(input.remove_condition),
                                                .reason = text_of(input.reason)};
                        });
}

void add_statuses(trpc::Router& router, const Services& services) {
  router
      .query<LiveStatusesInput, LiveStatuses>(
          "interaction.liveStatuses", members(),
          [services](trpc::Call& call, LiveStatusesInput input, trpc::Reply<LiveStatuses> reply) {
            list_live_statuses(services, caller_of(call)->user_id(), text_of(input.campaign_id),
                               [reply = std::move(reply)](std::expected<LiveStatuses, trpc::Error> list) mutable {
                                 reply(std::move(list));
                               });
          })
      .who("Anyone signed in, for the campaigns they are a member of.")
      .doc("The live status of each interaction.");
  router
      .subscription<LiveStatusesInput, LiveStatuses>(
          "interaction.liveStatusUpdates", members(),
          [services](trpc::Call& call, LiveStatusesInput input, trpc::Stream<LiveStatuses> stream) {
            stream_live_statuses(services, caller_of(call)->user_id(), text_of(input.campaign_id), std::move(stream));
          })
      .who("Anyone signed in, for the campaigns they are a member of.")
      .doc("All live statuses first, then each as it changes.");
  router
      .query<trpc::None, HealthResult>("interaction.health", {trpc::anyone},
                                       [services](trpc::Call&, trpc::None, trpc::Reply<HealthResult> reply) {
                                         reply(HealthResult{"ok", services.version, services.clock->now_ms()});
                                       })
      .who("Anyone.")
      .doc("That the server answers, its version and its clock.");
}

}  // namespace

void add_interaction_router(trpc::Router& router, const Services& services) {
  const auto api = std::make_shared<const InteractionRouter>(services);
  add_presence(router, api);
  add_play(router, api);
  add_dm_controls(router, api);
  add_statuses(router, services);
}

}  // namespace live::api
