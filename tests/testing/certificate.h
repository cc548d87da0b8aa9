// A certificate of nobody's, for a server on this machine.

#pragma once

#include <string>

#include "absl/time/time.h"

namespace omzien::testing {

// From now: valid within [begin, end).
struct Validity {
  absl::Duration begin = -absl::Hours(24);
  absl::Duration end = absl::Hours(90 * 24);
};

// Writes a self-signed certificate for localhost, and its key, which only its
// owner can read; each replaces what was there as a whole. Returns the
// certificate in PEM, which is also what to trust.
std::string WriteCertificate(const std::string& certificate_file,
                             const std::string& private_key_file,
                             const Validity& validity = {});

}  // namespace omzien::testing
