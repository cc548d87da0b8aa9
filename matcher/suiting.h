// At which starts a job suits one volunteer, and what stands in the way.

#pragma once

#include "absl/time/time.h"
#include "matcher/job_case.h"
#include "matcher/start_range.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {

// Each step keeps those starts of the step before that pass; when none does,
// the next step goes on with what the step before had. So each obstacle is
// found by itself, and one is named only if it stands in the way of what is
// left.
struct Suiting {
  absl::Time ask_at;          // Now, or the end of the quiet hours.
  StartRanges free;           // In the windows, in time, and in free hours.
  bool checks_lack = false;   // A check does not hold at any of them.
  StartRanges before_checks;  // What the checks were held against.
  bool busy = false;          // Engagements are in the way of all of them.
  StartRanges starts;  // What is left; they suit when nothing stands out.
};

// The calendar work of one volunteer: the costly part of a verdict.
Suiting FindSuiting(const JobCase& job_case, const Volunteer& volunteer);

// True when the volunteer holds `kind` on the date.
bool Holds(const Volunteer& volunteer, CheckKind kind, absl::CivilDay date);

}  // namespace omzien::matcher
