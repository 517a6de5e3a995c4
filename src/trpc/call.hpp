#pragma once
// One call as guards and handlers see it. It lives until the handler returns; what must last longer is copied from it.
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ensure.hpp"
#include "trpc/error.hpp"
#include "trpc/session.hpp"

namespace live::trpc {

enum class Kind : std::uint8_t { query, mutation, subscription };
[[nodiscard]] std::string_view name(Kind kind);

struct Call {
  std::string_view path;
  Kind kind = Kind::query;
  Transport transport = Transport::websocket;
  std::uint64_t connection_id = 0;
  std::string_view remote_address;
  /// The request id as its JSON text (`7`, `"a"`); empty over HTTP.
  std::string_view id_json;
  /// `params.lastEventId` of a resubscribe; also merged into the input's `last_event_id` member (§6).
  std::string_view last_event_id;
  const std::shared_ptr<Session>& caller;

  [[nodiscard]] const std::shared_ptr<Session>& session() const { return caller; }
  /// The application's own caller type. A session of another type is a programming error.
  template <class T>
  [[nodiscard]] std::shared_ptr<T> session_as() const {
    auto session = std::dynamic_pointer_cast<T>(caller);
    ENSURE(session != nullptr);
    return session;
  }
};

/// Runs before the input is decoded. An Error refuses the call.
using Guard = std::function<std::expected<void, Error>(Call&)>;
using Guards = std::vector<Guard>;

/// The explicit "no check": a procedure without guards cannot be registered.
[[nodiscard]] std::expected<void, Error> anyone(Call& call);

}  // namespace live::trpc
