// HTTP on real sockets: keep-alive, pipelining, limits, routes, cross-origin rules. Every refusal is JSON.
#include <gtest/gtest.h>

#include <string>

#include "net/fixture_test.hpp"

namespace live::net::testing {
namespace {

const std::string echo_query = "/trpc/echo?input=%22hello%22";

void expect_json_error(const ClientResponse& response, unsigned status) {
  EXPECT_EQ(response.status, status);
  EXPECT_TRUE(response.headers.contains("content-type"));
  EXPECT_EQ(response.headers.at("content-type"), "application/json");
  EXPECT_TRUE(response.body.starts_with("{\"error\":{\"message\":")) << response.body;
  EXPECT_NE(response.body.find("\"code\":-32"), std::string::npos) << response.body;
}

TEST(HttpServer, KeepsAConnectionAliveForManyRequests) {
  TestServer server;
  Client client(server.port());
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(client.get("/healthz").body, "ok");
    const ClientResponse answer = client.get(echo_query);
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.body, R"({"result":{"data":"hello"}})");
  }
  EXPECT_EQ(server.server->stats().accepted, 1U);
  EXPECT_EQ(server.server->stats().requests, 40U);
}

TEST(HttpServer, AnswersPipelinedRequestsInTheirOrder) {
  TestServer server;
  Client client(server.port());
  client.send(
      "GET /trpc/slow?input=%22x%22 HTTP/1.1\r\nhost: here\r\n\r\n"
      "GET " +
      echo_query +
      " HTTP/1.1\r\nhost: here\r\n\r\n"
      "POST /size HTTP/1.1\r\nhost: here\r\ncontent-length: 5\r\n\r\n12345"
      "GET /healthz HTTP/1.1\r\nhost: here\r\nconnection: close\r\n\r\n"
      "GET /healthz HTTP/1.1\r\nhost: here\r\n\r\n");
  server.gate.wait_for(1);
  server.gate.open();
  EXPECT_EQ(client.response().body, R"({"result":{"data":"at last"}})");
  EXPECT_EQ(client.response().body, R"({"result":{"data":"hello"}})");
  EXPECT_EQ(client.response().body, "5");
  const ClientResponse last = client.response();
  EXPECT_EQ(last.body, "ok");
  EXPECT_EQ(last.headers.at("connection"), "close");
  EXPECT_TRUE(client.at_end());
}

TEST(HttpServer, ReadsARequestThatComesByteByByte) {
  TestServer server;
  Client client(server.port());
  const std::string request =
      "\r\nPOST /size HTTP/1.1\r\nhost: here\r\ntransfer-encoding: chunked\r\n\r\n"
      "3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\n\r\n";
  for (const char c : request) client.send(std::string_view(&c, 1));
  EXPECT_EQ(client.response().body, "7");
}

TEST(HttpServer, PostsMutationsAndBatches) {
  TestServer server;
  Client client(server.port());
  client.send(
      "POST /trpc/speak HTTP/1.1\r\nhost: here\r\ncontent-type: application/json\r\ncontent-length: 4\r\n\r\n\"hi\"");
  EXPECT_EQ(client.response().body, R"({"result":{"data":"hi"}})");
  const ClientResponse batch = client.get("/trpc/echo,nosuch?batch=1&input=%7B%220%22%3A%22a%22%7D");
  EXPECT_EQ(batch.status, 207U);
  EXPECT_TRUE(batch.body.starts_with(R"([{"result":{"data":"a"}},{"error":)")) << batch.body;
}

TEST(HttpServer, AnswersHeadWithoutABody) {
  TestServer server;
  Client client(server.port());
  client.send("HEAD /healthz HTTP/1.1\r\nhost: here\r\n\r\n");
  const ClientResponse head = client.response(true);
  EXPECT_EQ(head.status, 200U);
  EXPECT_EQ(head.headers.at("content-length"), "2");
  EXPECT_EQ(client.get("/healthz").body, "ok");
}

