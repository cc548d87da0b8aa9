#include "server/core/lane_clock.h"

#include <algorithm>

#include "absl/time/time.h"
#include "server/core/clock.h"

namespace omzien::core {

LaneClock::LaneClock(Clock& clock, absl::Time floor)
    : clock_(clock),
      last_(floor),
      base_time_(clock.TimeNow()),
      base_steady_(clock.SteadyNow()) {
  // The clock went back while we were down: go on from where we were.
  if (base_time_ + kClockJump < floor) {
    base_time_ = floor;
    jumped_.store(true);
  }
}

absl::Time LaneClock::Now() {
  const absl::Time calendar = clock_.TimeNow();
  const absl::Duration steady = clock_.SteadyNow();
  const absl::Time expected = base_time_ + (steady - base_steady_);
  const bool agrees = absl::AbsDuration(calendar - expected) <= kClockJump;
  // It is for the time that the clock shows now, also when that agrees.
  const bool confirmed = confirmed_.exchange(false);
  if (agrees || confirmed) {
    base_time_ = calendar;
    base_steady_ = steady;
    jumped_.store(false);
    last_ = std::max(last_, calendar);
  } else {
    jumped_.store(true);
    last_ = std::max(last_, expected);
  }
  return last_;
}

}  // namespace omzien::core
