// What some weeks came to, and how two ways of asking compare over many runs.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "server/core/catalogue.h"
#include "server/tools/lab/figures.h"
#include "server/tools/what_if/past.h"
#include "server/tools/what_if/story.h"

namespace omzien::what_if {

enum class Figure : std::size_t {
  kFilled,      // Jobs for which all helpers were found, in hundredths.
  kAsks,        // Sent, of each job for which all were found.
  kHoursToYes,  // From the post until all were found; the median.
  kNotAsked,    // Volunteers without any ask.
  kOftenAsked,  // Volunteers asked more than twice within some 7 days.
  kOverLimits,  // Asks beyond somebody's own limits.
};
inline constexpr std::size_t kFigures = 6;
// As JSON calls them.
inline constexpr std::array<absl::string_view, kFigures> kFigureNames = {
    "filled_percent", "asks_per_filled", "hours_to_yes",
    "not_asked",      "often_asked",     "over_limits"};

using Figures = std::array<double, kFigures>;

inline double Of(const Figures& figures, Figure which) {
  return figures[static_cast<std::size_t>(which)];
}

Figures Reckon(const Past& past, const Story& story);

// A way of asking: its policy, and the past with the limits that it gives to
// who set none. Borrows both.
struct Way {
  const Past& past;
  const core::MunicipalityEntry& municipality;
};

// Whether what really happened is what today's way may come to. Too wide: so
// little is known of people that it may come to anything.
enum class Fit : std::uint8_t { kFits, kDoesNotFit, kTooWide };

// Of each seed, both with the same luck.
struct Comparison {
  Figures happened{};
  std::vector<Figures> now;
  std::vector<Figures> tried;

  struct Range {
    double low = 0;
    double high = 0;
  };
  // In which nine in ten of the runs of today's way lie.
  Range NowRange(Figure which) const;
  lab::Estimate Now(Figure which) const;
  lab::Estimate Tried(Figure which) const;
  // By how much more the tried way comes to, seed by seed.
  lab::Estimate Difference(Figure which) const;
  Fit FitOf() const;
};

// Seeds 1 to `seeds`, on two threads.
Comparison Compare(const Way& now, const Way& tried, int seeds);

}  // namespace omzien::what_if
