#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/ensure.hpp"
#include "trpc/app_router_ts.hpp"
#include "trpc/fixture_test.hpp"
#include "trpc/url.hpp"

namespace live::trpc::test {
namespace {

using testing::HasSubstr;

const auto answer_nothing = [](Call&, None, Reply<None> reply) { reply(); };

TEST(Router, RefusesAProcedureThatDoesNotSayWhoMayCallIt) {
  Router router;
  EXPECT_THROW((router.query<None, None>("open", {}, answer_nothing)), base::Bug);
  router.query<None, None>("undocumented", {anyone}, answer_nothing);
  EXPECT_THROW(router.finish(), base::Bug);
}

TEST(Router, RefusesPathsThatCannotBeTyped) {
  for (const char* path : {"", ".", "a.", ".a", "a..b", "a b", "1a", "a,b", "a/b", "\xc3\xa9"}) {
    Router router;
    EXPECT_THROW((router.query<None, None>(path, {anyone}, answer_nothing)), base::Bug) << path;
  }
  Router router;
  router.query<None, None>("room.state", {anyone}, answer_nothing);
  EXPECT_THROW((router.mutation<None, None>("room.state", {anyone}, answer_nothing)), base::Bug);
  EXPECT_THROW((router.query<None, None>("room", {anyone}, answer_nothing)), base::Bug);
  EXPECT_THROW((router.query<None, None>("room.state.deep", {anyone}, answer_nothing)), base::Bug);
  router.query<None, None>("rooms", {anyone}, answer_nothing);
}

TEST(Errors, TheTableIsThatOfTheReference) {
  struct Row {
    Code code;
    const char* name;
    int json_rpc;
    int http;
  };
  const std::vector<Row> table = {
      {Code::parse_error, "PARSE_ERROR", -32700, 400},
      {Code::bad_request, "BAD_REQUEST", -32600, 400},
      {Code::unauthorized, "UNAUTHORIZED", -32001, 401},
      {Code::payment_required, "PAYMENT_REQUIRED", -32002, 402},
      {Code::forbidden, "FORBIDDEN", -32003, 403},
      {Code::not_found, "NOT_FOUND", -32004, 404},
      {Code::method_not_supported, "METHOD_NOT_SUPPORTED", -32005, 405},
      {Code::timeout, "TIMEOUT", -32008, 408},
      {Code::conflict, "CONFLICT", -32009, 409},
      {Code::precondition_failed, "PRECONDITION_FAILED", -32012, 412},
      {Code::payload_too_large, "PAYLOAD_TOO_LARGE", -32013, 413},
      {Code::unsupported_media_type, "UNSUPPORTED_MEDIA_TYPE", -32015, 415},
      {Code::unprocessable_content, "UNPROCESSABLE_CONTENT", -32022, 422},
      {Code::precondition_required, "PRECONDITION_REQUIRED", -32028, 428},
      {Code::too_many_requests, "TOO_MANY_REQUESTS", -32029, 429},
      {Code::client_closed_request, "CLIENT_CLOSED_REQUEST", -32099, 499},
      {Code::internal_server_error, "INTERNAL_SERVER_ERROR", -32603, 500},
      {Code::not_implemented, "NOT_IMPLEMENTED", -32603, 501},
      {Code::bad_gateway, "BAD_GATEWAY", -32603, 502},
      {Code::service_unavailable, "SERVICE_UNAVAILABLE", -32603, 503},
      {Code::gateway_timeout, "GATEWAY_TIMEOUT", -32603, 504},
  };
  for (const Row& each : table) {
    EXPECT_EQ(name(each.code), each.name);
    EXPECT_EQ(row(each.code).json_rpc, each.json_rpc);
    EXPECT_EQ(http_status(each.code), each.http);
  }
}

TEST(Errors, WithoutAMessageSayTheirName) {
  std::string out;
  write_error(out, {.code = Code::conflict, .message = {}, .data = {}}, {});
  EXPECT_EQ(out, R"({"message":"CONFLICT","code":-32009,"data":{"code":"CONFLICT","httpStatus":409}})");
}

TEST(Errors, AnInputErrorNamesTheFirstPathsAndListsAll) {
  const Error error = invalid_input({{"a", "one"}, {"", "two"}, {"c[1].\"", "three"}, {"d", "four"}});
  EXPECT_EQ(error.code, Code::bad_request);
  EXPECT_EQ(error.message, "a: one; input: two; c[1].\": three; and 1 more");
  EXPECT_EQ(error.data, R"("issues":[{"path":"a","message":"one"},{"path":"","message":"two"},)"
                        R"({"path":"c[1].\"","message":"three"},{"path":"d","message":"four"}])");
}

