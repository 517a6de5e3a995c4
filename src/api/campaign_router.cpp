// The router `campaign`: the embedded host's campaigns, creatures, maps and interactions. Players see what is not
// secret; only the campaign's DM creates and edits.
#include <memory>
#include <utility>

#include "api/caller.hpp"
#include "api/campaign_types.hpp"
#include "api/services.hpp"

namespace live::api {

namespace {

using room::Stored;
using room::ViewerRole;

trpc::Guards members() { return {signed_in}; }

constexpr std::string_view any_member = "Any member of the campaign.";
constexpr std::string_view dm_only = "A DM of the campaign.";

/// What a creature's document says in numbers; what it does not say stays 0.
struct CreatureNumbers {
  static constexpr bool absent_keeps_default = true;
  std::int32_t hp_max = 0;
};
BOOST_DESCRIBE_STRUCT(CreatureNumbers, (), (hp_max))

CreatureList to_list(std::vector<access::CreatureRow> rows) {
  CreatureList list;
  for (auto& row : rows) {
    const auto numbers = schema::decode<CreatureNumbers>(row.document);
    list.creatures.push_back(
        {.id = std::move(row.id),
         .name = std::move(row.name),
         .entity_type = row.entity_type,
         .description = std::move(row.description),
         .user_id = std::move(row.user_id),
         .max_hp = numbers && numbers->hp_max > 0 ? std::optional(numbers->hp_max) : std::nullopt});
  }
  return list;
}

InteractionSettings to_wire(const access::SettingsRow& row) {
  return {.turn_time_limit = row.turn_time_limit,
          .ruleset = schema::Text<4>(std::string(row.ruleset)),
          .chat_enabled = row.chat_enabled,
          .allow_private_chat = row.allow_private_chat,
          .five_ten_five = row.five_ten_five};
}

void apply(const InteractionSettings& wire, access::SettingsRow& row) {
  if (wire.turn_time_limit) row.turn_time_limit = *wire.turn_time_limit;
  if (wire.ruleset) row.ruleset = std::string(*wire.ruleset);
  if (wire.chat_enabled) row.chat_enabled = *wire.chat_enabled;
  if (wire.allow_private_chat) row.allow_private_chat = *wire.allow_private_chat;
  if (wire.five_ten_five) row.five_ten_five = *wire.five_ten_five;
}

/// As the role may see it: to anyone but a DM, what is placed in secret is not there.
Interaction to_wire(access::InteractionRow row, ViewerRole role) {
  Interaction interaction{.id = std::move(row.id),
                          .campaign_id = std::move(row.campaign_id),
                          .name = std::move(row.name),
                          .description = std::move(row.description),
                          .live_status = schema::enum_from<LiveState>(row.live_status).value_or(LiveState::idle),
                          .map_id = std::move(row.map_id),
                          .placements = {},
                          .settings = to_wire(row.settings),
                          .last_activity = row.last_activity_ms};
  for (auto& placed : row.placements) {
    if (placed.secret && role != ViewerRole::dm) continue;
    interaction.placements.push_back({.entity_id = Id(std::string(placed.entity_id)),
                                      .creature_id = Id(std::string(placed.creature_id)),
                                      .name = schema::Text<60>(std::string(placed.name)),
                                      .position = placed.position,
                                      .secret = placed.secret});
  }
  return interaction;
}

std::vector<access::PlacementRow> to_rows(const std::vector<Placement>& placements) {
  std::vector<access::PlacementRow> rows;
  for (const Placement& placed : placements) {
    rows.push_back({.entity_id = std::string(placed.entity_id),
                    .creature_id = std::string(placed.creature_id),
                    .name = std::string(placed.name),
                    .position = placed.position,
                    .secret = placed.secret});
  }
  return rows;
}

std::optional<schema::Issues> ruleset_issue(const std::optional<InteractionSettings>& settings) {
  if (!settings || !settings->ruleset) return std::nullopt;
  if (*settings->ruleset == "2014" || *settings->ruleset == "2024") return std::nullopt;
  return schema::Issues{{"settings.ruleset", "expected 2014 or 2024"}};
}

class CampaignRouter {
 public:
  explicit CampaignRouter(const Services& services) : services_(services) {}

  template <class Out, class Next>
  void as_member(const trpc::Call& call, std::string campaign_id, trpc::Reply<Out> reply, Next next) const {
    services_.memberships->find_in_campaign(
        caller_of(call)->user_id(), std::move(campaign_id),
        [reply = std::move(reply), next = std::move(next)](std::expected<Membership, trpc::Error> membership) mutable {
          if (!membership) return reply(membership.error());
          next(std::move(*membership), std::move(reply));
        });
  }

  void list_campaigns(const trpc::Call& call, trpc::Reply<CampaignList> reply) const {
    services_.campaigns->campaigns_of(caller_of(call)->user_id(),
                                      [store = services_.campaigns, reply = std::move(reply)](
                                          Stored<std::vector<access::MembershipRow>> rows) mutable {
                                        if (!rows) return reply(store_failure(rows.error(), "campaign"));
                                        auto list = std::make_shared<CampaignList>();
                                        for (auto& row : *rows) {
                                          list->campaigns.push_back({.id = row.campaign.id,
                                                                     .name = row.campaign.name,
                                                                     .description = row.campaign.description,
                                                                     .role = row.role,
                                                                     .members = {}});
                                        }
                                        add_members(*store, list, 0, std::move(reply));
                                      });
  }