TEST(HttpServer, AnswersAClientThatEndedItsHalf) {
  TestServer server;
  Client client(server.port());
  client.send("GET /trpc/slow?input=%22x%22 HTTP/1.1\r\nhost: here\r\n\r\n");
  client.end_writing();
  server.gate.wait_for(1);
  server.gate.open();
  EXPECT_EQ(client.response().status, 200U);
  EXPECT_TRUE(client.at_end());
}

TEST(HttpServer, InvitesABodyThatWaitsToBeAsked) {
  TestServer server;
  Client client(server.port());
  client.send("POST /size HTTP/1.1\r\nhost: here\r\nexpect: 100-continue\r\ncontent-length: 3\r\n\r\n");
  EXPECT_EQ(client.response().status, 100U);
  client.send("abc");
  EXPECT_EQ(client.response().body, "3");
}

TEST(HttpServer, RefusesWhatIsTooLongAndSaysSo) {
  ServerOptions options;
  options.limits.max_body_bytes = 1000;
  TestServer server(options);
  const std::string head = " HTTP/1.1\r\nhost: here\r\n";
  const auto answer_to = [&](const std::string& request) {
    Client client(server.port());
    client.send(request);
    const ClientResponse response = client.response();
    EXPECT_TRUE(client.at_end());
    return response;
  };
  expect_json_error(answer_to("POST /size" + head + "content-length: 1001\r\n\r\n"), 413);
  expect_json_error(answer_to("POST /size" + head + "transfer-encoding: chunked\r\n\r\n3e9\r\n" +
                              std::string(1001, 'x') + "\r\n0\r\n\r\n"),
                    413);
  expect_json_error(answer_to("GET /" + std::string(17 * 1024, 'x') + head + "\r\n"), 414);
  expect_json_error(answer_to("GET /" + std::string(40 * 1024, 'x')), 414);
  expect_json_error(answer_to("GET /healthz" + head + "x: " + std::string(40 * 1024, 'x') + "\r\n\r\n"), 431);
  expect_json_error(answer_to("nonsense\r\n\r\n"), 400);
  expect_json_error(answer_to("GET /healthz HTTP/2.0\r\nhost: here\r\n\r\n"), 505);
  expect_json_error(answer_to("GET /healthz HTTP/1.1\r\n\r\n"), 400);
  expect_json_error(answer_to("GET /a%zz" + head + "\r\n"), 400);
  // Two lengths are how requests are smuggled past a proxy.
  expect_json_error(answer_to("POST /size" + head + "content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"),
                    400);
  expect_json_error(answer_to("POST /size" + head + "content-length: 3\r\ncontent-length: 4\r\n\r\nabc"), 400);

  Client client(server.port());
  EXPECT_EQ(client.get("/trpc/echo?input=%22" + std::string(15 * 1024, 'x') + "%22").status, 200U);
}

TEST(HttpServer, AnswersUnknownAddressesAndMethodsInJson) {
  TestServer server;
  Client client(server.port());
  expect_json_error(client.get("/nowhere"), 404);
  expect_json_error(client.get("/trpcx"), 404);
  expect_json_error(client.get("/trpc/nosuch"), 404);
  client.send("DELETE /healthz HTTP/1.1\r\nhost: here\r\n\r\n");
  const ClientResponse wrong = client.response();
  expect_json_error(wrong, 405);
  EXPECT_EQ(wrong.headers.at("allow"), "GET");
}

TEST(HttpServer, SurvivesARouteThatThrows) {
  TestServer server;
  Client client(server.port());
  const ClientResponse broken = client.get("/broken");
  expect_json_error(broken, 500);
  EXPECT_EQ(broken.body.find("broken route"), std::string::npos);
  EXPECT_EQ(client.get("/healthz").body, "ok");
  ASSERT_EQ(server.errors().size(), 1U);
  EXPECT_NE(server.errors()[0].find("broken route"), std::string::npos);
}

