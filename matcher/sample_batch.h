// Batches for the tests of the plan for many: small by hand, random by seed.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "matcher/assignment.h"
#include "matcher/sample.h"
#include "matcher/time_span.h"

namespace omzien::matcher {

// From one hour of Wednesday to another.
inline TimeSpan Hours(int start, int end) {
  return {At(kWednesday, start), At(kWednesday, end)};
}

inline bool Overlap(const TimeSpan& a, const TimeSpan& b) {
  return a.start < b.end && b.start < a.end;
}

// 0 .. count - 1, in any order.
inline std::vector<int> AnyOrder(Chance& chance, int count) {
  std::vector<int> order(count);
  std::iota(order.begin(), order.end(), 0);
  for (int i = count - 1; i > 0; --i) {
    std::swap(order[i], order[chance.Below(i + 1)]);
  }
  return order;
}

// What a random batch may have at most, but for `jobs` and `volunteers`.
struct BatchShape {
  int jobs = 3;
  int volunteers = 3;
  int candidates_max = 3;
  int helpers_max = 2;
  int jobs_each_max = 3;
  int spans_max = 2;
  int hours_max = 3;  // Of a span; all start within ten hours.
  int scores = 4;     // How many different ones: few, and many plans are equal.
};

inline std::vector<TimedCandidate> RandomCandidates(Chance& chance,
                                                    const BatchShape& shape) {
  std::vector<TimedCandidate> candidates;
  const std::vector<int> volunteers = AnyOrder(chance, shape.volunteers);
  const int count = std::min(chance.Below(shape.candidates_max + 1),
                             static_cast<int>(volunteers.size()));
  for (int i = 0; i < count; ++i) {
    TimedCandidate candidate{.volunteer = volunteers[i],
                             .score_micros = std::int64_t{250'000} *
                                             (chance.Below(shape.scores) - 1),
                             .spans = {}};
    for (int s = 1 + chance.Below(shape.spans_max); s > 0; --s) {
      const int start = chance.Below(10);
      candidate.spans.push_back(
          Hours(start, start + 1 + chance.Below(shape.hours_max)));
    }
    candidates.push_back(std::move(candidate));
  }
  return candidates;
}

inline Batch RandomBatch(Chance& chance, const BatchShape& shape) {
  Batch batch;
  batch.repeat_price_micros = std::int64_t{250'000} * chance.Below(3);
  for (const int number : AnyOrder(chance, shape.volunteers)) {
    batch.volunteers.push_back({{absl::StrFormat("v%04d", number)},
                                chance.Below(shape.jobs_each_max + 1)});
  }
  for (const int number : AnyOrder(chance, shape.jobs)) {
    batch.jobs.push_back({{absl::StrFormat("j%04d", number)},
                          chance.Below(shape.helpers_max + 1),
                          RandomCandidates(chance, shape)});
  }
  return batch;
}

// Which of a volunteer's stretches a span is in, by the definition: spans that
// overlap are in one, and so are those that overlap with one of them.
class StretchOracle {
 public:
  explicit StretchOracle(const Batch& batch) : spans_(batch.volunteers.size()) {
    for (const OpenJob& job : batch.jobs) {
      if (job.helpers_needed == 0) continue;
      for (const TimedCandidate& candidate : job.candidates) {
        for (const TimeSpan& span : candidate.spans) {
          spans_[candidate.volunteer].push_back(span);
        }
      }
    }
  }

  bool InOne(int volunteer, const TimeSpan& a, const TimeSpan& b) const {
    std::vector<TimeSpan> reached = {a};
    for (std::size_t i = 0; i < reached.size(); ++i) {
      for (const TimeSpan& span : spans_[volunteer]) {
        if (Overlap(reached[i], span) &&
            std::ranges::find(reached, span) == reached.end()) {
          reached.push_back(span);
        }
      }
    }
    return std::ranges::find(reached, b) != reached.end();
  }

 private:
  std::vector<std::vector<TimeSpan>> spans_;  // Of each volunteer.
};

}  // namespace omzien::matcher
