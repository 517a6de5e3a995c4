#include "trpc/envelope.hpp"

#include <optional>
#include <utility>

namespace live::trpc {

namespace {

/// Longer ones are no procedure's path and no event's id; echoing them back would only amplify.
constexpr std::size_t max_path_bytes = 256;
constexpr std::size_t max_event_id_bytes = 256;

constexpr std::string_view no_id = "\"id\":null";

std::unexpected<BadEnvelope> malformed(std::string head, std::string_view message) {
  return std::unexpected(BadEnvelope{
      .head = std::move(head),
      .error = {.code = Code::parse_error, .message = std::string(message), .data = {}},
  });
}

/// Any number or string, as the text it was sent as: `1` and `"1"` are different ids.
std::string read_id(const schema::Value& element, std::size_t max_id_bytes) {
  const schema::Value id = element.find("id");
  if (id.kind() != schema::Kind::number && id.kind() != schema::Kind::string) return {};
  std::string json = id.raw();
  if (json.size() > max_id_bytes) json.clear();
  return json;
}

std::optional<Envelope::Method> method_of(const schema::Value& element) {
  const auto text = element.find("method").as_string();
  if (text == "query") return Envelope::Method::query;
  if (text == "mutation") return Envelope::Method::mutation;
  if (text == "subscription") return Envelope::Method::subscription;
  if (text == "subscription.stop") return Envelope::Method::stop;
  return std::nullopt;
}

}  // namespace

Kind Envelope::kind() const {
  return method == Method::query ? Kind::query : method == Method::mutation ? Kind::mutation : Kind::subscription;
}

std::expected<Envelope, BadEnvelope> read_envelope(const schema::Value& element, std::size_t max_id_bytes) {
  if (!element.is_object()) return malformed(std::string(no_id), "Expected a request object.");
  Envelope envelope;
  envelope.id_json = read_id(element, max_id_bytes);
  if (envelope.id_json.empty()) {
    return malformed(std::string(no_id), "The request's id must be a number or a short string.");
  }
  envelope.head = "\"id\":" + envelope.id_json;

  const schema::Value jsonrpc = element.find("jsonrpc");
  if (!jsonrpc.is_absent()) {
    if (jsonrpc.as_string() != "2.0") return malformed(std::move(envelope.head), "jsonrpc must be \"2.0\" or absent.");
    envelope.head.insert(0, "\"jsonrpc\":\"2.0\",");
  }

  const auto method = method_of(element);
  if (!method) {
    return malformed(std::move(envelope.head), "method must be query, mutation, subscription or subscription.stop.");
  }
  envelope.method = *method;
  if (envelope.method == Envelope::Method::stop) return envelope;

  const schema::Value params = element.find("params");
  const auto path = params.find("path").as_string();
  if (!path || path->size() > max_path_bytes) {
    return malformed(std::move(envelope.head), "params.path must name a procedure.");
  }
  envelope.path = *path;
  envelope.input = params.find("input");
  const schema::Value last_event_id = params.find("lastEventId");
  if (!last_event_id.is_absent()) {
    const auto text = last_event_id.as_string();
    if (!text || text->size() > max_event_id_bytes) {
      return malformed(std::move(envelope.head), "params.lastEventId must be the id of an event.");
    }
    envelope.last_event_id = *text;
  }
  return envelope;
}

std::string error_frame(std::string_view head, const Error& error, std::string_view path) {
  std::string text;
  text.reserve(head.size() + error.message.size() + error.data.size() + path.size() + 128);
  text.append("{").append(head).append(",\"error\":");
  write_error(text, error, path);
  text.push_back('}');
  return text;
}

}  // namespace live::trpc
