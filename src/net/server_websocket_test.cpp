// WebSocket on real sockets: upgrade, tRPC through it, one write per turn, budgets, closing, draining.
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "net/fixture_test.hpp"

namespace live::net::testing {
namespace {

std::string request(int id, const std::string& kind, const std::string& path, const std::string& input) {
  return R"({"id":)" + std::to_string(id) + R"(,"method":")" + kind + R"(","params":{"path":")" + path +
         R"(","input":")" + input + R"("}})";
}

std::string answer(int id, const std::string& data) {
  return R"({"id":)" + std::to_string(id) + R"(,"result":{"type":"data","data":")" + data + R"("}})";
}

/// A client with a running subscription.
void subscribe(Client& client, int id) {
  ASSERT_EQ(client.upgrade().status, 101U);
  EXPECT_EQ(client.call(request(id, "subscription", "feed", "x")),
            R"({"id":)" + std::to_string(id) + R"(,"result":{"type":"started"}})");
}

TEST(WebsocketServer, CarriesCallsBothWays) {
  TestServer server;
  Client client(server.port());
  const ClientResponse opened = client.upgrade();
  ASSERT_EQ(opened.status, 101U);
  EXPECT_EQ(opened.headers.at("sec-websocket-accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  for (const std::size_t size : {1UL, 125UL, 126UL, 70'000UL, 200'000UL}) {
    const std::string text(size, 'x');
    EXPECT_EQ(client.call(request(1, "query", "echo", text)), answer(1, text));
  }
  EXPECT_EQ(client.call("PING"), "PONG");
  client.send_frame(0x82, "binary");
  EXPECT_NE(client.text().find("PARSE_ERROR"), std::string::npos);
  EXPECT_EQ(server.server->stats().open_websockets, 1U);
}

TEST(WebsocketServer, TakesFramesSentRightBehindTheHandshake) {
  TestServer server;
  Client client(server.port());
  client.send(
      "GET /trpc?connectionParams=1 HTTP/1.1\r\nhost: here\r\nupgrade: websocket\r\nconnection: Upgrade\r\n"
      "sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
      "\x81\x80"
      "mask");
  client.send_text(R"({"method":"connectionParams","data":{"token":"x"}})");
  client.send_text(request(1, "query", "echo", "a"));
  EXPECT_EQ(client.response().status, 101U);
  // The empty text frame is no handshake: whatever is made of it, the connection must go on or close cleanly.
  const auto first = client.frame();
  ASSERT_TRUE(first.has_value());
}

TEST(WebsocketServer, WaitsForASessionMadeOnAnotherThread) {
  TestServer server;
  Client client(server.port());
  ASSERT_EQ(client.upgrade("/trpc?token=late").status, 101U);
  EXPECT_EQ(client.call(request(1, "query", "echo", "a")), answer(1, "a"));
}

TEST(WebsocketServer, RefusesUpgradesWithTheRightStatus) {
  ServerOptions options;
  options.allowed_origins = {"https://app.example"};
  TestServer server(options);
  const auto status = [&](std::string_view target, std::string_view headers) {
    Client client(server.port());
    const ClientResponse response = client.upgrade(target, headers);
    if (response.status != 101) {
      EXPECT_TRUE(response.body.starts_with("{\"error\":")) << response.body;
      EXPECT_TRUE(client.at_end());
    }
    return response.status;
  };
  EXPECT_EQ(status("/trpc", "origin: https://evil.example\r\n"), 403U);
  EXPECT_EQ(status("/trpc", "origin: https://app.example\r\n"), 101U);
  EXPECT_EQ(status("/trpc", "origin: http://here\r\n"), 101U);
  EXPECT_EQ(status("/elsewhere", ""), 404U);
  EXPECT_EQ(status("/trpc/echo", ""), 404U);
  EXPECT_EQ(status("/trpc?token=bad", ""), 401U);
  EXPECT_EQ(status("/trpc?token=bad&connectionParams=1", ""), 101U);
  EXPECT_EQ(status("/trpc", "content-length: 3\r\n"), 400U);
  const auto raw = [&](const std::string& headers) {
    Client client(server.port());
    return client.get("/trpc", "upgrade: websocket\r\nconnection: keep-alive, Upgrade\r\n" + headers);
  };
  EXPECT_EQ(raw("sec-websocket-version: 13\r\nsec-websocket-key: short\r\n").status, 400U);
  const ClientResponse old = raw("sec-websocket-version: 8\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
  EXPECT_EQ(old.status, 426U);
  EXPECT_EQ(old.headers.at("sec-websocket-version"), "13");
}

TEST(WebsocketServer, AnswersPingsAndCloses) {
  TestServer server;
  Client client(server.port());
  ASSERT_EQ(client.upgrade().status, 101U);
  client.send_frame(0x89, "are you there");
  const auto pong = client.frame();
  ASSERT_TRUE(pong.has_value());
  EXPECT_EQ(pong->opcode, Opcode::pong);
  EXPECT_EQ(pong->payload, "are you there");
  client.send_frame(0x88, "\x0f\xa1");
  EXPECT_EQ(client.frame()->close_code(), 4001);
  EXPECT_TRUE(client.at_end());
}

TEST(WebsocketServer, ClosesOnBrokenFramesWithTheirCode) {
  ServerOptions options;
  options.limits.max_message_bytes = 1000;
  TestServer server(options);
  const auto code_for = [&](unsigned first_byte, const std::string& payload) {
    Client client(server.port());
    EXPECT_EQ(client.upgrade().status, 101U);
    client.send_frame(first_byte, payload);
    const auto frame = client.frame();
    EXPECT_TRUE(client.at_end());
    return frame ? frame->close_code() : -1;
  };
  EXPECT_EQ(code_for(0x81, std::string(1001, 'x')), close_code::too_big);
  EXPECT_EQ(code_for(0x81, "\xff"), close_code::bad_payload);
  EXPECT_EQ(code_for(0x83, "x"), close_code::protocol_error);
  EXPECT_EQ(code_for(0xC1, "x"), close_code::protocol_error);
  EXPECT_EQ(server.server->stats().protocol_errors, 4U);
}

// Fewer sends are the lever that counts (decision 0002): what one turn has for one socket leaves in one system call.
TEST(WebsocketServer, SendsTheAnswersOfABatchInOneWrite) {
  TestServer server;
  Client client(server.port());
  ASSERT_EQ(client.upgrade().status, 101U);
  EXPECT_EQ(client.call("PING"), "PONG");
  const ServerStats before = server.server->stats();
  client.send_text("[" + request(1, "query", "echo", "a") + "," + request(2, "query", "echo", "b") + "," +
                   request(3, "query", "echo", "c") + "]");
  EXPECT_EQ(client.text(), answer(1, "a"));
  EXPECT_EQ(client.text(), answer(2, "b"));
  EXPECT_EQ(client.text(), answer(3, "c"));
  const ServerStats after = server.server->stats();
  EXPECT_EQ(after.sends - before.sends, 1U);
  EXPECT_EQ(after.receives - before.receives, 1U);
  EXPECT_EQ(after.frames_out - before.frames_out, 3U);
}

TEST(WebsocketServer, SendsAnAnswerAndTheEventItCausedInOneWrite) {
  TestServer server({}, 1);
  Client actor(server.port());
  Client watcher(server.port());
  subscribe(actor, 1);
  subscribe(watcher, 1);
  server.feed.wait_for_streams(2);
  server.settle();
  const ServerStats before = server.server->stats();
  actor.send_text(request(2, "mutation", "speak", "hello"));
  const std::string event = R"({"id":1,"result":{"type":"data","id":"1","data":{"id":"1","data":"hello"}}})";
  EXPECT_EQ(actor.text(), event);
  EXPECT_EQ(actor.text(), answer(2, "hello"));
  EXPECT_EQ(watcher.text(), event);
  const ServerStats after = server.server->stats();
  EXPECT_EQ(after.sends - before.sends, 2U);  // One per socket.
  EXPECT_EQ(after.frames_out - before.frames_out, 3U);
}

TEST(WebsocketServer, ClosesAReaderOverItsBudgetAndNobodyElseNotices) {
  ServerOptions options;
  options.limits.write_budget_bytes = std::size_t{256} * 1024;
  TestServer server(options);
  Client slow(server.port(), 4096);
  subscribe(slow, 1);
  Client other(server.port());
  ASSERT_EQ(other.upgrade().status, 101U);
  server.feed.wait_for_streams(1);
  const auto body = std::make_shared<const std::string>("\"" + std::string(100'000, 'x') + "\"");
  // Much more than the socket's buffers take.
  for (int i = 1; i <= 400; ++i) {
    server.feed.emit_shared(std::to_string(i), body);
    server.settle();
    if (server.server->stats().slow_readers != 0) break;
  }
  server.feed.wait_for_stops(1);
  EXPECT_EQ(server.server->stats().slow_readers, 1U);
  EXPECT_EQ(other.call(request(1, "query", "echo", "still here")), answer(1, "still here"));
  // What had begun to leave arrives whole, then the reason.
  std::optional<ClientFrame> last;
  while (auto frame = slow.frame()) {
    if (frame->opcode == Opcode::close) slow.send_frame(0x88, frame->payload);
    last = std::move(frame);
  }
  ASSERT_TRUE(last.has_value());
  EXPECT_EQ(last->close_code(), close_code::try_later);
}

TEST(WebsocketServer, AnswersACloseAheadOfWaitingData) {
  ServerOptions options;
  options.limits.write_budget_bytes = std::size_t{64} * 1024 * 1024;
  TestServer server(options);
  Client client(server.port(), 4096);
  subscribe(client, 1);
  server.feed.wait_for_streams(1);
  const auto body = std::make_shared<const std::string>("\"" + std::string(1'000'000, 'x') + "\"");
  for (int i = 1; i <= 20; ++i) server.feed.emit_shared(std::to_string(i), body);
  server.settle();
  client.send_frame(0x88, "\x03\xe8");
  server.feed.wait_for_stops(1);
  int events = 0;
  std::optional<ClientFrame> last;
  while (auto frame = client.frame()) {
    if (frame->opcode == Opcode::text) ++events;
    last = std::move(frame);
  }
  ASSERT_TRUE(last.has_value());
  EXPECT_EQ(last->close_code(), 1000);
  EXPECT_LT(events, 20);
}

TEST(WebsocketServer, StopsSubscriptionsOfAVanishedPeer) {
  TestServer server;
  Client client(server.port());
  subscribe(client, 1);
  server.feed.wait_for_streams(1);
  client.reset();
  server.feed.wait_for_stops(1);
}

TEST(WebsocketServer, DropsAPeerThatAnswersNoPing) {
  ServerOptions options;
  options.trpc_limits.ping_interval_ms = 250;
  TestServer server(options);
  Client client(server.port());
  subscribe(client, 1);
  EXPECT_EQ(client.text(), "PING");
  client.send_text("PONG");
  EXPECT_EQ(client.text(), "PING");
  EXPECT_FALSE(client.frame().has_value());
  server.feed.wait_for_stops(1);
  EXPECT_EQ(server.server->stats().dead_peers, 1U);
}

TEST(WebsocketServer, DrainAnswersWhatIsInFlightThenClosesWith1012) {
  ServerOptions options;
  options.drain_spread_ms = 20;
  TestServer server(options);
  Client busy(server.port());
  ASSERT_EQ(busy.upgrade().status, 101U);
  busy.send_text(request(7, "query", "slow", "x"));
  Client idle(server.port());
  subscribe(idle, 1);
  Client http(server.port());
  http.send("GET /trpc/slow?input=%22x%22 HTTP/1.1\r\nhost: here\r\n\r\n");
  server.gate.wait_for(2);

  const auto done = std::make_shared<std::promise<void>>();
  server.server->drain(server.clock.now_ms() + 60'000, [done] { done->set_value(); });
  EXPECT_EQ(idle.frame()->close_code(), close_code::restart);
  idle.send_frame(0x88, "\x03\xf4");
  EXPECT_TRUE(idle.at_end());
  EXPECT_FALSE(Client(server.port()).connected());

  server.gate.open();
  EXPECT_EQ(busy.text(), answer(7, "at last"));
  EXPECT_EQ(busy.frame()->close_code(), close_code::restart);
  busy.send_frame(0x88, "\x03\xf4");
  EXPECT_TRUE(busy.at_end());
  const ClientResponse last = http.response();
  EXPECT_EQ(last.body, R"({"result":{"data":"at last"}})");
  EXPECT_EQ(last.headers.at("connection"), "close");
  EXPECT_TRUE(http.at_end());
  http.end_writing();
  done->get_future().wait();
  EXPECT_EQ(server.server->stats().open_connections, 0U);
}

TEST(WebsocketServer, DrainDoesNotWaitBeyondItsDeadlineForCallsOrPeers) {
  ServerOptions options;
  options.drain_spread_ms = 0;
  options.limits.close_timeout_ms = 40;
  TestServer server(options);
  Client busy(server.port());
  ASSERT_EQ(busy.upgrade().status, 101U);
  busy.send_text(request(7, "query", "slow", "x"));
  server.gate.wait_for(1);
  server.drain(40);
  EXPECT_EQ(busy.frame()->close_code(), close_code::restart);
  EXPECT_FALSE(busy.frame().has_value());
}

TEST(WebsocketServer, SpreadsConnectionsOverItsShards) {
  TestServer server({}, 2);
  Client one(server.port());
  Client two(server.port());
  EXPECT_EQ(one.upgrade().status, 101U);
  EXPECT_EQ(two.upgrade().status, 101U);
  EXPECT_EQ(one.call(request(1, "query", "echo", "a")), answer(1, "a"));
  EXPECT_EQ(two.call(request(1, "query", "echo", "b")), answer(1, "b"));
}

TEST(WebsocketServer, LosesNothingWhileManyClientsComeAndGo) {
  TestServer server({}, 2);
  std::atomic<int> right = 0;
  {
    std::vector<std::jthread> crowds;
    for (int crowd = 0; crowd < 4; ++crowd) {
      crowds.emplace_back([&server, &right, crowd] {
        for (int i = 0; i < 30; ++i) {
          Client client(server.port());
          if (client.upgrade().status != 101) continue;
          client.send_text(request(1, "subscription", "feed", "x"));
          client.send_text(request(2, "query", "echo", "mine"));
          if (client.text() == R"({"id":1,"result":{"type":"started"}})" && client.text() == answer(2, "mine")) ++right;
          if ((i + crowd) % 3 == 0) client.reset();
          if ((i + crowd) % 3 == 1) client.send_frame(0x88, "\x03\xe8");
        }
      });
    }
  }
  EXPECT_EQ(right, 120);
  server.feed.wait_for_stops(120);
  server.drain(1000);
  EXPECT_EQ(server.server->stats().open_connections, 0U);
  EXPECT_EQ(server.server->stats().open_websockets, 0U);
  EXPECT_TRUE(server.errors().empty());
}

}  // namespace
}  // namespace live::net::testing
