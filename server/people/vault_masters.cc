// What the vault does with master keys: each wraps people's keys, and others
// come in their place while the server runs.

#include <sodium.h>  // NOLINT(misc-include-cleaner): the door to the rest.

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "matcher/status_macros.h"
#include "server/people/cipher.h"
#include "server/people/key_file.h"
#include "server/people/master_keys.h"
#include "server/people/vault.h"

namespace omzien::people {
namespace {

absl::string_view View(const auto& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// What a wrapped key is bound to: its place.
std::string PlaceOf(std::uint32_t number) {
  return absl::StrCat("key ", number);
}

bool IsSame(const Key& one, const Key& other) {
  return sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

}  // namespace

Slot Vault::Wrapped(std::uint32_t number, const Key& key) const {
  Slot slot;
  slot.master = masters_.newest();
  const std::string sealed =
      SealWith(*masters_.Find(slot.master), View(key), PlaceOf(number));
  std::ranges::copy(sealed, slot.sealed.begin());
  return slot;
}

absl::StatusOr<Key> Vault::KeyIn(std::uint32_t number, const Slot& slot) const {
  const Key* const master = masters_.Find(slot.master);
  if (master == nullptr) {
    return absl::DataLossError(
        absl::StrCat("there is no master key ", slot.master));
  }
  OMZIEN_ASSIGN_OR_RETURN(
      std::string opened,
      OpenWith(*master, View(slot.sealed), PlaceOf(number)));
  Key key;
  std::ranges::copy(opened, key.begin());
  sodium_memzero(opened.data(), opened.size());
  return key;
}

absl::Status Vault::UseMasters(MasterKeys masters) {
  const absl::MutexLock lock(&mutex_);
  for (const std::uint8_t number : masters_.numbers()) {
    const Key* const given = masters.Find(number);
    if (given == nullptr && wrapped_with_.contains(number)) {
      return absl::FailedPreconditionError(absl::StrCat(
          "people's keys are still wrapped with master key ", number,
          ", which is not among those given: put its line back, and take it "
          "out when all keys are wrapped with the newest"));
    }
    if (given != nullptr && !IsSame(*given, *masters_.Find(number))) {
      return absl::FailedPreconditionError(absl::StrCat(
          "master key ", number,
          " is another than the one in use: put its "
          "line back as it was; a new key has a number of its own, "
          "`omziend make-key --number ",
          masters_.newest() + 1, "`"));
    }
  }
  if (masters.newest() != masters_.newest()) rewrap_at_ = 0;
  masters_ = std::move(masters);
  return absl::OkStatus();
}

absl::StatusOr<int> Vault::Rewrap(int max) {
  const absl::MutexLock lock(&mutex_);
  wrapped_with_.insert(masters_.newest());
  OMZIEN_RETURN_IF_ERROR(file_->Rewrap(masters_));
  const std::uint32_t first = rewrap_at_.value_or(file_->size());
  const std::uint32_t end =
      std::min(file_->size(), first + static_cast<std::uint32_t>(max));
  for (std::uint32_t number = first; number < end; ++number) {
    const Slot& slot = file_->slot(number);
    const bool holds_key =
        slot.state == Slot::State::kReady || slot.state == Slot::State::kInUse;
    if (!holds_key || slot.master == masters_.newest()) continue;
    OMZIEN_ASSIGN_OR_RETURN(Key key, KeyIn(number, slot));
    Slot wrapped = Wrapped(number, key);
    sodium_memzero(key.data(), key.size());
    wrapped.state = slot.state;
    wrapped.owner = slot.owner;
    OMZIEN_RETURN_IF_ERROR(file_->Write(number, wrapped));
  }
  if (first < end) OMZIEN_RETURN_IF_ERROR(file_->Sync());
  if (end < file_->size()) {
    rewrap_at_ = end;
    return static_cast<int>(file_->size() - end);
  }
  rewrap_at_.reset();
  wrapped_with_ = {masters_.newest()};
  return 0;
}

}  // namespace omzien::people
