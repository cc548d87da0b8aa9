#include "tests/testing/certificate.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/time/time.h"
#include "gtest/gtest.h"

namespace omzien::testing {
namespace {

std::string ToPem(const std::function<int(BIO*)>& write) {
  const std::unique_ptr<BIO, int (*)(BIO*)> memory(BIO_new(BIO_s_mem()),
                                                   BIO_free);
  EXPECT_EQ(write(memory.get()), 1);
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

void Replace(const std::string& path, const std::string& text) {
  const std::string made = path + ".new";
  std::ofstream(made) << text;
  std::filesystem::permissions(made, std::filesystem::perms::owner_read |
                                         std::filesystem::perms::owner_write);
  std::filesystem::rename(made, path);
}

}  // namespace

std::string WriteCertificate(const std::string& certificate_file,
                             const std::string& private_key_file,
                             const Validity& validity) {
  const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(EVP_EC_gen("P-256"),
                                                           EVP_PKEY_free);
  const std::unique_ptr<X509, void (*)(X509*)> certificate(X509_new(),
                                                           X509_free);
  X509* const it = certificate.get();
  X509_set_version(it, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(it), 1);
  X509_gmtime_adj(X509_getm_notBefore(it),
                  absl::ToInt64Seconds(validity.begin));
  X509_gmtime_adj(X509_getm_notAfter(it), absl::ToInt64Seconds(validity.end));
  X509_set_pubkey(it, key.get());
  X509_NAME* const name = X509_get_subject_name(it);
  const unsigned char host[] = "localhost";
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, host, -1, -1, 0);
  X509_set_issuer_name(it, name);
  for (const auto& [kind, value] :
       {std::pair<int, const char*>{NID_subject_alt_name, "DNS:localhost"},
        {NID_basic_constraints, "critical,CA:TRUE"}}) {
    X509_EXTENSION* const extension =
        X509V3_EXT_conf_nid(nullptr, nullptr, kind, value);
    X509_add_ext(it, extension, -1);
    X509_EXTENSION_free(extension);
  }
  EXPECT_GT(X509_sign(it, key.get(), EVP_sha256()), 0);
  const std::string pem =
      ToPem([it](BIO* to) { return PEM_write_bio_X509(to, it); });
  Replace(private_key_file, ToPem([&key](BIO* to) {
            return PEM_write_bio_PrivateKey(to, key.get(), nullptr, nullptr, 0,
                                            nullptr, nullptr);
          }));
  Replace(certificate_file, pem);
  return pem;
}

}  // namespace omzien::testing
