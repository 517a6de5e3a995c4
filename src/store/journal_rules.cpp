#include "store/journal_rules.hpp"

namespace live::store {
namespace {

using room::StoreError;

std::unexpected<StoreError> refuse(StoreError::Kind kind, const room::CommitRecord& record, const std::string& why) {
  return std::unexpected(StoreError{kind, "commit " + std::to_string(record.seq) + " of " +
                                              record.interaction_id.substr(0, max_id_bytes) + ": " + why});
}

}  // namespace

room::Stored<void> check_record(const room::CommitRecord& record) {
  using Kind = StoreError::Kind;
  if (record.interaction_id.empty() || record.interaction_id.size() > max_id_bytes) {
    return refuse(Kind::invalid, record, "an interaction id has 1 to " + std::to_string(max_id_bytes) + " bytes");
  }
  if (record.seq < 1 || record.epoch < 1) return refuse(Kind::invalid, record, "seq and epoch count from 1");
  if (record.payload.empty() || record.payload.size() > max_payload_bytes) {
    return refuse(Kind::invalid, record, "a payload has 1 byte to 16 MiB");
  }
  return {};
}

room::Stored<void> check_follows(const room::CommitRecord& record, const ChainPosition& last) {
  using Kind = StoreError::Kind;
  if (record.epoch < last.epoch) {
    return refuse(Kind::fenced, record,
                  "epoch " + std::to_string(record.epoch) + " is older than " + std::to_string(last.epoch) +
                      ", another owner has the room");
  }
  if (record.seq != last.seq + 1) return refuse(Kind::invalid, record, "the log ends at " + std::to_string(last.seq));
  if (record.chain != room::chain_digest(last.chain, record))
    return refuse(Kind::invalid, record, "the chain is wrong");
  return {};
}

room::Stored<void> check_stored(const room::CommitRecord& record, const ChainPosition& last) {
  if (auto right = check_follows(record, last); !right) {
    return std::unexpected(
        StoreError{StoreError::Kind::corrupt, "the stored log is damaged: " + right.error().message});
  }
  return {};
}

room::StoreError must_load() {
  return {StoreError::Kind::unavailable, "an earlier append of this room failed; it must be loaded again first"};
}

room::StoreError log_too_short(const std::string& interaction_id, std::int64_t seq) {
  return {StoreError::Kind::corrupt, "the stored log of " + interaction_id + " lacks commit " + std::to_string(seq)};
}

}  // namespace live::store
