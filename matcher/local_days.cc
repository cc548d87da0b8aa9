#include "matcher/local_days.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matcher/time_span.h"

namespace omzien::matcher {
namespace {

// The first moment of the date; a midnight that the clock skips is the moment
// at which it skips it.
absl::Time StartOf(absl::CivilDay date, absl::TimeZone zone) {
  const auto midnight = zone.At(absl::CivilSecond(date));
  return midnight.kind == absl::TimeZone::TimeInfo::SKIPPED ? midnight.trans
                                                            : midnight.pre;
}

// The next moment after `time` at which the clock is set, or `end`.
absl::Time NextClockChange(absl::Time time, absl::Time end,
                           absl::TimeZone zone) {
  absl::TimeZone::CivilTransition change;
  if (!zone.NextTransition(time, &change)) return end;
  // `to` is the reading right after the change, so the moment is known also
  // when that reading comes twice.
  return std::min(end, zone.At(change.to).trans);
}

LocalDay MakeLocalDay(absl::CivilDay date, absl::TimeZone zone) {
  LocalDay day{
      .date = date, .eve = date - 1, .weekday = IsoWeekday(date), .runs = {}};
  const absl::Time end = StartOf(date + 1, zone);
  for (absl::Time at = StartOf(date, zone); at < end;) {
    const absl::Time next = NextClockChange(at, end, zone);
    const std::int64_t first_s = zone.At(at).cs - absl::CivilSecond(date);
    day.runs.push_back({static_cast<int>(first_s), {at, next}});
    at = next;
  }
  return day;
}

}  // namespace

int IsoWeekday(absl::CivilDay date) {
  // absl counts from Monday, too, but from 0.
  return static_cast<int>(absl::GetWeekday(date)) + 1;
}

LocalDays DaysTouching(const std::vector<TimeSpan>& spans,
                       absl::TimeZone zone) {
  LocalDays days;
  for (const TimeSpan& span : Merged(spans)) {
    const absl::CivilDay last =
        absl::ToCivilDay(span.end - absl::Nanoseconds(1), zone);
    absl::CivilDay date = absl::ToCivilDay(span.start, zone);
    if (!days.empty()) date = std::max(date, days.back().date + 1);
    for (; date <= last; ++date) {
      if (days.size() == kDaysMax) return days;
      days.push_back(MakeLocalDay(date, zone));
    }
  }
  return days;
}

}  // namespace omzien::matcher
