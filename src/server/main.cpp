// live-server: reads its configuration, builds the parts, wires them, and stops them in order. No logic of its own.
#include <signal.h>

#include <chrono>
#include <cstdio>
#include <thread>

#include "api/caller.hpp"
#include "api/services.hpp"
#include "net/server.hpp"
#include "ops/config.hpp"
#include "ops/counters.hpp"
#include "ops/health.hpp"
#include "ops/log.hpp"
#include "server/content_files.hpp"
#include "server/dev_routes.hpp"
#include "server/waiting.hpp"
#include "store/sqlite/database.hpp"

#ifndef LIVE_VERSION
#define LIVE_VERSION "0"
#endif

namespace live::server {
namespace {

/// Exit codes: 1 a fault while running, 2 configuration or content, 3 the store.
constexpr int exit_configuration = 2;
constexpr int exit_store = 3;

int refuse(int code, std::string_view what) {
  std::fprintf(stderr, "live-server: %.*s\n", static_cast<int>(what.size()), what.data());
  return code;
}

std::string seed_when_empty(access::CampaignStore& store, const std::filesystem::path& content) {
  auto seeds = load_seeds(content);
  if (!seeds) return seeds.error();
  for (auto& seed : *seeds) {
    const auto seeded = wait_for<bool>([&](auto then) { store.seed(std::move(seed), std::move(then)); });
    if (!seeded) return "the demo campaign cannot be stored: " + seeded.error().message;
    if (!*seeded) break;
  }
  return {};
}

std::vector<DevUser> users_of(access::CampaignStore& store) {
  std::vector<DevUser> users;
  const auto rows = wait_for<std::vector<access::UserRow>>([&](auto then) { store.users(std::move(then)); });
  if (!rows) return users;
  for (const auto& row : *rows) {
    const auto campaigns =
        wait_for<std::vector<access::MembershipRow>>([&](auto then) { store.campaigns_of(row.id, std::move(then)); });
    const bool member = campaigns && !campaigns->empty();
    users.push_back({row.id, row.name, member ? std::string(schema::enum_name(campaigns->front().role)) : "none"});
  }
  return users;
}

std::vector<room::RoomWorld> worlds_of(net::Shards& shards, const base::Clock& clock, store::sqlite::Database& store,
                                       base::Entropy& entropy, const engine::Content& content, const ops::Log& log) {
  std::vector<room::RoomWorld> worlds;
  for (std::size_t shard = 0; shard < shards.size(); ++shard) {
    worlds.push_back(room::RoomWorld{clock, shards.executor(shard), store.journal(), store.archive(), entropy, content,
                                     [log](std::string_view interaction_id, std::string_view what) {
                                       log.error("room", {{"interaction", interaction_id}, {"what", what}});
                                     }});
  }
  return worlds;
}

void add_health_routes(net::Server& server, const ops::HealthState& health) {
  server.add_route("GET", "/healthz", [](const net::HttpRequest&) {
    return net::HttpResponse{.status = 200, .headers = {}, .body = R"({"status":"ok"})", .shared_body = nullptr};
  });
  server.add_route("GET", "/readyz", [&health](const net::HttpRequest&) {
    return net::HttpResponse{
        .status = health.ready() ? 200U : 503U, .headers = {}, .body = health.to_json(), .shared_body = nullptr};
  });
}

void announce(const net::Server& server, const ops::Config& config, const std::vector<DevUser>& users) {
  const std::string host = config.host.contains(':') ? "[" + config.host + "]" : config.host;
  std::printf("listening on http://%s:%u\n", host.c_str(), static_cast<unsigned>(server.port()));
  if (!users.empty()) {
    std::printf("open it in a browser and sign in as");
    const char* separator = " ";
    for (const DevUser& user : users) {
      std::printf("%s%s (%s)", separator, user.name.c_str(), user.role.c_str());
      separator = ", ";
    }
    std::printf("\n");
  }
  std::fflush(stdout);
}

net::ServerOptions server_options(const ops::Config& config) {
  net::ServerOptions options;
  options.host = config.host;
  options.port = config.port;
  options.limits.max_message_bytes = static_cast<std::size_t>(config.max_message_bytes);
  options.limits.max_body_bytes = static_cast<std::size_t>(config.max_message_bytes);
  options.limits.max_connections = config.max_connections;
  options.allowed_origins = config.allowed_origins;
  options.web_root = config.web;
  return options;
}

room::RoomOptions room_options(const ops::Config& config) {
  room::RoomOptions options;
  options.dm_grace_ms = base::Milliseconds{config.dm_absence_grace_s} * 1000;
  options.idle_ms = base::Milliseconds{config.idle_unload_minutes} * 60'000;
  return options;
}

api::RateLimits rate_limits(const ops::Config& config) {
  return {.connection = {.burst = config.connection_rate_burst, .per_second = config.connection_rate_per_s},
          .user = {.burst = config.user_rate_burst, .per_second = config.user_rate_per_s}};
}

/// SIGTERM and SIGINT wait here instead of interrupting a thread.
sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

int serve(const ops::Config& config, const ops::Log& log) {
  const auto content = load_content(config.content);
  if (!content) return refuse(exit_configuration, content.error());

  net::SystemClock clock;
  base::SystemEntropy entropy;
  // Before the store: what the store still has to answer when it ends is posted to the shards.
  net::Shards shards(
      config.shards == 0 ? std::thread::hardware_concurrency() : config.shards, clock,
      [&log](std::size_t shard, std::string_view what) { log.error("fault", {{"shard", shard}, {"what", what}}); });
  auto database = store::sqlite::Database::open({.folder = config.data});
  if (!database) return refuse(exit_store, database.error().message);
  store::sqlite::Database& store = **database;
  if (const auto problem = seed_when_empty(store.campaigns(), config.content); !problem.empty()) {
    return refuse(exit_configuration, problem);
  }

  std::shared_ptr<access::DevIssuer> issuer;
  if (config.dev_sign_in != ops::DevSignIn::off) {
    auto opened = access::DevIssuer::open(config.data, config.host, entropy);
    if (!opened) return refuse(exit_configuration, "host: " + opened.error());
    issuer = std::make_shared<access::DevIssuer>(std::move(*opened));
  }
  const access::TokenVerifier verifier(issuer ? issuer->keys() : access::KeySet{},
                                       issuer ? issuer->rules() : access::TokenRules{});
  const std::vector<DevUser> users = issuer ? users_of(store.campaigns()) : std::vector<DevUser>{};

  ops::HealthState health;
  ops::Counters counters;
  room::RoomDirectory rooms(worlds_of(shards, clock, store, entropy, *content, log), room_options(config));
  access::Roles roles(store.campaigns(), clock);
  api::Memberships memberships(store.campaigns(), roles);

  trpc::Router router;
  const api::RateLimits limits = rate_limits(config);
  router.guard(api::rate_guard(std::make_shared<access::RateLimiter>(limits.user, std::size_t{100'000}), clock));
  router.measure_with([] {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
  });
  router.observe([&](const trpc::Finished& finished) {
    counters.add(finished.code ? ops::Counter::calls_failed : ops::Counter::calls_answered);
    if (finished.code == trpc::Code::internal_server_error) {
      log.error("call", {{"path", finished.path}, {"connection", finished.connection_id}, {"what", finished.message}});
    }
  });
  const api::Services services{.rooms = &rooms,
                               .campaigns = &store.campaigns(),
                               .memberships = &memberships,
                               .clock = &clock,
                               .entropy = &entropy,
                               .version = LIVE_VERSION};
  api::add_interaction_router(router, services);
  api::add_campaign_router(router, services);
  router.finish();

  const trpc::SessionFactory sessions = api::session_factory(verifier, clock, limits);
  net::Server server(shards, clock, router, sessions, server_options(config));
  add_health_routes(server, health);
  if (issuer) add_dev_routes(server, issuer, users, clock);

  shards.start();
  const auto live = wait_for<std::vector<access::InteractionRow>>(
      [&](auto then) { store.campaigns().live_interactions(std::move(then)); });
  if (!live) return refuse(exit_store, live.error().message);
  for (const auto& row : *live) rooms.wake(row.id);
  if (const auto listening = server.listen(); !listening) {
    return refuse(exit_configuration, "port: " + listening.error());
  }
  health.unblock("server");
  announce(server, config, users);

  const sigset_t signals = stop_signals();
  int signal = 0;
  sigwait(&signals, &signal);
  log.info("stopping", {{"signal", signal}});
  health.block("stopping", "the server is shutting down");
  constexpr base::Milliseconds drain_limit_ms = 10'000;
  wait_done([&](auto done) { server.drain(clock.now_ms() + drain_limit_ms, std::move(done)); });
  wait_done([&](auto done) { rooms.flush(std::move(done)); });
  shards.stop();
  shards.join();
  return 0;
}

int run(int argc, const char* const* argv) {
  const auto invocation = ops::read_config(ops::system_sources(argc, argv, LIVE_VERSION));
  if (!invocation) return refuse(exit_configuration, invocation.error());
  if (invocation->print) {
    std::fputs(invocation->print->c_str(), stdout);
    return 0;
  }
  // Before any thread starts, so that all of them inherit it. A closed socket is an error code, not a signal.
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
  return serve(invocation->config, ops::Log::to_stderr(invocation->config.log_level, invocation->config.log_format));
}

}  // namespace
}  // namespace live::server

int main(int argc, char** argv) {
  try {
    return live::server::run(argc, argv);
  } catch (const std::exception& error) {
    return live::server::refuse(1, error.what());
  }
}
