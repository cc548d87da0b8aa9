#include "matcher/time_span.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "absl/time/time.h"

namespace omzien::matcher {

std::vector<TimeSpan> Merged(std::vector<TimeSpan> spans) {
  std::erase_if(spans,
                [](const TimeSpan& span) { return span.end <= span.start; });
  std::ranges::sort(spans, {}, &TimeSpan::start);
  std::size_t kept = 0;
  for (const TimeSpan& span : spans) {
    if (kept > 0 && span.start <= spans[kept - 1].end) {
      spans[kept - 1].end = std::max(spans[kept - 1].end, span.end);
    } else {
      spans[kept++] = span;
    }
  }
  spans.resize(kept);
  return spans;
}

std::vector<TimeSpan> Intersection(const std::vector<TimeSpan>& a,
                                   const std::vector<TimeSpan>& b) {
  std::vector<TimeSpan> both;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const TimeSpan part{std::max(a[i].start, b[j].start),
                        std::min(a[i].end, b[j].end)};
    if (part.start < part.end) both.push_back(part);
    a[i].end < b[j].end ? ++i : ++j;
  }
  return both;
}

}  // namespace omzien::matcher
