#include "matcher/job_case.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "absl/time/time.h"
#include "matcher/job.h"
#include "matcher/local_days.h"
#include "matcher/point.h"
#include "matcher/policy.h"
#include "matcher/start_range.h"
#include "matcher/time_span.h"

namespace omzien::matcher {
namespace {

std::vector<TimeSpan> WindowsOf(const Job& job) {
  if (job.fixed_start.has_value()) {
    return {{*job.fixed_start, *job.fixed_start + job.duration}};
  }
  std::vector<TimeSpan> windows = job.windows;
  std::ranges::sort(windows, {}, [](const TimeSpan& window) {
    return std::tuple(window.start, window.end);
  });
  return windows;
}

LocalDays DaysOfWork(const StartRanges& starts, const Job& job) {
  std::vector<TimeSpan> work;
  for (const StartRange& range : starts) {
    work.push_back({range.first, range.last + job.duration});
  }
  return DaysTouching(work, job.time_zone);
}

}  // namespace

JobCase::JobCase(const Job& job_in, const Policy& policy_in, absl::Time now_in)
    : job(job_in),
      policy(policy_in),
      now(now_in),
      place(DirectionOf(job_in.place)),
      local_now(now_in, job_in.time_zone),
      windows(WindowsOf(job_in)),
      starts(StartsIn(windows, job_in.duration, now_in + policy_in.lead_min)),
      days(DaysOfWork(starts, job_in)) {}

}  // namespace omzien::matcher
