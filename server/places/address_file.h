// The source that `omziend import-addresses` fills: knows every address, needs
// no network.

#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "server/places/address_store.h"
#include "server/places/place_query.h"
#include "server/places/postcode.h"
#include "server/places/source.h"

namespace omzien::places {

// Thread-safe. Every question looks whether the file was replaced (one stat(),
// about a microsecond) and then takes the new one; a new one that is damaged is
// noted once and the old stays in use.
class AddressFile final : public Source {
 public:
  // `near_villages`: folded names; suggestions from them go first.
  AddressFile(std::string path, absl::flat_hash_set<std::string> near_villages,
              Note note);

  // Looks for the file as a question does. NOT_FOUND when there is none yet,
  // else as AddressStore::Open.
  absl::Status Refresh() ABSL_LOCKS_EXCLUDED(mutex_, opening_);

  void Ask(const PlaceQuery& query, core::Places::Done done) override;
  absl::string_view Name() const override { return "address store"; }

 private:
  // Which file it is.
  struct Identity {
    uint64_t device = 0;
    uint64_t inode = 0;
    int64_t changed_ns = 0;

    friend bool operator==(const Identity&, const Identity&) = default;
  };

  absl::Status Reopen(const Identity& seen) ABSL_LOCKS_EXCLUDED(mutex_);
  core::PlaceAnswer Look(const PlaceQuery& query, Postcode typed)
      ABSL_SHARED_LOCKS_REQUIRED(mutex_);

  const std::string path_;
  const absl::flat_hash_set<std::string> near_villages_;
  const Note note_;
  // Held by the one thread that opens a new file; the others go on.
  absl::Mutex opening_ ABSL_ACQUIRED_BEFORE(mutex_);
  absl::Mutex mutex_;
  Identity seen_ ABSL_GUARDED_BY(mutex_);
  absl::Status problem_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<AddressStore> store_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace omzien::places
