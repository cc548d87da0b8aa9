#include "matcher/ranking.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <tuple>

#include "absl/time/time.h"
#include "matcher/eligibility.h"
#include "matcher/job.h"
#include "matcher/job_case.h"
#include "matcher/policy.h"
#include "matcher/score.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {

void Coverage::AddEligible(std::int64_t distance_mm) {
  ++eligible;
  const auto* const bound =
      std::ranges::find_if(kRingsM, [distance_mm](int ring_m) {
        return distance_mm <= std::int64_t{ring_m} * 1'000;
      });
  ++rings[static_cast<std::size_t>(bound - kRingsM.begin())];
}

Match Rank(const Job& job, std::span<const Volunteer* const> volunteers,
           const Policy& policy, absl::Time now) {
  const JobCase job_case(job, policy, now);
  Match match;
  for (const Volunteer* volunteer : volunteers) {
    const Screening screening = Screen(job_case, *volunteer);
    if (screening.first.has_value()) {
      ++match.coverage.excluded[*screening.first];
      match.any_later = match.any_later || IsInLater(job_case, *volunteer);
      continue;
    }
    const Terms terms = ScoreTerms(job_case, screening.merits);
    const std::int64_t distance_mm = screening.merits.distance_mm;
    match.coverage.AddEligible(distance_mm);
    match.ranked.push_back(
        {volunteer->id, distance_mm, SumMicros(terms), terms});
  }
  std::ranges::sort(match.ranked, [](const Candidate& a, const Candidate& b) {
    return std::tie(b.score_micros, a.distance_mm, a.volunteer) <
           std::tie(a.score_micros, b.distance_mm, b.volunteer);
  });
  return match;
}

}  // namespace omzien::matcher
