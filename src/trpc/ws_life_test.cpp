// A connection from its handshake to its close (wire protocol §2.1, §2.6, §2.8), and replies that outlive it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <string>
#include <thread>

#include "base/ensure.hpp"
#include "trpc/fixture_test.hpp"

namespace live::trpc::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

constexpr const char* with_params = "a=b&connectionParams=1";
constexpr const char* whoami_1 = R"({"id":1,"method":"query","params":{"path":"whoami"}})";
constexpr const char* ping_2 = R"({"id":2,"method":"query","params":{"path":"ping"}})";
constexpr const char* slow_3 = R"({"id":3,"method":"query","params":{"path":"slow"}})";

TEST(WsLife, ConnectionParamsAreTheFirstFrameThatIsNoPing) {
  World world;
  Ws ws(world, with_params);
  EXPECT_THAT(ws("PING"), ElementsAre("PONG"));
  EXPECT_THAT(ws(R"({"method":"connectionParams","data":{"token":"secret","room":"7"}})"), IsEmpty());
  EXPECT_THAT(ws(whoami_1), ElementsAre(R"({"id":1,"result":{"type":"data","data":"secret"}})"));
}

TEST(WsLife, NullConnectionParamsAreNone) {
  World world;
  Ws ws(world, with_params, "header");
  ws.connection.on_text(R"({"method":"connectionParams","data":null})");
  EXPECT_THAT(ws(whoami_1), ElementsAre(HasSubstr("header")));
}

TEST(WsLife, ABadHandshakeIsAParseErrorAndThenTheEnd) {
  for (const char* text : {"garbage", "7", "[]", "{}", R"({"data":7})", R"({"data":{"token":1}})", ping_2}) {
    World world;
    Ws ws(world, with_params);
    const auto answers = ws(text);
    ASSERT_EQ(answers.size(), 1U) << text;
    EXPECT_THAT(answers[0], StartsWith(R"({"id":null,"error":)"));
    EXPECT_THAT(answers[0], HasSubstr("-32700"));
    EXPECT_THAT(ws(ping_2), ElementsAre(StartsWith(R"({"id":2,"error":)")));
    world.executor.advance(2 * world.environment.limits.refused_hold_ms);
    ASSERT_EQ(ws.sink.closed.size(), 1U);
    EXPECT_EQ(ws.sink.closed[0].first, close_code::policy);
  }
}

TEST(WsLife, CallsWaitForTheSessionInOrder) {
  World world;
  Ws ws(world, {}, "later");
  EXPECT_THAT(ws(whoami_1), IsEmpty());
  EXPECT_THAT(ws("garbage"), IsEmpty());
  EXPECT_THAT(ws("PING"), ElementsAre("PONG"));
  EXPECT_THAT(ws(ping_2), IsEmpty());
  world.app.late_sessions.at(0)(std::make_shared<Viewer>("me"));
  EXPECT_THAT(ws.sink.take(), ElementsAre(R"({"id":1,"result":{"type":"data","data":"me"}})", HasSubstr("PARSE_ERROR"),
                                          R"({"id":2,"result":{"type":"data","data":"pong"}})"));
}

TEST(WsLife, CallsThatWaitAreBounded) {
  World world;
  world.environment.limits.max_waiting_frames = 1;
  Ws ws(world, {}, "later");
  ws.connection.on_text(whoami_1);
  EXPECT_THAT(ws(ping_2), ElementsAre(HasSubstr(R"({"id":2,"error":)")));
  world.app.late_sessions.at(0)(std::make_shared<Viewer>("me"));
  EXPECT_THAT(ws.sink.take(), ElementsAre(HasSubstr("me")));
  world.environment.limits = {.max_waiting_bytes = 10};
  Ws small(world, {}, "later");
  EXPECT_THAT(small(std::string("[") + whoami_1 + "," + ping_2 + "]"),
              ElementsAre(HasSubstr("TOO_MANY_REQUESTS"), HasSubstr("TOO_MANY_REQUESTS")));
}

