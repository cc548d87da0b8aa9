#include "matcher/asking/shift.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace omzien::matcher {

bool HasShifted(const Share& lately, const Share& before) {
  if (lately.all < kShiftLatelyMin || before.all < kShiftBeforeMin) {
    return false;
  }
  // The difference times both numbers of asks, in whole numbers.
  const std::int64_t difference =
      std::abs(lately.of_group * before.all - before.of_group * lately.all);
  if (100 * difference < kShiftPointsMin * lately.all * before.all) {
    return false;
  }
  const auto all = static_cast<double>(lately.all + before.all);
  const auto of_group = static_cast<double>(lately.of_group + before.of_group);
  const double product =
      static_cast<double>(lately.all) * static_cast<double>(before.all);
  const double error = std::sqrt(of_group * (all - of_group) * product / all);
  return static_cast<double>(difference) >=
         static_cast<double>(kShiftErrorsMin) * error;
}

}  // namespace omzien::matcher
