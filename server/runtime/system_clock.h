// The door to real time: the one place, with its kin in runtime/, where the
// program reads the machine's clocks.

#pragma once

#include "absl/time/time.h"
#include "server/core/clock.h"

namespace omzien::runtime {

// Thread-safe.
class SystemClock final : public core::Clock {
 public:
  absl::Time TimeNow() override;

  // Counts on while the machine sleeps: a laptop that wakes up has not had its
  // clock set, so it is no jump.
  absl::Duration SteadyNow() override;
};

}  // namespace omzien::runtime
