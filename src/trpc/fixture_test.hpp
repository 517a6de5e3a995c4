#pragma once
// A small application for the tests of this module, and a connection to it without a socket.
#include <atomic>
#include <boost/describe.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/executor.hpp"
#include "trpc/http_call.hpp"
#include "trpc/trpc.hpp"
#include "trpc/ws_connection.hpp"

namespace live::trpc::test {

struct UserId {
  int id = 0;
};
BOOST_DESCRIBE_STRUCT(UserId, (), (id))

struct Rename {
  int id = 0;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Rename, (), (id, name))

struct User {
  int id = 0;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(User, (), (id, name))

struct Topic {
  std::optional<std::string> topic;
  std::optional<std::string> last_event_id;
};
BOOST_DESCRIBE_STRUCT(Topic, (), (topic, last_event_id))

struct Change {
  int n = 0;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Change, (), (n, text))

struct Position {
  int x = 0;
};
BOOST_DESCRIBE_STRUCT(Position, (), (x))

struct Participant {
  Position position;
};
BOOST_DESCRIBE_STRUCT(Participant, (), (position))

struct Scene {
  std::vector<Participant> participants;
};
BOOST_DESCRIBE_STRUCT(Scene, (), (participants))

struct Viewer final : Session {
  explicit Viewer(std::string its_name, base::Milliseconds its_expiry_ms = 0)
      : name(std::move(its_name)), expiry_ms(its_expiry_ms) {}
  [[nodiscard]] base::Milliseconds expires_at_ms() const override { return expiry_ms; }
  std::string name;
  base::Milliseconds expiry_ms;
};

/// Its procedures are those of the wire reference's examples, and some that misbehave.
struct App {
  App();

  Router router;
  /// Who is refused: the token "bad" as UNAUTHORIZED; "later" is answered when the test says so.
  SessionFactory sessions;
  std::vector<SessionReply> late_sessions;
  base::Milliseconds session_expiry_ms = 0;

  /// Replies of `slow` and streams of `tail`, for the test to answer when it likes.
  std::vector<Reply<std::string>> held;
  std::vector<Stream<Change>> streams;
  std::vector<std::string> stopped;
  std::vector<std::optional<std::string>> resumed_from;
  std::vector<Finished> finished;
  std::vector<std::string> bugs;
  int denied_decoded = 0;
};

struct FakeSink final : FrameSink {
  void send(Frame frame) override {
    buffered += reading ? 0 : frame.size();
    frames.push_back(std::move(frame));
  }
  [[nodiscard]] std::size_t buffered_bytes() const override { return buffered; }
  void close(std::uint16_t code, std::string reason) override { closed.emplace_back(code, std::move(reason)); }

  /// All texts since the last call.
  std::vector<std::string> take();

  std::vector<Frame> frames;
  std::vector<std::pair<std::uint16_t, std::string>> closed;
  std::atomic<std::size_t> buffered = 0;
  bool reading = true;
};

/// One loop thread's world.
struct World {
  App app;
  base::ManualClock clock;
  base::ManualExecutor executor{clock};
  schema::Parser parser;
  Environment environment{app.router, app.sessions, executor, clock, parser, {}};
};

struct Ws {
  explicit Ws(World& world, std::string query = {}, std::string authorization = {});
  /// Sends one frame and gives the answers that came at once.
  std::vector<std::string> operator()(std::string_view text);

  FakeSink sink;
  WsConnection connection;
};

struct Http {
  int status = 0;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string content_type;

  [[nodiscard]] std::string header(std::string_view name) const;
};
/// Runs one request to its end; the target is `path?query`.
Http http(World& world, std::string method, std::string target, std::string body = {},
          std::string content_type = "application/json", std::string authorization = {});

}  // namespace live::trpc::test
