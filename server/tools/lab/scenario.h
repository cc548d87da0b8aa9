// A made-up town, as omzien.config.v1.LabScenario says it: see there for what
// each figure means. Times are whole minutes.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace omzien::lab {

using Minutes = std::int64_t;

inline constexpr Minutes kHourMin = 60;
inline constexpr Minutes kDayMin = 24 * kHourMin;
inline constexpr Minutes kWeekMin = 7 * kDayMin;

struct Kind {
  std::string name;
  double need_weight = 1;
  double volunteer_share = 1;
  int volunteers_exactly = 0;
};

struct Surprise {
  int first_day = 0;
  int days = 1;
  double needs_factor = 1;
  double away_share = 0;
};

// The defaults are a town of the size that most of our reckoning was done for.
struct Scenario {
  std::string title = "town";
  int days = 182;

  int side_m = 6'000;
  int villages = 5;
  int village_spread_m = 800;

  std::vector<Kind> kinds = {{"any", 1, 1, 0}};

  int volunteers = 800;
  double sign_ups_per_day = 0;
  double acceptance_a = 1;
  double acceptance_b = 3;
  int acceptance_distance_m = 8'000;
  double moment_spread = 0.3;
  int reach_m = 4'000;
  double reach_spread = 0.4;
  double free_share = 0.5;
  Minutes answer_delay_min = 60;
  double answer_delay_spread = 1;
  double answer_habit_spread = 0.5;
  double explicit_no_share = 0.5;
  int asks_per_week_max = 2;
  Minutes rest_after_job_min = 2 * kDayMin;

  double inactivity_chance = 0.5;
  Minutes inactivity_mean_min = 3 * kDayMin;
  double inactivity_spread = 0.3;
  double quit_hazard = 0.002;
  Minutes idle_after_min = 45 * kDayMin;
  double idle_quit_per_week = 0.02;

  double needs_per_day = 12;
  double weekend_share = 0.5;
  double season = 0.2;
  Minutes deadline_min = 2 * kDayMin;
  int parts_offered = 3;

  std::vector<Surprise> surprises;
};

}  // namespace omzien::lab
