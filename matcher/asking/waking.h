// Time in which people read and answer: from 7 to 23 on the wall clock. Neither
// hour is ever one in which a clock is set, so each waking day is as long.

#pragma once

#include <cstdint>

#include "absl/time/time.h"

namespace omzien::matcher {

// Minutes of the day.
inline constexpr std::int64_t kWakeMin = 420;
inline constexpr std::int64_t kSleepMin = 1'380;
inline constexpr std::int64_t kWakingDayMin = kSleepMin - kWakeMin;

// Whole waking minutes in [from, to); 0 when `to` is not later.
std::int64_t WakingMinBetween(absl::Time from, absl::Time to,
                              absl::TimeZone zone);

// When so many waking minutes (not negative) have passed since `from`, to the
// minute.
absl::Time AfterWakingMin(absl::Time from, std::int64_t waking_min,
                          absl::TimeZone zone);

}  // namespace omzien::matcher