TEST(Url, QueryParametersAreFoundAndDecoded) {
  const Handshake handshake{.query = "a&token=x%20y+z&token=2&bad=%f&ab=1"};
  EXPECT_EQ(handshake.query_parameter("token"), "x y z");
  EXPECT_EQ(handshake.query_parameter("a"), "");
  EXPECT_EQ(handshake.query_parameter("b"), std::nullopt);
  EXPECT_EQ(handshake.query_parameter("bad"), std::nullopt);
  EXPECT_FALSE(announces_connection_params({.query = "connectionParams=%7B%7D"}));
  EXPECT_TRUE(announces_connection_params({.query = "x=1&connectionParams=1"}));
}

TEST(Url, OnlyUtf8ComesOut) {
  for (const char* bad : {"%ff", "%c0%80", "%e0%80%80", "%ed%a0%80", "%f5%80%80%80", "%f4%90%80%80", "%c3", "%e2%82"}) {
    EXPECT_EQ(percent_decode(bad, false), std::nullopt) << bad;
  }
  EXPECT_EQ(percent_decode("%e2%82%ac+", false), "\xe2\x82\xac+");
}

TEST(AppRouter, IsDeclaredInTheFormOfTheReference) {
  const App app;
  const std::string text = app_router_declaration(app.router, {.error_data = "refusal?: string"});
  EXPECT_THAT(text, HasSubstr("export interface User {\n  id: number;\n  name: string;\n}\n"));
  EXPECT_THAT(text, HasSubstr("  ping: Query<void, string>;\n"));
  EXPECT_THAT(text, HasSubstr("  reset: Mutation<void, undefined>;\n"));
  EXPECT_THAT(text, HasSubstr("  tail: Subscription<Topic | undefined, Tracked<Change>>;\n"));
  EXPECT_THAT(text, HasSubstr("  user: {\n    /** One user. Who: Anyone. */\n    byId: Query<UserId, User>;\n"));
  EXPECT_THAT(text, HasSubstr("  refusal?: string;\n"));
  EXPECT_THAT(text, HasSubstr("export type AppRouter = TRPCBuiltRouter<Root, {\n"));
  EXPECT_EQ(text, app_router_declaration(app.router, {.error_data = "refusal?: string"}));
}

TEST(AppRouter, RuntimeSchemasAreKeyedByPath) {
  const App app;
  const std::string text = zod_schemas(app.router);
  EXPECT_THAT(text, HasSubstr("export const UserSchema = z.object({"));
  EXPECT_THAT(text, HasSubstr("'user.byId': { kind: 'query', input: UserIdSchema, output: UserSchema },"));
  EXPECT_THAT(text, HasSubstr("'ping': { kind: 'query', input: z.undefined(), output: z.string() },"));
  EXPECT_THAT(text,
              HasSubstr("'tail': { kind: 'subscription', input: TopicSchema.optional(), output: ChangeSchema },"));
}

TEST(AppRouter, TheTableOfProceduresEscapesWhatWouldBreakIt) {
  Router router;
  router.query<None, None>("a.b", {anyone}, answer_nothing).who("You | me.").doc("Two\nlines.");
  EXPECT_THAT(procedure_table(router),
              HasSubstr("| `a.b` | query | You \\| me. | Two lines. | `void` | `undefined` |\n"));
}

}  // namespace
}  // namespace live::trpc::test
