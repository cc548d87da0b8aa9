// Real time plus a distance that a file says: how a demonstration or a test
// lets days go by in seconds. For `omziend --time-file`; never for people's
// service.

#pragma once

#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "server/core/clock.h"

namespace omzien::runtime {

// Thread-safe. The file holds whole seconds, "86400", and is looked at at every
// reading; a file that is absent or holds something else counts as the last
// number. Both clocks move along: time goes by, nobody sets a clock.
class ShiftedClock final : public core::Clock {
 public:
  // `clock` outlives this.
  ShiftedClock(core::Clock& clock, std::string path)
      : clock_(clock), path_(std::move(path)) {}

  absl::Time TimeNow() override { return clock_.TimeNow() + Shift(); }
  absl::Duration SteadyNow() override { return clock_.SteadyNow() + Shift(); }

 private:
  absl::Duration Shift() ABSL_LOCKS_EXCLUDED(mutex_);

  core::Clock& clock_;
  const std::string path_;
  absl::Mutex mutex_;
  absl::Duration shift_ ABSL_GUARDED_BY(mutex_) = absl::ZeroDuration();
};

}  // namespace omzien::runtime
