#include "server/people/signing_key.h"

#include <cjose/error.h>
#include <cjose/header.h>
#include <cjose/jwk.h>
#include <cjose/jws.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "boost/json/object.hpp"
#include "boost/json/parse.hpp"
#include "boost/json/serialize.hpp"
#include "boost/json/value.hpp"
#include "server/people/jose.h"

namespace omzien::people {
namespace {

namespace json = boost::json;

constexpr std::size_t kRsaBitsMin = 2048;
constexpr int kP256Bytes = 32;

using Header = std::unique_ptr<cjose_header_t, decltype(&cjose_header_release)>;
using Jws = std::unique_ptr<cjose_jws_t, decltype(&cjose_jws_release)>;

using PrivateKey = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

// Nobody is there to type a passphrase.
int NoPassphrase(char* /*to*/, int /*size*/, int /*writing*/, void* /*data*/) {
  return -1;
}

// A number of the key; of this many bytes when that is above 0.
std::vector<std::uint8_t> NumberOf(const EVP_PKEY* key, const char* name,
                                   int bytes = 0) {
  BIGNUM* number = nullptr;
  if (EVP_PKEY_get_bn_param(key, name, &number) != 1) return {};
  const int size = bytes > 0 ? bytes : BN_num_bytes(number);
  std::vector<std::uint8_t> out(static_cast<std::size_t>(size));
  if (BN_bn2binpad(number, out.data(), size) != size) out.clear();
  BN_clear_free(number);
  return out;
}

Jwk RsaKey(const EVP_PKEY* key) {
  auto n = NumberOf(key, OSSL_PKEY_PARAM_RSA_N);
  auto e = NumberOf(key, OSSL_PKEY_PARAM_RSA_E);
  auto d = NumberOf(key, OSSL_PKEY_PARAM_RSA_D);
  auto p = NumberOf(key, OSSL_PKEY_PARAM_RSA_FACTOR1);
  auto q = NumberOf(key, OSSL_PKEY_PARAM_RSA_FACTOR2);
  auto dp = NumberOf(key, OSSL_PKEY_PARAM_RSA_EXPONENT1);
  auto dq = NumberOf(key, OSSL_PKEY_PARAM_RSA_EXPONENT2);
  auto qi = NumberOf(key, OSSL_PKEY_PARAM_RSA_COEFFICIENT1);
  if (n.size() * 8 < kRsaBitsMin || d.empty()) return {};
  cjose_jwk_rsa_keyspec spec{};
  spec.n = n.data(), spec.nlen = n.size();
  spec.e = e.data(), spec.elen = e.size();
  spec.d = d.data(), spec.dlen = d.size();
  spec.p = p.data(), spec.plen = p.size();
  spec.q = q.data(), spec.qlen = q.size();
  spec.dp = dp.data(), spec.dplen = dp.size();
  spec.dq = dq.data(), spec.dqlen = dq.size();
  spec.qi = qi.data(), spec.qilen = qi.size();
  cjose_err error;
  return Own(cjose_jwk_create_RSA_spec(&spec, &error));
}

// RFC 7515, section 4.1.8; empty when there is no certificate.
std::string CertificateHash(const std::string& pem) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(
      PEM_read_bio_X509(bio.get(), nullptr, &NoPassphrase, nullptr),
      &X509_free);
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  if (certificate == nullptr ||
      X509_digest(certificate.get(), EVP_sha256(), digest, &size) != 1) {
    return "";
  }
  return Base64Url({reinterpret_cast<const char*>(digest), size});
}

Jwk EcKey(const EVP_PKEY* key) {
  char group[32] = {};
  std::size_t size = 0;
  EVP_PKEY_get_group_name(key, group, sizeof(group), &size);
  if (absl::string_view(group) != "prime256v1") return {};
  auto d = NumberOf(key, OSSL_PKEY_PARAM_PRIV_KEY, kP256Bytes);
  auto x = NumberOf(key, OSSL_PKEY_PARAM_EC_PUB_X, kP256Bytes);
  auto y = NumberOf(key, OSSL_PKEY_PARAM_EC_PUB_Y, kP256Bytes);
  if (d.empty() || x.empty() || y.empty()) return {};
  cjose_jwk_ec_keyspec spec{};
  spec.crv = CJOSE_JWK_EC_P_256;
  spec.d = d.data(), spec.dlen = d.size();
  spec.x = x.data(), spec.xlen = x.size();
  spec.y = y.data(), spec.ylen = y.size();
  cjose_err error;
  return Own(cjose_jwk_create_EC_spec(&spec, &error));
}

}  // namespace

absl::StatusOr<SigningKey> SigningKey::FromPem(const std::string& pem) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
  const PrivateKey key(
      PEM_read_bio_PrivateKey(bio.get(), nullptr, &NoPassphrase, nullptr),
      &EVP_PKEY_free);
  SigningKey made;
  if (key != nullptr) {
    made.is_rsa_ = EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_RSA;
    made.jwk_ = made.is_rsa_ ? RsaKey(key.get()) : EcKey(key.get());
  }
  made.certificate_hash_ = CertificateHash(pem);
  if (made.jwk_ == nullptr) {
    return absl::InvalidArgumentError(
        "is no private key in PEM without a passphrase, RSA of 2,048 bits or "
        "more or P-256; make one with: openssl genpkey -algorithm RSA -pkeyopt "
        "rsa_keygen_bits:3072");
  }
  return made;
}

std::string SigningKey::ChooseAlgorithm(
    const std::vector<std::string>& known) const {
  if (!is_rsa_) return "ES256";
  return std::ranges::find(known, "PS256") != known.end() ? "PS256" : "RS256";
}

absl::StatusOr<std::string> SigningKey::Sign(absl::string_view payload,
                                             const std::string& algorithm,
                                             const std::string& kid) const {
  cjose_err error;
  const Header header(cjose_header_new(&error), &cjose_header_release);
  bool made =
      header != nullptr &&
      cjose_header_set(header.get(), "alg", algorithm.c_str(), &error) &&
      cjose_header_set(header.get(), "typ", "JWT", &error);
  if (made && !kid.empty()) {
    made = cjose_header_set(header.get(), "kid", kid.c_str(), &error);
  }
  if (made && !certificate_hash_.empty()) {
    made = cjose_header_set(header.get(), "x5t#S256", certificate_hash_.c_str(),
                            &error);
  }
  const Jws jws(made ? cjose_jws_sign(jwk_.get(), header.get(),
                                      reinterpret_cast<const std::uint8_t*>(
                                          payload.data()),
                                      payload.size(), &error)
                     : nullptr,
                &cjose_jws_release);
  const char* compact = nullptr;
  if (jws == nullptr || !cjose_jws_export(jws.get(), &compact, &error)) {
    return absl::InternalError(absl::StrCat("nothing can be signed with ",
                                            algorithm, " and this key"));
  }
  return std::string(compact);
}

std::string SigningKey::PublicJwk(const std::string& kid) const {
  cjose_err error;
  char* const text = cjose_jwk_to_json(jwk_.get(), /*priv=*/false, &error);
  if (text == nullptr) return "";
  json::object object = json::parse(text).as_object();
  std::free(text);
  object["kid"] = kid;
  return json::serialize(object);
}

}  // namespace omzien::people
