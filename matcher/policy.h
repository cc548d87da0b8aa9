// Whom to ask, when, and how many: the figures of a municipality.

#pragma once

#include "absl/time/time.h"

namespace omzien::matcher {

// Weights of the ranking's terms, in hundredths; 0..1000 each.
struct Weights {
  int distance = 100;
  int fair_share = 100;
  int waited_long = 50;
  int continuity = 100;
  int time_fit = 50;
  int language = 50;
  int skill_level = 50;
};

// As omzien.config.v1.AskPolicy says it, with how start times are chosen.
struct Policy {
  Weights weights;
  int first_wave_size = 3;  // For each helper needed.
  int next_wave_size = 2;   // For each helper still needed.
  absl::Duration wave_interval = absl::Hours(4);
  int waves_max = 4;
  absl::Duration lapse_after = absl::Hours(24);
  absl::Duration lead_min = absl::Hours(2);  // From the ask to the start.
  int start_times_max = 3;
  absl::Duration start_step = absl::Minutes(30);  // Least between start times.
};

}  // namespace omzien::matcher
