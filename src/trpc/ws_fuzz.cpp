// Feeds a connection hostile frames in hostile order. Input: lines; the first character of each says what it is (see
// step()). Whatever comes, each frame sent must be one JSON object, PING or PONG, and nothing may crash or leak.
#include <boost/describe.hpp>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trpc/trpc.hpp"

namespace live::trpc {
namespace {

struct FuzzInput {
  std::optional<std::string> topic;
  std::vector<int> numbers;
  std::optional<std::string> last_event_id;
  static constexpr bool absent_keeps_default = true;
};
BOOST_DESCRIBE_STRUCT(FuzzInput, (), (topic, numbers, last_event_id))

void require(bool condition) {
  if (!condition) std::abort();
}

class CheckingSink final : public FrameSink {
 public:
  void send(Frame frame) override {
    require(!closed_);
    const std::string text = frame.text();
    if (text == "PING" || text == "PONG") return;
    const auto value = parser_.parse(text);
    require(value.has_value() && value->is_object());
    require(!value->find("id").is_absent());
    require(value->find("result").is_absent() != value->find("error").is_absent());
  }
  [[nodiscard]] std::size_t buffered_bytes() const override { return 0; }
  void close(std::uint16_t, std::string) override { closed_ = true; }

 private:
  schema::Parser parser_;
  bool closed_ = false;
};

struct Fuzzed {
  Fuzzed() {
    router.query<FuzzInput, FuzzInput>("echo", {anyone},
                                       [](Call&, const FuzzInput& in, Reply<FuzzInput> reply) { reply(in); });
    router.mutation<None, None>("hold", {anyone},
                                [this](Call&, None, Reply<None> reply) { held.push_back(std::move(reply)); });
    router.subscription<FuzzInput, FuzzInput>("tail", {anyone},
                                              [this](Call&, const FuzzInput& in, const Stream<FuzzInput>& stream) {
                                                stream.started();
                                                stream.event("0", in);
                                                streams.push_back(stream);
                                              });
    sessions = [this](const Handshake& handshake, SessionReply reply) {
      if (handshake.connection_params && handshake.connection_params->contains("bad")) return reply(internal_error());
      if (handshake.authorization == "later") return late.push_back(std::move(reply));
      reply(std::make_shared<Session>());
    };
  }

  void step(char what, std::string_view text, std::unique_ptr<WsConnection>& connection) {
    switch (what) {
      case 'a':
        held.clear();
        break;
      case 'b':
        for (auto& reply : held) reply();
        held.clear();
        break;
      case 'c':
        streams.clear();
        break;
      case 'd':
        for (const auto& stream : streams) stream.event("7", {});
        break;
      case 'e':
        for (const auto& stream : streams) stream.complete();
        break;
      case 'f':
        if (!late.empty()) late.pop_back();
        break;
      case 'g':
        for (auto& reply : late) reply(std::make_shared<Session>());
        late.clear();
        break;
      case 'h':
        executor.advance(3000);
        break;
      case 'i':
        connection->drain([] {});
        break;
      case 'j':
        connection->on_closed();
        break;
      case 'k':
        connection->on_binary();
        break;
      case 'l':
        static_cast<void>(connection->ping_due());
        break;
      case 'm':
        http(text);
        break;
      default:
        connection->on_text(text);
    }
  }

  void http(std::string_view text) {
    HttpRequest request{.method = text.starts_with("P") ? "POST" : "GET", .content_type = "application/json"};
    const std::size_t mark = text.find('?');
    request.path = text.substr(0, mark);
    if (mark != std::string_view::npos) request.handshake.query = text.substr(mark + 1);
    if (mark != std::string_view::npos) request.body = text.substr(mark + 1);
    calls.push_back(handle_http(environment, std::move(request), [this](const HttpResponse& response) {
      require(parser_of_answers.parse(response.body).has_value());
    }));
  }

  Router router;
  SessionFactory sessions;
  base::ManualClock clock;
  base::ManualExecutor executor{clock};
  schema::Parser parser;
  schema::Parser parser_of_answers;
  Environment environment{router, sessions, executor, clock, parser, {.max_batch = 8, .max_calls_in_flight = 4}};
  std::vector<SessionReply> late;
  std::vector<Reply<None>> held;
  std::vector<Stream<FuzzInput>> streams;
  std::vector<std::unique_ptr<HttpCall>> calls;
};

}  // namespace
}  // namespace live::trpc

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace live::trpc;
  if (size == 0 || size > 4096) return 0;
  Fuzzed fuzzed;
  CheckingSink sink;
  Handshake handshake;
  if ((data[0] & 1U) != 0) handshake.query = "connectionParams=1";
  if ((data[0] & 2U) != 0) handshake.authorization = "later";
  auto connection = std::make_unique<WsConnection>(fuzzed.environment, handshake, sink);
  const std::string input(data + 1, data + size);
  std::string_view rest = input;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    if (!line.empty())
      fuzzed.step(line.front(), line.substr(line.front() >= 'a' && line.front() <= 'm' ? 1 : 0), connection);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  connection.reset();
  return 0;
}