TEST(WsLife, ARefusedConnectionAnswersEveryCallAndClosesLater) {
  World world;
  Ws ws(world, {}, "bad");
  EXPECT_THAT(ws.sink.take(), ElementsAre(HasSubstr(R"({"id":null,"error":{"message":"token expired","code":-32001)")));
  EXPECT_THAT(ws(whoami_1),
              ElementsAre(R"({"id":1,"error":{"message":"token expired","code":-32001,"data":{"code":"UNAUTHORIZED",)"
                          R"("httpStatus":401,"path":"whoami"}}})"));
  EXPECT_THAT(ws(R"({"id":5,"method":"subscription","params":{"path":"tail"}})"),
              ElementsAre(HasSubstr("token expired")));
  // No one learns from a refused connection which procedures exist.
  EXPECT_THAT(ws(R"({"id":6,"method":"query","params":{"path":"no.such"}})"), ElementsAre(HasSubstr("token expired")));
  const auto hold_ms = world.environment.limits.refused_hold_ms;
  world.executor.advance(hold_ms - 1);
  EXPECT_THAT(ws.sink.closed, IsEmpty());
  world.executor.advance(hold_ms + 1);
  ASSERT_EQ(ws.sink.closed.size(), 1U);
  EXPECT_EQ(ws.sink.closed[0].first, close_code::unauthorized);
  EXPECT_THAT(ws(whoami_1), IsEmpty());
}

TEST(WsLife, ASessionFactoryThatThrowsOrForgetsRefuses) {
  World world;
  Ws throwing(world, {}, "throws");
  EXPECT_THAT(throwing(whoami_1).back(), HasSubstr("INTERNAL_SERVER_ERROR"));
  EXPECT_THAT(world.app.bugs, ElementsAre("(session)"));
  Ws forgotten(world, {}, "later");
  forgotten.connection.on_text(whoami_1);
  world.app.late_sessions.clear();
  EXPECT_THAT(forgotten.sink.take(), ElementsAre(StartsWith(R"({"id":null)"), HasSubstr("INTERNAL_SERVER_ERROR")));
}

TEST(WsLife, ASessionForAClosedConnectionIsHarmless) {
  World world;
  {
    Ws ws(world, {}, "later");
  }
  world.app.late_sessions.at(0)(std::make_shared<Viewer>("me"));
  SUCCEED();
}

TEST(WsLife, AnExpiredSessionAnswersUnauthorizedThenCloses) {
  World world;
  world.app.session_expiry_ms = world.clock.now_ms() + 1000;
  Ws ws(world);
  EXPECT_THAT(ws(ping_2), ElementsAre(HasSubstr("pong")));
  world.clock.advance(1000);
  EXPECT_THAT(ws(std::string("[") + ping_2 + "," + whoami_1 + "]"),
              ElementsAre(HasSubstr("UNAUTHORIZED"), HasSubstr("UNAUTHORIZED")));
  world.executor.run();
  ASSERT_EQ(ws.sink.closed.size(), 1U);
  EXPECT_EQ(ws.sink.closed[0].first, close_code::unauthorized);
}

TEST(WsLife, ASilentSubscriberIsClosedWhenItsSessionExpires) {
  World world;
  world.app.session_expiry_ms = world.clock.now_ms() + 1000;
  Ws ws(world);
  ws.connection.on_text(R"({"id":5,"method":"subscription","params":{"path":"tail"}})");
  world.executor.advance(999);
  EXPECT_THAT(ws.sink.closed, IsEmpty());
  world.executor.advance(1 + world.environment.limits.expiry_spread_ms);
  EXPECT_EQ(ws.sink.closed.size(), 1U);
  EXPECT_THAT(world.app.stopped, ElementsAre("5"));
}

