// Core's time: never goes back, and does not follow a jump of the machine's
// clock until the operator has confirmed it.

#pragma once

#include <atomic>

#include "absl/time/time.h"
#include "server/core/clock.h"

namespace omzien::core {

// A difference between calendar and steady time larger than this is a jump.
inline constexpr absl::Duration kClockJump = absl::Minutes(5);

// Now() is called in one lane; jumped() and Confirm() from anywhere.
class LaneClock {
 public:
  // Never before `floor`: the time of the last journal entry.
  LaneClock(Clock& clock, absl::Time floor);

  // The calendar's time while it agrees with steady time to within kClockJump;
  // after a jump, where steady time says we would be.
  absl::Time Now();

  // Timers stand still while this holds.
  bool jumped() const { return jumped_.load(); }

  // Takes the calendar's time as it is now.
  void Confirm() { confirmed_.store(true); }

 private:
  Clock& clock_;
  absl::Time last_;
  absl::Time base_time_;
  absl::Duration base_steady_;
  std::atomic<bool> jumped_{false};
  std::atomic<bool> confirmed_{false};
};

}  // namespace omzien::core
