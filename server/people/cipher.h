// The one cipher of the vault: XChaCha20-Poly1305 of libsodium (the IETF
// variant, draft-irtf-cfrg-xchacha-03) with a random nonce.

#pragma once

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/people/master_keys.h"

namespace omzien::people {

// By how much what is sealed is longer: the nonce and the tag.
inline constexpr std::size_t kCipherBytes = 24 + 16;

// XChaCha20-Poly1305 of `plaintext` and `known`, which is not in the result:
// nonce, ciphertext, tag.
std::string SealWith(const Key& key, absl::string_view plaintext,
                     absl::string_view known);

// DATA_LOSS when this was not sealed so.
absl::StatusOr<std::string> OpenWith(const Key& key, absl::string_view sealed,
                                     absl::string_view known);

}  // namespace omzien::people
