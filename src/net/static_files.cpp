#include "net/static_files.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "base/sha256.hpp"

namespace live::net {
namespace {

namespace fs = std::filesystem;

struct Type {
  std::string_view extension;
  std::string_view content_type;
};
constexpr std::array types{
    Type{".html", "text/html; charset=utf-8"},
    Type{".js", "text/javascript; charset=utf-8"},
    Type{".mjs", "text/javascript; charset=utf-8"},
    Type{".css", "text/css; charset=utf-8"},
    Type{".json", "application/json"},
    Type{".map", "application/json"},
    Type{".webmanifest", "application/manifest+json"},
    Type{".svg", "image/svg+xml"},
    Type{".png", "image/png"},
    Type{".jpg", "image/jpeg"},
    Type{".jpeg", "image/jpeg"},
    Type{".gif", "image/gif"},
    Type{".webp", "image/webp"},
    Type{".avif", "image/avif"},
    Type{".ico", "image/x-icon"},
    Type{".woff", "font/woff"},
    Type{".woff2", "font/woff2"},
    Type{".ttf", "font/ttf"},
    Type{".wasm", "application/wasm"},
    Type{".txt", "text/plain; charset=utf-8"},
    Type{".xml", "application/xml"},
    Type{".mp3", "audio/mpeg"},
    Type{".ogg", "audio/ogg"},
    Type{".webm", "video/webm"},
    Type{".mp4", "video/mp4"},
    Type{".pdf", "application/pdf"},
};

// Vite names what it bundles by its content: such a file never changes.
constexpr std::string_view cache_for_ever = "public, max-age=31536000, immutable";
constexpr std::string_view cache_and_ask = "no-cache";

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

template <class F>
bool any_item(std::string_view list, F&& test) {
  while (!list.empty()) {
    const std::string_view item = list.substr(0, list.find(','));
    list.remove_prefix(std::min(item.size() + 1, list.size()));
    if (test(trim(item))) return true;
  }
  return false;
}

/// RFC 9110 §13.1.2: `*`, or one of the tags, weak ones compared by their value.
bool matches_etag(std::string_view header, std::string_view etag) {
  return any_item(header, [&](std::string_view item) {
    if (item.starts_with("W/")) item.remove_prefix(2);
    return item == "*" || item == etag;
  });
}

bool looks_like_a_file(std::string_view path) {
  const std::string_view last = path.substr(path.rfind('/') + 1);
  return last.find('.') != std::string_view::npos;
}

std::expected<std::string, std::string> read_whole(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file) return std::unexpected("cannot read " + path.string());
  return bytes;
}

StaticFile describe(const std::string& name, std::string bytes) {
  StaticFile file;
  file.content_type = std::string(content_type_of(name));
  file.cache_control = std::string(name.starts_with("/assets/") ? cache_for_ever : cache_and_ask);
  file.etag = "\"" + base::to_hex(base::sha256(bytes)).substr(0, 24) + "\"";
  file.bytes = std::make_shared<const std::string>(std::move(bytes));
  return file;
}

}  // namespace

std::string_view content_type_of(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  const std::string_view extension = dot == std::string_view::npos ? std::string_view() : path.substr(dot);
  const auto found =
      std::ranges::find_if(types, [&](const Type& type) { return equals_ignoring_case(type.extension, extension); });
  return found == types.end() ? std::string_view("application/octet-stream") : found->content_type;
}

bool accepts_encoding(std::string_view header, std::string_view coding) {
  return any_item(header, [&](std::string_view item) {
    const std::string_view name = trim(item.substr(0, item.find(';')));
    const std::size_t weight = item.find("q=");
    const bool refused =
        weight != std::string_view::npos && item.substr(weight + 2).find_first_not_of("0.") == std::string_view::npos;
    return equals_ignoring_case(name, coding) && !refused;
  });
}

std::expected<StaticFiles, std::string> StaticFiles::load(const fs::path& root) {
  std::error_code error;
  if (!fs::is_directory(root, error)) return std::unexpected("the web folder " + root.string() + " is not a folder");
  StaticFiles result;
  std::map<std::string, std::shared_ptr<const std::string>> packed;
  std::size_t total = 0;
  fs::recursive_directory_iterator entry(root, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (entry->is_symlink(error) || !entry->is_regular_file(error)) continue;
    auto bytes = read_whole(entry->path());
    if (!bytes) return std::unexpected(bytes.error());
    total += bytes->size();
    if (total > max_total_bytes) return std::unexpected("the web folder " + root.string() + " is larger than 256 MiB");
    const std::string name = "/" + entry->path().lexically_relative(root).generic_string();
    if (name.ends_with(".br") || name.ends_with(".gz")) {
      packed.emplace(name, std::make_shared<const std::string>(std::move(*bytes)));
    } else {
      result.files_.emplace(name, describe(name, std::move(*bytes)));
    }
  }
  if (error) return std::unexpected("cannot read the web folder " + root.string() + ": " + error.message());
  for (auto& [name, file] : result.files_) {
    if (const auto found = packed.find(name + ".br"); found != packed.end()) file.brotli = found->second;
    if (const auto found = packed.find(name + ".gz"); found != packed.end()) file.gzip = found->second;
  }
  return result;
}

HttpResponse StaticFiles::answer(const HttpRequest& request) const {
  auto found = files_.find(request.path.ends_with('/') ? request.path + "index.html" : request.path);
  if (found == files_.end() && !looks_like_a_file(request.path)) found = files_.find(std::string_view("/index.html"));
  if (found == files_.end()) return json_error(404, "There is nothing at this address.");
  const StaticFile& file = found->second;

  HttpResponse response;
  response.content_type = file.content_type;
  std::string etag = file.etag;
  response.shared_body = file.bytes;
  const std::string_view accepted = request.header("accept-encoding").value_or("");
  const auto use = [&](const std::shared_ptr<const std::string>& packed, std::string_view coding) {
    response.shared_body = packed;
    response.headers.push_back({"content-encoding", std::string(coding)});
    // Each coding is a representation of its own (RFC 9110 §8.8.3).
    etag.insert(etag.size() - 1, "-" + std::string(coding));
  };
  if (file.brotli && accepts_encoding(accepted, "br")) {
    use(file.brotli, "br");
  } else if (file.gzip && accepts_encoding(accepted, "gzip")) {
    use(file.gzip, "gzip");
  }
  if (file.brotli || file.gzip) response.headers.push_back({"vary", "accept-encoding"});
  response.headers.push_back({"cache-control", file.cache_control});
  response.headers.push_back({"etag", etag});
  if (const auto known = request.header("if-none-match"); known && matches_etag(*known, etag)) response.status = 304;
  return response;
}

}  // namespace live::net
