#include "matcher/start_range.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "matcher/time_span.h"

namespace omzien::matcher {

StartRanges StartsIn(const std::vector<TimeSpan>& windows,
                     absl::Duration duration, absl::Time earliest) {
  StartRanges starts;
  for (std::size_t i = 0; i < windows.size(); ++i) {
    const absl::Time first = std::max(windows[i].start, earliest);
    const absl::Time last = windows[i].end - duration;
    if (first <= last) starts.push_back({first, last, static_cast<int>(i)});
  }
  return starts;
}

StartRanges StartsWithin(const StartRanges& starts,
                         const std::vector<TimeSpan>& spans,
                         absl::Duration duration) {
  StartRanges within;
  for (const StartRange& range : starts) {
    for (const TimeSpan& span : spans) {
      if (span.start > range.last) break;
      const absl::Time first = std::max(range.first, span.start);
      const absl::Time last = std::min(range.last, span.end - duration);
      if (first <= last) within.push_back({first, last, range.window});
    }
  }
  return within;
}

StartRanges StartsOutside(StartRanges starts,
                          const std::vector<TimeSpan>& blocked) {
  for (const TimeSpan& span : blocked) {
    if (span.end <= span.start) continue;
    StartRanges outside;
    for (const StartRange& range : starts) {
      if (range.last <= span.start || span.end <= range.first) {
        outside.push_back(range);
        continue;
      }
      if (range.first <= span.start) {
        outside.push_back({range.first, span.start, range.window});
      }
      if (span.end <= range.last) {
        outside.push_back({span.end, range.last, range.window});
      }
    }
    starts = std::move(outside);
  }
  return starts;
}

}  // namespace omzien::matcher
