// The requests of the wire protocol's §3, one by one, against the fake application.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "trpc/fixture_test.hpp"

namespace live::trpc::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

struct Row {
  const char* method;
  const char* target;
  const char* body;
  int status;
  const char* answer;
};

TEST(HttpCall, AnswersEachRequestOfTheReferenceAsStockDoes) {
  const std::vector<Row> table = {
      {"GET", "user.byId?input=%7B%22id%22%3A1%7D", "", 200, R"({"result":{"data":{"id":1,"name":"Ada"}}})"},
      {"GET", "ping", "", 200, R"({"result":{"data":"pong"}})"},
      {"GET", "ping/", "", 200, R"({"result":{"data":"pong"}})"},
      {"GET", "%70ing", "", 200, R"({"result":{"data":"pong"}})"},
      {"GET", "ping?input=", "", 200, R"({"result":{"data":"pong"}})"},
      {"GET", "ping?a=b&input=%7Bgarbage", "", 200, R"({"result":{"data":"pong"}})"},
      {"GET", "shared", "", 200, R"({"result":{"data":{"id":7,"name":"Bo"}}})"},
      {"POST", "user.rename", R"({"id":1,"name":"Ada"})", 200, R"({"result":{"data":{"id":1,"name":"Ada"}}})"},
      {"POST", "reset", "", 200, R"({"result":{}})"},
      {"GET",
       "user.byId,ping,user.byId?batch=1&input=%7B%220%22%3A%7B%22id%22%3A1%7D%2C%222%22%3A%7B%22id%22%3A1%7D%7D", "",
       200,
       R"([{"result":{"data":{"id":1,"name":"Ada"}}},{"result":{"data":"pong"}},{"result":{"data":{"id":1,"nam)"
       R"(e":"Ada"}}}])"},
      {"POST", "user.rename,reset?batch=1", R"({"0":{"id":1,"name":"A"}})", 200,
       R"([{"result":{"data":{"id":1,"name":"A"}}},{"result":{}}])"},
      {"GET", "ping,ping?batch=1&input=%7B%7D", "", 200,
       R"([{"result":{"data":"pong"}},{"result":{"data":"pon)"
       R"(g"}}])"},
      {"GET", "ping%2Cping?batch=1", "", 200, R"([{"result":{"data":"pong"}},{"result":{"data":"pong"}}])"},
      {"GET", "ping?batch=1", "", 200, R"([{"result":{"data":"pong"}}])"},
      {"POST", "reset,reset?batch=1", "{}", 200, R"([{"result":{}},{"result":{}}])"},
      {"GET", "ping,no.such?batch=1", "", 207,
       R"([{"result":{"data":"pong"}},{"error":{"message":"No procedure found on path \"no.such\"","code":-320)"
       R"(04,"data":{"code":"NOT_FOUND","httpStatus":404,"path":"no.such"}}}])"},
      {"GET", "no.such,no.way?batch=1", "", 404,
       R"([{"error":{"message":"No procedure found on path \"no.such\"","code":-32004,"data":{"code":"NOT_FOUN)"
       R"(D","httpStatus":404,"path":"no.such"}}},{"error":{"message":"No procedure found on path \"no.way\"",)"
       R"("code":-32004,"data":{"code":"NOT_FOUND","httpStatus":404,"path":"no.way"}}}])"},
      {"GET", "ping,ping", "", 404,
       R"({"error":{"message":"No procedure found on path \"ping,ping\"","code":-32004,"data":{"code":"NOT_FOU)"
       R"(ND","httpStatus":404,"path":"ping,ping"}}})"},
      {"GET", "fails", "", 409,
       R"({"error":{"message":"already there","code":-32009,"data":{"code":"CONFLICT","httpStatus":409,"path":)"
       R"("fails","refusal":{"kind":"late"}}}})"},
      {"GET", "", "", 404,
       R"({"error":{"message":"No procedure found on path \"\"","code":-32004,"data":{"code":"NOT_FOUND","http)"
       R"(Status":404}}})"},
      {"GET", "constructor", "", 404,
       R"({"error":{"message":"No procedure found on path \"constructor\"","code":-32004,"data":{"code":"NOT_F)"
       R"(OUND","httpStatus":404,"path":"constructor"}}})"},
  };
  World world;
  for (const Row& row : table) {
    const Http answer = http(world, row.method, row.target, row.body);
    EXPECT_EQ(answer.status, row.status) << row.target;
    EXPECT_EQ(answer.body, row.answer) << row.target;
    EXPECT_EQ(answer.content_type, "application/json");
    EXPECT_EQ(answer.header("vary"), "trpc-accept, accept");
  }
}

