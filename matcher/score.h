// How well a volunteer who is in suits a job; the formulas stand in ranking.h.

#pragma once

#include <array>
#include <cstdint>

#include "matcher/job_case.h"
#include "matcher/start_range.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {

using Terms = std::array<TermValue, 6>;

// All terms, in the order of Term. `distance_mm` is within reach; `starts` are
// those that suit, at least one.
Terms ScoreTerms(const JobCase& job_case, const Volunteer& volunteer,
                 std::int64_t distance_mm, const StartRanges& starts);

// The score: their sum.
std::int64_t SumMicros(const Terms& terms);

}  // namespace omzien::matcher
