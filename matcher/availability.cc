#include "matcher/availability.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matcher/local_days.h"
#include "matcher/time_span.h"

namespace omzien::matcher {
namespace {

constexpr int kDayMin = 24 * 60;

// Readings of the wall clock on one date, [start_min, end_min).
struct Readings {
  int start_min = 0;
  int end_min = 0;
};

// Of hours that start on a date: what lies on that date.
Readings OnFirstDate(int start_min, int end_min) {
  return {start_min, end_min <= start_min ? kDayMin : end_min};
}

// Of hours that start on a date: what lies on the date after it.
Readings OnNextDate(int start_min, int end_min) {
  return {0, end_min <= start_min ? end_min : 0};
}

void Add(const LocalDay& day, Readings readings, std::vector<TimeSpan>& spans) {
  for (const ClockRun& run : day.runs) {
    const auto moment = [&run](int reading_min) {
      const absl::Time time =
          run.span.start + absl::Seconds(reading_min * 60 - run.first_s);
      return std::clamp(time, run.span.start, run.span.end);
    };
    const TimeSpan span{moment(readings.start_min), moment(readings.end_min)};
    if (span.start < span.end) spans.push_back(span);
  }
}

bool IsAway(const Availability& availability, absl::CivilDay date) {
  return std::ranges::any_of(availability.away, [date](const DaysAway& away) {
    return away.first <= date && date <= away.last;
  });
}

void AddWeekly(const Availability& availability, const LocalDay& day,
               std::vector<TimeSpan>& spans) {
  const int yesterday = day.weekday == 1 ? 7 : day.weekday - 1;
  for (const WeeklyHours& hours : availability.weekly) {
    if (hours.weekday == day.weekday) {
      Add(day, OnFirstDate(hours.start_min, hours.end_min), spans);
    }
    if (hours.weekday == yesterday) {
      Add(day, OnNextDate(hours.start_min, hours.end_min), spans);
    }
  }
}

void AddExtra(const Availability& availability, const LocalDay& day,
              std::vector<TimeSpan>& spans) {
  for (const DatedHours& hours : availability.extra) {
    if (hours.date == day.date) {
      Add(day, OnFirstDate(hours.start_min, hours.end_min), spans);
    }
    if (hours.date == day.eve) {
      Add(day, OnNextDate(hours.start_min, hours.end_min), spans);
    }
  }
}

}  // namespace

std::vector<TimeSpan> FreeSpans(const Availability& availability,
                                const LocalDays& days) {
  std::vector<TimeSpan> spans;
  for (const LocalDay& day : days) {
    if (!IsAway(availability, day.date)) AddWeekly(availability, day, spans);
    AddExtra(availability, day, spans);
  }
  return Merged(std::move(spans));
}

std::vector<TimeSpan> FreeSpans(const Availability& availability,
                                TimeSpan within, absl::TimeZone zone) {
  const std::vector<TimeSpan> clip = Merged({within});
  return Intersection(FreeSpans(availability, DaysTouching(clip, zone)), clip);
}

}  // namespace omzien::matcher
