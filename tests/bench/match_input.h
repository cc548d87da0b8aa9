// What the bench of matching is given: files, or what is made up.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tests/bench/match_rows.h"

namespace omzien::bench {

struct MatchOptions {
  std::string volunteers;
  std::string requests;
  std::string truth;
  std::string places = "config/places/netherlands.csv";
  std::int64_t count = 200'000;
  std::int64_t queries = 20'000;
  std::uint64_t seed = 1;
  int k = 20;
};

struct MatchInput {
  std::vector<MatchVolunteer> volunteers;  // Sorted by id.
  std::vector<MatchRequest> requests;
  MatchTruth truth;  // Empty: the scan is the truth.
};

absl::StatusOr<MatchInput> MakeInput(const MatchOptions& options);

}  // namespace omzien::bench
