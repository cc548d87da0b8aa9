#include "server/runtime/shifted_clock.h"

#include <algorithm>
#include <cstdint>
#include <fstream>

#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace omzien::runtime {

absl::Duration ShiftedClock::Shift() {
  std::int64_t seconds = 0;
  std::ifstream file(path_);
  const bool read = static_cast<bool>(file >> seconds);
  const absl::MutexLock lock(&mutex_);
  // Time does not go back.
  if (read) shift_ = std::max(shift_, absl::Seconds(seconds));
  return shift_;
}

}  // namespace omzien::runtime
