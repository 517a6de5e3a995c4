#include "net/static_files.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "net/fixture_test.hpp"

namespace live::net {
namespace {

namespace fs = std::filesystem;

/// A web folder with a secret beside it.
class WebFolder : public ::testing::Test {
 protected:
  WebFolder() : root_(fs::temp_directory_path() / ("live-net-" + std::to_string(::getpid()))) {
    fs::create_directories(root_ / "web/assets");
    write("secret.txt", "SECRET");
    write("web/index.html", "<html>app</html>");
    write("web/favicon.svg", "<svg/>");
    write("web/assets/app-1a2b.js", "let app;");
    write("web/assets/app-1a2b.js.br", "packed");
    fs::create_symlink(root_ / "secret.txt", root_ / "web/link.txt");
  }
  ~WebFolder() override { fs::remove_all(root_); }
  void write(const std::string& name, const std::string& text) const { std::ofstream(root_ / name) << text; }
  [[nodiscard]] fs::path web() const { return root_ / "web"; }

 private:
  fs::path root_;
};

TEST_F(WebFolder, ServesFilesWithTheirTypesAndCacheRules) {
  ServerOptions options;
  options.web_root = web();
  testing::TestServer server(options);
  testing::Client client(server.port());
  const auto page = client.get("/");
  EXPECT_EQ(page.body, "<html>app</html>");
  EXPECT_EQ(page.headers.at("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(page.headers.at("cache-control"), "no-cache");
  EXPECT_EQ(page.headers.at("x-content-type-options"), "nosniff");
  EXPECT_NE(page.headers.at("content-security-policy").find("default-src 'self'"), std::string::npos);
  const auto script = client.get("/assets/app-1a2b.js");
  EXPECT_EQ(script.body, "let app;");
  EXPECT_EQ(script.headers.at("content-type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(script.headers.at("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(client.get("/favicon.svg").headers.at("content-type"), "image/svg+xml");
  EXPECT_EQ(client.get("/healthz").body, "ok");
  client.send("POST /favicon.svg HTTP/1.1\r\nhost: here\r\ncontent-length: 0\r\n\r\n");
  EXPECT_EQ(client.response().status, 405U);
}

TEST_F(WebFolder, SendsNothingThatTheBrowserHas) {
  ServerOptions options;
  options.web_root = web();
  testing::TestServer server(options);
  testing::Client client(server.port());
  const std::string etag = client.get("/favicon.svg").headers.at("etag");
  const auto again = client.get("/favicon.svg", "if-none-match: \"other\", W/" + etag + "\r\n");
  EXPECT_EQ(again.status, 304U);
  EXPECT_EQ(again.body, "");
  EXPECT_EQ(client.get("/favicon.svg", "if-none-match: \"other\"\r\n").status, 200U);
}

TEST_F(WebFolder, ServesThePackedFormToThoseWhoTakeIt) {
  ServerOptions options;
  options.web_root = web();
  testing::TestServer server(options);
  testing::Client client(server.port());
  const auto packed = client.get("/assets/app-1a2b.js", "accept-encoding: gzip, br\r\n");
  EXPECT_EQ(packed.body, "packed");
  EXPECT_EQ(packed.headers.at("content-encoding"), "br");
  EXPECT_EQ(client.get("/assets/app-1a2b.js", "accept-encoding: gzip, br;q=0\r\n").body, "let app;");
}

TEST_F(WebFolder, AnswersPagesOfTheApplicationWithIndexButMissingFilesWith404) {
  ServerOptions options;
  options.web_root = web();
  testing::TestServer server(options);
  testing::Client client(server.port());
  EXPECT_EQ(client.get("/campaigns/7").body, "<html>app</html>");
  EXPECT_EQ(client.get("/assets/old-9f.js").status, 404U);
  EXPECT_EQ(client.get("/assets/old-9f.js").headers.at("content-type"), "application/json");
}

TEST_F(WebFolder, NeverLeavesTheFolder) {
  ServerOptions options;
  options.web_root = web();
  testing::TestServer server(options);
  testing::Client client(server.port());
  for (const std::string path :
       {"/../secret.txt", "/assets/../../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt",
        "/..%5csecret.txt", "//secret.txt", "/link.txt", "/./../secret.txt"}) {
    const auto response = client.get(path);
    EXPECT_EQ(response.status, 404U) << path;
    EXPECT_EQ(response.body.find("SECRET"), std::string::npos) << path;
  }
  EXPECT_EQ(client.get("/a%00b").status, 400U);
}

TEST(StaticFiles, SayWhichFolderIsMissing) {
  const auto files = StaticFiles::load("/no/such/folder");
  ASSERT_FALSE(files.has_value());
  EXPECT_NE(files.error().find("/no/such/folder"), std::string::npos);
}

}  // namespace
}  // namespace live::net
