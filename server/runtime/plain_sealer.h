// Stands at the port Sealer where nothing is to be sealed: in a trial with
// invented people (vault.unsealed), and in tests. Its name goes into the store,
// so that a store written with it is never taken for one that is sealed.

#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/core/error.h"
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

  // There is no key to destroy: what the journal and the backups hold would
  // stay readable.
  absl::Status Erase(absl::string_view /*person*/,
                     const std::vector<std::string>& /*identities*/) override {
    return core::Refuse(core::Reason::kUnsealed,
                        "this server seals nothing (vault.unsealed), so it "
                        "cannot erase anybody for good");
  }
  bool IsErasedIdentity(absl::string_view /*identity*/) const override {
    return false;
  }
};

}  // namespace omzien::runtime
