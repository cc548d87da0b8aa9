// The answers of PDOK that were used last.

#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "server/places/pdok_reply.h"

namespace omzien::places {

// Thread-safe. Holds at most `max` replies; the one that was used longest ago
// goes first.
class ReplyCache {
 public:
  using Reply = std::shared_ptr<const PdokReply>;

  explicit ReplyCache(size_t max) : max_(max) {}

  // Null when it is not there.
  Reply Get(absl::string_view target) ABSL_LOCKS_EXCLUDED(mutex_);
  void Put(absl::string_view target, Reply reply) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  using Entries = std::list<std::pair<std::string, Reply>>;

  const size_t max_;
  absl::Mutex mutex_;
  Entries entries_ ABSL_GUARDED_BY(mutex_);  // Used last at the front.
  absl::flat_hash_map<absl::string_view, Entries::iterator> by_target_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace omzien::places
