// The week in quarters of an hour.

#pragma once

#include <cstdint>
#include <vector>

#include "matcher/availability.h"

namespace omzien::matcher {

// Quarters of the local week; 0 is Monday 00:00 to 00:15.
inline constexpr int kSlotMin = 15;
inline constexpr int kSlotsPerDay = 24 * 60 / kSlotMin;
inline constexpr int kSlotsPerWeek = 7 * kSlotsPerDay;

// Slots of one week that follow each other, [first, end).
struct Stretch {
  std::uint16_t first = 0;
  std::uint16_t end = 0;  // Not after kSlotsPerWeek.

  friend bool operator==(const Stretch&, const Stretch&) = default;
};
using Stretches = std::vector<Stretch>;

// The slots that hours of the week touch; one may be in several stretches.
Stretches StretchesOf(const std::vector<WeeklyHours>& weekly);

// True when the hours begin and end where slots do.
bool FillSlots(const std::vector<WeeklyHours>& weekly);

}  // namespace omzien::matcher
