// The frames of the wire protocol's §2, one by one, against the fake application.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "trpc/fixture_test.hpp"

namespace live::trpc::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

struct Exchange {
  const char* sent;
  std::vector<const char*> answers;
};

TEST(WsFrames, AnswerEachRequestOfTheReferenceAsStockDoes) {
  const std::vector<Exchange> table = {
      {R"({"id":1,"method":"query","params":{"input":{"id":1},"path":"user.byId"}})",
       {R"({"id":1,"result":{"type":"data","data":{"id":1,"name":"Ada"}}})"}},
      {R"({"id":2,"method":"query","params":{"path":"ping"}})",
       {R"({"id":2,"result":{"type":"data","data":"po)"
        R"(ng"}})"}},
      {R"({"id":5,"method":"mutation","params":{"input":{"id":1,"name":"Ada"},"path":"user.rename"}})",
       {R"({"id":5,"result":{"type":"data","data":{"id":1,"name":"Ada"}}})"}},
      {R"({"id":3,"method":"mutation","params":{"path":"reset"}})", {R"({"id":3,"result":{"type":"data"}})"}},
      {R"({"id":4,"method":"query","params":{"path":"shared"}})",
       {R"({"id":4,"result":{"type":"data","data":{"id":7,"name":"Bo"}}})"}},
      // Ids of any number or string are echoed unchanged; jsonrpc is echoed if sent; unknown members are ignored.
      {R"({"id":"1","method":"query","params":{"path":"ping"}})",
       {R"({"id":"1","result":{"type":"data","data":"pong"}})"}},
      {R"({"id":"","method":"query","params":{"path":"ping"}})",
       {R"({"id":"","result":{"type":"data","data":"pong"}})"}},
      {R"({"id":-3,"method":"query","params":{"path":"ping"},"more":[1]})",
       {R"({"id":-3,"result":{"type":"data","data":"pong"}})"}},
      {R"({"id":1.5,"method":"query","params":{"path":"ping"}})",
       {R"({"id":1.5,"result":{"type":"data","data":"pong"}})"}},
      {R"({"jsonrpc":"2.0","id":1,"method":"query","params":{"path":"ping"}})",
       {R"({"jsonrpc":"2.0","id":1,"result":{"type":"data","data":"pong"}})"}},
      // A batch is only packing; an empty one gets no answer.
      {R"([{"id":1,"method":"query","params":{"path":"ping"}},{"id":2,"method":"query","params":{"path":"ping"}}])",
       {R"({"id":1,"result":{"type":"data","data":"pong"}})", R"({"id":2,"result":{"type":"data","data":"pong"}})"}},
      {"[]", {}},
      {R"({"id":8,"method":"query","params":{"path":"no.such"}})",
       {R"({"id":8,"error":{"message":"No \"query\"-procedure on path \"no.such\"","code":-32004,"data":{"code)"
        R"(":"NOT_FOUND","httpStatus":404,"path":"no.such"}}})"}},
      {R"({"id":8,"method":"query","params":{"path":"user"}})",
       {R"({"id":8,"error":{"message":"No \"query\"-procedure on path \"user\"","code":-32004,"data":{"code":")"
        R"(NOT_FOUND","httpStatus":404,"path":"user"}}})"}},
      {R"({"id":8,"method":"query","params":{"path":"__proto__"}})",
       {R"({"id":8,"error":{"message":"No \"query\"-procedure on path \"__proto__\"","code":-32004,"data":{"co)"
        R"(de":"NOT_FOUND","httpStatus":404,"path":"__proto__"}}})"}},
      {R"({"id":8,"method":"query","params":{"path":""}})",
       {R"({"id":8,"error":{"message":"No \"query\"-procedure on path \"\"","code":-32004,"data":{"code":"NOT_)"
        R"(FOUND","httpStatus":404}}})"}},
      {R"({"id":8,"method":"mutation","params":{"path":"ping"}})",
       {R"({"id":8,"error":{"message":"No \"mutation\"-procedure on path \"ping\"","code":-32004,"data":{"code)"
        R"(":"NOT_FOUND","httpStatus":404,"path":"ping"}}})"}},
      {R"({"id":3,"method":"mutation","params":{"path":"denied"}})",
       {R"({"id":3,"error":{"message":"not yours","code":-32003,"data":{"code":"FORBIDDEN","httpStatus":403,"p)"
        R"(ath":"denied"}}})"}},
      {R"({"id":3,"method":"query","params":{"path":"fails"}})",
       {R"({"id":3,"error":{"message":"already there","code":-32009,"data":{"code":"CONFLICT","httpStatus":409)"
        R"(,"path":"fails","refusal":{"kind":"late"}}}})"}},
      {R"({"id":1,"method":"subscription.stop"})", {}},
  };
  World world;
  Ws ws(world);
  for (const Exchange& exchange : table) {
    EXPECT_THAT(ws(exchange.sent), testing::ElementsAreArray(exchange.answers)) << exchange.sent;
  }
  EXPECT_EQ(world.app.denied_decoded, 0);
  EXPECT_EQ(ws.connection.calls_in_flight(), 0U);
}

