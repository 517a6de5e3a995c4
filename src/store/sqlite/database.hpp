#pragma once
// The embedded mode's store: one SQLite file, `live.sqlite3`, in the data folder.
//
// open() takes the folder's lock, then looks at an existing file through a read-only connection: not ours, newer than
// this program, damaged, or with a broken hash chain means a refusal that leaves the file as it was. Only then is it
// opened for writing. Three threads: the writer (all writes; journal appends of all rooms share one transaction with
// synchronous=FULL), the reader, and the checkpointer, which keeps the log short without making commits wait.
// The destructor answers everything that was asked before it.
#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <string>

#include "access/campaign_store.hpp"
#include "room/ports.hpp"

namespace live::store::sqlite {

/// Of the schema that this program writes; kept in the file's user_version.
inline constexpr std::int32_t schema_version = 1;
/// "LIVE" in the file's application_id.
inline constexpr std::int32_t application_id = 0x4C495645;
inline constexpr const char* file_name = "live.sqlite3";

struct Options {
  std::filesystem::path folder;
  std::size_t max_waiting = 8192;        ///< jobs in a queue; past it a call is answered `unavailable` at once
  std::size_t max_batch = 1024;          ///< commits in one transaction
  std::int32_t checkpoint_pages = 2000;  ///< of the write-ahead log, before the checkpointer is woken
  std::string vfs = {};                  ///< SQLite's name of another file system; tests make it fail
};

/// Why the database was not opened. The file is as it was.
struct OpenError {
  enum class Kind {
    folder,   ///< cannot be made or written
    locked,   ///< another process has it; the message says which
    foreign,  ///< a file that is not this program's database
    newer,    ///< written by a newer version
    corrupt,
    io,
  };
  Kind kind = Kind::io;
  std::string message;
};

struct Statistics {
  std::uint64_t appended = 0;      ///< commits made durable
  std::uint64_t transactions = 0;  ///< that it took: appended / transactions is the grouping
  std::uint64_t archive_writes = 0;
  std::uint64_t checkpoints = 0;
};

class Database {
 public:
  [[nodiscard]] static std::expected<std::unique_ptr<Database>, OpenError> open(Options options);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  [[nodiscard]] room::Journal& journal();
  [[nodiscard]] room::Archive& archive();
  [[nodiscard]] access::CampaignStore& campaigns();
  [[nodiscard]] Statistics statistics() const;

  /// Holds the writer before its next transaction until released, so that what is asked meanwhile shares one. For
  /// tests of grouping, order and full queues.
  void hold_writer(bool held);

 private:
  struct Parts;
  explicit Database(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace live::store::sqlite
