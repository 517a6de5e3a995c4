#include "store/sqlite/examine.hpp"

#include <array>
#include <fstream>
#include <string_view>

#include "store/sqlite/connection.hpp"
#include "store/sqlite/journal_table.hpp"
#include "store/sqlite/schema.hpp"

namespace live::store::sqlite {
namespace {

using Kind = OpenError::Kind;

std::unexpected<OpenError> refuse(Kind kind, const std::filesystem::path& path, const std::string& why) {
  return std::unexpected(OpenError{kind, path.string() + " " + why + "; it was left as it is"});
}

constexpr std::size_t header_bytes = 100;

std::uint32_t big_endian(const std::array<char, header_bytes>& header, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = (value << 8) | static_cast<unsigned char>(header[at + i]);
  return value;
}

std::string newer_text(std::int64_t version) {
  return "was written by a newer version of this program (schema " + std::to_string(version) + ", this one knows " +
         std::to_string(schema_version) + ")";
}

/// SQLite file format §1.3: magic text at 0, user version at 60, application id at 68.
std::expected<void, OpenError> examine_header(const std::filesystem::path& path) {
  std::array<char, header_bytes> header{};
  std::ifstream file(path, std::ios::binary);
  if (!file) return refuse(Kind::io, path, "cannot be read");
  file.read(header.data(), header.size());
  if (file.gcount() == 0) return refuse(Kind::corrupt, path, "is empty: a database is expected there");
  constexpr std::string_view magic("SQLite format 3\0", 16);
  if (file.gcount() != static_cast<std::streamsize>(header.size()) ||
      std::string_view(header.data(), magic.size()) != magic) {
    return refuse(Kind::foreign, path, "is not an SQLite database");
  }
  if (big_endian(header, 68) != static_cast<std::uint32_t>(application_id)) {
    return refuse(Kind::foreign, path, "is the SQLite database of another program");
  }
  const std::uint32_t version = big_endian(header, 60);
  if (version > static_cast<std::uint32_t>(schema_version)) return refuse(Kind::newer, path, newer_text(version));
  return {};
}

std::int64_t pragma(Connection& connection, const char* sql) {
  Query query(connection, sql);
  return query.step() ? query.integer(0) : 0;
}

std::expected<void, OpenError> examine_contents(const std::filesystem::path& path, const std::string& vfs) {
  Connection connection(path, Connection::Mode::read_only, vfs);
  sqlite3_db_config(connection.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  // Asked again through SQLite: what is newest may stand in the write-ahead log.
  const std::int64_t version = pragma(connection, "PRAGMA user_version");
  if (version > schema_version) return refuse(Kind::newer, path, newer_text(version));
  if (pragma(connection, "PRAGMA application_id") != application_id) {
    return refuse(Kind::foreign, path, "is the SQLite database of another program");
  }
  {
    Query check(connection, "PRAGMA quick_check(1)");
    const std::string verdict = check.step() ? check.text(0) : "no answer";
    if (verdict != "ok") return refuse(Kind::corrupt, path, "is damaged (" + verdict + ")");
  }
  if (version != schema_version || schema_of(connection) != expected_schema()) {
    return refuse(Kind::corrupt, path, "does not have the tables that this program made");
  }
  if (const std::string broken = JournalTable::check_tails(connection); !broken.empty()) {
    return refuse(Kind::corrupt, path, "is damaged (" + broken + ")");
  }
  return {};
}

/// The side files of SQLite, removed again if they were not there before and hold nothing.
class SideFiles {
 public:
  explicit SideFiles(const std::filesystem::path& path) : log_(path.string() + "-wal"), index_(path.string() + "-shm") {
    std::error_code error;
    log_was_there_ = std::filesystem::exists(log_, error);
    index_was_there_ = std::filesystem::exists(index_, error);
  }
  void tidy() const {
    std::error_code error;
    if (!log_was_there_ && std::filesystem::file_size(log_, error) == 0) std::filesystem::remove(log_, error);
    if (!index_was_there_) std::filesystem::remove(index_, error);
  }

 private:
  std::filesystem::path log_;
  std::filesystem::path index_;
  bool log_was_there_ = false;
  bool index_was_there_ = false;
};

}  // namespace

std::expected<void, OpenError> examine(const std::filesystem::path& path, const std::string& vfs) {
  if (auto header = examine_header(path); !header) return header;
  const SideFiles side_files(path);
  std::expected<void, OpenError> result;
  try {
    result = examine_contents(path, vfs);
  } catch (const SqlError& error) {
    const bool damaged = error.to_store_error().kind == room::StoreError::Kind::corrupt || error.code() == SQLITE_ERROR;
    result = refuse(damaged ? Kind::corrupt : Kind::io, path,
                    (damaged ? "is damaged: " : "cannot be read: ") + std::string(error.what()));
  }
  if (!result) side_files.tidy();
  return result;
}

}  // namespace live::store::sqlite