TEST(WsFrames, MalformedOnesAreAnsweredAndTheConnectionStaysOpen) {
  World world;
  Ws ws(world);
  for (const char* text :
       {"", "garbage", "\"PING\"", "ping", "7", "null", "true", "{}", "[7]", "[[]]", "[null]", "{\"id\":1",
        R"({"method":"query","params":{"path":"ping"}})", R"({"id":null,"method":"query","params":{"path":"ping"}})",
        R"({"id":true,"method":"query","params":{"path":"ping"}})", R"({"id":{},"method":"query"})",
        R"({"id":null,"method":"subscription.stop"})", R"({"method":"subscription.stop"})", "\xff\xfe"}) {
    const auto answers = ws(text);
    ASSERT_EQ(answers.size(), 1U) << text;
    EXPECT_THAT(answers[0], StartsWith(R"({"id":null,"error":{"message":")")) << text;
    EXPECT_THAT(answers[0], HasSubstr(R"("code":-32700,"data":{"code":"PARSE_ERROR","httpStatus":400}}})")) << text;
  }
  ws.connection.on_binary();
  EXPECT_THAT(ws.sink.take(), ElementsAre(HasSubstr(R"("code":-32700)")));
  EXPECT_THAT(ws.sink.closed, IsEmpty());
  EXPECT_THAT(ws(R"({"id":2,"method":"query","params":{"path":"ping"}})"), ElementsAre(HasSubstr("pong")));
}

TEST(WsFrames, AMalformedRequestWithAReadableIdIsAnsweredUnderThatId) {
  World world;
  Ws ws(world);
  for (const char* text :
       {R"({"id":7,"method":"bogus","params":{"path":"ping"}})", R"({"id":7,"method":"query"})",
        R"({"id":7,"method":"query","params":{}})", R"({"id":7,"method":"query","params":{"path":3}})",
        R"({"id":7,"method":"query","params":{"path":"ping"},"jsonrpc":"1.0"})",
        R"({"id":7,"method":"query","params":{"path":"ping"},"jsonrpc":null})",
        R"({"id":7,"method":"subscription","params":{"path":"tail","lastEventId":1}})",
        R"({"id":7,"params":{"path":"ping"}})", R"({"id":7,"method":"query","params":[]})"}) {
    const auto answers = ws(text);
    ASSERT_EQ(answers.size(), 1U) << text;
    EXPECT_THAT(answers[0], StartsWith(R"({"id":7,"error":)")) << text;
    EXPECT_THAT(answers[0], HasSubstr("PARSE_ERROR")) << text;
  }
}

TEST(WsFrames, OneBadElementOfABatchDoesNotSilenceItsNeighbours) {
  World world;
  Ws ws(world);
  const auto answers = ws(R"([{"id":1,"method":"query","params":{"path":"ping"}},{"id":2,"method":"bogus"},5,)"
                          R"({"id":3,"method":"query","params":{"path":"ping"}}])");
  ASSERT_EQ(answers.size(), 4U);
  EXPECT_THAT(answers[0], HasSubstr("pong"));
  EXPECT_THAT(answers[1], StartsWith(R"({"id":2,"error")"));
  EXPECT_THAT(answers[2], StartsWith(R"({"id":null,"error")"));
  EXPECT_EQ(answers[3], R"({"id":3,"result":{"type":"data","data":"pong"}})");
}

TEST(WsFrames, ABatchAboveTheLimitIsRefusedElementByElement) {
  World world;
  world.environment.limits.max_batch = 2;
  Ws ws(world);
  const auto answers = ws(R"([{"id":1,"method":"query","params":{"path":"ping"}},{"id":2,"method":"query",)"
                          R"("params":{"path":"ping"}},{"id":3,"method":"query","params":{"path":"ping"}}])");
  ASSERT_EQ(answers.size(), 3U);
  EXPECT_THAT(answers[2], StartsWith(R"({"id":3,"error":{"message":"Batch call exceeds maximum size","code":-3)"
                                     R"(2600)"));
}

TEST(WsFrames, AWrongInputIsNamedByItsPath) {
  World world;
  Ws ws(world);
  const auto answers = ws(R"({"id":1,"method":"mutation","params":{"path":"place","input":{"participants":[)"
                          R"({"position":{"x":1}},{"position":{"x":2}},{"position":{"x":"a"}}]}}})");
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_THAT(answers[0], StartsWith(R"({"id":1,"error":{"message":"participants[2].position.x: )"));
  EXPECT_THAT(answers[0], HasSubstr(R"("code":-32600,"data":{"code":"BAD_REQUEST","httpStatus":400,"path":"place",)"
                                    R"("issues":[{"path":"participants[2].position.x","message":")"));
  EXPECT_THAT(ws(R"({"id":2,"method":"mutation","params":{"path":"place"}})"),
              ElementsAre(HasSubstr(R"("issues":[{"path":"participants",)")));
  EXPECT_THAT(ws(R"({"id":2,"method":"mutation","params":{"path":"place","input":null}})"),
              ElementsAre(HasSubstr(R"(BAD_REQUEST)")));
}

TEST(WsFrames, InfiniteQueriesMayAddDirectionAndCursor) {
  World world;
  Ws ws(world);
  EXPECT_THAT(ws(R"({"id":1,"method":"query","params":{"path":"user.byId","input":{"id":1,"cursor":7,)"
                 R"("direction":"forward"}}})"),
              ElementsAre(HasSubstr("Ada")));
}

TEST(WsFrames, InternalErrorsDoNotLeakTheirText) {
  World world;
  Ws ws(world);
  for (const char* path : {"leaks", "drops"}) {
    const auto answers = ws(std::string(R"({"id":1,"method":"query","params":{"path":")") + path + "\"}}");
    EXPECT_THAT(answers, ElementsAre(std::string(R"({"id":1,"error":{"message":"Something went wrong on the se)"
                                                 R"(rver.",)"
                                                 R"("code":-32603,"data":{"code":"INTERNAL_SERVER_ERROR",)"
                                                 R"("httpStatus":500,"path":")") +
                                     path + "\"}}}"));
  }
  EXPECT_EQ(world.app.finished.at(0).code, Code::internal_server_error);
}

TEST(WsFrames, AFailedEnsureEndsItsCallAlone) {
  World world;
  Ws ws(world);
  EXPECT_THAT(ws(R"({"id":1,"method":"mutation","params":{"path":"breaks"}})"),
              ElementsAre(HasSubstr("INTERNAL_SERVER_ERROR")));
  EXPECT_THAT(ws(R"({"id":2,"method":"subscription","params":{"path":"breaksAsStream"}})"),
              ElementsAre(HasSubstr("INTERNAL_SERVER_ERROR")));
  EXPECT_THAT(world.app.bugs, ElementsAre("breaks", "breaksAsStream"));
  EXPECT_THAT(ws(R"({"id":3,"method":"query","params":{"path":"ping"}})"), ElementsAre(HasSubstr("pong")));
  EXPECT_EQ(ws.connection.subscriptions(), 0U);
}

TEST(WsFrames, PingIsAnsweredInOrderWithTheData) {
  World world;
  Ws ws(world);
  ws.connection.on_text(R"({"id":1,"method":"query","params":{"path":"ping"}})");
  ws.connection.on_text("PING");
  ws.connection.on_text(R"({"id":2,"method":"query","params":{"path":"ping"}})");
  EXPECT_THAT(ws.sink.take(), ElementsAre(StartsWith(R"({"id":1)"), "PONG", StartsWith(R"({"id":2)")));
  EXPECT_THAT(ws("PONG"), IsEmpty());
}

TEST(WsFrames, IdsBeyondTheirLimitAreNotEchoed) {
  World world;
  Ws ws(world);
  EXPECT_THAT(ws(R"({"id":")" + std::string(500, 'x') + R"(","method":"query","params":{"path":"ping"}})"),
              ElementsAre(StartsWith(R"({"id":null,"error")")));
  EXPECT_THAT(ws(R"({"id":1,"method":"query","params":{"path":")" + std::string(500, 'x') + R"("}})"),
              ElementsAre(HasSubstr("PARSE_ERROR")));
}

}  // namespace
}  // namespace live::trpc::test
