#include "matcher/ranking.h"

#include <span>

#include "absl/time/time.h"
#include "matcher/job.h"
#include "matcher/policy.h"
#include "matcher/ranker.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {

Match Rank(const Job& job, std::span<const Volunteer* const> volunteers,
           const Policy& policy, absl::Time now) {
  Ranker ranker(job, policy, now);
  for (const Volunteer* volunteer : volunteers) ranker.Add(*volunteer);
  return ranker.Finish(static_cast<int>(volunteers.size()));
}

}  // namespace omzien::matcher
