#include "trpc/error.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/ensure.hpp"

namespace live::trpc {

namespace {

constexpr std::array<CodeRow, 21> table{{
    {Code::parse_error, "PARSE_ERROR", -32700, 400},
    {Code::bad_request, "BAD_REQUEST", -32600, 400},
    {Code::unauthorized, "UNAUTHORIZED", -32001, 401},
    {Code::payment_required, "PAYMENT_REQUIRED", -32002, 402},
    {Code::forbidden, "FORBIDDEN", -32003, 403},
    {Code::not_found, "NOT_FOUND", -32004, 404},
    {Code::method_not_supported, "METHOD_NOT_SUPPORTED", -32005, 405},
    {Code::timeout, "TIMEOUT", -32008, 408},
    {Code::conflict, "CONFLICT", -32009, 409},
    {Code::precondition_failed, "PRECONDITION_FAILED", -32012, 412},
    {Code::payload_too_large, "PAYLOAD_TOO_LARGE", -32013, 413},
    {Code::unsupported_media_type, "UNSUPPORTED_MEDIA_TYPE", -32015, 415},
    {Code::unprocessable_content, "UNPROCESSABLE_CONTENT", -32022, 422},
    {Code::precondition_required, "PRECONDITION_REQUIRED", -32028, 428},
    {Code::too_many_requests, "TOO_MANY_REQUESTS", -32029, 429},
    {Code::client_closed_request, "CLIENT_CLOSED_REQUEST", -32099, 499},
    {Code::internal_server_error, "INTERNAL_SERVER_ERROR", -32603, 500},
    {Code::not_implemented, "NOT_IMPLEMENTED", -32603, 501},
    {Code::bad_gateway, "BAD_GATEWAY", -32603, 502},
    {Code::service_unavailable, "SERVICE_UNAVAILABLE", -32603, 503},
    {Code::gateway_timeout, "GATEWAY_TIMEOUT", -32603, 504},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (static_cast<std::size_t>(table[i].code) != i) return false;
  }
  return true;
}
static_assert(in_order(), "row() indexes the table by code");

/// The sentence names so many paths; data.issues lists all of them.
constexpr std::size_t issues_in_message = 3;

}  // namespace

const CodeRow& row(Code code) {
  const auto index = static_cast<std::size_t>(code);
  ENSURE(index < table.size());
  return table[index];
}

Error invalid_input(const schema::Issues& issues) {
  Error error{.code = Code::bad_request, .message = {}, .data = "\"issues\":["};
  for (std::size_t i = 0; i < issues.size(); ++i) {
    const auto& [path, message] = issues[i];
    if (i < issues_in_message) {
      if (i > 0) error.message.append("; ");
      error.message.append(path.empty() ? "input" : path).append(": ").append(message);
    }
    error.data.append(i > 0 ? ",{\"path\":" : "{\"path\":");
    schema::encode_string(path, error.data);
    error.data.append(",\"message\":");
    schema::encode_string(message, error.data);
    error.data.push_back('}');
  }
  if (issues.size() > issues_in_message) {
    error.message.append("; and ").append(std::to_string(issues.size() - issues_in_message)).append(" more");
  }
  error.data.push_back(']');
  return error;
}

Error internal_error() { return {.code = Code::internal_server_error, .message = {}, .data = {}}; }

void write_error(std::string& out, const Error& error, std::string_view path) {
  const CodeRow& code = row(error.code);
  const bool hidden = error.code == Code::internal_server_error;
  out.append("{\"message\":");
  if (hidden) {
    out.append("\"Something went wrong on the server.\"");
  } else {
    schema::encode_string(error.message.empty() ? code.name : std::string_view(error.message), out);
  }
  out.append(",\"code\":").append(std::to_string(code.json_rpc));
  out.append(",\"data\":{\"code\":\"").append(code.name);
  out.append("\",\"httpStatus\":").append(std::to_string(code.http_status));
  if (!path.empty()) {
    out.append(",\"path\":");
    schema::encode_string(path, out);
  }
  if (!hidden && !error.data.empty()) out.append(",").append(error.data);
  out.append("}}");
}

}  // namespace live::trpc
