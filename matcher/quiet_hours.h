// The hours in which nobody is asked.

#pragma once

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {

// A moment, and what the wall clock reads then: worked out once for many.
struct LocalMoment {
  LocalMoment(absl::Time time_in, absl::TimeZone zone_in);

  absl::Time time;
  absl::TimeZone zone;
  absl::CivilMinute reading;
};

// Whether the wall clock, which reads `reading_min`, is within the hours.
bool IsQuiet(int quiet_start_min, int quiet_end_min, int reading_min);

// `now` when the wall clock reads a time outside the quiet hours
// [quiet_start_min, quiet_end_min), which may cross midnight; else the moment
// at which it next reads their end. An end that the clock skips is the moment
// at which it skips it. Equal bounds (24:00 is 00:00) mean no quiet hours.
absl::Time EarliestAsk(const Limits& limits, const LocalMoment& now);

}  // namespace omzien::matcher
