#include "matcher/suiting.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matcher/availability.h"
#include "matcher/check.h"
#include "matcher/job_case.h"
#include "matcher/local_days.h"
#include "matcher/point.h"
#include "matcher/quiet_hours.h"
#include "matcher/start_range.h"
#include "matcher/time_span.h"
#include "matcher/travel.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {
namespace {

bool HoldsAll(const JobCase& job_case, const Volunteer& volunteer,
              absl::CivilDay date) {
  return std::ranges::all_of(job_case.job.checks, [&](CheckKind kind) {
    return Holds(volunteer, kind, date);
  });
}

// The days on which all checks hold, as Merged() gives them.
std::vector<TimeSpan> CheckedSpans(const JobCase& job_case,
                                   const Volunteer& volunteer) {
  std::vector<TimeSpan> spans;
  for (const LocalDay& day : job_case.days) {
    if (!HoldsAll(job_case, volunteer, day.date)) continue;
    for (const ClockRun& run : day.runs) spans.push_back(run.span);
  }
  return Merged(std::move(spans));
}

// The starts at which the work, or the travel between there and the place of an
// engagement, would run into that engagement: those strictly between the ends.
std::vector<TimeSpan> BlockedStarts(const JobCase& job_case,
                                    const Volunteer& volunteer) {
  std::vector<TimeSpan> blocked;
  for (const Engagement& engagement : volunteer.engagements) {
    const std::int64_t distance_mm =
        DistanceMm(engagement.place, job_case.job.place);
    const absl::Duration travel =
        absl::Minutes(TravelMin(volunteer.travel_mode, distance_mm));
    blocked.push_back({engagement.span.start - travel - job_case.job.duration,
                       engagement.span.end + travel});
  }
  return blocked;
}

void HoldAgainstChecks(const JobCase& job_case, const Volunteer& volunteer,
                       Suiting& suiting) {
  if (job_case.job.checks.empty()) return;
  suiting.before_checks = suiting.starts;
  if (suiting.starts.empty()) {
    // It is too late for the job; today says as well what is missing.
    const absl::CivilDay today =
        absl::ToCivilDay(job_case.now, job_case.job.time_zone);
    suiting.checks_lack = !HoldsAll(job_case, volunteer, today);
    return;
  }
  StartRanges checked = StartsWithin(
      suiting.starts, CheckedSpans(job_case, volunteer), job_case.job.duration);
  suiting.checks_lack = checked.empty();
  if (!suiting.checks_lack) suiting.starts = std::move(checked);
}

void HoldAgainstEngagements(const JobCase& job_case, const Volunteer& volunteer,
                            Suiting& suiting) {
  if (volunteer.engagements.empty() || suiting.starts.empty()) return;
  StartRanges clear =
      StartsOutside(suiting.starts, BlockedStarts(job_case, volunteer));
  suiting.busy = clear.empty();
  if (!suiting.busy) suiting.starts = std::move(clear);
}

}  // namespace

bool Holds(const Volunteer& volunteer, CheckKind kind, absl::CivilDay date) {
  return std::ranges::any_of(volunteer.checks, [&](const CheckHeld& held) {
    return held.kind == kind && held.seen_on <= date &&
           date <= held.valid_until;
  });
}

Suiting FindSuiting(const JobCase& job_case, const Volunteer& volunteer) {
  const absl::Duration duration = job_case.job.duration;
  Suiting suiting;
  suiting.ask_at = EarliestAsk(volunteer.limits, job_case.local_now);
  suiting.starts = suiting.ask_at == job_case.now
                       ? job_case.starts
                       : StartsIn(job_case.windows, duration,
                                  suiting.ask_at + job_case.policy.lead_min);
  if (!suiting.starts.empty()) {
    suiting.free = StartsWithin(
        suiting.starts, FreeSpans(volunteer.availability, job_case.days),
        duration);
  }
  if (!suiting.free.empty()) suiting.starts = suiting.free;
  HoldAgainstChecks(job_case, volunteer, suiting);
  HoldAgainstEngagements(job_case, volunteer, suiting);
  return suiting;
}

}  // namespace omzien::matcher
