// Real time plus a distance that a file says: how a demonstration or a test
// lets days go by in seconds, or sets the machine's clock. For
// `omziend --time-file`; never for people's service.

#pragma once

#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "server/core/clock.h"

namespace omzien::runtime {

// Thread-safe. The file holds whole seconds, "86400", and is looked at at every
// reading; a file that is absent or holds something else counts as the last
// number. Both clocks move along: time goes by, nobody sets a clock. A second
// line, "jump -3600", moves the calendar alone, ahead or back, as somebody does
// who sets the machine's clock; without it the clock is set right again.
class ShiftedClock final : public core::Clock {
 public:
  // `clock` outlives this.
  ShiftedClock(core::Clock& clock, std::string path)
      : clock_(clock), path_(std::move(path)) {}

  absl::Time TimeNow() override {
    const Distance now = Read();
    return clock_.TimeNow() + now.shift + now.jump;
  }
  absl::Duration SteadyNow() override {
    return clock_.SteadyNow() + Read().shift;
  }

 private:
  struct Distance {
    absl::Duration shift = absl::ZeroDuration();
    absl::Duration jump = absl::ZeroDuration();
  };

  Distance Read() ABSL_LOCKS_EXCLUDED(mutex_);

  core::Clock& clock_;
  const std::string path_;
  absl::Mutex mutex_;
  Distance last_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace omzien::runtime
