#pragma once
// One element of a WebSocket frame, as the client meant it (§2.2).
#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "schema/json.hpp"
#include "trpc/call.hpp"
#include "trpc/error.hpp"

namespace live::trpc {

struct Envelope {
  enum class Method : std::uint8_t { query, mutation, subscription, stop };

  /// `"id":7`, with `"jsonrpc":"2.0",` before it if the client sent that: the beginning of every answer.
  std::string head;
  /// The id's JSON text.
  std::string id_json;
  Method method = Method::query;
  /// Views into the parsed frame.
  std::string_view path{};
  std::string_view last_event_id{};
  schema::Value input{};

  [[nodiscard]] Kind kind() const;
};

struct BadEnvelope {
  /// `"id":7` if the id could be read, else `"id":null`.
  std::string head;
  Error error;
};

[[nodiscard]] std::expected<Envelope, BadEnvelope> read_envelope(const schema::Value& element,
                                                                 std::size_t max_id_bytes);

/// `{<head>,"error":{…}}`
[[nodiscard]] std::string error_frame(std::string_view head, const Error& error, std::string_view path);

}  // namespace live::trpc
