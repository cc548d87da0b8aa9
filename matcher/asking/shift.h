// Whether the share of one group in the asks is another than before.

#pragma once

#include <cstdint>

namespace omzien::matcher {

// Fewer asks than this say nothing.
inline constexpr std::int64_t kShiftLatelyMin = 50;
inline constexpr std::int64_t kShiftBeforeMin = 150;
// A smaller difference of shares is nobody's concern, in hundredths.
inline constexpr std::int64_t kShiftPointsMin = 10;
// So many standard errors: among the twenty shares of a weekly report chance
// alone gets there less than once in ten years.
inline constexpr std::int64_t kShiftErrorsMin = 4;

// How many of all are of the group; 0 <= of_group <= all <= 10 million.
struct Share {
  std::int64_t of_group = 0;
  std::int64_t all = 0;
};

// The difference of two proportions, held against its standard error with both
// pooled (J. L. Fleiss, Statistical Methods for Rates and Proportions, 2nd ed.,
// section 2.1, without the correction for continuity).
bool HasShifted(const Share& lately, const Share& before);

}  // namespace omzien::matcher
