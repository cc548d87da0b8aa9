// For tests: keys and tokens of a provider that signs whatever one likes.

#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "boost/json/object.hpp"
#include "boost/json/serialize.hpp"
#include "omzien/config/v1/open_id.pb.h"
#include "server/people/id_token.h"
#include "server/people/jose.h"
#include "server/people/signing_key.h"

namespace omzien::people {

inline constexpr absl::Time kTokenNow = absl::FromUnixSeconds(1'795'420'800);

// PEM of a new key: RSA of so many bits, or P-256 for 0.
inline std::string NewPem(int rsa_bits) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      rsa_bits > 0 ? EVP_RSA_gen(static_cast<unsigned>(rsa_bits))
                   : EVP_EC_gen("P-256"),
      &EVP_PKEY_free);
  const std::unique_ptr<BIO, decltype(&BIO_free_all)> memory(
      BIO_new(BIO_s_mem()), &BIO_free_all);
  PEM_write_bio_PKCS8PrivateKey(memory.get(), key.get(), nullptr, nullptr, 0,
                                nullptr, nullptr);
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

// Of that key, signed by itself.
inline std::string NewCertificatePem(const std::string& pem) {
  using Bio = std::unique_ptr<BIO, decltype(&BIO_free_all)>;
  const Bio source(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())),
                   &BIO_free_all);
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      PEM_read_bio_PrivateKey(source.get(), nullptr, nullptr, nullptr),
      &EVP_PKEY_free);
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(),
                                                                &X509_free);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_set_pubkey(certificate.get(), key.get());
  X509_sign(certificate.get(), key.get(), EVP_sha256());
  const Bio memory(BIO_new(BIO_s_mem()), &BIO_free_all);
  PEM_write_bio_X509(memory.get(), certificate.get());
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

inline SigningKey NewKey(int rsa_bits = 2048) {
  return SigningKey::FromPem(NewPem(rsa_bits)).value();
}

inline KeySet SetOf(const SigningKey& key, const std::string& kid) {
  return KeySet::Parse(absl::StrCat(R"({"keys":[)", key.PublicJwk(kid), "]}"))
      .value();
}

inline omzien::config::v1::OpenIdProvider SampleProvider() {
  omzien::config::v1::OpenIdProvider provider;
  provider.set_organisation("organisations/welzijn");
  provider.set_issuer("https://login.welzijn.example");
  provider.set_client_id("omzien");
  provider.add_acr_values("http://eidas.europa.eu/LoA/substantial");
  provider.add_acr_values("http://eidas.europa.eu/LoA/high");
  provider.add_scopes("email");
  return provider;
}

inline TokenContext SampleContext() {
  return {"the nonce", "the access token", kTokenNow};
}

// All that a good token of that provider says.
inline boost::json::object SampleClaims() {
  boost::json::object claims;
  claims["iss"] = "https://login.welzijn.example";
  claims["sub"] = "f3a1";
  claims["aud"] = "omzien";
  claims["exp"] = absl::ToUnixSeconds(kTokenNow) + 300;
  claims["iat"] = absl::ToUnixSeconds(kTokenNow);
  claims["nonce"] = "the nonce";
  claims["acr"] = "http://eidas.europa.eu/LoA/substantial";
  claims["email"] = "ada@welzijn.example";
  claims["email_verified"] = true;
  return claims;
}

}  // namespace omzien::people
