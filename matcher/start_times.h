// A few start times that are real choices.

#pragma once

#include <vector>

#include "absl/time/time.h"
#include "matcher/policy.h"
#include "matcher/start_range.h"

namespace omzien::matcher {

// At most policy.start_times_max of the starts, sorted, at least start_step
// apart. An older resident wants to hear few times that differ, so we take
//   1. the earliest of each date, the soonest dates first;
//   2. the earliest of each range on the same dates (morning, afternoon);
//   3. what lies farthest from those taken, the earlier of equals.
// Each is the first quarter of an hour on the wall clock that its range allows;
// a range without one gives its first whole minute, or its first moment.
std::vector<absl::Time> PickStartTimes(const StartRanges& starts,
                                       absl::TimeZone zone,
                                       const Policy& policy);

}  // namespace omzien::matcher
