#include "server/runtime/system_clock.h"

#include <time.h>

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace omzien::runtime {

absl::Time SystemClock::TimeNow() { return absl::Now(); }

absl::Duration SystemClock::SteadyNow() {
  timespec now{};
  // Cannot fail: Linux has this clock since 2.6.39, and `now` is ours.
  clock_gettime(CLOCK_BOOTTIME, &now);
  return absl::DurationFromTimespec(now);
}

}  // namespace omzien::runtime
