// Builds a Match from volunteers that come one by one.

#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "absl/time/time.h"
#include "matcher/eligibility.h"
#include "matcher/job.h"
#include "matcher/job_case.h"
#include "matcher/policy.h"
#include "matcher/ranking.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {

// Not thread-safe. Borrows the job, the policy and each volunteer, which all
// outlive it.
class Ranker {
 public:
  // What becomes of those who are out: they are counted, or also kept, so that
  // TakeNearest() can tell of them.
  enum class Out { kCounted, kKept };

  Ranker(const Job& job, const Policy& policy, absl::Time now,
         Out out = Out::kCounted)
      : case_(job, policy, now), out_(out) {}

  // Each volunteer once, in any order.
  void Add(const Volunteer& volunteer);

  // The same for who is known to have the skills and to help in the
  // municipality.
  void AddSkilled(const Volunteer& volunteer);

  // A volunteer who is known to be out, with the first reason in the order of
  // eligibility.h, and not only for a time.
  void AddOut(const Volunteer& volunteer, Exclusion first);

  // Verdicts on the `k` of those out who come nearest to being in: who are out
  // for the last of the rules, then by id. Before Finish().
  std::vector<Verdict> TakeNearest(int k);

  // What was added, with the `k` best in `ranked`. Call once.
  Match Finish(int k);

 private:
  void Take(const Volunteer& volunteer, const Screening& screening);

  struct Candidate {
    std::int64_t score_micros = 0;
    const Volunteer* volunteer = nullptr;
  };

  struct Kept {
    Exclusion first;
    const Volunteer* volunteer = nullptr;
  };

  JobCase case_;
  Out out_;
  std::vector<Candidate> candidates_;
  std::vector<Kept> kept_;
  std::array<int, kExclusionEnd> out_counts_{};  // By Exclusion.
  Match match_;
};

}  // namespace omzien::matcher
