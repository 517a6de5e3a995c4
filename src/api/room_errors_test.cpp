#include "api/room_errors.hpp"

#include <gtest/gtest.h>

namespace live::api {
namespace {

using Kind = room::RoomError::Kind;

TEST(RoomErrors, ARefusalOfTheRulesTeaches) {  // B8
  room::RoomError error{.kind = Kind::refused, .message = "no", .path = {}, .refusal = engine::Refusal{}};
  error.refusal->code = "target.outOfRange";
  error.refusal->sentence = "Goblin 2 is 45 ft away; a dagger reaches 5 ft.";
  error.refusal->rule = "§9";
  error.refusal->nearest = engine::LegalOption{.sentence = "Step nearer.", .path = {{3, 4}}, .target = {}};
  const trpc::Error sent = to_trpc(error);
  EXPECT_EQ(sent.code, trpc::Code::precondition_failed);
  EXPECT_EQ(sent.message, "Goblin 2 is 45 ft away; a dagger reaches 5 ft.");
  EXPECT_EQ(sent.data,
            R"("refusal":{"code":"target.outOfRange","message":"Goblin 2 is 45 ft away; a dagger reaches 5 ft.",)"
            R"("rule":"§9","nearest":{"message":"Step nearer.","path":[{"x":3,"y":4}]}})");
}

TEST(RoomErrors, EveryKindHasItsCode) {
  const std::pair<Kind, trpc::Code> rows[] = {{Kind::forbidden, trpc::Code::forbidden},
                                              {Kind::not_found, trpc::Code::not_found},
                                              {Kind::unavailable, trpc::Code::service_unavailable},
                                              {Kind::too_many, trpc::Code::too_many_requests},
                                              {Kind::conflict, trpc::Code::conflict},
                                              {Kind::invalid, trpc::Code::bad_request}};
  for (const auto& [kind, code] : rows) {
    EXPECT_EQ(to_trpc({.kind = kind, .message = "m", .path = {}, .refusal = std::nullopt}).code, code);
  }
}

TEST(RoomErrors, AMalformedCommandNamesItsPath) {
  const trpc::Error sent =
      to_trpc({.kind = Kind::invalid, .message = "expected a cell", .path = "position", .refusal = std::nullopt});
  EXPECT_EQ(sent.code, trpc::Code::bad_request);
  EXPECT_NE(sent.data.find(R"("path":"position")"), std::string::npos);
}

}  // namespace
}  // namespace live::api
