#pragma once
// Looks at an existing file before anything is written: is it ours, of a version we know, whole?
#include <expected>
#include <filesystem>
#include <string>

#include "store/sqlite/database.hpp"

namespace live::store::sqlite {

/// Nothing when the file may be opened for writing. The database file is only read; side files that SQLite makes while
/// reading are removed again when it is refused.
[[nodiscard]] std::expected<void, OpenError> examine(const std::filesystem::path& path, const std::string& vfs);

}  // namespace live::store::sqlite
