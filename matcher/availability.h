// When somebody can help: hours that come back every week, days away, and extra
// hours, in the local time of the municipality.

#pragma once

#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matcher/local_days.h"
#include "matcher/time_span.h"

namespace omzien::matcher {

// Hours that come back every week.
struct WeeklyHours {
  int weekday = 1;    // ISO 8601: 1 is Monday, 7 is Sunday; of the start.
  int start_min = 0;  // Minutes on the wall clock since midnight, 0..1440.
  int end_min = 0;    // The same; not after start_min means on the next day.
};

// Days on which somebody is not there: both dates are away.
struct DaysAway {
  absl::CivilDay first;
  absl::CivilDay last;
};

// Hours on one date.
struct DatedHours {
  absl::CivilDay date;  // Of the start.
  int start_min = 0;    // As in WeeklyHours.
  int end_min = 0;
};

// `extra` goes before `away`, and `away` before `weekly`: an away day takes all
// weekly hours that lie on it, also the tail of hours that began the day
// before, and leaves the extra hours.
struct Availability {
  std::vector<WeeklyHours> weekly;
  std::vector<DaysAway> away;
  std::vector<DatedHours> extra;
};

// The moments at which the wall clock reads a time within the hours: in the
// night in which the clock goes forward, hours in the gap do not exist; in the
// night in which it goes back, hours that come twice count twice. Merged, as
// Merged() gives it, and clipped to `within`.
std::vector<TimeSpan> FreeSpans(const Availability& availability,
                                TimeSpan within, absl::TimeZone zone);

// The same on the days of `days`, wholly: not clipped. For many volunteers and
// one job; `days` is worked out once.
std::vector<TimeSpan> FreeSpans(const Availability& availability,
                                const LocalDays& days);

}  // namespace omzien::matcher
