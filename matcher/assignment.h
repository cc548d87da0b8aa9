// The plan for many at once: who does which job, when a batch waits (after a
// quiet night, in a crisis, for a job day).
//
// Of all the plans that keep the limits below, the best one, exactly:
//   1. most places filled: one more filled place outweighs any scores;
//   2. of those, the highest sum of the scores of all placements, less
//      (k - 1) * repeat_price_micros for the k-th job of each volunteer, so
//      that near-equals share the work (n jobs cost price * n * (n - 1) / 2);
//   3. of those, the first by id: placements sorted by job, volunteer and span
//      make the list that comes first. Neither the order of the input nor the
//      solver decides anything.
// Continuity, distance and the fair share of earlier days need no term here:
// they are in the candidate's score (see ranking.h), in the same millionths.
//
// The limits: a job gets at most `helpers_needed` volunteers, each of them once
// and only from its candidates; a volunteer gets at most `jobs_max` jobs, and
// at most one in each of her stretches. A stretch is a longest run of her
// spans, for all jobs that need somebody, in which each overlaps one before it.
// So:
//   - promised: no volunteer gets two jobs whose spans overlap;
//   - not promised: that a plan fills all that could be filled without overlap.
//     Where A overlaps B and B overlaps C, she gets one of the three, though A
//     and C would go together. (To choose among such chains is NP-hard, see
//     docs/adr/0015, and to ask her once too little is the better error.)
//   - not promised: that all helpers of a job come at one time. For a job with
//     several helpers, give the spans of one start.
//
// A thousand jobs take about 20 ms, ten thousand half a second: too long for a
// lane, so plan from a copy of the values.

#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "matcher/ids.h"
#include "matcher/time_span.h"

namespace omzien::matcher {

using JobId = Id<struct JobTag>;

// That somebody can do a job.
struct TimedCandidate {
  int volunteer = 0;  // Index into the batch's volunteers.
  std::int64_t score_micros = 0;
  // When it would keep her busy, travel and rest included as wanted; one for
  // each start that would do, at least one.
  std::vector<TimeSpan> spans;
};

struct OpenJob {
  JobId id;
  int helpers_needed = 1;  // Still; 0..kHelpersMax.
  std::vector<TimedCandidate> candidates;
};

struct OpenVolunteer {
  VolunteerId id;
  int jobs_max = 1;  // In this plan, by her own limits; 0..kJobsEachMax.
};

// What waits. Ids are unique; their order breaks ties.
struct Batch {
  std::vector<OpenJob> jobs;
  std::vector<OpenVolunteer> volunteers;
  // What a volunteer's second job in this plan is worth less than her first,
  // her third than her second, and so on; 0..kScoreMicrosMax. As many
  // millionths as the fair share falls with the first ask of somebody never
  // asked.
  std::int64_t repeat_price_micros = 500'000;
};

// Bounds of a batch. Their product fits 64 bits: see assignment_network.cc.
inline constexpr int kBatchJobsMax = 20'000;
inline constexpr int kBatchVolunteersMax = 200'000;
inline constexpr int kBatchSpansMax = 500'000;  // Of all candidates together.
inline constexpr int kHelpersMax = 1'000;
inline constexpr int kJobsEachMax = 100;
// Six terms of a million with the greatest weight, 1000 hundredths.
inline constexpr std::int64_t kScoreMicrosMax = 60'000'000;  // Either sign.

// That a volunteer does a job.
struct Placement {
  int job = 0;        // Index into the batch's jobs.
  int volunteer = 0;  // Index into the batch's volunteers.
  TimeSpan span;      // Of the candidate's, the first within the stretch.

  friend bool operator==(const Placement&, const Placement&) = default;
};

struct Assignment {
  std::vector<Placement> placements;  // Sorted by job id, then volunteer id.
  std::vector<int> empty_places;      // Of each job of the batch.
  std::int64_t score_micros = 0;      // Sum over the placements.
  std::int64_t repeat_micros = 0;     // The price of repeats, in all.

  friend bool operator==(const Assignment&, const Assignment&) = default;
};

// INVALID_ARGUMENT names each place where the batch breaks what is said above
// (the first twenty, and how many more).
absl::StatusOr<Assignment> Assign(const Batch& batch);

}  // namespace omzien::matcher