TEST(HttpServer, LetsOnlyListedOriginsReadAnswers) {
  ServerOptions options;
  options.allowed_origins = {"https://app.example/"};
  TestServer server(options);
  Client client(server.port());
  const ClientResponse good = client.get("/healthz", "origin: https://app.example\r\n");
  EXPECT_EQ(good.headers.at("access-control-allow-origin"), "https://app.example");
  EXPECT_EQ(good.headers.at("vary"), "origin");
  EXPECT_FALSE(
      client.get("/healthz", "origin: https://evil.example\r\n").headers.contains("access-control-allow-origin"));
  const auto preflight = [&](const std::string& origin) {
    client.send("OPTIONS /trpc/echo HTTP/1.1\r\nhost: here\r\norigin: " + origin +
                "\r\naccess-control-request-headers: content-type, x-own\r\n\r\n");
    return client.response();
  };
  const ClientResponse allowed = preflight("https://app.example");
  EXPECT_EQ(allowed.status, 204U);
  EXPECT_EQ(allowed.headers.at("access-control-allow-headers"), "content-type, x-own");
  expect_json_error(preflight("https://evil.example"), 403);
  EXPECT_EQ(preflight("http://here").status, 204U);
}

TEST(HttpServer, GivesUpOnARequestThatNeverEnds) {
  ServerOptions options;
  options.limits.handshake_timeout_ms = 40;
  TestServer server(options);
  Client client(server.port());
  client.send("GET /heal");
  expect_json_error(client.response(), 408);
  EXPECT_TRUE(client.at_end());
}

TEST(HttpServer, ClosesConnectionsThatStayIdle) {
  ServerOptions options;
  options.limits.http_idle_timeout_ms = 40;
  TestServer server(options);
  Client client(server.port());
  EXPECT_EQ(client.get("/healthz").status, 200U);
  EXPECT_TRUE(client.at_end());
}

TEST(HttpServer, AnswersACallThatTakesTooLong) {
  ServerOptions options;
  options.limits.call_timeout_ms = 40;
  TestServer server(options);
  Client client(server.port());
  expect_json_error(client.get("/trpc/slow?input=%22x%22"), 504);
}

TEST(HttpServer, SaysWhyItCannotListen) {
  TestServer server;
  ServerOptions options;
  options.port = server.port();
  Server second(*server.shards, server.clock, server.router, server.sessions, options);
  const auto result = second.listen();
  ASSERT_FALSE(result.has_value());
  EXPECT_NE(result.error().find("127.0.0.1:" + std::to_string(server.port())), std::string::npos) << result.error();
  EXPECT_NE(result.error().find("in use"), std::string::npos) << result.error();
}

TEST(HttpServer, TurnsAwayConnectionsBeyondItsLimit) {
  ServerOptions options;
  options.limits.max_connections = 2;
  TestServer server(options);
  Client one(server.port());
  Client two(server.port());
  EXPECT_EQ(one.get("/healthz").status, 200U);
  EXPECT_EQ(two.get("/healthz").status, 200U);
  Client three(server.port());
  const ClientResponse refused = three.upgrade();
  expect_json_error(refused, 503);
  EXPECT_TRUE(refused.headers.contains("retry-after"));
  EXPECT_TRUE(three.at_end());
  EXPECT_EQ(one.get("/healthz").status, 200U);
}

TEST(HttpServer, TurnsAwayAnAddressThatConnectsTooOften) {
  ServerOptions options;
  options.limits.accept_burst = 2;
  options.limits.accept_per_second = 0.001;
  options.limits.limit_loopback = true;
  TestServer server(options);
  EXPECT_EQ(Client(server.port()).get("/healthz").status, 200U);
  EXPECT_EQ(Client(server.port()).get("/healthz").status, 200U);
  const ClientResponse refused = Client(server.port()).get("/healthz");
  expect_json_error(refused, 429);
  EXPECT_TRUE(refused.headers.contains("retry-after"));
}

}  // namespace
}  // namespace live::net::testing
