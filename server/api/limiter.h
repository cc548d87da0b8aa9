// How often somebody may call: a bucket of turns each, which fills up again
// with time.

#pragma once

#include <cstddef>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "server/core/clock.h"

namespace omzien::api {

// Thread-safe. Borrows the clock, whose steady time counts.
class Limiter {
 public:
  struct Rate {
    int turns = 0;  // That can come at once, and come back in `period`; 0: any.
    absl::Duration period;
  };

  explicit Limiter(core::Clock& clock) : clock_(clock) {}

  // Takes a turn of `who`; TOO_MANY_TRIES with the time to wait when none is
  // left.
  absl::Status Take(absl::string_view who, Rate rate);

 private:
  struct Bucket {
    double turns = 0;
    absl::Duration filled;  // Steady time.
  };
  // Buckets that have filled up again are as good as none.
  void DropFull(absl::Duration now, Rate rate)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  core::Clock& clock_;
  absl::Mutex mutex_;
  absl::flat_hash_map<std::string, Bucket> buckets_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace omzien::api
