#include "matcher/week.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "matcher/availability.h"

namespace omzien::matcher {

Slots SlotsOf(const std::vector<WeeklyHours>& weekly) {
  constexpr int kDayMin = 24 * 60;
  Slots slots;
  for (const WeeklyHours& hours : weekly) {
    const int day_min = (hours.weekday - 1) * kDayMin;
    const int end_min = day_min + hours.end_min +
                        (hours.end_min <= hours.start_min ? kDayMin : 0);
    const int end = (end_min + kSlotMin - 1) / kSlotMin;
    for (int slot = (day_min + hours.start_min) / kSlotMin; slot < end;
         ++slot) {
      slots.set(static_cast<std::size_t>(
          slot < kSlotsPerWeek ? slot : slot - kSlotsPerWeek));
    }
  }
  return slots;
}

bool FillSlots(const std::vector<WeeklyHours>& weekly) {
  return std::ranges::all_of(weekly, [](const WeeklyHours& hours) {
    return hours.start_min % kSlotMin == 0 && hours.end_min % kSlotMin == 0;
  });
}

}  // namespace omzien::matcher
