// The key that we sign with towards others, by OpenSSL and libcjose.

#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/people/jose.h"

namespace omzien::people {

// What we sign with. Immutable.
class SigningKey {
 public:
  // From an unencrypted private key in PEM: RSA of 2,048 bits or more, or
  // P-256. INVALID_ARGUMENT when it is none. A certificate beside it is named
  // in what it signs (`x5t#S256`), as Microsoft Entra wants it.
  static absl::StatusOr<SigningKey> FromPem(const std::string& pem);

  // The best of those that the other side knows: PS256 or RS256, or ES256; the
  // last one when it does not say.
  std::string ChooseAlgorithm(const std::vector<std::string>& known) const;

  // A compact JWS. `kid` may be empty.
  absl::StatusOr<std::string> Sign(absl::string_view payload,
                                   const std::string& algorithm,
                                   const std::string& kid) const;

  // Its public half as a JWK, for tests.
  std::string PublicJwk(const std::string& kid) const;

 private:
  bool is_rsa_ = false;
  Jwk jwk_;
  std::string certificate_hash_;  // Base64url; empty without one.
};

}  // namespace omzien::people
