// Newcomers whom few jobs fit: who signed up not long ago and was never asked
// goes first while few chances are left (matcher/asking/ask_plan.h). They are
// counted by night, from the jobs of the weeks before, and noted with her;
// docs/asking.md says when.

#pragma once

#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "matcher/job.h"
#include "matcher/job_case.h"
#include "matcher/policy.h"
#include "matcher/volunteer.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/transaction.h"

namespace omzien::core {

// How far back jobs count.
inline constexpr absl::Duration kJobsBack = absl::Hours(24 * 7 * 8);

// What a night found of one newcomer.
struct Chances {
  std::string volunteer;  // "volunteers/..".
  // Jobs in four weeks that would have fitted her; nullopt: enough of them, too
  // little is known, or she is new no more.
  std::optional<int> few;
};

// Here for less than four weeks.
bool IsNew(absl::Duration here);

// The same, and never asked in the last 90 days.
bool IsNewcomer(const store::v1::VolunteerRecord& volunteer, absl::Time now);

// Jobs that are likely to fit a newcomer in what is left of her first four
// weeks; nullopt: not few, or not counted.
std::optional<int> ChancesLeft(const store::v1::VolunteerRecord& volunteer,
                               absl::Time now);
// The same of who is here for so long and gets `few` in four weeks.
std::optional<int> ChancesLeft(std::optional<int> few, absl::Duration here);

// The jobs of the last weeks, to hold newcomers against. Thread-compatible.
class JobsLately {
 public:
  // Borrows `policy`.
  JobsLately(const matcher::Policy& policy, absl::Time now)
      : policy_(policy), now_(now) {}

  // As it was posted, whoever was asked and whatever was agreed since. The
  // newest come first; after the last 400 none is kept.
  void Add(matcher::Job job, absl::Time posted);

  // By all the rules, as if she had been there when each was posted. Nullopt
  // when more than eight in four weeks fit her, or jobs are known of less than
  // a day.
  std::optional<int> FewThatFit(const matcher::Volunteer& volunteer) const;

 private:
  // Stays where it is: the case borrows the job.
  struct Posted {
    Posted(matcher::Job job_in, const matcher::Policy& policy, absl::Time time)
        : job(std::move(job_in)), job_case(job, policy, time) {}
    Posted(const Posted&) = delete;
    Posted& operator=(const Posted&) = delete;

    const matcher::Job job;
    const matcher::JobCase job_case;
  };

  const matcher::Policy& policy_;
  const absl::Time now_;
  std::deque<Posted> jobs_;
};

// Notes what has changed, fewest chances first, and no more than 100 of them in
// one turn: the next night goes on. Who was erased is left out, and who was
// asked since gets no number.
absl::Status NoteChances(Transaction& transaction, std::vector<Chances> found);

}  // namespace omzien::core