TEST(HttpCall, RefusesMethodsAndTypesAsStockDoes) {
  struct Case {
    const char* method;
    const char* target;
    const char* type;
    int status;
    const char* name;
    const char* allow;
  };
  const std::vector<Case> table = {
      {"OPTIONS", "ping", "", 415, "UNSUPPORTED_MEDIA_TYPE", ""},
      {"DELETE", "ping", "", 415, "UNSUPPORTED_MEDIA_TYPE", ""},
      {"POST", "reset", "", 415, "UNSUPPORTED_MEDIA_TYPE", ""},
      {"POST", "reset", "text/plain", 415, "UNSUPPORTED_MEDIA_TYPE", ""},
      {"PUT", "reset", "application/json", 405, "METHOD_NOT_SUPPORTED", "GET, POST"},
      {"PATCH", "reset", "application/json", 405, "METHOD_NOT_SUPPORTED", "GET, POST"},
      {"GET", "reset", "", 405, "METHOD_NOT_SUPPORTED", "POST"},
      {"POST", "ping", "application/json", 405, "METHOD_NOT_SUPPORTED", "GET"},
      {"GET", "reset,reset?batch=1", "", 405, "METHOD_NOT_SUPPORTED", "POST"},
      {"GET", "tail", "", 405, "METHOD_NOT_SUPPORTED", ""},
      {"GET", "tail,tail?batch=1", "", 400, "BAD_REQUEST", ""},
      {"GET", "ping,reset?batch=1", "", 400, "BAD_REQUEST", ""},
      {"GET", "a%zz", "", 400, "BAD_REQUEST", ""},
      {"GET", "a%ff", "", 400, "BAD_REQUEST", ""},
      {"GET", "a%2", "", 400, "BAD_REQUEST", ""},
  };
  World world;
  for (const Case& each : table) {
    const Http answer = http(world, each.method, each.target, "", each.type);
    EXPECT_EQ(answer.status, each.status) << each.method << " " << each.target;
    EXPECT_THAT(answer.body, HasSubstr(std::string(R"("code":")") + each.name)) << each.target;
    EXPECT_EQ(answer.header("allow"), each.allow) << each.method << " " << each.target;
  }
  EXPECT_EQ(http(world, "POST", "reset", "", "Application/JSON; charset=utf-8").status, 200);
}

TEST(HttpCall, HeadIsAnsweredWithNothing) {
  World world;
  const Http answer = http(world, "HEAD", "ping");
  EXPECT_EQ(answer.status, 204);
  EXPECT_THAT(answer.body, IsEmpty());
  EXPECT_THAT(answer.content_type, IsEmpty());
}

TEST(HttpCall, BadInputIsABadRequestPerCall) {
  World world;
  EXPECT_EQ(http(world, "GET", "user.byId?input=%7Bgarbage").status, 400);
  EXPECT_EQ(http(world, "GET", "user.byId?input=%zz").status, 400);
  EXPECT_EQ(http(world, "POST", "user.rename", "{").status, 400);
  EXPECT_EQ(http(world, "POST", "user.rename", "").status, 400);
  const Http named = http(world, "POST", "user.rename", R"({"id":"x","name":"A"})");
  EXPECT_THAT(named.body, HasSubstr(R"("issues":[{"path":"id",)"));
  for (const char* body : {"[1]", "7", "null", "{"}) {
    const Http batch = http(world, "POST", "user.rename,reset?batch=1", body);
    EXPECT_EQ(batch.status, 207) << body;
    EXPECT_THAT(batch.body, StartsWith(R"([{"error":{)")) << body;
    EXPECT_THAT(batch.body, testing::EndsWith(R"({"result":{}}])")) << body;
  }
  // Guards come first: who may not call hears nothing about the input.
  EXPECT_EQ(http(world, "POST", "denied", "{").status, 403);
}

TEST(HttpCall, LimitsAreKept) {
  World world;
  world.environment.limits.max_batch = 2;
  world.environment.limits.max_message_bytes = 10;
  const Http batch = http(world, "GET", "ping,ping,ping?batch=1");
  EXPECT_EQ(batch.status, 400);
  EXPECT_THAT(batch.body, StartsWith(R"({"error":{"message":"Batch call exceeds maximum size","code":-32600)"));
  EXPECT_EQ(http(world, "POST", "reset", std::string(11, ' ')).status, 413);
  EXPECT_EQ(http(world, "GET", std::string(5000, 'a')).status, 400);
}

TEST(HttpCall, ASessionThatFailsGivesItsStatusOncePerCall) {
  World world;
  EXPECT_EQ(http(world, "GET", "ping", "", "", "bad").status, 401);
  const Http batch = http(world, "GET", "ping,ping?batch=1", "", "", "bad");
  EXPECT_EQ(batch.status, 401);
  EXPECT_THAT(batch.body, StartsWith(R"([{"error":{"message":"token expired","code":-32001)"));
  EXPECT_EQ(http(world, "GET", "ping", "", "", "throws").status, 500);
  world.app.session_expiry_ms = world.clock.now_ms();
  EXPECT_EQ(http(world, "GET", "ping").status, 401);
}

TEST(HttpCall, ConnectionParamsMayComeInTheQuery) {
  World world;
  EXPECT_EQ(http(world, "GET", "whoami?connectionParams=%7B%22token%22%3A%22me%22%7D").body,
            R"({"result":{"data":"me"}})");
  EXPECT_EQ(http(world, "GET", "whoami?connectionParams=null", "", "", "header").body,
            R"({"result":{"data":"header"}})");
  for (const char* bad : {"1", "%7B", "%zz", "%7B%22a%22%3A1%7D"}) {
    const Http answer = http(world, "GET", std::string("whoami?connectionParams=") + bad);
    EXPECT_EQ(answer.status, 400) << bad;
    EXPECT_THAT(answer.body, HasSubstr("PARSE_ERROR"));
  }
}

TEST(HttpCall, JsonlAndStreamsAreRefusedWithOneJsonError) {
  World world;
  HttpRequest request{.method = "GET", .path = "ping,ping", .trpc_accept = "application/jsonl"};
  request.handshake.query = "batch=1";
  int status = 0;
  std::string body;
  const auto call = handle_http(world.environment, std::move(request), [&](HttpResponse response) {
    status = response.status;
    body = response.body;
  });
  EXPECT_EQ(status, 415);
  EXPECT_THAT(body, StartsWith(R"({"error":{"message":"JSONL)"));
}

TEST(HttpCall, ABatchWaitsForItsSlowest) {
  World world;
  HttpRequest request{.method = "GET", .path = "slow,ping"};
  request.handshake.query = "batch=1";
  std::string body;
  const auto call =
      handle_http(world.environment, std::move(request), [&](HttpResponse response) { body = response.body; });
  EXPECT_THAT(body, IsEmpty());
  world.app.held.at(0)("done");
  EXPECT_EQ(body, R"([{"result":{"data":"done"}},{"result":{"data":"pong"}}])");
}

TEST(HttpCall, AnAbandonedOneHearsNothing) {
  World world;
  bool answered = false;
  auto call = handle_http(world.environment, {.method = "GET", .path = "slow"}, [&](HttpResponse) { answered = true; });
  call.reset();
  world.app.held.at(0)("done");
  HttpRequest waiting{.method = "GET", .path = "ping"};
  waiting.handshake.authorization = "later";
  call = handle_http(world.environment, std::move(waiting), [&](HttpResponse) { answered = true; });
  call.reset();
  world.app.late_sessions.at(0)(std::make_shared<Viewer>("me"));
  EXPECT_FALSE(answered);
}

TEST(HttpCall, ASessionMayComeLater) {
  World world;
  HttpRequest request{
      .method = "POST", .path = "user.rename", .content_type = "application/json", .body = R"({"id":2,"name":"Bo"})"};
  request.handshake.authorization = "later";
  std::string body;
  const auto call =
      handle_http(world.environment, std::move(request), [&](HttpResponse response) { body = response.body; });
  EXPECT_THAT(body, IsEmpty());
  world.app.late_sessions.at(0)(std::make_shared<Viewer>("me"));
  EXPECT_EQ(body, R"({"result":{"data":{"id":2,"name":"Bo"}}})");
}

}  // namespace
}  // namespace live::trpc::test
