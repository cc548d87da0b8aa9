// The moments at which a job may begin.

#pragma once

#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/time/time.h"
#include "matcher/time_span.h"

namespace omzien::matcher {

// Closed: [first, last]; both are starts. Never empty.
struct StartRange {
  absl::Time first;
  absl::Time last;
  int window = 0;  // Which of the job's windows it belongs to, from 0.

  friend bool operator==(const StartRange&, const StartRange&) = default;
};

// In the order of their windows, and by time within one. Ranges of windows that
// overlap may overlap.
using StartRanges = absl::InlinedVector<StartRange, 4>;

// The starts, not before `earliest`, for which the whole work lies in one of
// the windows.
StartRanges StartsIn(const std::vector<TimeSpan>& windows,
                     absl::Duration duration, absl::Time earliest);

// Of `starts`, those for which the whole work lies in one of `spans`, which are
// as Merged() gives them.
StartRanges StartsWithin(const StartRanges& starts,
                         const std::vector<TimeSpan>& spans,
                         absl::Duration duration);

// Of `starts`, those that do not lie strictly between the ends of one of the
// `blocked` spans: both ends are good starts.
StartRanges StartsOutside(StartRanges starts,
                          const std::vector<TimeSpan>& blocked);

}  // namespace omzien::matcher
