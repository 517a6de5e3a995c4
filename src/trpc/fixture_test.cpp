#include "trpc/fixture_test.hpp"

#include <gtest/gtest.h>

#include "base/ensure.hpp"

namespace live::trpc::test {

namespace {

void add_users(App& app) {
  app.router
      .query<UserId, User>("user.byId", {anyone},
                           [](Call&, UserId in, Reply<User> reply) {
                             if (in.id != 1) return reply(Error{.code = Code::not_found, .message = "no such user"});
                             reply(User{.id = 1, .name = "Ada"});
                           })
      .who("Anyone.")
      .doc("One user.");
  app.router
      .mutation<Rename, User>("user.rename", {anyone},
                              [](Call&, Rename in, Reply<User> reply) { reply(User{.id = in.id, .name = in.name}); })
      .who("Anyone.")
      .doc("Gives a user another name.");
}

void add_misbehaving(App& app) {
  app.router.query<None, std::string>("drops", {anyone}, [](Call&, None, Reply<std::string>) {}).who("A.").doc("D.");
  app.router
      .query<None, std::string>(
          "fails", {anyone},
          [](Call&, None, Reply<std::string> reply) {
            reply(Error{.code = Code::conflict, .message = "already there", .data = "\"refusal\":{\"kind\":\"late\"}"});
          })
      .who("A.")
      .doc("D.");
  app.router
      .query<None, std::string>(
          "leaks", {anyone},
          [](Call&, None, Reply<std::string> reply) {
            reply(Error{.code = Code::internal_server_error, .message = "secret path /etc", .data = "\"secret\":1"});
          })
      .who("A.")
      .doc("D.");
  app.router.mutation<None, None>("breaks", {anyone}, [](Call&, None, Reply<None>) { ENSURE(1 + 1 == 3); })
      .who("A.")
      .doc("D.");
  app.router
      .subscription<None, Change>("breaksAsStream", {anyone}, [](Call&, None, Stream<Change>) { ENSURE(1 + 1 == 3); })
      .who("A.")
      .doc("D.");
  const Guard nobody = [](Call&) -> std::expected<void, Error> {
    return std::unexpected(Error{.code = Code::forbidden, .message = "not yours", .data = {}});
  };
  app.router
      .mutation<UserId, None>("denied", {nobody},
                              [&app](Call&, UserId, Reply<None> reply) {
                                ++app.denied_decoded;
                                reply();
                              })
      .who("Nobody.")
      .doc("D.");
}

void add_streams(App& app) {
  app.router
      .subscription<Topic, Change>(
          "tail", {anyone},
          [&app](Call& call, Topic in, const Stream<Change>& stream) {
            app.resumed_from.push_back(in.last_event_id);
            stream.on_stop([&app, id = std::string(call.id_json)] { app.stopped.push_back(id); });
            app.streams.push_back(stream);
          })
      .who("Anyone.")
      .doc("Changes of a topic.");
  app.router
      .subscription<UserId, Change>("countdown", {anyone},
                                    [](Call&, UserId in, const Stream<Change>& stream) {
                                      stream.started();
                                      for (int n = in.id; n > 0; --n)
                                        stream.event(std::to_string(n), Change{.n = n, .text = "tick"});
                                      stream.complete();
                                    })
      .who("Anyone.")
      .doc("D.");
}

}  // namespace

App::App() {
  sessions = [this](const Handshake& handshake, SessionReply reply) {
    std::string token = handshake.authorization;
    if (handshake.connection_params && handshake.connection_params->contains("token")) {
      token = handshake.connection_params->at("token");
    }
    if (token == "bad") return reply(Error{.code = Code::unauthorized, .message = "token expired", .data = {}});
    if (token == "later") return late_sessions.push_back(std::move(reply));
    if (token == "throws") ENSURE(1 + 1 == 3);
    reply(std::make_shared<Viewer>(token, session_expiry_ms));
  };
  router.query<None, std::string>("ping", {anyone}, [](Call&, None, Reply<std::string> reply) { reply("pong"); })
      .who("Anyone.")
      .doc("Answers pong.");
  router
      .query<None, std::string>(
          "whoami", {anyone},
          [](Call& call, None, Reply<std::string> reply) { reply(call.session_as<Viewer>()->name); })
      .who("Anyone.")
      .doc("The caller's token.");
  router.mutation<None, None>("reset", {anyone}, [](Call&, None, Reply<None> reply) { reply(); }).who("A.").doc("D.");
  router
      .query<None, std::string>("slow", {anyone},
                                [this](Call&, None, Reply<std::string> reply) { held.push_back(std::move(reply)); })
      .who("A.")
      .doc("D.");
  router.mutation<Scene, None>("place", {anyone}, [](Call&, const Scene&, Reply<None> reply) { reply(); })
      .who("A.")
      .doc("D.");
  router
      .query<None, User>("shared", {anyone},
                         [](Call&, None, Reply<User> reply) {
                           reply.raw("{\"id\":7,", std::make_shared<const std::string>("\"name\":\"Bo\"}"));
                         })
      .who("A.")
      .doc("D.");
  add_users(*this);
  add_misbehaving(*this);
  add_streams(*this);
  router.observe([this](const Finished& each) { finished.push_back(each); });
  router.observe_bugs([this](std::string_view path, std::string_view) { bugs.emplace_back(path); });
  router.measure_with([] { return std::int64_t{5}; });
  router.finish();
}

std::vector<std::string> FakeSink::take() {
  std::vector<std::string> texts;
  for (const Frame& frame : frames) texts.push_back(frame.text());
  frames.clear();
  return texts;
}

Ws::Ws(World& world, std::string query, std::string authorization)
    : connection(world.environment,
                 Handshake{.connection_id = 9, .authorization = std::move(authorization), .query = std::move(query)},
                 sink) {}

std::vector<std::string> Ws::operator()(std::string_view text) {
  connection.on_text(text);
  return sink.take();
}

std::string Http::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

Http http(World& world, std::string method, std::string target, std::string body, std::string content_type,
          std::string authorization) {
  const std::size_t mark = target.find('?');
  HttpRequest request{.method = std::move(method),
                      .path = target.substr(0, mark),
                      .content_type = std::move(content_type),
                      .body = std::move(body)};
  request.handshake.authorization = std::move(authorization);
  if (mark != std::string::npos) request.handshake.query = target.substr(mark + 1);
  Http result;
  const auto call = handle_http(world.environment, std::move(request), [&](HttpResponse response) {
    EXPECT_EQ(result.status, 0) << "answered twice";
    result = {response.status, response.body, response.headers, response.content_type};
  });
  world.executor.run();
  return result;
}

}  // namespace live::trpc::test
