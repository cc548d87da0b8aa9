// The port to sealing personal data: a person's data is unreadable without that
// person's key. people/vault.h does it, runtime/plain_sealer.h seals nothing;
// the name is written into the store, and a store opens only with the sealer it
// was written with.

#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace omzien::core {

// Used by one lane; at the start Open() is called on other threads too, also
// beside the rest.
class Sealer {
 public:
  virtual ~Sealer() = default;

  // Written into the store: "plain", "xchacha20poly1305".
  virtual absl::string_view name() const = 0;

  // `person` is the id without its collection. NOT_FOUND when she was erased.
  virtual absl::StatusOr<std::string> Seal(absl::string_view person,
                                           absl::string_view plaintext) = 0;

  // NOT_FOUND when the person was erased: the key is gone.
  virtual absl::StatusOr<std::string> Open(absl::string_view person,
                                           absl::string_view ciphertext) = 0;

  // Destroys the person's key; what it sealed is unreadable for ever. Durable
  // when it returns OK, harmless when done twice. `identities`, at most four,
  // are known again by IsErasedIdentity(), and not kept as they are.
  virtual absl::Status Erase(absl::string_view person,
                             const std::vector<std::string>& identities) = 0;
  virtual bool IsErasedIdentity(absl::string_view identity) const = 0;
};

}  // namespace omzien::core
