// All volunteers of a lane, ready to be held against a job.
//
// A plain value: not thread-safe; its lane owns it. It is a view: the store is
// the truth, and the index is filled from it at start.
//
// Complexity, with n volunteers, s of them with the skills in the municipality,
// of which c come through the other tests that need no calendar: Put, Remove
// and Find take log n; Candidates is one pass over n cards of 24 bytes,
// s cheap tests, c times the hours of one volunteer on the days of the job, and
// k choices of start times; JudgeAll runs every rule for all n. Memory is the
// volunteers themselves and their cards.

#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/time/time.h"
#include "matcher/ids.h"
#include "matcher/job.h"
#include "matcher/policy.h"
#include "matcher/ranking.h"
#include "matcher/skill_set.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {

class Ranker;

// A match for people to read.
struct Explanation {
  Match match;
  // Some of those who are out, with every obstacle: first who is out for the
  // last of the rules of eligibility.h only, then by id.
  std::vector<Verdict> nearest;
};

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

  // The same, with the `k` of those out who come nearest. As fast as
  // Candidates, and k times every rule.
  Explanation Explain(const Job& job, const Policy& policy, absl::Time now,
                      int k) const;

  // Everybody, with every obstacle: those in first, by rank; then those out, by
  // how many obstacles, then by id.
  std::vector<Verdict> JudgeAll(const Job& job, const Policy& policy,
                                absl::Time now) const;

 private:
  // What keeps most people out of most jobs, side by side in memory: a walk
  // over the volunteers themselves waits for memory at each.
  struct Card {
    SkillSet skills;
    std::uint32_t area = 0;
  };
  using Area = std::vector<MunicipalityId>;

  Card CardOf(const Volunteer& volunteer);
  void AddAll(const Job& job, Ranker& ranker) const;

  // In no order that shows; of many pieces, since moving all of them to make
  // room for one more would hold the lane.
  std::deque<Volunteer> volunteers_;
  std::vector<Card> cards_;  // Of the volunteers, in their order.
  // Each list of municipalities that somebody has, numbered; few differ.
  std::map<Area, std::uint32_t> areas_;
  // In volunteers_. A tree: a table of hashes that grows moves all at once.
  absl::btree_map<VolunteerId, std::size_t> places_;
};

}  // namespace omzien::matcher
