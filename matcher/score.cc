#include "matcher/score.h"

#include <algorithm>
#include <cstdint>

#include "absl/time/time.h"
#include "matcher/job_case.h"
#include "matcher/policy.h"
#include "matcher/start_range.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {
namespace {

constexpr std::int64_t kWhole = 1'000'000;
constexpr absl::Duration kFairShareOver = absl::Hours(90 * 24);
constexpr absl::Duration kLongWait = absl::Hours(30 * 24);

// part / whole in millionths, rounded down; all of it when there is no whole.
std::int64_t Share(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? kWhole : part * kWhole / whole;
}

std::int64_t AsksSince(const Volunteer& volunteer, absl::Time time) {
  return std::ranges::count_if(
      volunteer.asked_times, [time](absl::Time asked) { return asked > time; });
}

// Ranges are in the order of their windows.
std::int64_t WindowsIn(const StartRanges& starts) {
  std::int64_t windows = 0;
  int last = -1;
  for (const StartRange& range : starts) {
    if (range.window != last) ++windows;
    last = range.window;
  }
  return windows;
}

}  // namespace

Terms ScoreTerms(const JobCase& job_case, const Volunteer& volunteer,
                 std::int64_t distance_mm, const StartRanges& starts) {
  const std::int64_t reach_mm = std::int64_t{volunteer.reach_m} * 1'000;
  const bool waited_long = AsksSince(volunteer, job_case.now - kLongWait) == 0;
  const bool helped_well =
      std::ranges::find(volunteer.helped_well, job_case.job.resident) !=
      volunteer.helped_well.end();
  const bool speaks =
      std::ranges::find(volunteer.languages, job_case.job.resident_language) !=
      volunteer.languages.end();
  const Weights& weights = job_case.policy.weights;
  const auto term = [](Term which, std::int64_t share, int weight) {
    return TermValue{which, share * weight / 100};
  };
  return {{
      term(Term::kDistance, Share(reach_mm - distance_mm, reach_mm),
           weights.distance),
      term(Term::kFairShare,
           Share(1, 1 + AsksSince(volunteer, job_case.now - kFairShareOver)),
           weights.fair_share),
      term(Term::kWaitedLong, waited_long ? kWhole : 0, weights.waited_long),
      term(Term::kContinuity, helped_well ? kWhole : 0, weights.continuity),
      term(Term::kTimeFit, Share(WindowsIn(starts), WindowsIn(job_case.starts)),
           weights.time_fit),
      term(Term::kLanguage, speaks ? kWhole : 0, weights.language),
  }};
}

std::int64_t SumMicros(const Terms& terms) {
  std::int64_t sum = 0;
  for (const TermValue& term : terms) sum += term.micros;
  return sum;
}

}  // namespace omzien::matcher
