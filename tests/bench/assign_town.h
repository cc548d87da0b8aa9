// A made-up region whose jobs all wait at once: villages, volunteers who live
// about them, and for each job those who are near and can do it.

#pragma once

#include <cstdint>

#include "matcher/assignment.h"

namespace omzien::bench {

struct TownShape {
  int jobs = 1'000;
  int volunteers = 5'000;
  int candidates = 20;  // Of each job.
  std::uint64_t seed = 1;
};

// One job in ten needs two to four helpers; one volunteer in five takes two or
// three jobs. Work is within a week, by day; most jobs can start at several
// times. Scores have the terms and the weights of the default policy.
matcher::Batch MakeTown(const TownShape& shape);

}  // namespace omzien::bench
