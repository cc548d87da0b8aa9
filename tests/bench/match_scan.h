// The answer by looking at every volunteer: the yardstick, and the truth.

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "matcher/point.h"
#include "tests/bench/match_rows.h"

namespace omzien::bench {

struct Scanned {
  double distance_m = 0;
  std::int64_t id = 0;

  friend auto operator<=>(const Scanned&, const Scanned&) = default;
};

// One pass over rows that lie side by side, the cheapest test first. Knows
// nothing of the index.
class MatchScan {
 public:
  explicit MatchScan(std::span<const MatchVolunteer> volunteers);

  // The `k` nearest who fit, by distance, then by id.
  std::vector<Scanned> Nearest(const MatchRequest& request,
                               std::size_t k) const;

  // Null when there is none.
  const MatchVolunteer* Find(std::int64_t id) const;

 private:
  struct Row {
    matcher::SkillSet skills;
    Hours hours;
    matcher::Direction home;
    double radius_m = 0;
    std::int64_t id = 0;
  };

  std::span<const MatchVolunteer> volunteers_;  // Sorted by id.
  std::vector<Row> rows_;
};

// How much of `found` is right when `want` is, 0..1: neighbours in the order
// and edges of a radius that are within a centimetre may stand for each other.
double RecallOf(const std::vector<std::int64_t>& found,
                const std::vector<std::int64_t>& want,
                const MatchRequest& request, const MatchScan& scan);

}  // namespace omzien::bench
