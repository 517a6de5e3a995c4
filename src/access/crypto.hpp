#pragma once
// OpenSSL's handles owned by values of ours. Internal to access: no OpenSSL type crosses the module's door.
#include <openssl/bio.h>
#include <openssl/evp.h>

#include <memory>

namespace live::access {

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};

using KeyHandle = std::unique_ptr<EVP_PKEY, FreeKey>;
using ContextHandle = std::unique_ptr<EVP_MD_CTX, FreeContext>;
using BioHandle = std::unique_ptr<BIO, FreeBio>;

}  // namespace live::access
