#include "server/runtime/shifted_clock.h"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <string>

#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace omzien::runtime {

ShiftedClock::Distance ShiftedClock::Read() {
  std::int64_t seconds = 0;
  std::int64_t jump = 0;
  std::string word;
  std::ifstream file(path_);
  const bool read = static_cast<bool>(file >> seconds);
  if (!(file >> word >> jump) || word != "jump") jump = 0;
  const absl::MutexLock lock(&mutex_);
  if (read) {
    // Time does not go back; a clock does.
    last_.shift = std::max(last_.shift, absl::Seconds(seconds));
    last_.jump = absl::Seconds(jump);
  }
  return last_;
}

}  // namespace omzien::runtime
