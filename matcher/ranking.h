// Who fits best.
//
// The score is the sum of the terms, each a share in 0..1,000,000 millionths,
// times its weight / 100 (integers, rounded down):
// - distance: 1 - distance / as far as the volunteer gets in an hour (see
//   travel.h), and no less than 0
// - fair share: 1 / (1 + n), n = asks in (now - 90 days, now] and planned ones
// - waited long: 1 when not asked in (now - 30 days, now] nor planned, else 0
// - continuity: 1 when the volunteer helped this resident well, else 0
// - time fit: windows with a start that suits / windows with a start left
// - language: 1 when the volunteer speaks the resident's language, else 0
// - skill level: those of the job's skills that the volunteer is practised in /
//   all of them; 0 when the job wants none
// Higher is better; of equals the nearer goes first, then the lower id. How
// likely a yes is, is no term: a sum that knows it asks the same few again and
// again; asking/ask_worth.h weighs it against what an ask costs.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "absl/time/time.h"
#include "matcher/ids.h"
#include "matcher/job.h"
#include "matcher/policy.h"
#include "matcher/score.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {

// Somebody who is in.
struct Candidate {
  VolunteerId volunteer;
  std::int64_t distance_mm = 0;
  std::int64_t score_micros = 0;  // The sum of the terms.
  Terms terms;

  friend bool operator==(const Candidate&, const Candidate&) = default;
};

// How far away those are who are in: within each of these, and beyond the last.
inline constexpr std::array kRingsM = {1'000, 2'000, 5'000, 10'000};

// How many could do a job, and why the others can't.
struct Coverage {
  int eligible = 0;
  // Of the eligible: up to each bound of kRingsM, which is in, from the one
  // before; then those beyond.
  std::array<int, kRingsM.size() + 1> rings{};
  std::map<Exclusion, int> excluded;  // Those out, by their first exclusion.

  void AddEligible(std::int64_t distance_mm);

  friend bool operator==(const Coverage&, const Coverage&) = default;
};

// Everybody, held against a job one by one: what the index must say too.
struct Match {
  std::vector<Candidate> ranked;  // All that are in, best first.
  Coverage coverage;
  bool any_later = false;  // Somebody is in later, as Verdict has it.
};

// Blind to the order of `volunteers`.
Match Rank(const Job& job, std::span<const Volunteer* const> volunteers,
           const Policy& policy, absl::Time now);

}  // namespace omzien::matcher
