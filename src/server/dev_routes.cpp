#include "server/dev_routes.hpp"

#include <algorithm>
#include <mutex>

#include "schema/json.hpp"

namespace live::server {

BOOST_DESCRIBE_STRUCT(DevUser, (), (id, name, role))

struct DevUsers {
  std::vector<DevUser> users;
};
BOOST_DESCRIBE_STRUCT(DevUsers, (), (users))

struct TokenRequest {
  schema::Text<64, 1> user_id;
};
BOOST_DESCRIBE_STRUCT(TokenRequest, (), (user_id))

struct TokenAnswer {
  std::string token;
};
BOOST_DESCRIBE_STRUCT(TokenAnswer, (), (token))

namespace {

net::HttpResponse json(std::string body) {
  return {.status = 200,
          .content_type = "application/json",
          .headers = {{"cache-control", "no-store"}},
          .body = std::move(body),
          .shared_body = nullptr};
}

}  // namespace

void add_dev_routes(net::Server& server, std::shared_ptr<access::DevIssuer> issuer, std::vector<DevUser> users,
                    const base::Clock& clock) {
  const auto list = std::make_shared<const DevUsers>(DevUsers{std::move(users)});
  server.add_route("GET", "/dev/users", [list](const net::HttpRequest& request) {
    if (!request.peer_is_loopback || !request.is_addressed_to_loopback())
      return net::json_error(403, "Development sign-in is for this machine only");
    return json(schema::to_json(*list));
  });
  server.add_route("POST", "/dev/token",
                   [list, issuer, &clock, mutex = std::make_shared<std::mutex>()](const net::HttpRequest& request) {
                     if (!request.peer_is_loopback || !request.is_addressed_to_loopback()) {
                       return net::json_error(403, "Development sign-in is for this machine only");
                     }
                     const auto wanted = schema::decode<TokenRequest>(request.body);
                     if (!wanted) {
                       const auto& issue = wanted.error().front();
                       return net::json_error(400, (issue.path.empty() ? "" : issue.path + ": ") + issue.message);
                     }
                     const auto user = std::ranges::find(list->users, std::string(wanted->user_id), &DevUser::id);
                     if (user == list->users.end()) return net::json_error(404, "There is no such user to sign in as");
                     const std::scoped_lock lock(*mutex);  // the issuer is for one thread at a time
                     return json(schema::to_json(TokenAnswer{issuer->issue(user->id, user->name, clock.now_ms())}));
                   });
}

}  // namespace live::server
