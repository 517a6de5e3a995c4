#include "server/content_files.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

#include "schema/json.hpp"

namespace live::server {

namespace {

std::expected<std::vector<std::filesystem::path>, std::string> json_files(const std::filesystem::path& folder) {
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  if (error) return std::unexpected(folder.string() + ": " + error.message());
  if (files.empty()) return std::unexpected(folder.string() + ": no .json file in it");
  std::ranges::sort(files);
  return files;
}

template <class T>
std::expected<T, std::string> read_json(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (!stream) return std::unexpected(file.string() + ": cannot be read");
  auto value = schema::decode<T>(text, {.unknown_members_allowed = false});
  if (value) return std::move(*value);
  std::string problems;
  for (const auto& issue : value.error()) {
    if (!problems.empty()) problems += '\n';
    problems += file.string() + ": " + (issue.path.empty() ? "" : issue.path + ": ") + issue.message;
  }
  return std::unexpected(problems);
}

void append(auto& to, auto& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

std::expected<engine::Content, std::string> load_content(const std::filesystem::path& folder) {
  const auto files = json_files(folder / "srd");
  if (!files) return std::unexpected(files.error());
  engine::Content content;
  for (const auto& file : *files) {
    auto part = read_json<engine::Content>(file);
    if (!part) return std::unexpected(part.error());
    append(content.weapons, part->weapons);
    append(content.armor, part->armor);
    append(content.items, part->items);
    append(content.spells, part->spells);
    append(content.monsters, part->monsters);
  }
  content.sort();
  const auto problems = content.problems();
  if (problems.empty()) return content;
  std::string all;
  for (const std::string& problem : problems) all += (all.empty() ? "" : "\n") + problem;
  return std::unexpected(all);
}

std::expected<std::vector<access::CampaignSeed>, std::string> load_seeds(const std::filesystem::path& folder) {
  const auto files = json_files(folder / "demo");
  if (!files) return std::unexpected(files.error());
  std::vector<access::CampaignSeed> seeds;
  for (const auto& file : *files) {
    auto seed = read_json<access::CampaignSeed>(file);
    if (!seed) return std::unexpected(seed.error());
    seeds.push_back(std::move(*seed));
  }
  return seeds;
}

}  // namespace live::server
