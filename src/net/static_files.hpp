#pragma once
// The built web application, read into memory once: no disk on the request path, and no path that leads out of the
// folder, since only names found in it are known.
#include <cstddef>
#include <expected>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "net/http_types.hpp"

namespace live::net {

struct StaticFile {
  std::string content_type;
  std::string cache_control;
  std::string etag;
  std::shared_ptr<const std::string> bytes;
  // Made by the web build beside the file; null when there is none.
  std::shared_ptr<const std::string> brotli;
  std::shared_ptr<const std::string> gzip;
};

class StaticFiles {
 public:
  static constexpr std::size_t max_total_bytes = std::size_t{256} * 1024 * 1024;

  /// The error names the file and the reason. Symbolic links are not followed.
  [[nodiscard]] static std::expected<StaticFiles, std::string> load(const std::filesystem::path& root);

  /// For GET and HEAD. A page of the application that is no file (`/campaigns/7`) is answered by index.html, and a
  /// missing file (`/assets/x.js`) by 404.
  [[nodiscard]] HttpResponse answer(const HttpRequest& request) const;
  [[nodiscard]] std::size_t count() const { return files_.size(); }

 private:
  std::map<std::string, StaticFile, std::less<>> files_;  // By decoded path: "/assets/app-1a2b.js".
};

[[nodiscard]] std::string_view content_type_of(std::string_view path);
/// Does an `Accept-Encoding` header allow this coding?
[[nodiscard]] bool accepts_encoding(std::string_view header, std::string_view coding);

}  // namespace live::net
