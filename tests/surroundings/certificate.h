// A certificate of nobody's, for a server on this machine.

#pragma once

#include <string>

namespace omzien::surroundings {

// Writes a self-signed certificate for localhost, and its key, which only its
// owner can read; each replaces what was there as a whole. Returns the
// certificate in PEM, which is also what to trust.
std::string WriteCertificate(const std::string& certificate_file,
                             const std::string& private_key_file);

}  // namespace omzien::surroundings
