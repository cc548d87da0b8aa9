// Who fits best.
//
// The score is the sum of the terms, each a share in 0..1,000,000 millionths,
// times its weight / 100 (integers, rounded down):
//   distance      1 - distance / reach
//   fair share    1 / (1 + n), n = asks in (now - 90 days, now] and planned
//   ones waited long   1 when not asked in (now - 30 days, now] nor planned,
//   else 0 continuity    1 when the volunteer helped this resident well, else 0
//   time fit      windows with a start that suits / windows with a start left
//   language      1 when the volunteer speaks the resident's language, else 0
// Higher is better; of equals, the lower id goes first.

#pragma once

#include <map>
#include <span>
#include <vector>

#include "absl/time/time.h"
#include "matcher/job.h"
#include "matcher/policy.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {

// Everybody, held against a job.
struct Match {
  std::vector<Verdict> ranked;        // Those in, best first, `rank` set.
  int eligible = 0;                   // All that are in, also beyond `ranked`.
  std::map<Exclusion, int> excluded;  // Those out, by their first exclusion.
  // Somebody is out only for reasons that pass in time: wait before giving up.
  bool later = false;

  friend bool operator==(const Match&, const Match&) = default;
};

// Ranks all that are in. Blind to the order of `volunteers`.
Match Rank(const Job& job, std::span<const Volunteer* const> volunteers,
           const Policy& policy, absl::Time now);

}  // namespace omzien::matcher
