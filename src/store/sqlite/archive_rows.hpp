#pragma once
// The archive's reads and writes as SQL. Each runs inside a transaction that the caller holds; a refusal (not an
// exception) means that nothing of it may stay.
#include <optional>
#include <string>

#include "room/ports.hpp"
#include "store/sqlite/connection.hpp"

namespace live::store::sqlite {

[[nodiscard]] room::Stored<std::string> load_setup(Connection& connection, const std::string& interaction_id);
[[nodiscard]] room::Stored<std::optional<room::SnapshotRecord>> load_snapshot(Connection& connection,
                                                                              const std::string& interaction_id);
[[nodiscard]] room::Stored<void> save_snapshot(Connection& connection, const room::SnapshotRecord& snapshot);
[[nodiscard]] room::Stored<void> write_batch(Connection& connection, const room::ArchiveBatch& batch);

}  // namespace live::store::sqlite
