// A sealer for tests that really hides: what it seals can be found in no byte
// of the store, and a person can be erased.

#pragma once

#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "server/core/fingerprint.h"
#include "server/core/sealer.h"

namespace omzien::core {

// Not thread-safe.
class ScramblingSealer final : public Sealer {
 public:
  absl::string_view name() const override { return "scrambling"; }

  // Refuses to seal for nobody, and for who was erased: as people/vault.h does.
  absl::StatusOr<std::string> Seal(absl::string_view person,
                                   absl::string_view plaintext) override {
    if (person.empty()) return absl::InternalError("sealed for nobody");
    if (erased_.contains(std::string(person))) {
      return absl::NotFoundError("erased");
    }
    return kMark + Scramble(person, plaintext);
  }

  absl::StatusOr<std::string> Open(absl::string_view person,
                                   absl::string_view ciphertext) override {
    if (erased_.contains(std::string(person))) {
      return absl::NotFoundError("erased");
    }
    if (!absl::ConsumePrefix(&ciphertext, kMark)) {
      return absl::DataLossError("not sealed");
    }
    return Scramble(person, ciphertext);
  }

  absl::Status Erase(absl::string_view person,
                     const std::vector<std::string>& identities) override {
    erased_.insert(std::string(person));
    identities_.insert(identities.begin(), identities.end());
    return absl::OkStatus();
  }
  bool IsErasedIdentity(absl::string_view identity) const override {
    return identities_.contains(std::string(identity));
  }

 private:
  static constexpr char kMark[] = "sealed:";

  static std::string Scramble(absl::string_view person,
                              absl::string_view text) {
    const std::string key = Fingerprint(person);
    std::string result(text);
    for (std::size_t i = 0; i < result.size(); ++i) {
      result[i] = static_cast<char>(result[i] ^ key[i % key.size()]);
    }
    return result;
  }

  std::set<std::string> erased_;
  std::set<std::string> identities_;
};

}  // namespace omzien::core
