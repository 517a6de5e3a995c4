#pragma once
// Sign-in of the embedded mode: who may sign in, and a token for one of them. Only where the development issuer exists,
// which is only while the server listens on loopback; asked from elsewhere it answers 403 all the same.
#include <memory>
#include <string>
#include <vector>

#include "access/dev_issuer.hpp"
#include "base/clock.hpp"
#include "net/server.hpp"

namespace live::server {

struct DevUser {
  std::string id;
  std::string name;
  std::string role;  ///< of the user's first campaign
};

void add_dev_routes(net::Server& server, std::shared_ptr<access::DevIssuer> issuer, std::vector<DevUser> users,
                    const base::Clock& clock);

}  // namespace live::server
