// All volunteers of a lane, ready to be held against a job.
//
// A plain value: not thread-safe; its lane owns it. It is a view: the store is
// the truth, and the index is filled from it at start.
//
// Complexity, with n volunteers of which c come through the tests that need no
// calendar (municipality, skills, distance and so on): Put, Remove and Find
// take constant time; Candidates is one pass of n cheap tests, c times the
// hours of one volunteer on the days of the job, and k choices of start times;
// JudgeAll runs every rule for all n. Memory is the volunteers themselves.

#pragma once

#include <cstddef>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "matcher/ids.h"
#include "matcher/job.h"
#include "matcher/policy.h"
#include "matcher/ranking.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {

class VolunteerIndex {
 public:
  // Inserts, or replaces the volunteer with the same id.
  void Put(Volunteer volunteer);

  // True when there was one.
  bool Remove(const VolunteerId& id);

  // Null when there is none. Valid until the next Put or Remove.
  const Volunteer* Find(const VolunteerId& id) const;

  std::size_t size() const { return volunteers_.size(); }

  // The `k` best (all when fewer are in), as Rank() orders them; the counts are
  // over all volunteers.
  Match Candidates(const Job& job, const Policy& policy, absl::Time now,
                   int k) const;

  // Everybody, with every obstacle: those in first, by rank; then those out, by
  // how many obstacles, then by id.
  std::vector<Verdict> JudgeAll(const Job& job, const Policy& policy,
                                absl::Time now) const;

 private:
  std::vector<Volunteer> volunteers_;  // In no order that shows.
  absl::flat_hash_map<VolunteerId, std::size_t> places_;  // In volunteers_.
};

}  // namespace omzien::matcher
