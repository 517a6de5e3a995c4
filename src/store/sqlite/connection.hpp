#pragma once
// SQLite's handles as values. Inside store/sqlite a failed call throws SqlError; the jobs' runner (job.hpp) and open()
// turn it into the ports' errors, so none leaves the module.
#include <sqlite3.h>

#include <cstdint>
#include <exception>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/sha256.hpp"
#include "room/ports.hpp"

namespace live::store::sqlite {

class SqlError : public std::exception {
 public:
  SqlError(int code, std::string message) : code_(code), message_(std::move(message)) {}
  [[nodiscard]] int code() const { return code_; }  ///< SQLite's primary result code
  [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }
  [[nodiscard]] room::StoreError to_store_error() const;

 private:
  int code_;
  std::string message_;
};

/// One connection: for one thread at a time.
class Connection {
 public:
  enum class Mode { read_only, read_write, create };
  Connection(const std::filesystem::path& path, Mode mode, const std::string& vfs);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Statements without parameters or results that matter; several, separated by semicolons.
  void execute(const std::string& sql);
  [[nodiscard]] bool in_transaction() const;
  /// Ends a transaction, if there still is one, without a trace; a failure to do so is SQLite's to clean up.
  void roll_back() noexcept;
  [[nodiscard]] sqlite3* get() const { return handle_.get(); }

 private:
  friend class Query;
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  [[nodiscard]] sqlite3_stmt* prepared(std::string_view sql);

  std::unique_ptr<sqlite3, Close> handle_;
  std::map<std::string, std::unique_ptr<sqlite3_stmt, Finalize>, std::less<>> statements_;  ///< freed before handle_
};

/// One use of a prepared statement: bind the values in order, then step through the rows. Statements are prepared once
/// a connection and given back here.
class Query {
 public:
  template <class... Values>
  Query(Connection& connection, std::string_view sql, const Values&... values)
      : handle_(connection.get()), statement_(connection.prepared(sql)) {
    int index = 0;
    (bind(++index, values), ...);
  }
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  /// True while there is a row.
  bool step();
  /// To the end.
  void run();

  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] bool boolean(int column) const { return integer(column) != 0; }
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] std::optional<std::int64_t> optional_integer(int column) const;
  [[nodiscard]] std::optional<std::string> optional_text(int column) const;
  /// Throws `corrupt` when the blob has another size.
  [[nodiscard]] base::Digest digest(int column) const;

 private:
  void bind(int index, std::int64_t value);
  void bind(int index, std::int32_t value) { bind(index, std::int64_t{value}); }
  void bind(int index, bool value) { bind(index, std::int64_t{value}); }
  void bind(int index, std::string_view value);
  void bind(int index, const std::string& value) { bind(index, std::string_view(value)); }
  void bind(int index, const char* value) { bind(index, std::string_view(value)); }
  void bind(int index, const base::Digest& value);
  void bind_null(int index);
  template <class T>
  void bind(int index, const std::optional<T>& value) {
    if (value) {
      bind(index, *value);
    } else {
      bind_null(index);
    }
  }
  void check(int code) const;

  sqlite3* handle_;
  sqlite3_stmt* statement_;
};

}  // namespace live::store::sqlite
