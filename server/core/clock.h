// The port to time. Everything below main() takes a Clock& or, in the matcher,
// a plain absl::Time. The one door to real time is runtime/system_clock.h.

#pragma once

#include "absl/time/time.h"

namespace omzien::core {

// Implementations are thread-safe. TimeNow() is named as in newer Abseil, so
// that we can move to absl::Clock without touching callers.
class Clock {
 public:
  virtual ~Clock() = default;

  // Calendar time. May jump when somebody sets the machine's clock.
  virtual absl::Time TimeNow() = 0;

  // Time since an arbitrary moment; never jumps, never goes back. Held against
  // TimeNow() to notice jumps.
  virtual absl::Duration SteadyNow() = 0;
};

}  // namespace omzien::core
