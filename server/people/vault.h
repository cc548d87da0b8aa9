// Seals what is about a person with that person's own key. Destroying the key
// makes it unreadable for ever, in the store, the journal and every backup of
// them.
//
// What it gives: a format byte (1), the slot of the key (4 bytes, little
// endian), nonce, ciphertext and tag of XChaCha20-Poly1305; the person's id is
// authenticated with it, so that nothing can be passed off as somebody else's.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/btree_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "server/core/sealer.h"
#include "server/people/key_cache.h"
#include "server/people/key_file.h"
#include "server/people/master_keys.h"

namespace omzien::people {

// Thread-safe: a start opens what is sealed on several threads, beside the
// lane, which alone changes anything.
class Vault final : public core::Sealer {
 public:
  // Reads every slot once: 0.08 s for 100,000 people. DATA_LOSS when a slot is
  // damaged, or wrapped with a master key that is not given.
  static absl::StatusOr<std::unique_ptr<Vault>> Open(
      const std::string& key_file, MasterKeys masters);

  Vault(const Vault&) = delete;
  Vault& operator=(const Vault&) = delete;
  ~Vault() override;

  absl::string_view name() const override { return kName; }
  static constexpr absl::string_view kName = "xchacha20poly1305";

  // A person's first call takes a key that is durable already; every 256th
  // such call makes the next ones so, which is one write and one sync.
  // NOT_FOUND when the person was erased.
  absl::StatusOr<std::string> Seal(absl::string_view person,
                                   absl::string_view plaintext) override;

  // NOT_FOUND when the person was erased, DATA_LOSS when the bytes are not what
  // Seal() gave for this person.
  absl::StatusOr<std::string> Open(absl::string_view person,
                                   absl::string_view sealed) override;

  // Remembers the identities as keyed hashes.
  absl::Status Erase(absl::string_view person,
                     const std::vector<std::string>& identities) override;

  // True when this person's key was destroyed.
  bool WasErased(absl::string_view person) const;
  bool IsErasedIdentity(absl::string_view identity) const override;

  // Takes these master keys in place of those it has, which are wiped.
  // FAILED_PRECONDITION, and nothing is changed, when one is not among them
  // that something may still be wrapped with, or one is another than it has of
  // this number.
  absl::Status UseMasters(MasterKeys masters);

  // True when something may be wrapped with another master key than the newest.
  bool IsToRewrap() const {
    const absl::ReaderMutexLock lock(&mutex_);
    return rewrap_at_.has_value() || file_->master() != masters_.newest();
  }

  // Looks at up to `max` slots, and wraps with the newest master key what is
  // wrapped with another. Returns how many slots are left to look at; at 0 the
  // older ones can go.
  absl::StatusOr<int> Rewrap(int max);

 private:
  Vault(std::unique_ptr<KeyFile> file, MasterKeys masters);
  absl::Status Load() ABSL_LOCKS_EXCLUDED(mutex_);
  using Owners = std::vector<std::pair<Mark, std::uint32_t>>;
  absl::Status Take(std::uint32_t number, const Slot& slot, Owners& owners)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status MakeReady() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::StatusOr<std::uint32_t> SlotFor(absl::string_view person)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::StatusOr<std::uint32_t> Assign(const Mark& owner)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::StatusOr<Key> KeyToSeal(absl::string_view person, std::uint32_t& slot)
      ABSL_LOCKS_EXCLUDED(mutex_);
  // The key in a slot.
  struct Found {
    Key key{};
    bool is_nobodys = false;  // It has no owner yet.
    std::size_t erased = 0;   // How many people were, when it was found.
  };
  absl::StatusOr<Found> Find(absl::string_view person, std::uint32_t slot) const
      ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status Claim(absl::string_view person, std::uint32_t slot)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::StatusOr<Key> KeyIn(std::uint32_t number, const Slot& slot) const
      ABSL_SHARED_LOCKS_REQUIRED(mutex_);
  Slot Wrapped(std::uint32_t number, const Key& key) const
      ABSL_SHARED_LOCKS_REQUIRED(mutex_);

  mutable absl::Mutex mutex_;
  // Written to with the lock alone, like all that follows it.
  const std::unique_ptr<KeyFile> file_;
  MasterKeys masters_ ABSL_GUARDED_BY(mutex_);
  // Of owners. Trees: a table of hashes that grows would hold the lane.
  absl::btree_map<Mark, std::uint32_t> slots_ ABSL_GUARDED_BY(mutex_);
  std::set<Mark> erased_ ABSL_GUARDED_BY(mutex_);  // Owners.
  std::set<Mark> tombstones_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::uint32_t> ready_ ABSL_GUARDED_BY(mutex_);  // Lowest last.
  // From this slot on a key may be wrapped with another than the newest.
  std::optional<std::uint32_t> rewrap_at_ ABSL_GUARDED_BY(mutex_);
  // Master keys that may be needed.
  std::set<std::uint8_t> wrapped_with_ ABSL_GUARDED_BY(mutex_);
  // Nobody's who is erased: what is put into it is put under the lock.
  KeyCache used_lately_;
};

}  // namespace omzien::people
