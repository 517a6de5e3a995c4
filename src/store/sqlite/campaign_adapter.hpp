#pragma once
// The CampaignStore port over the reader's and the writer's queues.
#include "access/campaign_store.hpp"
#include "store/sqlite/reader.hpp"
#include "store/sqlite/writer.hpp"

namespace live::store::sqlite {

class CampaignAdapter final : public access::CampaignStore {
 public:
  CampaignAdapter(Reader& reader, Writer& writer) : reader_(reader), writer_(writer) {}

  void users(Then<std::vector<access::UserRow>> then) override;
  void campaigns_of(std::string user_id, Then<std::vector<access::MembershipRow>> then) override;
  void members(std::string campaign_id, Then<std::vector<access::MemberRow>> then) override;
  void role(std::string user_id, std::string campaign_id, Then<std::optional<room::ViewerRole>> then) override;
  void characters(std::string campaign_id, Then<std::vector<access::CreatureRow>> then) override;
  void monsters(std::string campaign_id, Then<std::vector<access::CreatureRow>> then) override;
  void maps(std::string campaign_id, Then<std::vector<access::MapRow>> then) override;
  void interactions(std::string campaign_id, Then<std::vector<access::InteractionRow>> then) override;
  void interaction(std::string interaction_id, Then<access::InteractionRow> then) override;
  void live_interactions(Then<std::vector<access::InteractionRow>> then) override;
  void holders_of(std::string entity_id, Then<std::vector<access::EntityHolder>> then) override;
  void create_interaction(access::NewInteraction interaction, Then<access::InteractionRow> then) override;
  void edit_interaction(access::InteractionEdit edit, Then<access::EditedInteraction> then) override;
  void seed(access::CampaignSeed seed, Then<bool> then) override;

 private:
  Reader& reader_;
  Writer& writer_;
};

}  // namespace live::store::sqlite
