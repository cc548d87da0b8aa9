// What follows from a comparison, and no more than follows.

#pragma once

#include <cstddef>
#include <cstdint>

#include "server/tools/what_if/figures.h"

namespace omzien::what_if {

enum class Advice : std::uint8_t {
  kTooFewJobs,   // To say anything.
  kTooSmall,     // The difference is.
  kBetter,       // More filled, and no more asks a job.
  kFewerAsks,    // As many filled, with fewer asks.
  kMoreForMore,  // More filled, and more asks.
  kLessForLess,  // Fewer filled, and fewer asks.
  kMoreAsks,     // As many filled, with more asks.
  kWorse,        // Fewer filled, and no fewer asks.
};

// With fewer jobs nothing is said.
inline constexpr int kJobsMin = 10;

// A difference counts when chance does not explain it (95 %) and when it is
// worth something: 2 jobs in a hundred, or an ask in four jobs.
Advice AdviceOf(const Comparison& comparison, std::size_t jobs);

// Whether it takes two hours longer, or more, until there is help.
bool IsSlower(const Comparison& comparison);

// Whether more volunteers, one at least, are asked three times within a week.
bool AsksMoreOften(const Comparison& comparison);

}  // namespace omzien::what_if
