// When one volunteer was asked, as far as it matters: the asks of the last 7
// days, or how long ago the last one was. All there can be, numbered, so that a
// program over them is a program over small whole numbers.
//
// Time goes in slots: each day has two, in which asks may leave (quiet hours
// lie between the days). An ask's age is how many slots ago it left.

#pragma once

#include <cstddef>
#include <vector>

#include "server/tools/lab/scenario.h"
#include "server/tools/lab/waking.h"

namespace omzien::lab {

inline constexpr int kSlotsADay = 2;
inline constexpr int kSlotsAWeek = 7 * kSlotsADay;
inline constexpr Minutes kSlotMin =
    (kQuietStartMin - kQuietEndMin) / kSlotsADay;

constexpr Minutes SlotStart(int slot) {
  return slot / kSlotsADay * kDayMin + kQuietEndMin +
         slot % kSlotsADay * kSlotMin;
}

// The longest time between two asks in slots so far apart, of which the later
// is `slot`; less than this.
constexpr Minutes GapMax(int slot, int age) {
  return SlotStart(slot) - SlotStart(slot - age) + kSlotMin;
}

// So long after an ask, having been asked matters no more.
inline constexpr int kForgottenSlots = 4 * kSlotsAWeek;

struct AskHistory {
  int asks_in_week = 0;
  int last_age = -1;      // -1: never asked, or long forgotten.
  std::size_t next = 0;   // Number of what it is a slot later.
  std::size_t asked = 0;  // And after one more ask; 0 where the limit is met.
};

// For at most so many asks in any 7 days; 1 or more. Number 0 is nobody's ask;
// what it is after one more ask has a higher number.
std::vector<AskHistory> AskHistoriesOf(int asks_a_week_max);

}  // namespace omzien::lab
