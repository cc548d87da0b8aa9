// A certificate and its private key as they lie in two files, held against each
// other and against the time.

#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "server/core/tls_pair.h"

namespace omzien::runtime {

// A certificate that ends within this is spoken of.
inline constexpr absl::Duration kCertificateEndsSoon = absl::Hours(14 * 24);

struct CertificateFiles {
  std::string certificate;
  std::string private_key;
};

struct Certificate {
  core::TlsPair pair;
  absl::Time begin;  // Valid within [begin, end).
  absl::Time end;
};

// FAILED_PRECONDITION with the file that cannot be used, or with both when they
// do not belong together; it says what to do.
absl::StatusOr<Certificate> ReadCertificate(const CertificateFiles& files);

// What somebody must know of its time, and do; empty when there is nothing.
absl::string_view ConcernOf(const Certificate& certificate, absl::Time now);

}  // namespace omzien::runtime
