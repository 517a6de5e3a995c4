// Subscriptions: order, stop and reuse of ids, resuming, shared bodies, slow readers (wire protocol §2.4, §6).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "base/ensure.hpp"
#include "trpc/fixture_test.hpp"

namespace live::trpc::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* tail_1 = R"({"id":1,"method":"subscription","params":{"input":{"topic":"x"},"path":"tail"}})";
constexpr const char* stop_1 = R"({"id":1,"method":"subscription.stop"})";
constexpr const char* started_1 = R"({"id":1,"result":{"type":"started"}})";
constexpr const char* stopped_1 = R"({"id":1,"result":{"type":"stopped"}})";
constexpr const char* event_1 =
    R"({"id":1,"result":{"type":"data","id":"1","data":{"id":"1","data":{"n":1,"text":"one"}}}})";

TEST(WsStreams, StartedThenTrackedEventsThenStopped) {
  World world;
  Ws ws(world);
  EXPECT_THAT(ws(tail_1), ElementsAre(started_1));
  const Stream<Change> stream = world.app.streams.at(0);
  stream.event("1", {.n = 1, .text = "one"});
  EXPECT_THAT(ws.sink.take(), ElementsAre(event_1));
  EXPECT_THAT(ws(stop_1), ElementsAre(stopped_1));
  EXPECT_THAT(world.app.stopped, ElementsAre("1"));
  EXPECT_FALSE(stream.alive());
  stream.event("2", {.n = 2, .text = "two"});
  EXPECT_THAT(ws.sink.take(), IsEmpty());
  EXPECT_THAT(ws(stop_1), IsEmpty());
  EXPECT_EQ(world.app.stopped.size(), 1U);
}

TEST(WsStreams, TheServersEndIsSentOnce) {
  World world;
  Ws ws(world);
  ws.connection.on_text(tail_1);
  const Stream<Change> stream = world.app.streams.at(0);
  stream.complete();
  stream.complete();
  stream.fail({.code = Code::conflict, .message = "late", .data = {}});
  EXPECT_THAT(ws.sink.take(), ElementsAre(started_1, stopped_1));
  EXPECT_THAT(world.app.stopped, ElementsAre("1"));
  EXPECT_EQ(ws.connection.subscriptions(), 0U);
  ws.connection.on_text(tail_1);
  world.app.streams.at(1).fail({.code = Code::forbidden, .message = "out", .data = {}});
  EXPECT_THAT(ws.sink.take(),
              ElementsAre(started_1, R"({"id":1,"error":{"message":"out","code":-32003,"data":{"code":"FORBIDDEN",)"
                                     R"("httpStatus":403,"path":"tail"}}})"));
}

TEST(WsStreams, AHandlerMayStartSendAndFinishByItself) {
  World world;
  Ws ws(world);
  EXPECT_THAT(ws(R"({"id":1,"method":"subscription","params":{"input":{"id":1},"path":"countdown"}})"),
              ElementsAre(started_1, HasSubstr(R"("id":"1","data":{"n":1,"text":"tick"}})"), stopped_1));
}

TEST(WsStreams, StopAndSubscribeUnderTheSameIdInOneFrame) {
  World world;
  Ws ws(world);
  ws.connection.on_text(tail_1);
  ws.sink.take();
  EXPECT_THAT(ws(std::string("[") + stop_1 + "," + tail_1 + "]"), ElementsAre(stopped_1, started_1));
  world.app.streams.at(0).event("9", {.n = 9, .text = "old"});
  world.app.streams.at(1).event("1", {.n = 1, .text = "one"});
  EXPECT_THAT(ws.sink.take(), ElementsAre(event_1));
}

TEST(WsStreams, ASecondOneUnderALiveIdIsRefusedAndAQueryIsNot) {
  World world;
  Ws ws(world);
  ws.connection.on_text(tail_1);
  ws.sink.take();
  EXPECT_THAT(ws(tail_1), ElementsAre(HasSubstr(R"({"id":1,"error":{"message":"Duplicate id 1","code":-32600)")));
  EXPECT_THAT(ws(R"({"id":1,"method":"query","params":{"path":"ping"}})"), ElementsAre(HasSubstr("pong")));
  EXPECT_THAT(ws(R"({"id":"1","method":"subscription","params":{"path":"tail"}})"),
              ElementsAre(R"({"id":"1","result":{"type":"started"}})"));
  EXPECT_TRUE(world.app.streams.at(0).alive());
}

TEST(WsStreams, TheLastEventIdOfTheTransportGoesOverTheInputs) {
  World world;
  Ws ws(world);
  ws.connection.on_text(R"([{"id":1,"method":"subscription","params":{"path":"tail"}},)"
                        R"({"id":2,"method":"subscription","params":{"path":"tail","lastEventId":"9"}},)"
                        R"({"id":3,"method":"subscription","params":{"path":"tail","lastEventId":"9",)"
                        R"("input":{"topic":"x","lastEventId":"4"}}},)"
                        R"({"id":4,"method":"subscription","params":{"path":"tail","input":{"lastEventId":"4"}}}])");
  EXPECT_THAT(world.app.resumed_from, ElementsAre(std::nullopt, std::optional<std::string>("9"),
                                                  std::optional<std::string>("9"), std::optional<std::string>("4")));
}