TEST(WsLife, AQuietPeerIsPingedAndADeadOneNoticed) {
  World world;
  Ws ws(world);
  EXPECT_TRUE(ws.connection.ping_due());
  EXPECT_THAT(ws.sink.take(), IsEmpty());
  EXPECT_TRUE(ws.connection.ping_due());
  EXPECT_THAT(ws.sink.take(), ElementsAre("PING"));
  EXPECT_THAT(ws("PONG"), IsEmpty());
  EXPECT_TRUE(ws.connection.ping_due());
  EXPECT_TRUE(ws.connection.ping_due());
  EXPECT_THAT(ws.sink.take(), ElementsAre("PING"));
  EXPECT_FALSE(ws.connection.ping_due());
}

TEST(WsLife, DrainingRefusesNewCallsAndReportsWhenTheLastIsAnswered) {
  World world;
  Ws ws(world);
  ws.connection.on_text(slow_3);
  bool drained = false;
  ws.connection.drain([&] { drained = true; });
  EXPECT_THAT(ws(ping_2), ElementsAre(HasSubstr("SERVICE_UNAVAILABLE")));
  EXPECT_FALSE(drained);
  world.app.held.at(0)("done");
  EXPECT_TRUE(drained);
  EXPECT_THAT(ws.sink.take(), ElementsAre(R"({"id":3,"result":{"type":"data","data":"done"}})"));
  bool again = false;
  ws.connection.drain([&] { again = true; });
  EXPECT_TRUE(again);
}

TEST(WsLife, ClosingEndsADrain) {
  World world;
  Ws ws(world);
  ws.connection.on_text(slow_3);
  bool drained = false;
  ws.connection.drain([&] { drained = true; });
  ws.connection.on_closed();
  EXPECT_TRUE(drained);
}

TEST(WsLife, CallsInFlightAreLimited) {
  World world;
  world.environment.limits.max_calls_in_flight = 1;
  Ws ws(world);
  ws.connection.on_text(slow_3);
  EXPECT_THAT(ws(ping_2), ElementsAre(HasSubstr("TOO_MANY_REQUESTS")));
  world.app.held.at(0)("done");
  ws.sink.take();
  EXPECT_THAT(ws(ping_2), ElementsAre(HasSubstr("pong")));
}

TEST(WsLife, RouterWideGuardsRunBeforeTheInputIsDecoded) {
  World world;
  int tokens = 1;
  world.app.router.guard([&](Call&) -> std::expected<void, Error> {
    if (tokens-- > 0) return {};
    return std::unexpected(Error{.code = Code::too_many_requests, .message = "slow down", .data = {}});
  });
  Ws ws(world);
  EXPECT_THAT(ws(ping_2), ElementsAre(HasSubstr("pong")));
  EXPECT_THAT(ws(R"({"id":1,"method":"mutation","params":{"path":"place","input":7}})"),
              ElementsAre(HasSubstr("slow down")));
}

TEST(WsLife, EveryCallIsReported) {
  World world;
  Ws ws(world);
  ws.connection.on_text(ping_2);
  ws.connection.on_text(R"({"id":1,"method":"query","params":{"path":"fails"}})");
  ws.connection.on_text(R"({"id":5,"method":"subscription","params":{"path":"tail"}})");
  ASSERT_EQ(world.app.finished.size(), 3U);
  EXPECT_EQ(world.app.finished[0].path, "ping");
  EXPECT_EQ(world.app.finished[0].code, std::nullopt);
  EXPECT_EQ(world.app.finished[1].code, Code::conflict);
  EXPECT_EQ(world.app.finished[2].kind, Kind::subscription);
}

TEST(WsLife, AReplyAfterTheCloseIsHarmless) {
  World world;
  {
    Ws ws(world);
    ws.connection.on_text(slow_3);
  }
  world.app.held.at(0)("too late");
  EXPECT_FALSE(world.app.held.at(0).pending());
  EXPECT_THROW(world.app.held.at(0)("twice"), base::Bug);
}

