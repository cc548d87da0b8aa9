#include "matcher/quiet_hours.h"

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {
namespace {

constexpr int kDayMin = 24 * 60;

// Minutes until the wall clock reads the end of the quiet hours, if it is not
// set meanwhile; 0 when it is not quiet.
int QuietMinLeft(int quiet_start_min, int quiet_end_min, int reading_min) {
  const int start_min = quiet_start_min % kDayMin;
  const int end_min = quiet_end_min % kDayMin;
  const int quiet_min = (end_min - start_min + kDayMin) % kDayMin;
  const int passed_min = (reading_min - start_min + kDayMin) % kDayMin;
  return passed_min < quiet_min ? quiet_min - passed_min : 0;
}

}  // namespace

LocalMoment::LocalMoment(absl::Time time_in, absl::TimeZone zone_in)
    : time(time_in), zone(zone_in), reading(zone_in.At(time_in).cs) {}

bool IsQuiet(int quiet_start_min, int quiet_end_min, int reading_min) {
  return QuietMinLeft(quiet_start_min, quiet_end_min, reading_min) > 0;
}

absl::Time EarliestAsk(const Limits& limits, const LocalMoment& now) {
  const int left_min =
      QuietMinLeft(limits.quiet_start_min, limits.quiet_end_min,
                   now.reading.hour() * 60 + now.reading.minute());
  if (left_min == 0) return now.time;
  const auto end = now.zone.At(absl::CivilSecond(now.reading + left_min));
  if (end.kind == absl::TimeZone::TimeInfo::SKIPPED) return end.trans;
  // In the night in which the clock goes back the reading may come twice, and
  // the first time may be over.
  return end.pre > now.time ? end.pre : end.post;
}

}  // namespace omzien::matcher
