// How well a volunteer who is in suits a job; the formulas stand in ranking.h.

#pragma once

#include <array>
#include <cstdint>

#include "absl/time/time.h"
#include "matcher/job_case.h"
#include "matcher/policy.h"
#include "matcher/skill_set.h"
#include "matcher/start_range.h"
#include "matcher/travel.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {

// How far back asks count for the fair share, and for having waited long.
inline constexpr absl::Duration kFairShareOver = absl::Hours(90 * 24);
inline constexpr absl::Duration kLongWait = absl::Hours(30 * 24);

// What a score is made of.
struct Merits {
  TravelMode travel_mode = TravelMode::kBicycle;
  std::int64_t distance_mm = 0;
  int asks = 0;  // In kFairShareOver, and planned.
  bool waited_long = false;
  bool helped_well = false;
  bool speaks = false;  // The resident's language.
  int windows_in = 0;   // Windows with a start that suits.
  int practised = 0;    // Of the job's skills.
};

// `starts` are those that suit, at least one.
Merits MeritsOf(const JobCase& job_case, const Volunteer& volunteer,
                std::int64_t distance_mm, const StartRanges& starts);

using Terms = std::array<TermValue, 7>;

// All terms, in the order of Term.
Terms ScoreTerms(const JobCase& job_case, const Merits& merits);

// The score: their sum.
std::int64_t SumMicros(const Terms& terms);

// The term of distance for somebody who gets `hour_mm` far in an hour; not more
// for who is farther away or slower.
std::int64_t DistanceMicros(const Weights& weights, std::int64_t distance_mm,
                            std::int64_t hour_mm);

// The most that all the other terms can come to.
std::int64_t OtherMicrosMax(const Weights& weights);

// How many of the job's skills she is practised in.
int PractisedIn(const JobCase& job_case, const SkillSet& practised);

// How many windows the ranges belong to; they are in the order of the windows.
int WindowsIn(const StartRanges& starts);

}  // namespace omzien::matcher
