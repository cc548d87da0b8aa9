// A job with all that is worked out once, before volunteers are held against
// it.

#pragma once

#include <vector>

#include "absl/time/time.h"
#include "matcher/job.h"
#include "matcher/local_days.h"
#include "matcher/point.h"
#include "matcher/policy.h"
#include "matcher/quiet_hours.h"
#include "matcher/start_range.h"
#include "matcher/time_span.h"

namespace omzien::matcher {

// Borrows `job` and `policy`, which outlive it. Looks at no more than kDaysMax
// dates of the windows; work on later ones counts as not available.
struct JobCase {
  JobCase(const Job& job_in, const Policy& policy_in, absl::Time now_in);

  const Job& job;
  const Policy& policy;
  absl::Time now;
  Direction place;  // Of the job.
  LocalMoment local_now;
  // Sorted; with a fixed start just the time of the work.
  std::vector<TimeSpan> windows;
  StartRanges starts;  // What is left of them for who is asked now.
  LocalDays days;      // The dates of the work at these starts.
};

}  // namespace omzien::matcher
