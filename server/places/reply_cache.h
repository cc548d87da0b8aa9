// The answers of PDOK that were used last.

#pragma once

#include <cstddef>
#include <memory>

#include "absl/base/thread_annotations.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "server/core/lately_used.h"
#include "server/places/pdok_reply.h"

namespace omzien::places {

// Thread-safe. Holds at most `max` replies; the one that was used longest ago
// goes first.
class ReplyCache {
 public:
  using Reply = std::shared_ptr<const PdokReply>;

  explicit ReplyCache(size_t max) : replies_(max) {}

  // Null when it is not there.
  Reply Get(absl::string_view target) ABSL_LOCKS_EXCLUDED(mutex_);
  void Put(absl::string_view target, Reply reply) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  absl::Mutex mutex_;
  core::LatelyUsed<Reply> replies_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace omzien::places
