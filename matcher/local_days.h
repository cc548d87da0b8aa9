// Local dates, laid against absolute time once, so that the hours of many
// people can be placed without asking the time zone again.

#pragma once

#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matcher/time_span.h"

namespace omzien::matcher {

// A part of a date in which the clock is not set. An ordinary day has one; a
// day on which the clock is set has two.
struct ClockRun {
  int first_s = 0;  // What the wall clock reads at its start, in seconds.
  TimeSpan span;
};

// A date in a time zone.
struct LocalDay {
  absl::CivilDay date;
  absl::CivilDay eve;  // The date before.
  int weekday = 1;     // ISO 8601.
  std::vector<ClockRun> runs;
};

// Sorted by date, each date once.
using LocalDays = std::vector<LocalDay>;

// ISO 8601: 1 is Monday, 7 is Sunday.
int IsoWeekday(absl::CivilDay date);

// Most dates that are laid out for one question.
inline constexpr int kDaysMax = 100;

// All dates that the spans touch; the first kDaysMax of them.
LocalDays DaysTouching(const std::vector<TimeSpan>& spans, absl::TimeZone zone);

}  // namespace omzien::matcher
