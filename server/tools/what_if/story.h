// What became of the jobs of some weeks, really or in a run.

#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "absl/time/time.h"

namespace omzien::what_if {

struct Story {
  // An ask that was sent.
  struct Ask {
    std::optional<std::size_t> neighbour;  // Absent: she is no more.
    std::size_t job = 0;
    absl::Time sent;
  };
  std::vector<Ask> asks;
  // Of each job, when all its helpers were found; InfiniteFuture: never.
  std::vector<absl::Time> filled;
  int over_limits = 0;  // Asks beyond somebody's own limits; runs alone.
};

}  // namespace omzien::what_if
