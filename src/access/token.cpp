#include "access/token.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <algorithm>
#include <array>
#include <utility>

#include "access/base64url.hpp"
#include "access/crypto.hpp"
#include "schema/value.hpp"

namespace live::access {

struct KeySet::Key {
  std::string kid;
  KeyHandle key;
};

KeySet::KeySet() = default;
KeySet::~KeySet() = default;
KeySet::KeySet(const KeySet&) = default;
KeySet& KeySet::operator=(const KeySet&) = default;
KeySet::KeySet(KeySet&&) noexcept = default;
KeySet& KeySet::operator=(KeySet&&) noexcept = default;

bool KeySet::empty() const { return keys_.empty(); }

std::expected<void, std::string> KeySet::add_pem(std::string kid, std::string_view pem) {
  if (pem.size() > 16'384) return std::unexpected("the key is longer than 16 KiB");
  const BioHandle bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  KeyHandle key(bio ? PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr) : nullptr);
  ERR_clear_error();
  if (!key) return std::unexpected("not a PEM public key");
  if (EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA) return std::unexpected("not an RSA key");
  if (EVP_PKEY_get_bits(key.get()) < 2048) return std::unexpected("an RSA key needs at least 2048 bits");
  for (const auto& known : keys_) {
    if (known->kid == kid) return std::unexpected("the key id \"" + kid + "\" is there twice");
  }
  keys_.push_back(std::make_shared<const Key>(Key{std::move(kid), std::move(key)}));
  return {};
}

namespace {

using schema::Value;

std::unexpected<TokenError> refuse(TokenFault fault, const char* message) {
  return std::unexpected(TokenError{fault, message});
}

/// One member named twice: two readers could take different ones, so neither is believed (RFC 8725 §2.4).
bool has_repeats(const Value& object) {
  std::vector<std::string_view> names;
  for (const auto& member : object.members()) names.push_back(member.name);
  std::ranges::sort(names);
  return std::ranges::adjacent_find(names) != names.end();
}

/// A JSON object that says each thing once.
bool well_formed(const std::expected<Value, schema::Issues>& parsed) {
  return parsed && parsed->is_object() && !has_repeats(*parsed);
}

struct Parts {
  std::string_view signed_text;  ///< header.payload, as it was signed
  std::string header;
  std::string payload;
  std::string signature;
};

std::expected<Parts, TokenError> split(std::string_view token) {
  const std::size_t first = token.find('.');
  const std::size_t second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos) {
    return refuse(TokenFault::malformed, "A session token has three parts.");
  }
  auto header = base64url_decode(token.substr(0, first));
  auto payload = base64url_decode(token.substr(first + 1, second - first - 1));
  auto signature = base64url_decode(token.substr(second + 1));
  if (!header || !payload || !signature || header->empty() || payload->empty()) {
    return refuse(TokenFault::malformed, "The session token is not strict base64url.");
  }
  return Parts{token.substr(0, second), std::move(*header), std::move(*payload), std::move(*signature)};
}

/// The header's `kid`, empty when it has none, once the header is one of a session token.
std::expected<std::string, TokenError> check_header(const std::string& json, const TokenRules& rules) {
  schema::Parser parser({.max_bytes = 8192, .max_depth = 8});
  const auto parsed = parser.parse(json);
  if (!well_formed(parsed)) return refuse(TokenFault::malformed, "The token's header is not a JSON object.");
  const Value header = *parsed;
  if (header.find("alg").as_string() != "RS256") {
    return refuse(TokenFault::algorithm, "Session tokens are signed with RS256.");
  }
  const Value type = header.find("typ");
  if (!type.is_absent() && type.as_string() != "JWT") return refuse(TokenFault::kind, "This is not a session token.");
  // RFC 7515 §4.1.11: whoever does not understand what `crit` names must refuse. We understand none.
  if (!header.find("crit").is_absent()) {
    return refuse(TokenFault::kind, "The token demands an extension that is not known here.");
  }
  const Value category = header.find("cat");
  if (!category.is_absent()) {
    const auto name = category.as_string();
    if (!name || std::ranges::find(rules.categories, *name) == rules.categories.end()) {
      return refuse(TokenFault::kind, "This is not a session token.");
    }
  }
  const Value kid = header.find("kid");
  if (kid.is_absent()) return std::string();
  const auto name = kid.as_string();
  if (!name) return refuse(TokenFault::malformed, "The token's key id is not a text.");
  return std::string(*name);
}

bool signature_holds(EVP_PKEY* key, const Parts& parts) {
  const ContextHandle context(EVP_MD_CTX_new());
  // EVP with an RSA key and no padding set means PKCS#1 v1.5, which with SHA-256 is what RS256 is (RFC 7518 §3.3).
  const auto* text = reinterpret_cast<const unsigned char*>(parts.signed_text.data());
  const auto* signature = reinterpret_cast<const unsigned char*>(parts.signature.data());
  const bool holds =
      context && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
      EVP_DigestVerify(context.get(), signature, parts.signature.size(), text, parts.signed_text.size()) == 1;
  ERR_clear_error();
  return holds;
}

/// Seconds of a date claim; anything but a number from 1970 to the year 9999 is none. Fractions are legal (RFC 7519
/// §2).
std::optional<base::Milliseconds> date_ms(const Value& value) {
  const auto seconds = value.as_double();
  if (!seconds || !(*seconds >= 0) || *seconds > 253'402'300'800.0) return std::nullopt;
  return static_cast<base::Milliseconds>(*seconds * 1000.0);
}

bool audience_matches(const Value& claim, const std::string& wanted) {
  if (claim.as_string() == wanted) return true;
  for (const Value item : claim.items()) {
    if (item.as_string() == wanted) return true;
  }
  return false;
}

/// convex-clerk §4.2 steps 7 to 9: who may use the token, and whether its session is active.
std::expected<void, TokenError> check_use(const Value& claims, const TokenRules& rules) {
  const Value party = claims.find("azp");
  if (!rules.authorized_parties.empty()) {
    const auto origin = party.as_string();
    if (!origin || std::ranges::find(rules.authorized_parties, *origin) == rules.authorized_parties.end()) {
      return refuse(TokenFault::party, "The session token was made for another site.");
    }
  }
  const Value audience = claims.find("aud");
  if (!rules.audience.empty() && !audience.is_absent() && !audience_matches(audience, rules.audience)) {
    return refuse(TokenFault::audience, "The session token was made for another audience.");
  }
  if (const Value status = claims.find("sts"); !status.is_absent() && status.as_string() != "active") {
    return refuse(TokenFault::pending, "The session is not active yet.");
  }
  return {};
}

std::expected<void, TokenError> check_times(const Value& claims, const TokenRules& rules, base::Milliseconds now_ms) {
  const auto expires_ms = date_ms(claims.find("exp"));
  if (!expires_ms) return refuse(TokenFault::claims, "The session token has no expiry.");
  if (*expires_ms <= now_ms - rules.skew_ms) return refuse(TokenFault::expired, "The session token has expired.");
  for (const char* name : {"nbf", "iat"}) {
    const Value claim = claims.find(name);
    if (claim.is_absent()) continue;
    const auto from_ms = date_ms(claim);
    if (!from_ms) return refuse(TokenFault::claims, "A date in the session token is not a number.");
    if (*from_ms > now_ms + rules.skew_ms) {
      return refuse(TokenFault::not_yet_valid, "The session token is not valid yet.");
    }
  }
  return {};
}

std::expected<Principal, TokenError> check_claims(const std::string& json, const TokenRules& rules,
                                                  base::Milliseconds now_ms) {
  schema::Parser parser({.max_bytes = 8192, .max_depth = 16});
  const auto parsed = parser.parse(json);
  if (!well_formed(parsed)) return refuse(TokenFault::malformed, "The token's body is not a JSON object.");
  const Value claims = *parsed;
  if (claims.find("iss").as_string() != rules.issuer) {
    return refuse(TokenFault::issuer, "The session token comes from another issuer.");
  }
  const auto subject = claims.find("sub").as_string();
  // Clerk's machine tokens share the key; their subjects begin with mch_.
  if (!subject || subject->empty() || subject->size() > 64 || subject->starts_with("mch_")) {
    return refuse(TokenFault::subject, "The session token names no user.");
  }
  const auto session = claims.find("sid").as_string();
  if (!session || session->empty() || session->size() > 128) {
    return refuse(TokenFault::claims, "The session token names no session.");
  }
  if (auto times = check_times(claims, rules, now_ms); !times) return std::unexpected(times.error());
  if (auto use = check_use(claims, rules); !use) return std::unexpected(use.error());
  Principal principal{std::string(*subject), std::nullopt, std::string(*session), *date_ms(claims.find("exp"))};
  if (const auto name = claims.find("name").as_string(); name && name->size() <= 100) principal.name = *name;
  return principal;
}

}  // namespace

TokenVerifier::TokenVerifier(KeySet keys, TokenRules rules) : keys_(std::move(keys)), rules_(std::move(rules)) {}

std::expected<Principal, TokenError> TokenVerifier::verify(std::string_view token, base::Milliseconds now_ms) const {
  if (token.size() > rules_.max_bytes) return refuse(TokenFault::oversize, "The session token is too long.");
  const auto parts = split(token);
  if (!parts) return std::unexpected(parts.error());
  const auto kid = check_header(parts->header, rules_);
  if (!kid) return std::unexpected(kid.error());

  const KeySet::Key* found = nullptr;
  for (const auto& key : keys_.keys_) {
    if (key->kid == *kid) found = key.get();
    if (key->kid.empty() && found == nullptr) found = key.get();
  }
  if (found == nullptr) return refuse(TokenFault::unknown_key, "The session token is signed with an unknown key.");
  if (!signature_holds(found->key.get(), *parts)) {
    return refuse(TokenFault::signature, "The session token's signature is wrong.");
  }
  return check_claims(parts->payload, rules_, now_ms);
}

}  // namespace live::access