  void create(const trpc::Call& call, CreateInteractionInput input, trpc::Reply<Interaction> reply) const {
    if (const auto issues = ruleset_issue(input.settings)) return reply(trpc::invalid_input(*issues));
    const std::string user_id = caller_of(call)->user_id();
    std::string campaign_id = input.campaign_id;
    as_member(call, std::move(campaign_id), std::move(reply),
              [services = services_, user_id, input = std::move(input)](Membership membership,
                                                                        trpc::Reply<Interaction> answer) mutable {
                if (membership.role != ViewerRole::dm) return answer(only_dm("create an interaction"));
                access::NewInteraction wanted{.row = {}, .created_by = user_id, .request_key = std::nullopt};
                wanted.row.id = base::random_id(*services.entropy);
                wanted.row.campaign_id = membership.campaign_id;
                wanted.row.name = input.name;
                if (input.description) wanted.row.description = *input.description;
                wanted.row.map_id = input.map_id;
                wanted.row.placements = to_rows(input.placements);
                if (input.settings) apply(*input.settings, wanted.row.settings);
                if (input.request_id) wanted.request_key = user_id + "/" + *input.request_id;
                services.campaigns->create_interaction(
                    std::move(wanted), [answer = std::move(answer)](Stored<access::InteractionRow> row) mutable {
                      if (!row) return answer(store_failure(row.error(), "map or creature"));
                      answer(to_wire(std::move(*row), ViewerRole::dm));
                    });
              });
  }

  void edit(const trpc::Call& call, EditInteractionInput input, trpc::Reply<Interaction> reply) const {
    if (const auto issues = ruleset_issue(input.settings)) return reply(trpc::invalid_input(*issues));
    std::string id = input.interaction_id;
    services_.memberships->find(caller_of(call)->user_id(), id, Freshness::fresh,
                                [services = services_, id, input = std::move(input),
                                 reply = std::move(reply)](std::expected<Membership, trpc::Error> membership) mutable {
                                  if (!membership) return reply(membership.error());
                                  if (membership->role != ViewerRole::dm) return reply(only_dm("edit an interaction"));
                                  services.campaigns->interaction(
                                      id, [services, input = std::move(input),
                                           reply = std::move(reply)](Stored<access::InteractionRow> row) mutable {
                                        if (!row) return reply(store_failure(row.error(), "interaction"));
                                        store_edit(services, std::move(*row), input, std::move(reply));
                                      });
                                });
  }

  void get(const trpc::Call& call, InteractionInput input, trpc::Reply<Interaction> reply) const {
    std::string id = input.interaction_id;
    services_.memberships->find(caller_of(call)->user_id(), id, Freshness::cached,
                                [store = services_.campaigns, id,
                                 reply = std::move(reply)](std::expected<Membership, trpc::Error> membership) mutable {
                                  if (!membership) return reply(membership.error());
                                  store->interaction(id, [role = membership->role, reply = std::move(reply)](
                                                             Stored<access::InteractionRow> row) mutable {
                                    if (!row) return reply(store_failure(row.error(), "interaction"));
                                    reply(to_wire(std::move(*row), role));
                                  });
                                });
  }

  [[nodiscard]] access::CampaignStore& store() const { return *services_.campaigns; }

 private:
  static void add_members(access::CampaignStore& store, std::shared_ptr<CampaignList> list, std::size_t index,
                          trpc::Reply<CampaignList> reply) {
    if (index == list->campaigns.size()) return reply(*list);
    store.members(list->campaigns[index].id,
                  [&store, list, index, reply = std::move(reply)](Stored<std::vector<access::MemberRow>> rows) mutable {
                    if (!rows) return reply(store_failure(rows.error(), "campaign"));
                    for (auto& row : *rows) {
                      list->campaigns[index].members.push_back({std::move(row.user_id), std::move(row.name), row.role});
                    }
                    add_members(store, list, index + 1, std::move(reply));
                  });
  }

  static void store_edit(const Services& services, access::InteractionRow row, const EditInteractionInput& input,
                         trpc::Reply<Interaction> reply) {
    access::InteractionEdit edit;
    edit.id = row.id;
    if (input.name) edit.name = *input.name;
    if (input.description) edit.description = *input.description;
    if (input.map_id) edit.map_id = *input.map_id;
    if (input.placements) edit.placements = to_rows(*input.placements);
    if (input.settings) {
      apply(*input.settings, row.settings);
      edit.settings = row.settings;
    }
    services.campaigns->edit_interaction(
        std::move(edit), [reply = std::move(reply)](Stored<access::EditedInteraction> edited) mutable {
          if (!edited) return reply(store_failure(edited.error(), "map or creature"));
          if (!edited->changed) {
            return reply(
                trpc::Error{trpc::Code::conflict, "The interaction is live or paused: complete it before editing it"});
          }
          reply(to_wire(std::move(edited->row), ViewerRole::dm));
        });
  }

