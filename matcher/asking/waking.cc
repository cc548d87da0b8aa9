#include "matcher/asking/waking.h"

#include <algorithm>
#include <cstdint>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace omzien::matcher {
namespace {

constexpr absl::CivilDay kFirstDay(1970, 1, 1);

// Since the first day.
std::int64_t WakingMinAt(absl::Time time, absl::TimeZone zone) {
  const absl::CivilMinute minute = absl::ToCivilMinute(time, zone);
  const absl::CivilDay day(minute);
  const std::int64_t of_day = minute - absl::CivilMinute(day);
  return (day - kFirstDay) * kWakingDayMin +
         std::clamp<std::int64_t>(of_day - kWakeMin, 0, kWakingDayMin);
}

}  // namespace

std::int64_t WakingMinBetween(absl::Time from, absl::Time to,
                              absl::TimeZone zone) {
  return std::max<std::int64_t>(WakingMinAt(to, zone) - WakingMinAt(from, zone),
                                0);
}

absl::Time AfterWakingMin(absl::Time from, std::int64_t waking_min,
                          absl::TimeZone zone) {
  const std::int64_t at = WakingMinAt(from, zone) + waking_min;
  const absl::CivilDay day = kFirstDay + at / kWakingDayMin;
  return absl::FromCivil(absl::CivilMinute(day) + kWakeMin + at % kWakingDayMin,
                         zone);
}

}  // namespace omzien::matcher
