// What a policy came to on a town.

#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>

#include "absl/strings/string_view.h"
#include "server/tools/lab/simulation.h"
#include "server/tools/lab/town.h"

namespace omzien::lab {

// Which figure; kFigureNames says how a table and JSON call each.
enum class Figure : std::size_t {
  kFilled,  // Share of the needs, in time.
  kAsksPerNeed,
  kAsksPerFilled,
  kHoursToYes,      // Mean, of the filled.
  kLost,            // Share of the volunteers who quit.
  kThriceInWeek,    // Share asked three times or more in some 7 days.
  kNeverAsked,      // Share of those here for 26 weeks, not asked in them.
  kNeverFitting,    // Share of the same whom no need fitted in them.
  kNewcomersLate,   // Share of those whom a need fitted in their first four
                    // weeks, not asked in them.
  kDaysToFirstJob,  // Mean, of those who got one.
  kGiniAsks,
  kGiniJobs,
  kOverLimits,  // Asks beyond somebody's own limits.
  kAsksPerLost,
};
inline constexpr std::size_t kFigures = 14;
inline constexpr std::array<absl::string_view, kFigures> kFigureNames = {
    "filled",         "asks_per_need",     "asks_per_filled", "hours_to_yes",
    "lost",           "thrice_in_week",    "never_asked",     "never_fitting",
    "newcomers_late", "days_to_first_job", "gini_asks",       "gini_jobs",
    "over_limits",    "asks_per_lost"};

using Figures = std::array<double, kFigures>;

inline double Of(const Figures& figures, Figure which) {
  return figures[static_cast<std::size_t>(which)];
}

Figures Reckon(const Town& town, const Neighbours& neighbours,
               const Story& story);

// How uneven a share is (Gini, 1912): 0 all have the same, near 1 one has all.
double Gini(std::span<const double> values);

// Mean and half of its 95 % confidence interval, by Student's t.
struct Estimate {
  double mean = 0;
  double half_width = 0;
};
Estimate EstimateOf(std::span<const double> values);

}  // namespace omzien::lab
