#include "room/ports.hpp"

#include <span>

namespace live::room {

namespace {

void append_number(std::int64_t number, std::vector<std::uint8_t>& bytes) {
  const auto bits = static_cast<std::uint64_t>(number);
  for (int shift = 0; shift < 64; shift += 8) bytes.push_back(static_cast<std::uint8_t>(bits >> shift));
}

// Lengths stand before texts, or two different records could give the same bytes.
void append_text(std::string_view text, std::vector<std::uint8_t>& bytes) {
  append_number(static_cast<std::int64_t>(text.size()), bytes);
  bytes.insert(bytes.end(), text.begin(), text.end());
}

}  // namespace

base::Digest chain_digest(const base::Digest& previous, const CommitRecord& record) {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(previous.size() + record.interaction_id.size() + record.payload.size() + 40);
  bytes.insert(bytes.end(), previous.begin(), previous.end());
  append_text(record.interaction_id, bytes);
  append_number(record.seq, bytes);
  append_number(record.time_ms, bytes);
  append_text(record.payload, bytes);
  return base::sha256(std::span<const std::uint8_t>(bytes));
}

}  // namespace live::room
