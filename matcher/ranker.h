// Builds a Match from volunteers that come one by one.

#pragma once

#include <cstdint>
#include <vector>

#include "absl/time/time.h"
#include "matcher/job.h"
#include "matcher/job_case.h"
#include "matcher/policy.h"
#include "matcher/ranking.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {

// Not thread-safe. Borrows the job, the policy and each volunteer, which all
// outlive it.
class Ranker {
 public:
  Ranker(const Job& job, const Policy& policy, absl::Time now)
      : case_(job, policy, now) {}

  // Each volunteer once, in any order.
  void Add(const Volunteer& volunteer);

  // What was added, with the `k` best in `ranked`. Call once.
  Match Finish(int k);

 private:
  struct Candidate {
    std::int64_t score_micros = 0;
    const Volunteer* volunteer = nullptr;
  };

  JobCase case_;
  std::vector<Candidate> candidates_;
  Match match_;
};

}  // namespace omzien::matcher
