#pragma once
// For the tests of store: folders that vanish, waiting for an answer, records with right chains.
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <string>
#include <utility>

#include "access/campaign_store.hpp"
#include "base/sha256.hpp"
#include "room/ports.hpp"

namespace live::store::test {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "live-store-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Makes the call with a callback and waits for its answer.
template <class T, class Call>
room::Stored<T> await(Call&& call) {
  std::promise<room::Stored<T>> promise;
  auto future = promise.get_future();
  call(room::Then<T>([&promise](room::Stored<T> result) { promise.set_value(std::move(result)); }));
  return future.get();
}

inline room::Stored<void> append(room::Journal& journal, room::CommitRecord record) {
  return await<void>([&](auto then) { journal.append(std::move(record), std::move(then)); });
}

inline room::Stored<room::JournalTail> load(room::Journal& journal, const std::string& id, std::int64_t after = 0) {
  return await<room::JournalTail>([&](auto then) { journal.load(id, after, std::move(then)); });
}

/// Makes the next records of one room, each chained to the one before.
class Log {
 public:
  explicit Log(std::string id) : id_(std::move(id)) {}
  /// Goes on after what a load gave.
  Log(std::string id, const room::JournalTail& tail) : id_(std::move(id)) {
    if (!tail.commits.empty()) {
      seq_ = tail.commits.back().seq;
      chain_ = tail.commits.back().chain;
    }
  }
  room::CommitRecord next(std::int64_t epoch = 1, std::string payload = {}) {
    room::CommitRecord record{id_, epoch, ++seq_, 1'700'000'000'000 + seq_, std::move(payload), {}};
    if (record.payload.empty()) record.payload = "{\"n\":" + std::to_string(seq_) + "}";
    record.chain = room::chain_digest(chain_, record);
    chain_ = record.chain;
    return record;
  }

 private:
  std::string id_;
  std::int64_t seq_ = 0;
  base::Digest chain_{};
};

inline std::string file_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline std::string file_sha256(const std::filesystem::path& path) {
  return base::to_hex(base::sha256(std::string_view(file_bytes(path))));
}

/// A campaign with one DM, one player, one character, one monster, one map and the interactions asked for.
inline access::CampaignSeed small_campaign(const std::vector<std::string>& interactions) {
  access::CampaignSeed seed;
  seed.campaign = {std::string("road"), std::string("The Road"), "A road."};
  seed.users = {{std::string("dora"), std::string("Dora")}, {std::string("piet"), std::string("Piet")}};
  seed.members = {{std::string("dora"), room::ViewerRole::dm}, {std::string("piet"), room::ViewerRole::player}};
  seed.characters = {{std::string("hero"),
                      std::string("Hero"),
                      access::SeedId(std::string("piet")),
                      "A fighter.",
                      {R"({"hp":28,"hpMax":28,"sheet":{}})"}}};
  seed.monsters = {{std::string("goblin"), std::string("Goblin"), "Small.", {R"("srd-goblin")"}}};
  seed.maps = {
      {std::string("glade"), std::string("Glade"), {{std::string("..."), std::string(".#.")}}, std::string("bright")}};
  for (const std::string& id : interactions) {
    access::SeedInteraction interaction;
    interaction.id = id;
    interaction.name = "Fight " + id;
    interaction.map_id = std::string("glade");
    access::PlacementRow hero{std::string("hero"), std::string("hero"), {}, {0, 1}, false};
    access::PlacementRow goblin{"goblin-of-" + id, std::string("goblin"), std::string("Snik"), {2, 0}, true};
    interaction.placements.push_back(hero);
    interaction.placements.push_back(goblin);
    seed.interactions.push_back(std::move(interaction));
  }
  return seed;
}

}  // namespace live::store::test
