#include "server/runtime/certificate.h"

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <ctime>
#include <fstream>
#include <ios>
#include <iterator>
#include <memory>
#include <string>

#include "absl/cleanup/cleanup.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"

namespace omzien::runtime {
namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using OwnCertificate = std::unique_ptr<X509, decltype(&X509_free)>;
using PrivateKey = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

absl::StatusOr<std::string> ReadText(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(file), {});
  if (!file || text.empty()) {
    return absl::FailedPreconditionError(absl::StrCat(
        "cannot read ", path, ": is it there, and may the service read it?"));
  }
  return text;
}

Bio BytesOf(const std::string& text) {
  return {BIO_new_mem_buf(text.data(), static_cast<int>(text.size())),
          BIO_free};
}

// Asks nobody: there is nobody at a service to type one.
int NoPassword(char*, int, int, void*) { return 0; }

absl::Time ToTime(const ASN1_TIME* time) {
  std::tm parts{};
  return ASN1_TIME_to_tm(time, &parts) == 1
             ? absl::FromTM(parts, absl::UTCTimeZone())
             : absl::InfinitePast();
}

}  // namespace

absl::StatusOr<Certificate> ReadCertificate(const CertificateFiles& files) {
  // What OpenSSL notes of a failure is in our words already.
  const absl::Cleanup forget = [] { ERR_clear_error(); };
  Certificate read;
  OMZIEN_ASSIGN_OR_RETURN(read.pair.certificate, ReadText(files.certificate));
  OMZIEN_ASSIGN_OR_RETURN(read.pair.private_key, ReadText(files.private_key));
  const Bio certificate_bytes = BytesOf(read.pair.certificate);
  const OwnCertificate certificate(
      PEM_read_bio_X509(certificate_bytes.get(), nullptr, nullptr, nullptr),
      X509_free);
  if (certificate == nullptr) {
    return absl::FailedPreconditionError(
        absl::StrCat(files.certificate,
                     " holds no certificate in PEM, which begins with "
                     "-----BEGIN CERTIFICATE-----"));
  }
  const Bio key_bytes = BytesOf(read.pair.private_key);
  const PrivateKey key(
      PEM_read_bio_PrivateKey(key_bytes.get(), nullptr, NoPassword, nullptr),
      EVP_PKEY_free);
  if (key == nullptr) {
    return absl::FailedPreconditionError(
        absl::StrCat(files.private_key,
                     " holds no private key in PEM that opens without a "
                     "password"));
  }
  if (X509_check_private_key(certificate.get(), key.get()) != 1) {
    return absl::FailedPreconditionError(absl::StrCat(
        "the certificate in ", files.certificate, " and the private key in ",
        files.private_key,
        " do not belong together: put the key there that the certificate was "
        "made for; in a file of several certificates the server's own stands "
        "first"));
  }
  read.begin = ToTime(X509_get0_notBefore(certificate.get()));
  read.end = ToTime(X509_get0_notAfter(certificate.get()));
  return read;
}

absl::string_view ConcernOf(const Certificate& certificate, absl::Time now) {
  if (now >= certificate.end) {
    return "the certificate of server.tls has ended, and clients refuse it: "
           "put a new one in its place";
  }
  if (now < certificate.begin) {
    return "the certificate of server.tls is not valid yet, and clients refuse "
           "it: is the machine's clock right? Else put the older one back";
  }
  if (now + kCertificateEndsSoon >= certificate.end) {
    return "the certificate of server.tls ends within 14 days: put a new one "
           "in its place before";
  }
  return "";
}

}  // namespace omzien::runtime
