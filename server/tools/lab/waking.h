// The lab's clock: minutes from a Monday at midnight.

#pragma once

#include <algorithm>
#include <cstddef>

#include "matcher/asking/waking.h"
#include "server/tools/lab/scenario.h"

namespace omzien::lab {

// People read and answer between these, minutes of the day.
using matcher::kSleepMin;
using matcher::kWakeMin;
using matcher::kWakingDayMin;

// Volunteers want no asks outside these.
inline constexpr Minutes kQuietEndMin = 8 * kHourMin;
inline constexpr Minutes kQuietStartMin = 21 * kHourMin;

// Waking minutes from the beginning of time.
constexpr Minutes WakingAt(Minutes now) {
  return now / kDayMin * kWakingDayMin +
         std::clamp(now % kDayMin - kWakeMin, Minutes{0}, kWakingDayMin);
}

constexpr Minutes WakingBetween(Minutes from, Minutes to) {
  return to <= from ? 0 : WakingAt(to) - WakingAt(from);
}

// When so many waking minutes have passed since `from`.
constexpr Minutes AfterWaking(Minutes from, Minutes waking) {
  const Minutes at = WakingAt(from) + waking;
  return at / kWakingDayMin * kDayMin + kWakeMin + at % kWakingDayMin;
}

constexpr bool IsQuiet(Minutes now) {
  return now % kDayMin < kQuietEndMin || now % kDayMin >= kQuietStartMin;
}

// Now, or the end of the quiet hours.
constexpr Minutes NotQuiet(Minutes now) {
  if (!IsQuiet(now)) return now;
  const Minutes day = now / kDayMin * kDayMin;
  return day + kQuietEndMin + (now % kDayMin < kQuietEndMin ? 0 : kDayMin);
}

// Parts of the week in which work is done: 7 days of morning, afternoon and
// evening.
inline constexpr int kDayParts = 21;

constexpr int DayPartOf(Minutes now) {
  // Until 12, until 18.
  const Minutes hour = now % kDayMin / kHourMin;
  const int part = (hour < 12 ? 0 : 1) + (hour < 18 ? 0 : 1);
  return static_cast<int>(now / kDayMin % 7) * 3 + part;
}

// What of it matters for an answer: 0 a workday, 1 an evening, 2 the weekend.
constexpr std::size_t PartOfWeek(int day_part) {
  if (day_part >= 15) return 2;
  return day_part % 3 == 2 ? 1 : 0;
}

}  // namespace omzien::lab
