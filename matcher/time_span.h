// A stretch of time, and lists of them as sets of moments.

#pragma once

#include <vector>

#include "absl/time/time.h"

namespace omzien::matcher {

// Half open: [start, end). Holds no moment when end <= start.
struct TimeSpan {
  absl::Time start;
  absl::Time end;

  friend bool operator==(const TimeSpan&, const TimeSpan&) = default;
};

// The same moments, sorted by start, with no overlap, no touch, no empty span.
std::vector<TimeSpan> Merged(std::vector<TimeSpan> spans);

// The moments that are in both. Both lists are as Merged() gives them, and so
// is the result.
std::vector<TimeSpan> Intersection(const std::vector<TimeSpan>& a,
                                   const std::vector<TimeSpan>& b);

}  // namespace omzien::matcher
