// Sees when the machine itself stood still: a virtual machine whose processor
// is given to another counts that time as spent by the thread that ran.

#pragma once

#include <atomic>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace omzien::bench {

// A thread of the highest priority on each processor wakes every millisecond;
// how late it comes is what no program could have used. Thread-safe.
class StallWatch {
 public:
  StallWatch();
  StallWatch(const StallWatch&) = delete;
  StallWatch& operator=(const StallWatch&) = delete;
  ~StallWatch();

  // Microseconds, since the last time it was asked; -1 when threads may not
  // have that priority (`man 7 sched`).
  double TakeLongestUs();

 private:
  void Watch();

  bool sees_all_ = false;
  std::atomic<bool> is_over_ = false;
  absl::Mutex mutex_;
  absl::Duration longest_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::thread> threads_;
};

}  // namespace omzien::bench
