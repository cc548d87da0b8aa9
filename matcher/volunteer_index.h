// All volunteers of a lane, ready to be held against a job.
//
// A plain value: not thread-safe; its lane owns it. It is a view: the store is
// the truth, and the index is filled from it at start.
//
// Complexity, with n volunteers (roster.h says how they lie): Put, Remove and
// Find take log n. Candidates opens the blocks nearest to the job until the
// best are certain: with weight on distance alone some tens of blocks whatever
// n is, at worst all within the farthest reach. Cover, Explain and AnyInLater
// walk over all who help in the job's municipality.

#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "absl/time/time.h"
#include "matcher/ids.h"
#include "matcher/job.h"
#include "matcher/policy.h"
#include "matcher/ranking.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {

class Draft;
class Roster;

// A match for people to read.
struct Explanation {
  std::vector<Verdict> ranked;  // The best of those in, `rank` set.
  // Some of those who help in the municipality and are out, with every
  // obstacle: first who is out for the last of the rules of eligibility.h only,
  // then by id.
  std::vector<Verdict> nearest;
  Coverage coverage;
};

class VolunteerIndex {
 public:
  VolunteerIndex();
  VolunteerIndex(VolunteerIndex&&) noexcept;
  VolunteerIndex& operator=(VolunteerIndex&&) noexcept;
  ~VolunteerIndex();

  // Inserts, or replaces the volunteer with the same id.
  void Put(const Volunteer& volunteer);

  // Fills an empty index: several times faster than one by one, and what was
  // filled at once takes less memory and is found sooner. Changes no answer.
  void Fill(std::vector<Draft> drafts);

  // True when there was one.
  bool Remove(const VolunteerId& id);

  bool Contains(const VolunteerId& id) const;
  std::optional<Volunteer> Find(const VolunteerId& id) const;

  std::size_t size() const;

  // The `k` best, as Rank() orders them; all when fewer are in.
  std::vector<Candidate> Candidates(const Job& job, const Policy& policy,
                                    absl::Time now, int k) const;

  // How many are in and out, over all volunteers; as Rank() counts.
  Coverage Cover(const Job& job, const Policy& policy, absl::Time now) const;

  // True when somebody is out only for reasons that pass in time: there is
  // something to wait for.
  bool AnyInLater(const Job& job, const Policy& policy, absl::Time now) const;

  // The `k` best, and the `k` who come nearest of those out.
  Explanation Explain(const Job& job, const Policy& policy, absl::Time now,
                      int k) const;

 private:
  std::unique_ptr<Roster> roster_;
};

}  // namespace omzien::matcher
