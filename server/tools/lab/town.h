// Who lives in a town and what they will need, drawn from a seed: the same for
// every policy that is tried on it.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "server/tools/lab/scenario.h"

namespace omzien::lab {

struct Spot {
  std::int32_t x_m = 0;
  std::int32_t y_m = 0;
};

std::int64_t DistanceM(const Spot& a, const Spot& b);

using KindSet = std::uint32_t;  // A bit a kind.
using PartSet = std::uint32_t;  // A bit a day part, see waking.h.

// What a volunteer told the server.
struct Profile {
  Spot home;
  std::int64_t reach_m = 0;
  KindSet kinds = 0;
  PartSet free = 0;
  int asks_per_week_max = 2;
  Minutes rest_after_job_min = 0;
  Minutes signed_up = 0;
};

// What is so, and the server never sees.
struct Nature {
  double yes = 0;                  // Next door.
  std::array<double, 3> yes_in{};  // Factor for each part of the week.
  double delay_factor = 1;
  double recovery_min = 0;
};

struct Need {
  std::size_t kind = 0;
  Spot place;
  Minutes posted = 0;
  Minutes deadline = 0;
  PartSet offered = 0;
  std::size_t part = 0;  // Of the week, of the first part that is offered.
};

struct Town {
  Scenario scenario;
  std::uint64_t seed = 0;
  std::vector<Profile> profiles;  // In the order of signing up.
  std::vector<Nature> natures;    // Of each.
  std::vector<Need> needs;        // In the order of their posts.
  Minutes end = 0;
};

Town MakeTown(const Scenario& scenario, std::uint64_t seed);

// The hard rules that hold for good: kind, reach, free in a part offered.
bool Fits(const Profile& profile, const Need& need);

// The chance that who listens says yes.
double YesOf(const Town& town, std::size_t volunteer, const Need& need);

// The share of those who are away then, whoever they are.
double AwayShare(const Scenario& scenario, Minutes now);

// Those who fit a need, without looking at everybody.
class Neighbours {
 public:
  explicit Neighbours(const Town& town);

  // In order of their numbers; also who signs up later.
  void Fitting(const Need& need, std::vector<std::uint32_t>& found) const;

 private:
  const Town& town_;
  std::int64_t cell_m_ = 0;
  std::int64_t cells_ = 0;  // In a row.
  std::int64_t reach_m_max_ = 0;
  std::vector<std::vector<std::uint32_t>> at_;  // By cell.
};

}  // namespace omzien::lab