  Services services_;
};

using Api = std::shared_ptr<const CampaignRouter>;

/// A list that any member of the campaign may read.
template <class Out, class Read>
void add_list(trpc::Router& router, const Api& api, std::string path, std::string doc, Read read) {
  router
      .query<CampaignInput, Out>(std::move(path), members(),
                                 [api, read](trpc::Call& call, CampaignInput input, trpc::Reply<Out> reply) {
                                   api->as_member(call, input.campaign_id, std::move(reply),
                                                  [api, read](Membership membership, trpc::Reply<Out> answer) {
                                                    read(api->store(), membership, std::move(answer));
                                                  });
                                 })
      .who(std::string(any_member))
      .doc(std::move(doc));
}

void add_lists(trpc::Router& router, const Api& api) {
  add_list<CreatureList>(router, api, "campaign.listCharacters", "The campaign's characters and NPCs.",
                         [](access::CampaignStore& store, const Membership& membership, auto reply) {
                           store.characters(membership.campaign_id, [reply = std::move(reply)](auto rows) mutable {
                             if (!rows) return reply(store_failure(rows.error(), "campaign"));
                             reply(to_list(std::move(*rows)));
                           });
                         });
  add_list<CreatureList>(router, api, "campaign.listMonsters", "The campaign's monsters; to its DM only.",
                         [](access::CampaignStore& store, const Membership& membership, auto reply) {
                           // What may be waiting on the road is not for players to read ahead.
                           if (membership.role != ViewerRole::dm) return reply(only_dm("read its monsters"));
                           store.monsters(membership.campaign_id, [reply = std::move(reply)](auto rows) mutable {
                             if (!rows) return reply(store_failure(rows.error(), "campaign"));
                             reply(to_list(std::move(*rows)));
                           });
                         });
  add_list<MapList>(
      router, api, "campaign.listMaps", "The campaign's maps; to its DM only.",
      [](access::CampaignStore& store, const Membership& membership, auto reply) {
        if (membership.role != ViewerRole::dm) return reply(only_dm("read its maps"));
        store.maps(membership.campaign_id, [reply = std::move(reply)](auto rows) mutable {
          if (!rows) return reply(store_failure(rows.error(), "campaign"));
          MapList list;
          for (auto& row : *rows) {
            const auto height = static_cast<std::int32_t>(row.rows.size());
            const auto width = row.rows.empty() ? 0 : static_cast<std::int32_t>(row.rows[0].size());
            list.maps.push_back({std::move(row.id), std::move(row.name), width, height, std::move(row.rows)});
          }
          reply(list);
        });
      });
  add_list<InteractionList>(router, api, "campaign.listInteractions",
                            "The campaign's interactions; what is placed in secret only to its DM.",
                            [](access::CampaignStore& store, const Membership& membership, auto reply) {
                              store.interactions(membership.campaign_id,
                                                 [role = membership.role, reply = std::move(reply)](auto rows) mutable {
                                                   if (!rows) return reply(store_failure(rows.error(), "campaign"));
                                                   InteractionList list;
                                                   for (auto& row : *rows)
                                                     list.interactions.push_back(to_wire(std::move(row), role));
                                                   reply(list);
                                                 });
                            });
}

}  // namespace

void add_campaign_router(trpc::Router& router, const Services& services) {
  const auto api = std::make_shared<const CampaignRouter>(services);
  router
      .query<trpc::None, CampaignList>("campaign.listCampaigns", members(),
                                       [api](trpc::Call& call, trpc::None, trpc::Reply<CampaignList> reply) {
                                         api->list_campaigns(call, std::move(reply));
                                       })
      .who("Anyone signed in.")
      .doc("The campaigns that the caller is a member of, with the caller's role.");
  add_lists(router, api);
  router
      .query<InteractionInput, Interaction>(
          "campaign.getInteraction", members(),
          [api](trpc::Call& call, InteractionInput input, trpc::Reply<Interaction> reply) {
            api->get(call, std::move(input), std::move(reply));
          })
      .who(std::string(any_member))
      .doc("One interaction; what is placed in secret only to its DM.");
  router
      .mutation<CreateInteractionInput, Interaction>(
          "campaign.createInteraction", members(),
          [api](trpc::Call& call, CreateInteractionInput input, trpc::Reply<Interaction> reply) {
            api->create(call, std::move(input), std::move(reply));
          })
      .who(std::string(dm_only))
      .doc("Makes an interaction from a map and placed creatures.");
  router
      .mutation<EditInteractionInput, Interaction>(
          "campaign.editInteraction", members(),
          [api](trpc::Call& call, EditInteractionInput input, trpc::Reply<Interaction> reply) {
            api->edit(call, std::move(input), std::move(reply));
          })
      .who(std::string(dm_only))
      .doc("Changes what is given; refused while the interaction is live or paused.");
}

}  // namespace live::api
