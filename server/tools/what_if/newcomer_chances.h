// Newcomers' chances during a run: what the server counts by night
// (server/core/newcomers.h), from the jobs that were posted until then.

#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "absl/time/time.h"
#include "server/core/catalogue.h"
#include "server/core/newcomers.h"
#include "server/tools/what_if/past.h"

namespace omzien::what_if {

// Not thread-safe. Borrows the past and the municipality.
class NewcomerChances {
 public:
  NewcomerChances(const Past& past, const core::MunicipalityEntry& municipality)
      : past_(past),
        municipality_(municipality),
        noted_(past.neighbours.size()) {}

  // Of a neighbour, by place, who was not asked, as the last night noted it;
  // nullopt: not few, or she is new no more. `now` never goes back.
  std::optional<int> Left(std::size_t neighbour, absl::Time now);

 private:
  struct Noted {
    absl::Time night = absl::InfinitePast();
    std::optional<int> few;
  };

  void CountJobsAt(absl::Time night);

  const Past& past_;
  const core::MunicipalityEntry& municipality_;
  std::vector<Noted> noted_;
  absl::Time night_ = absl::InfinitePast();
  std::optional<core::JobsLately> jobs_;  // Of that night.
};

}  // namespace omzien::what_if
