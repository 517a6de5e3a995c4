#include "store/sqlite/database.hpp"

#include <sys/stat.h>

#include <utility>

#include "base/ensure.hpp"
#include "store/sqlite/archive_rows.hpp"
#include "store/sqlite/campaign_adapter.hpp"
#include "store/sqlite/checkpointer.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/examine.hpp"
#include "store/sqlite/lock_file.hpp"
#include "store/sqlite/reader.hpp"
#include "store/sqlite/schema.hpp"
#include "store/sqlite/writer.hpp"

namespace live::store::sqlite {
namespace {

using room::Stored;
using room::Then;

class JournalAdapter final : public room::Journal {
 public:
  explicit JournalAdapter(Writer& writer) : writer_(writer) {}
  void append(room::CommitRecord record, Then<void> then) override {
    writer_.append(std::move(record), std::move(then));
  }
  void load(std::string interaction_id, std::int64_t after_seq, Then<room::JournalTail> then) override {
    writer_.load(std::move(interaction_id), after_seq, std::move(then));
  }

 private:
  Writer& writer_;
};

class ArchiveAdapter final : public room::Archive {
 public:
  ArchiveAdapter(Reader& reader, Writer& writer) : reader_(reader), writer_(writer) {}

  void load_setup(std::string interaction_id, Then<std::string> then) override {
    reader_.submit(make_job<std::string>(
        [id = std::move(interaction_id)](Connection& connection) { return sqlite::load_setup(connection, id); },
        std::move(then)));
  }
  void load_snapshot(std::string interaction_id, Then<std::optional<room::SnapshotRecord>> then) override {
    reader_.submit(make_job<std::optional<room::SnapshotRecord>>(
        [id = std::move(interaction_id)](Connection& connection) { return sqlite::load_snapshot(connection, id); },
        std::move(then)));
  }
  void save_snapshot(room::SnapshotRecord snapshot, Then<void> then) override {
    writer_.submit(make_job<void>(
        [row = std::move(snapshot)](Connection& connection) { return sqlite::save_snapshot(connection, row); },
        std::move(then)));
  }
  void write(room::ArchiveBatch batch, Then<void> then) override {
    writer_.submit(make_job<void>(
        [row = std::move(batch)](Connection& connection) { return write_batch(connection, row); }, std::move(then)));
  }

 private:
  Reader& reader_;
  Writer& writer_;
};

std::unique_ptr<Connection> writing_connection(const std::filesystem::path& path, const Options& options) {
  auto connection = std::make_unique<Connection>(path, Connection::Mode::read_write, options.vfs);
  connection->execute(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;"
      "PRAGMA foreign_keys = ON; PRAGMA journal_size_limit = 67108864; PRAGMA cell_size_check = ON;");
  return connection;
}

}  // namespace

// Destroyed from the bottom up: threads before the connections they use, the writing connection last of these because
// closing the last one empties the write-ahead log.
struct Database::Parts {
  LockFile lock;
  std::unique_ptr<Connection> writing;
  std::unique_ptr<Connection> checkpointing;
  std::unique_ptr<Connection> reading;
  std::unique_ptr<Checkpointer> checkpointer;
  std::unique_ptr<Reader> reader;
  std::unique_ptr<Writer> writer;
  std::unique_ptr<JournalAdapter> journal;
  std::unique_ptr<ArchiveAdapter> archive;
  std::unique_ptr<CampaignAdapter> campaigns;
};

std::expected<std::unique_ptr<Database>, OpenError> Database::open(Options options) {
  ENSURE(options.max_waiting >= 1 && options.max_batch >= 1 && options.checkpoint_pages >= 1);
  using Kind = OpenError::Kind;
  const auto fail = [](Kind kind, std::string message) { return std::unexpected(OpenError{kind, std::move(message)}); };
  std::error_code error;
  if (std::filesystem::create_directories(options.folder, error)) ::chmod(options.folder.c_str(), 0700);
  if (error || !std::filesystem::is_directory(options.folder, error)) {
    return fail(Kind::folder, options.folder.string() + " cannot be used as the data folder: " +
                                  (error ? error.message() : "it is not a folder"));
  }
  auto lock = LockFile::take(options.folder / "live.lock");
  if (!lock) return fail(Kind::locked, lock.error());

  const std::filesystem::path path = options.folder / file_name;
  try {
    if (std::filesystem::exists(std::filesystem::symlink_status(path, error))) {
      if (auto examined = examine(path, options.vfs); !examined) return std::unexpected(examined.error());
    } else {
      if (std::filesystem::exists(path.string() + "-wal", error)) {
        return fail(Kind::corrupt, path.string() +
                                       " is gone, but its write-ahead log is there; put the file back, or "
                                       "move the log away to start anew");
      }
      create_file(path, options.vfs);
    }
    std::unique_ptr<Parts> parts(
        new Parts{.lock = std::move(*lock),
                  .writing = writing_connection(path, options),
                  .checkpointing = writing_connection(path, options),
                  .reading = std::make_unique<Connection>(path, Connection::Mode::read_only, options.vfs),
                  .checkpointer = {},
                  .reader = {},
                  .writer = {},
                  .journal = {},
                  .archive = {},
                  .campaigns = {}});
    parts->checkpointer = std::make_unique<Checkpointer>(*parts->checkpointing);
    parts->reader = std::make_unique<Reader>(*parts->reading, options.max_waiting);
    parts->writer = std::make_unique<Writer>(
        *parts->writing, options,
        [checkpointer = parts->checkpointer.get(), limit = options.checkpoint_pages](int pages) {
          if (pages > limit) checkpointer->wake();
        });
    parts->journal = std::make_unique<JournalAdapter>(*parts->writer);
    parts->archive = std::make_unique<ArchiveAdapter>(*parts->reader, *parts->writer);
    parts->campaigns = std::make_unique<CampaignAdapter>(*parts->reader, *parts->writer);
    return std::unique_ptr<Database>(new Database(std::move(parts)));
  } catch (const SqlError& failure) {
    return fail(Kind::io, path.string() + " cannot be opened: " + failure.what());
  }
}

Database::Database(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Database::~Database() {
  // An answer may ask for more: reads asked by the writer's last answers are still served, the rest is refused.
  parts_->writer->stop();
  parts_->reader->stop();
  parts_->checkpointer->stop();
}

room::Journal& Database::journal() { return *parts_->journal; }
room::Archive& Database::archive() { return *parts_->archive; }
access::CampaignStore& Database::campaigns() { return *parts_->campaigns; }
void Database::hold_writer(bool held) { parts_->writer->hold(held); }

Statistics Database::statistics() const {
  Statistics statistics = parts_->writer->statistics();
  statistics.checkpoints = parts_->checkpointer->done();
  return statistics;
}

}  // namespace live::store::sqlite
