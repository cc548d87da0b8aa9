// Tokens that others signed: JWS and JWK, by libcjose.

#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

struct _cjose_jwk_int;  // NOLINT(bugprone-reserved-identifier): theirs.

namespace omzien::people {

using Jwk = std::shared_ptr<_cjose_jwk_int>;

// Takes a key of libcjose over; null stays null.
Jwk Own(_cjose_jwk_int* jwk);

// What others sign with. Immutable.
class KeySet {
 public:
  // From a JWK set (RFC 7517, section 5): its RSA keys of 2,048 bits or more
  // and its keys on P-256 that are for signing; others are passed over, as are
  // those without a name. UNAVAILABLE when it is none.
  static absl::StatusOr<KeySet> Parse(absl::string_view text);

  // The payload of a compact JWS (RFC 7515) signed with RS256, PS256 or ES256
  // by the key that its header names. NOT_FOUND when there is no such key,
  // UNAUTHENTICATED for anything else that is wrong.
  absl::StatusOr<std::string> Verify(absl::string_view token) const;

  std::size_t size() const { return keys_.size(); }

 private:
  struct Key {
    std::string kid;
    std::string alg;  // Empty: any that suits.
    bool is_rsa;
    Jwk jwk;
  };
  std::vector<Key> keys_;
};

// Base64url without padding.
std::string Base64Url(absl::string_view bytes);

}  // namespace omzien::people
