#pragma once
// The tables of the file, and how a fresh file is made.
#include <filesystem>
#include <string>
#include <vector>

#include "store/sqlite/connection.hpp"

namespace live::store::sqlite {

/// Makes the whole file beside its name and then gives it that name: a crash leaves either nothing or a complete one.
void create_file(const std::filesystem::path& path, const std::string& vfs);

/// Every table and index as SQLite remembers it, in order of name.
[[nodiscard]] std::vector<std::string> schema_of(Connection& connection);
/// The same, as this program makes it.
[[nodiscard]] std::vector<std::string> expected_schema();

}  // namespace live::store::sqlite
