// Stands at the port Sealer where nothing is to be sealed: in a trial with
// invented people (vault.unsealed), and in tests. Its name goes into the store,
// so that a store written with it is never taken for one that is sealed.

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
