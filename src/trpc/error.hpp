#pragma once
// Errors as tRPC clients see them: a number, a name, an HTTP status, a sentence, and free members in `data`.
// Source of the table: tRPC v11 wire protocol, "Shared shapes".
#include <cstdint>
#include <string>
#include <string_view>

#include "schema/json.hpp"

namespace live::trpc {

enum class Code : std::uint8_t {
  parse_error,
  bad_request,
  unauthorized,
  payment_required,
  forbidden,
  not_found,
  method_not_supported,
  timeout,
  conflict,
  precondition_failed,
  payload_too_large,
  unsupported_media_type,
  unprocessable_content,
  precondition_required,
  too_many_requests,
  client_closed_request,
  internal_server_error,
  not_implemented,
  bad_gateway,
  service_unavailable,
  gateway_timeout,
};

struct CodeRow {
  Code code;
  std::string_view name;
  int json_rpc;
  int http_status;
};

/// The row of a code: name as in `error.data.code`, JSON-RPC number, HTTP status.
[[nodiscard]] const CodeRow& row(Code code);
[[nodiscard]] inline std::string_view name(Code code) { return row(code).name; }
[[nodiscard]] inline int http_status(Code code) { return row(code).http_status; }

struct Error {
  Code code = Code::internal_server_error;
  /// A sentence for the reader. Never sent for internal_server_error; an empty one becomes the code's name.
  std::string message{};
  /// Extra members of `error.data` as JSON text without braces, e.g. `"refusal":{"kind":"not_your_turn"}`. May be
  /// empty.
  std::string data{};
};

/// BAD_REQUEST from decoding: the message names the first paths, `data.issues` lists path and message of each.
[[nodiscard]] Error invalid_input(const schema::Issues& issues);
/// The error of a broken promise of ours: a dropped reply, a failed ENSURE. Its text never leaves the server.
[[nodiscard]] Error internal_error();

/// Appends the error object `{"message":…,"code":…,"data":{…}}`. An empty path means no procedure is involved.
void write_error(std::string& out, const Error& error, std::string_view path);

}  // namespace live::trpc
