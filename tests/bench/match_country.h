// Made-up volunteers and requests around the real places of the Netherlands.

#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "matcher/point.h"
#include "matcher/skill_set.h"
#include "tests/bench/match_rows.h"

namespace omzien::bench {

// Homes lie normally, 1.5 km, around a place, which is drawn by its people: the
// thirty largest municipalities have theirs (CBS StatLine, table 37230ned,
// population on 1 January 2024, rounded to ten thousand), and the 17.9 million
// that live in the Netherlands are shared alike by the other places.
//
// Volunteers have 1 to 6 of 40 skills, whose frequencies follow Zipf's law; a
// radius of 2 to 15 km; and a fifth of the hours of the week, in blocks of 3.
// Requests want 1 or 2 skills by the same law, for 1 to 3 hours.
//
// The same seed gives the same rows on one standard library.
class MatchCountry {
 public:
  // `places`: as config/places/netherlands.csv.
  static absl::StatusOr<MatchCountry> Read(const std::string& places,
                                           std::uint64_t seed);

  // The ids go up from 1.
  MatchVolunteer NextVolunteer();
  MatchRequest NextRequest();

 private:
  explicit MatchCountry(std::uint64_t seed) : random_(seed) {}

  matcher::Point AnyPoint();
  matcher::SkillSet AnySkills(int count);
  int Below(int bound);

  std::mt19937_64 random_;
  std::vector<matcher::Point> places_;
  std::discrete_distribution<std::size_t> place_;
  std::discrete_distribution<std::size_t> skill_;
  std::normal_distribution<double> spread_m_{0, 1'500};
  std::int64_t volunteers_ = 0;
  std::int64_t requests_ = 0;
};

}  // namespace omzien::bench
