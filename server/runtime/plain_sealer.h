// Stands at the port Sealer until the vault exists: seals nothing. Its name
// goes into the store, so that a store written with it is never taken for one
// whose data is sealed.

#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/core/sealer.h"

namespace omzien::runtime {

// Thread-safe: it keeps nothing.
class PlainSealer final : public core::Sealer {
 public:
  absl::string_view name() const override { return "plain"; }

  absl::StatusOr<std::string> Seal(absl::string_view /*person*/,
                                   absl::string_view plaintext) override {
    return std::string(plaintext);
  }

  absl::StatusOr<std::string> Open(absl::string_view /*person*/,
                                   absl::string_view ciphertext) override {
    return std::string(ciphertext);
  }
};

}  // namespace omzien::runtime
