#include "server/people/vault.h"

#include <sodium.h>  // NOLINT(misc-include-cleaner): the door to the rest.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "matcher/status_macros.h"
#include "server/people/cipher.h"
#include "server/people/key_file.h"
#include "server/people/master_keys.h"

namespace omzien::people {
namespace {

constexpr char kFormat = 1;
constexpr std::size_t kPrefixBytes = 1 + sizeof(std::uint32_t);
// Made durable at once, so that one sync serves as many new people.
constexpr std::uint32_t kReadyAtOnce = 256;
constexpr std::uint32_t kSlotsMax = 100'000'000;

std::string Prefix(std::uint32_t slot) {
  std::string prefix(kPrefixBytes, kFormat);
  for (std::size_t i = 1; i < kPrefixBytes; ++i, slot >>= 8U) {
    prefix[i] = static_cast<char>(slot & 0xFFU);
  }
  return prefix;
}

std::uint32_t SlotIn(absl::string_view sealed) {
  std::uint32_t slot = 0;
  for (std::size_t i = kPrefixBytes - 1; i > 0; --i) {
    slot = slot << 8U | static_cast<unsigned char>(sealed[i]);
  }
  return slot;
}

absl::Status Erased() {
  return absl::NotFoundError("this person's data was erased");
}

}  // namespace

absl::StatusOr<std::unique_ptr<Vault>> Vault::Open(const std::string& key_file,
                                                   MasterKeys masters) {
  OMZIEN_ASSIGN_OR_RETURN(auto file, KeyFile::Open(key_file, masters));
  std::unique_ptr<Vault> vault(new Vault(std::move(file), std::move(masters)));
  OMZIEN_RETURN_IF_ERROR(vault->Load());
  return vault;
}

Vault::Vault(std::unique_ptr<KeyFile> file, MasterKeys masters)
    : file_(std::move(file)), masters_(std::move(masters)) {}

Vault::~Vault() = default;

absl::Status Vault::Load() {
  const absl::MutexLock lock(&mutex_);
  wrapped_with_.insert(file_->master());
  Owners owners;
  for (std::uint32_t number = 0; number < file_->size(); ++number) {
    OMZIEN_RETURN_IF_ERROR(Take(number, file_->slot(number), owners));
  }
  // In order, each at the end: several times faster than as they come.
  std::ranges::sort(owners);
  for (const auto& owner : owners) slots_.insert(slots_.end(), owner);
  std::ranges::reverse(ready_);
  return absl::OkStatus();
}

absl::Status Vault::Take(std::uint32_t number, const Slot& slot,
                         Owners& owners) {
  if (slot.state == Slot::State::kEmpty) return absl::OkStatus();
  if (slot.state == Slot::State::kErased) {
    erased_.insert(slot.owner);
    for (std::size_t at = 0; at + sizeof(Mark) <= slot.sealed.size();
         at += sizeof(Mark)) {
      Mark mark{};
      std::copy_n(slot.sealed.begin() + static_cast<std::ptrdiff_t>(at),
                  mark.size(), mark.begin());
      if (mark != Mark{}) tombstones_.insert(mark);
    }
    return absl::OkStatus();
  }
  if (masters_.Find(slot.master) == nullptr) {
    return absl::FailedPreconditionError(absl::StrCat(
        "somebody's key is wrapped with master key ", slot.master,
        ", which is not among those given: add it to the file of master keys"));
  }
  wrapped_with_.insert(slot.master);
  if (slot.master != masters_.newest() && !rewrap_at_.has_value()) {
    rewrap_at_ = number;
  }
  if (slot.state == Slot::State::kReady) {
    ready_.push_back(number);
  } else {
    owners.emplace_back(slot.owner, number);
  }
  return absl::OkStatus();
}

absl::Status Vault::MakeReady() {
  const std::uint32_t first = file_->size();
  if (first + kReadyAtOnce > kSlotsMax) {
    return absl::ResourceExhaustedError("the key file is full");
  }
  Key key;
  const absl::Cleanup wipe = [&key] { sodium_memzero(key.data(), key.size()); };
  wrapped_with_.insert(masters_.newest());
  for (std::uint32_t i = kReadyAtOnce; i > 0; --i) {
    const std::uint32_t number = first + kReadyAtOnce - i;
    randombytes_buf(key.data(), key.size());
    OMZIEN_RETURN_IF_ERROR(file_->Write(number, Wrapped(number, key)));
  }
  OMZIEN_RETURN_IF_ERROR(file_->Sync());
  for (std::uint32_t i = kReadyAtOnce; i > 0; --i) {
    ready_.push_back(first + i - 1);
  }
  return absl::OkStatus();
}

// The mark is written and not synced: a record that uses the key becomes
// durable with the number of the slot in it, and Open() then finds the owner
// again.
absl::StatusOr<std::uint32_t> Vault::Assign(const Mark& owner) {
  if (ready_.empty()) OMZIEN_RETURN_IF_ERROR(MakeReady());
  const std::uint32_t number = ready_.back();
  Slot slot = file_->slot(number);
  slot.state = Slot::State::kInUse;
  slot.owner = owner;
  OMZIEN_RETURN_IF_ERROR(file_->Write(number, slot));
  ready_.pop_back();
  slots_.emplace(owner, number);
  return number;
}

absl::StatusOr<std::uint32_t> Vault::SlotFor(absl::string_view person) {
  if (person.empty()) return absl::InternalError("sealed for nobody");
  const Mark owner = file_->MarkOf(KeyFile::Use::kOwner, person);
  if (erased_.contains(owner)) return Erased();
  const auto known = slots_.find(owner);
  if (known != slots_.end()) return known->second;
  return Assign(owner);
}

absl::StatusOr<Key> Vault::KeyToSeal(absl::string_view person,
                                     std::uint32_t& slot) {
  const absl::MutexLock lock(&mutex_);
  if (const auto used = used_lately_.Find(person); used.has_value()) {
    slot = used->slot;
    return used->key;
  }
  OMZIEN_ASSIGN_OR_RETURN(slot, SlotFor(person));
  OMZIEN_ASSIGN_OR_RETURN(const Key key, KeyIn(slot, file_->slot(slot)));
  used_lately_.Keep(person, {slot, key});
  return key;
}

absl::StatusOr<std::string> Vault::Seal(absl::string_view person,
                                        absl::string_view plaintext) {
  std::uint32_t slot = 0;
  OMZIEN_ASSIGN_OR_RETURN(Key key, KeyToSeal(person, slot));
  const absl::Cleanup wipe = [&key] { sodium_memzero(key.data(), key.size()); };
  return absl::StrCat(Prefix(slot), SealWith(key, plaintext, person));
}

absl::StatusOr<Vault::Found> Vault::Find(absl::string_view person,
                                         std::uint32_t slot) const {
  const absl::ReaderMutexLock lock(&mutex_);
  if (slot >= file_->size() || file_->slot(slot).state == Slot::State::kEmpty) {
    return absl::DataLossError(absl::StrCat(
        "the key file has no key ", slot,
        ": it is older than the data, or not the one that belongs to it"));
  }
  const Slot& read = file_->slot(slot);
  if (read.state == Slot::State::kErased) return Erased();
  const bool is_nobodys = read.state == Slot::State::kReady;
  // A slot in use is that of the one whom its key opens something of.
  if (is_nobodys &&
      erased_.contains(file_->MarkOf(KeyFile::Use::kOwner, person))) {
    return Erased();
  }
  OMZIEN_ASSIGN_OR_RETURN(const Key key, KeyIn(slot, read));
  return Found{key, is_nobodys, erased_.size()};
}

// A power cut took the mark, and left the record.
absl::Status Vault::Claim(absl::string_view person, std::uint32_t slot) {
  Slot read = file_->slot(slot);
  if (read.state != Slot::State::kReady) return absl::OkStatus();
  read.state = Slot::State::kInUse;
  read.owner = file_->MarkOf(KeyFile::Use::kOwner, person);
  OMZIEN_RETURN_IF_ERROR(file_->Write(slot, read));
  std::erase(ready_, slot);
  slots_.emplace(read.owner, slot);
  return absl::OkStatus();
}

absl::StatusOr<std::string> Vault::Open(absl::string_view person,
                                        absl::string_view sealed) {
  if (sealed.size() < kPrefixBytes || sealed.front() != kFormat) {
    return absl::DataLossError("this was not sealed by the vault");
  }
  const std::uint32_t slot = SlotIn(sealed);
  const absl::string_view rest = sealed.substr(kPrefixBytes);
  if (const auto used = used_lately_.Find(person);
      used.has_value() && used->slot == slot) {
    return OpenWith(used->key, rest, person);
  }
  OMZIEN_ASSIGN_OR_RETURN(Found found, Find(person, slot));
  const absl::Cleanup wipe = [&key = found.key] {
    sodium_memzero(key.data(), key.size());
  };
  OMZIEN_ASSIGN_OR_RETURN(std::string plaintext,
                          OpenWith(found.key, rest, person));
  if (found.is_nobodys) {
    const absl::MutexLock lock(&mutex_);
    OMZIEN_RETURN_IF_ERROR(Claim(person, slot));
  }
  const absl::ReaderMutexLock lock(&mutex_);
  // The key of somebody who was erased meanwhile must not come back.
  if (found.erased == erased_.size()) {
    used_lately_.Keep(person, {slot, found.key});
  }
  return plaintext;
}

absl::Status Vault::Erase(absl::string_view person,
                          const std::vector<std::string>& identities) {
  const absl::MutexLock lock(&mutex_);
  const Mark owner = file_->MarkOf(KeyFile::Use::kOwner, person);
  if (erased_.contains(owner)) return absl::OkStatus();
  OMZIEN_ASSIGN_OR_RETURN(const std::uint32_t number, SlotFor(person));
  Slot slot;
  slot.state = Slot::State::kErased;
  slot.owner = owner;
  auto* at = slot.sealed.begin();
  std::vector<Mark> marks;
  for (const std::string& identity : identities) {
    if (marks.size() == Slot::kTombstonesMax) break;
    marks.push_back(file_->MarkOf(KeyFile::Use::kTombstone, identity));
    at = std::ranges::copy(marks.back(), at).out;
  }
  used_lately_.LetGoOfAll();
  OMZIEN_RETURN_IF_ERROR(file_->Write(number, slot));
  OMZIEN_RETURN_IF_ERROR(file_->Sync());
  slots_.erase(owner);
  erased_.insert(owner);
  tombstones_.insert(marks.begin(), marks.end());
  return absl::OkStatus();
}

bool Vault::WasErased(absl::string_view person) const {
  const absl::ReaderMutexLock lock(&mutex_);
  return erased_.contains(file_->MarkOf(KeyFile::Use::kOwner, person));
}

bool Vault::IsErasedIdentity(absl::string_view identity) const {
  const absl::ReaderMutexLock lock(&mutex_);
  return tombstones_.contains(
      file_->MarkOf(KeyFile::Use::kTombstone, identity));
}

}  // namespace omzien::people
