#include "matcher/week.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "matcher/availability.h"

namespace omzien::matcher {

Stretches StretchesOf(const std::vector<WeeklyHours>& weekly) {
  constexpr int kDayMin = 24 * 60;
  Stretches stretches;
  stretches.reserve(weekly.size() + 1);
  const auto add = [&stretches](int first, int end) {
    stretches.push_back(
        {static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(end)});
  };
  for (const WeeklyHours& hours : weekly) {
    const int day_min = (hours.weekday - 1) * kDayMin;
    const int end_min = day_min + hours.end_min +
                        (hours.end_min <= hours.start_min ? kDayMin : 0);
    const int first = (day_min + hours.start_min) / kSlotMin;
    const int end = (end_min + kSlotMin - 1) / kSlotMin;
    add(std::min(first, kSlotsPerWeek), std::min(end, kSlotsPerWeek));
    // What is left of Sunday's hours falls on Monday.
    if (end > kSlotsPerWeek) {
      add(std::max(first - kSlotsPerWeek, 0), end - kSlotsPerWeek);
    }
  }
  return stretches;
}

bool FillSlots(const std::vector<WeeklyHours>& weekly) {
  return std::ranges::all_of(weekly, [](const WeeklyHours& hours) {
    return hours.start_min % kSlotMin == 0 && hours.end_min % kSlotMin == 0;
  });
}

}  // namespace omzien::matcher
