// Who wants to be woken when something happens to whom.

#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"
#include "omzien/store/v1/record.pb.h"

namespace omzien::core {

// Thread-safe. The one lock in core: watchers come and go on the network's
// threads, and must be able to leave for good.
class WatchRegistry {
 public:
  std::uint64_t Add(const std::string& parent, std::function<void()> wake)
      ABSL_LOCKS_EXCLUDED(mutex_);
  void Remove(std::uint64_t id) ABSL_LOCKS_EXCLUDED(mutex_);

  // Wakes all whom this entry concerns.
  void Wake(const store::v1::JournalEntry& entry) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  using Watchers = std::map<std::uint64_t, std::function<void()>>;

  absl::Mutex mutex_;
  std::uint64_t next_ ABSL_GUARDED_BY(mutex_) = 1;
  absl::flat_hash_map<std::string, Watchers> watchers_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<std::uint64_t, std::string> parents_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace omzien::core
