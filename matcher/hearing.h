// One volunteer before one job: each rule by itself.

#pragma once

#include <cstdint>
#include <optional>

#include "absl/time/time.h"
#include "matcher/job_case.h"
#include "matcher/suiting.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {

// Works out only what is asked, and that once. Not thread-safe. Borrows both
// arguments, which outlive it.
class Hearing {
 public:
  Hearing(const JobCase& job_case, const Volunteer& volunteer)
      : case_(job_case), volunteer_(volunteer) {}

  // Whether this keeps the volunteer out; the rules stand in eligibility.h.
  bool IsOut(Exclusion why);

  // The facts of an exclusion that keeps the volunteer out.
  Obstacle Explain(Exclusion why);

  // For a temporary exclusion that keeps the volunteer out: whether it ends
  // early enough to ask for one of the starts that suit.
  bool EndsInTime(Exclusion why);

  // From home to the job, as the crow flies.
  std::int64_t distance_mm();

  const Suiting& suiting();

 private:
  bool LacksLanguage() const;
  std::vector<CheckWanted> ChecksWanted();

  const JobCase& case_;
  const Volunteer& volunteer_;
  std::optional<std::int64_t> distance_mm_;
  std::optional<Suiting> suiting_;
};

// When the limit of asks a week was or will be open again: in the past when it
// is open.
absl::Time WeekOpensAt(const Volunteer& volunteer);

// When the rest after the last job is or was over.
absl::Time RestsUntil(const Volunteer& volunteer);

}  // namespace omzien::matcher
