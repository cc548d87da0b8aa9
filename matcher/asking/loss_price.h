// What losing volunteers costs, learned: how many quit after how much asking,
// and what one who quits would have done.

#pragma once

#include <cstdint>

#include "matcher/asking/micros.h"

namespace omzien::matcher {

// Counts of one group. An ask to somebody who was asked n times in the 7 days
// before counts for (1 + n)^2 burdens.
struct Wear {
  std::int64_t burdens = 0;
  std::int64_t quits = 0;        // Of those asked in the month before.
  std::int64_t jobs = 0;         // Done, by all together.
  std::int64_t member_days = 0;  // In which they were.
};

// The price of one burden, in filled jobs: the chance that it makes somebody
// quit, times the jobs that a volunteer does in the days for which she is
// missed: until another has taken her place. Both drawn to what is usual: one
// quit in 500 burdens, as if two had been seen; ten jobs a year, as if ten
// years had been watched.
Micros TiredPrice(const Wear& wear, std::int64_t missed_days);

// A night later: each count less one 527th, so that half is left after a year.
// Whole numbers: what is under one is taken off or left by a chance that the
// seed draws, so that the mean is exact however few there are. All four by the
// same draw: what they say of each other stays.
Wear Faded(const Wear& wear, std::uint64_t seed);

}  // namespace omzien::matcher
