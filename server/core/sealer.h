// The port to sealing personal data: a person's data is unreadable without that
// person's key. people/vault.h does it, runtime/plain_sealer.h seals nothing;
// the name is written into the store, and a store opens only with the sealer it
// was written with.

#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace omzien::core {

// Used by one lane; need not be thread-safe.
class Sealer {
 public:
  virtual ~Sealer() = default;

  // Written into the store: "plain", "xchacha20poly1305".
  virtual absl::string_view name() const = 0;

  // `person` is the id without its collection.
  virtual absl::StatusOr<std::string> Seal(absl::string_view person,
                                           absl::string_view plaintext) = 0;

  // NOT_FOUND when the person was erased: the key is gone.
  virtual absl::StatusOr<std::string> Open(absl::string_view person,
                                           absl::string_view ciphertext) = 0;
};

}  // namespace omzien::core