/// An executor with a thread of its own.
class ThreadExecutor final : public base::Executor {
 public:
  ThreadExecutor() : thread_([this] { loop(); }) {}
  ~ThreadExecutor() override {
    post([this] { stopping_ = true; });
    thread_.join();
  }
  void post(base::Task task) override {
    {
      const std::scoped_lock lock(mutex_);
      tasks_.push_back(std::move(task));
    }
    ready_.notify_one();
  }
  [[nodiscard]] bool running_here() const override { return std::this_thread::get_id() == thread_.get_id(); }
  TimerId at(base::Milliseconds, base::Task) override { return 1; }
  void cancel(TimerId) override {}
  /// Runs the task there and waits for it.
  void run(base::Task task) {
    std::promise<void> done;
    post([&] {
      task();
      done.set_value();
    });
    done.get_future().wait();
  }

 private:
  void loop() {
    while (!stopping_) {
      base::Task task;
      {
        std::unique_lock lock(mutex_);
        ready_.wait(lock, [this] { return !tasks_.empty(); });
        task = std::move(tasks_.front());
        tasks_.pop_front();
      }
      task();
    }
  }

  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<base::Task> tasks_;
  bool stopping_ = false;
  std::thread thread_;
};

TEST(WsLife, RepliesAndEventsFromOtherThreadsHopInOrder) {
  World world;
  ThreadExecutor executor;
  const Environment environment{world.app.router, world.app.sessions, executor, world.clock, world.parser, {}};
  FakeSink sink;
  std::unique_ptr<WsConnection> connection;
  executor.run([&] {
    connection = std::make_unique<WsConnection>(environment, Handshake{}, sink);
    connection->on_text(slow_3);
    connection->on_text(R"({"id":5,"method":"subscription","params":{"path":"tail"}})");
  });
  world.app.held.at(0)("from afar");
  const Stream<Change> stream = world.app.streams.at(0);
  for (int n = 1; n <= 100; ++n) stream.event(std::to_string(n), {.n = n, .text = "x"});
  std::vector<std::string> texts;
  executor.run([&] { texts = sink.take(); });
  ASSERT_EQ(texts.size(), 102U);
  EXPECT_EQ(texts[1], R"({"id":3,"result":{"type":"data","data":"from afar"}})");
  for (int n = 1; n <= 100; ++n)
    EXPECT_THAT(texts[static_cast<std::size_t>(n) + 1], HasSubstr("{\"n\":" + std::to_string(n) + ","));
  EXPECT_EQ(stream.buffered_bytes(), 0U);
  executor.run([&] { connection.reset(); });
}

TEST(WsLife, AClosingConnectionRacesWithItsProducersUnharmed) {
  World world;
  for (int round = 0; round < 50; ++round) {
    FakeSink sink;
    std::unique_ptr<WsConnection> connection;
    std::optional<std::thread> producer;
    {
      ThreadExecutor executor;
      const Environment environment{world.app.router, world.app.sessions, executor, world.clock, world.parser, {}};
      executor.run([&] {
        connection = std::make_unique<WsConnection>(environment, Handshake{}, sink);
        connection->on_text(R"({"id":5,"method":"subscription","params":{"path":"tail"}})");
      });
      producer.emplace([stream = std::move(world.app.streams.back())] {
        for (int n = 1; n <= 200; ++n) {
          stream.event(std::to_string(n), {.n = n, .text = "x"});
          static_cast<void>(stream.buffered_bytes());
        }
      });
      world.app.streams.clear();
      executor.run([&] { connection.reset(); });
    }
    producer->join();  // It went on after the executor was gone.
    EXPECT_GE(sink.frames.size(), 1U);
  }
  EXPECT_EQ(world.app.stopped.size(), 50U);
}

}  // namespace
}  // namespace live::trpc::test
