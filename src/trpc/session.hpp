#pragma once
// Who is calling: made once per WebSocket connection or HTTP request from what the client showed at the door.
#include <cstdint>
#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/clock.hpp"
#include "trpc/error.hpp"

namespace live::trpc {

/// JSONL and SSE (wire protocol §4 and §5) have their place here and in http_call.hpp; a later issue fills it.
enum class Transport : std::uint8_t { websocket, http, http_jsonl, http_sse };

/// Absent when the client sent none, or `null`.
using ConnectionParams = std::optional<std::map<std::string, std::string>>;

/// What the client showed. Headers not listed are not looked at.
struct Handshake {
  Transport transport = Transport::websocket;
  std::uint64_t connection_id = 0;
  std::string remote_address{};
  std::string authorization{};
  std::string cookie{};
  std::string origin{};
  /// The raw query string without `?`; read it with query_parameter().
  std::string query{};
  /// From the first WebSocket frame or the `connectionParams` query parameter; filled in by this library.
  ConnectionParams connection_params{};

  /// The percent-decoded value of the first parameter of that name.
  [[nodiscard]] std::optional<std::string> query_parameter(std::string_view parameter) const;
};

/// True if the upgrade's query string says `connectionParams=1`: the first frame is then the handshake (§2.1).
[[nodiscard]] bool announces_connection_params(const Handshake& handshake);

/// An object whose values are all strings, or null (§2.1); nothing for anything else.
[[nodiscard]] std::optional<ConnectionParams> read_connection_params(const schema::Value& value);

/// Applications derive their own caller type; handlers read it with Call::session_as<T>().
class Session {
 public:
  Session() = default;
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  virtual ~Session() = default;
  /// Wall time after which calls answer UNAUTHORIZED and the connection closes with 4401; 0 = never.
  [[nodiscard]] virtual base::Milliseconds expires_at_ms() const { return 0; }
};

using SessionResult = std::expected<std::shared_ptr<Session>, Error>;

/// The factory's one answer; may be given later and from any thread. Dropped unanswered, it refuses the connection with
/// INTERNAL_SERVER_ERROR.
class SessionReply {
 public:
  using Deliver = std::move_only_function<void(SessionResult)>;
  explicit SessionReply(Deliver deliver) : deliver_(std::move(deliver)) {}
  SessionReply(SessionReply&& other) noexcept : deliver_(std::exchange(other.deliver_, nullptr)) {}
  SessionReply& operator=(SessionReply&& other) noexcept;
  ~SessionReply();

  void operator()(std::shared_ptr<Session> session) { give(std::move(session)); }
  void operator()(Error error) { give(std::unexpected(std::move(error))); }

 private:
  void give(SessionResult result);

  Deliver deliver_;
};

/// Called on the connection's thread; shared by all of them.
using SessionFactory = std::function<void(const Handshake&, SessionReply)>;

}  // namespace live::trpc
