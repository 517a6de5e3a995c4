#pragma once
// Reads the content folder: `srd/*.json` are the rules' facts (engine::Content, possibly spread over files),
// `demo/*.json` the campaigns that an empty store starts from (access::CampaignSeed). Every problem names its file and
// path.
#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "access/campaign_seed_types.hpp"
#include "engine/content/content.hpp"

namespace live::server {

[[nodiscard]] std::expected<engine::Content, std::string> load_content(const std::filesystem::path& folder);
[[nodiscard]] std::expected<std::vector<access::CampaignSeed>, std::string> load_seeds(
    const std::filesystem::path& folder);

}  // namespace live::server
