// The week in quarters of an hour.

#pragma once

#include <bitset>
#include <vector>

#include "matcher/availability.h"

namespace omzien::matcher {

// Quarters of the local week; 0 is Monday 00:00 to 00:15.
inline constexpr int kSlotMin = 15;
inline constexpr int kSlotsPerDay = 24 * 60 / kSlotMin;
inline constexpr int kSlotsPerWeek = 7 * kSlotsPerDay;
using Slots = std::bitset<kSlotsPerWeek>;

// The slots that hours of the week touch.
Slots SlotsOf(const std::vector<WeeklyHours>& weekly);

// True when the hours begin and end where slots do.
bool FillSlots(const std::vector<WeeklyHours>& weekly);

}  // namespace omzien::matcher
