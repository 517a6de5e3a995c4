#include "trpc/session.hpp"

#include <utility>

#include "base/ensure.hpp"
#include "trpc/url.hpp"

namespace live::trpc {

std::optional<std::string> Handshake::query_parameter(std::string_view parameter) const {
  const auto raw = raw_query_parameter(query, parameter);
  if (!raw) return std::nullopt;
  return percent_decode(*raw, true);
}

bool announces_connection_params(const Handshake& handshake) {
  return handshake.query_parameter("connectionParams") == "1";
}

std::optional<ConnectionParams> read_connection_params(const schema::Value& value) {
  if (value.is_null()) return ConnectionParams{};
  if (!value.is_object()) return std::nullopt;
  std::map<std::string, std::string> params;
  for (const auto& [name, member] : value.members()) {
    const auto text = member.as_string();
    if (!text) return std::nullopt;
    params.emplace(name, *text);
  }
  return ConnectionParams{std::move(params)};
}

SessionReply& SessionReply::operator=(SessionReply&& other) noexcept {
  std::swap(deliver_, other.deliver_);
  return *this;
}

SessionReply::~SessionReply() {
  if (deliver_ == nullptr) return;
  try {
    give(std::unexpected(internal_error()));
  } catch (...) {
    // A destructor cannot report; only memory running out could bring us here, and the connection's owner times it out.
    deliver_ = nullptr;
  }
}

void SessionReply::give(SessionResult result) {
  ENSURE(static_cast<bool>(deliver_));
  auto deliver = std::exchange(deliver_, nullptr);
  if (result && *result == nullptr) result = std::unexpected(internal_error());
  deliver(std::move(result));
}

}  // namespace live::trpc
