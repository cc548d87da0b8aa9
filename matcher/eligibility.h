// Who is in and who is out, by all the rules.
//
// The rules, in the order of Exclusion:
//   municipality    the volunteer does not help where the job is
//   skill           the volunteer lacks one of the skills
//   paused          now < pause_until
//   self            the resident is the volunteer
//   kept apart      the resident is one of those kept apart
//   too far         distance > reach; exactly on the edge is in
//   language        the volunteer speaks none of the languages asked for
//   check           a check does not hold on the local days of the work, for no
//                   start at which the volunteer is free (or when free at none,
//                   for no start at all)
//   circumstance    the house has what the volunteer avoids
//   not available   no start at which the whole work lies in one window and in
//                   free time, not before ask_at + lead_min
//   busy            each such start clashes with an engagement, or with the
//                   travel between that place and this
//   asked before    the volunteer was asked for this job
//   open asks       open_asks >= open_asks_max
//   week full       asked in (now - 7 days, now], or planned later, at least
//                   asks_per_week_max times
//   resting         last_job_end + rest_after_job > now
//
// All functions are pure.

#pragma once

#include <optional>

#include "absl/time/time.h"
#include "matcher/job.h"
#include "matcher/job_case.h"
#include "matcher/policy.h"
#include "matcher/score.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {

// Holds one volunteer against one job: every obstacle, not only the first; when
// there is none, the terms, the score and the start times. `rank` stays 0.
Verdict Judge(const Job& job, const Volunteer& volunteer, const Policy& policy,
              absl::Time now);

// The same, for many volunteers and one job.
Verdict Judge(const JobCase& job_case, const Volunteer& volunteer);

// What a ranking needs of a verdict.
struct Screening {
  std::optional<Exclusion> first;  // The first obstacle; nullopt: in.
  Merits merits;                   // Only when in.
};

// Says the same as Judge(), and stops at the first obstacle.
Screening Screen(const JobCase& job_case, const Volunteer& volunteer);

// The same for who is known to have the skills and to help in the municipality.
Screening ScreenSkilled(const JobCase& job_case, const Volunteer& volunteer);

// As Verdict::later: whether the volunteer is out for reasons that pass in
// time, and for no other.
bool IsInLater(const JobCase& job_case, const Volunteer& volunteer);

}  // namespace omzien::matcher
