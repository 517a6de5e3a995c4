#pragma once
// The log of all rooms in one append table: order, fencing and the hash chain are checked before a record goes in, and
// again when it comes out. Used by the writer's thread alone.
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "room/ports.hpp"
#include "store/sqlite/connection.hpp"

namespace live::store::sqlite {

struct PendingAppend {
  room::CommitRecord record;
  room::Then<void> then;
};

class JournalTable {
 public:
  explicit JournalTable(Connection& connection) : connection_(connection) {}

  /// Appends what can be appended in one transaction, then answers all. A room that got an error gets only errors
  /// until it is loaded again. `on_commit` is told how many became durable, before they are answered.
  void append(std::vector<PendingAppend> batch, const std::function<void(std::size_t)>& on_commit);
  [[nodiscard]] room::Stored<room::JournalTail> load(const std::string& interaction_id, std::int64_t after_seq);

  /// Looks at the last two records of every room through any connection; says what is wrong, or nothing.
  [[nodiscard]] static std::string check_tails(Connection& connection);

 private:
  struct Tail {
    std::int64_t room = 0;  ///< 0: the room has no log yet
    std::int64_t epoch = 0;
    std::int64_t seq = 0;
    base::Digest chain{};
    bool failed = false;
  };

  [[nodiscard]] Tail& tail_of(const std::string& interaction_id);
  [[nodiscard]] room::Stored<void> append_one(const room::CommitRecord& record);
  void forget_idle_tails();

  Connection& connection_;
  std::unordered_map<std::string, Tail> tails_;
};

}  // namespace live::store::sqlite
