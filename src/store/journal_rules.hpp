#pragma once
// What every journal demands of a record, whatever it is kept in.
#include <cstdint>
#include <string>

#include "room/ports.hpp"

namespace live::store {

/// Where a log stands: its last record.
struct ChainPosition {
  std::int64_t epoch = 0;
  std::int64_t seq = 0;
  base::Digest chain{};
};

inline constexpr std::size_t max_id_bytes = 128;
inline constexpr std::size_t max_payload_bytes = std::size_t{16} << 20;

/// Sizes and signs.
[[nodiscard]] room::Stored<void> check_record(const room::CommitRecord& record);
/// Before it is stored: `fenced` for an older epoch, `invalid` for a hole or a wrong chain.
[[nodiscard]] room::Stored<void> check_follows(const room::CommitRecord& record, const ChainPosition& last);
/// After it is read: `corrupt` for anything that check_follows would not have let in.
[[nodiscard]] room::Stored<void> check_stored(const room::CommitRecord& record, const ChainPosition& last);

[[nodiscard]] room::StoreError must_load();
[[nodiscard]] room::StoreError log_too_short(const std::string& interaction_id, std::int64_t seq);

}  // namespace live::store
