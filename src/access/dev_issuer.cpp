#include "access/dev_issuer.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <span>
#include <utility>

#include "access/base64url.hpp"
#include "access/crypto.hpp"
#include "base/ensure.hpp"
#include "base/sha256.hpp"
#include "schema/writer.hpp"

namespace live::access {
namespace {

constexpr const char* key_file = "dev-signing-key.pem";
constexpr std::size_t max_key_bytes = 16'384;

/// A file descriptor that closes itself.
class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

std::string failure(const char* what, const std::filesystem::path& path) {
  return std::string(what) + " " + path.string() + ": " + std::strerror(errno);
}

std::expected<std::string, std::string> read_private(const std::filesystem::path& path) {
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (file.get() < 0) return std::unexpected(failure("cannot read", path));
  struct stat status{};
  if (::fstat(file.get(), &status) != 0) return std::unexpected(failure("cannot read", path));
  if ((status.st_mode & 077U) != 0) {
    return std::unexpected(path.string() + " can be read by others; it must have mode 0600");
  }
  std::string text(max_key_bytes, '\0');
  const ssize_t count = ::read(file.get(), text.data(), text.size());
  if (count < 0) return std::unexpected(failure("cannot read", path));
  text.resize(static_cast<std::size_t>(count));
  return text;
}

/// Whole or not at all: written beside, made durable, then renamed.
std::expected<void, std::string> write_private(const std::filesystem::path& path, const std::string& text) {
  const std::filesystem::path fresh = path.string() + ".new";
  ::unlink(fresh.c_str());
  {
    const File file(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (file.get() < 0) return std::unexpected(failure("cannot write", fresh));
    if (::write(file.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
        ::fsync(file.get()) != 0) {
      return std::unexpected(failure("cannot write", fresh));
    }
  }
  if (::rename(fresh.c_str(), path.c_str()) != 0) return std::unexpected(failure("cannot write", path));
  return {};
}

std::string drained(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string();
}

std::string private_pem(EVP_PKEY* key) {
  const BioHandle bio(BIO_new(BIO_s_mem()));
  ENSURE(bio && PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1);
  return drained(bio.get());
}

std::string public_pem(EVP_PKEY* key) {
  const BioHandle bio(BIO_new(BIO_s_mem()));
  ENSURE(bio && PEM_write_bio_PUBKEY(bio.get(), key) == 1);
  return drained(bio.get());
}

std::expected<KeyHandle, std::string> load_or_make(const std::filesystem::path& path) {
  std::error_code error;
  if (std::filesystem::exists(std::filesystem::symlink_status(path, error))) {
    const auto pem = read_private(path);
    if (!pem) return std::unexpected(pem.error());
    const BioHandle bio(BIO_new_mem_buf(pem->data(), static_cast<int>(pem->size())));
    KeyHandle key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr) : nullptr);
    ERR_clear_error();
    if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA || EVP_PKEY_get_bits(key.get()) < 2048) {
      return std::unexpected(path.string() + " is not a private RSA key of 2048 bits; remove it to have one made");
    }
    return key;
  }
  KeyHandle key(EVP_RSA_gen(2048));
  if (!key) return std::unexpected("OpenSSL cannot make an RSA key");
  if (auto written = write_private(path, private_pem(key.get())); !written) return std::unexpected(written.error());
  return key;
}

void member(std::string& out, std::string_view name, std::string_view text) {
  out += out.empty() ? '{' : ',';
  schema::encode_string(name, out);
  out += ':';
  schema::encode_string(text, out);
}

void member(std::string& out, std::string_view name, std::int64_t number) {
  out += out.empty() ? '{' : ',';
  schema::encode_string(name, out);
  out += ':';
  schema::encode_integer(number, out);
}

}  // namespace

bool is_loopback(std::string_view host) {
  if (host.size() >= 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  if (host == "localhost") return true;
  const std::string text(host);
  in_addr four{};
  if (::inet_pton(AF_INET, text.c_str(), &four) == 1) return (ntohl(four.s_addr) >> 24) == 127;
  in6_addr six{};
  if (::inet_pton(AF_INET6, text.c_str(), &six) != 1) return false;
  if (IN6_IS_ADDR_V4MAPPED(&six)) return six.s6_addr[12] == 127;
  return IN6_IS_ADDR_LOOPBACK(&six);
}

struct DevIssuer::State {
  KeyHandle key;
  std::string kid;
  std::string public_key;
  base::Entropy& entropy;
};

DevIssuer::DevIssuer(std::unique_ptr<State> state) : state_(std::move(state)) {}
DevIssuer::~DevIssuer() = default;
DevIssuer::DevIssuer(DevIssuer&&) noexcept = default;
DevIssuer& DevIssuer::operator=(DevIssuer&&) noexcept = default;

std::expected<DevIssuer, std::string> DevIssuer::open(const std::filesystem::path& folder, std::string_view listen_host,
                                                      base::Entropy& entropy) {
  if (!is_loopback(listen_host)) {
    return std::unexpected("development sign-in is refused: the server listens on \"" + std::string(listen_host) +
                           "\", which is not loopback");
  }
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return std::unexpected("cannot make the folder " + folder.string() + ": " + error.message());
  auto key = load_or_make(folder / key_file);
  if (!key) return std::unexpected(key.error());
  std::string pem = public_pem(key->get());
  std::string kid = "dev_" + base::to_hex(base::sha256(std::string_view(pem))).substr(0, 16);
  return DevIssuer(std::unique_ptr<State>(new State{std::move(*key), std::move(kid), std::move(pem), entropy}));
}

std::string DevIssuer::issue(std::string_view user_id, std::optional<std::string_view> name, base::Milliseconds now_ms,
                             base::Milliseconds life_ms) {
  std::string header;
  member(header, "alg", "RS256");
  member(header, "kid", state_->kid);
  member(header, "typ", "JWT");
  header += '}';
  std::string claims;
  member(claims, "iss", issuer);
  member(claims, "sub", user_id);
  member(claims, "sid", "sess_" + base::random_id(state_->entropy));
  if (name) member(claims, "name", *name);
  member(claims, "iat", now_ms / 1000);
  // Clerk dates `nbf` some seconds back, so that a clock a little behind does not refuse a fresh token.
  member(claims, "nbf", now_ms / 1000 - 10);
  member(claims, "exp", (now_ms + life_ms) / 1000);
  claims += '}';

  std::string token = base64url_encode(header) + "." + base64url_encode(claims);
  const ContextHandle context(EVP_MD_CTX_new());
  std::size_t size = 0;
  const auto* text = reinterpret_cast<const unsigned char*>(token.data());
  ENSURE(context && EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, state_->key.get()) == 1);
  ENSURE(EVP_DigestSign(context.get(), nullptr, &size, text, token.size()) == 1);
  std::string signature(size, '\0');
  ENSURE(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, text, token.size()) ==
         1);
  signature.resize(size);
  return token + "." + base64url_encode(signature);
}

KeySet DevIssuer::keys() const {
  KeySet keys;
  const auto added = keys.add_pem(state_->kid, state_->public_key);
  ENSURE(added.has_value());
  return keys;
}

TokenRules DevIssuer::rules() const { return TokenRules{.issuer = std::string(issuer)}; }

}  // namespace live::access