TEST(WsStreams, ASharedBodyIsSentWithoutACopy) {
  World world;
  Ws ws(world);
  ws.connection.on_text(tail_1);
  ws.sink.take();
  const auto body = std::make_shared<const std::string>(R"("text":"one"})");
  world.app.streams.at(0).event_raw("1", R"({"n":1,)", body);
  ASSERT_EQ(ws.sink.frames.size(), 1U);
  EXPECT_EQ(ws.sink.frames[0].body, body);
  EXPECT_THAT(ws.sink.take(), ElementsAre(event_1));
}

TEST(WsStreams, EventIdsThatCannotTravelAreABug) {
  World world;
  Ws ws(world);
  ws.connection.on_text(tail_1);
  const Stream<Change> stream = world.app.streams.at(0);
  EXPECT_THROW(stream.event("", {}), base::Bug);
  EXPECT_THROW(stream.event("a\nb", {}), base::Bug);
  EXPECT_THROW(stream.event(std::string_view("a\0", 2), {}), base::Bug);
}

TEST(WsStreams, ADroppedStreamFails) {
  World world;
  Ws ws(world);
  ws.connection.on_text(tail_1);
  ws.sink.take();
  world.app.streams.clear();
  EXPECT_THAT(ws.sink.take(), ElementsAre(HasSubstr("INTERNAL_SERVER_ERROR")));
  EXPECT_THAT(world.app.stopped, ElementsAre("1"));
  EXPECT_EQ(ws.connection.subscriptions(), 0U);
}

TEST(WsStreams, ClosingStopsEachOnceAndLaterUseIsHarmless) {
  World world;
  auto ws = std::make_unique<Ws>(world);
  ws->connection.on_text(tail_1);
  ws->connection.on_text(R"({"id":2,"method":"subscription","params":{"path":"tail"}})");
  ws->connection.on_closed();
  ws->connection.on_closed();
  EXPECT_THAT(world.app.stopped, ElementsAre("1", "2"));
  ws.reset();
  const Stream<Change> stream = world.app.streams.at(0);
  EXPECT_FALSE(stream.alive());
  EXPECT_EQ(stream.buffered_bytes(), 0U);
  stream.event("1", {});
  stream.complete();
  bool ran = false;
  stream.on_stop([&] { ran = true; });
  EXPECT_TRUE(ran);
  EXPECT_EQ(world.app.stopped.size(), 2U);
}

TEST(WsStreams, DestructionAloneStopsThemToo) {
  World world;
  {
    Ws(world).connection.on_text(tail_1);
  }
  EXPECT_THAT(world.app.stopped, ElementsAre("1"));
}

TEST(WsStreams, AreLimitedPerConnection) {
  World world;
  world.environment.limits.max_subscriptions = 1;
  Ws ws(world);
  ws.connection.on_text(tail_1);
  ws.sink.take();
  const char* second = R"({"id":2,"method":"subscription","params":{"path":"tail"}})";
  EXPECT_THAT(ws(second), ElementsAre(HasSubstr("TOO_MANY_REQUESTS")));
  ws.connection.on_text(stop_1);
  ws.sink.take();
  EXPECT_THAT(ws(second), ElementsAre(R"({"id":2,"result":{"type":"started"}})"));
}

TEST(WsStreams, AReaderThatStoppedReadingIsClosedToResumeLater) {
  World world;
  world.environment.limits.max_buffered_bytes = 1000;
  Ws ws(world);
  ws.connection.on_text(tail_1);
  ws.sink.reading = false;
  const Stream<Change> stream = world.app.streams.at(0);
  stream.event("1", {.n = 1, .text = std::string(3000, 'x')});  // Alone it may exceed the bound.
  EXPECT_THAT(ws.sink.closed, IsEmpty());
  EXPECT_GT(stream.buffered_bytes(), 3000U);
  stream.event("2", {.n = 2, .text = "y"});
  ASSERT_EQ(ws.sink.closed.size(), 1U);
  EXPECT_EQ(ws.sink.closed[0].first, close_code::try_later);
  EXPECT_THAT(world.app.stopped, ElementsAre("1"));
  EXPECT_FALSE(stream.alive());
  EXPECT_THAT(ws("PING").size(), 2U) << "only what went out before";
}

TEST(WsStreams, AStoppingStreamMayTouchTheOthers) {
  World world;
  Ws ws(world);
  ws.connection.on_text(tail_1);
  ws.connection.on_text(R"({"id":2,"method":"subscription","params":{"path":"tail"}})");
  ws.sink.take();
  const Stream<Change> first = world.app.streams.at(0);
  const Stream<Change> second = world.app.streams.at(1);
  first.on_stop([second] { second.complete(); });
  EXPECT_THAT(ws(stop_1), ElementsAre(stopped_1, R"({"id":2,"result":{"type":"stopped"}})"));
  EXPECT_EQ(ws.connection.subscriptions(), 0U);
}

}  // namespace
}  // namespace live::trpc::test
