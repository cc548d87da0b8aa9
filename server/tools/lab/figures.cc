#include "server/tools/lab/figures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include "server/tools/lab/desk.h"
#include "server/tools/lab/scenario.h"
#include "server/tools/lab/simulation.h"
#include "server/tools/lab/town.h"

namespace omzien::lab {
namespace {

constexpr Minutes kHalfYearMin = 26 * kWeekMin;
constexpr Minutes kFirstWeeksMin = 4 * kWeekMin;

double Ratio(double part, double whole) { return whole > 0 ? part / whole : 0; }

bool AskedThriceInWeek(const Member& member) {
  for (std::size_t i = 2; i < member.asked.size(); ++i) {
    if (member.asked[i] - member.asked[i - 2] < kWeekMin) return true;
  }
  return false;
}

bool AskedWithin(const Member& member, Minutes from, Minutes span) {
  return !member.asked.empty() && member.asked.front() < from + span;
}

// When the first need that fits each was posted that could be asked for; the
// end of time when there was none.
std::vector<Minutes> FirstFits(const Town& town, const Neighbours& neighbours) {
  std::vector<Minutes> first(town.profiles.size(), town.end);
  std::vector<std::uint32_t> fitting;
  for (const Need& need : town.needs) {
    neighbours.Fitting(need, fitting);
    for (const std::uint32_t volunteer : fitting) {
      if (town.profiles[volunteer].signed_up <= need.posted) {
        first[volunteer] = std::min(first[volunteer], need.posted);
      }
    }
  }
  return first;
}

struct Newcomers {
  int members = 0;  // Long enough.
  int never_asked = 0;
  int never_fitting = 0;
  int fitting_early = 0;
  int asked_late = 0;
};

Newcomers CountNewcomers(const Town& town, const Neighbours& neighbours,
                         const Story& story) {
  const std::vector<Minutes> first = FirstFits(town, neighbours);
  Newcomers count;
  for (std::size_t i = 0; i < town.profiles.size(); ++i) {
    const Member& member = story.members[i];
    const Minutes from = town.profiles[i].signed_up;
    if (from + kHalfYearMin <= town.end) {
      ++count.members;
      count.never_asked += AskedWithin(member, from, kHalfYearMin) ? 0 : 1;
      count.never_fitting += first[i] < from + kHalfYearMin ? 0 : 1;
    }
    if (from + kFirstWeeksMin <= town.end && first[i] < from + kFirstWeeksMin) {
      ++count.fitting_early;
      count.asked_late += AskedWithin(member, from, kFirstWeeksMin) ? 0 : 1;
    }
  }
  return count;
}

double DaysToFirstJob(const Town& town, const Story& story) {
  double days = 0;
  int with_job = 0;
  std::vector<bool> has_job(town.profiles.size());
  for (const Case& each : story.cases) {
    if (each.filled < 0) continue;
    for (const std::uint32_t number : each.asks) {
      const Ask& ask = story.asks[number];
      if (ask.state != AskState::kYes || has_job[ask.volunteer]) continue;
      has_job[ask.volunteer] = true;
      days += static_cast<double>(each.filled -
                                  town.profiles[ask.volunteer].signed_up) /
              kDayMin;
      ++with_job;
    }
  }
  return Ratio(days, with_job);
}

}  // namespace

double Gini(std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  double weighted = 0;
  double sum = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    weighted += static_cast<double>(i + 1) * sorted[i];
    sum += sorted[i];
  }
  const auto n = static_cast<double>(sorted.size());
  return sum > 0 ? 2 * weighted / (n * sum) - (n + 1) / n : 0;
}

Estimate EstimateOf(std::span<const double> values) {
  // Student's t at 97.5 %, by degrees of freedom from 1; beyond, the normal's.
  constexpr std::array kT = {12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36,
                             2.31,  2.26, 2.23, 2.20, 2.18, 2.16, 2.14,
                             2.13,  2.12, 2.11, 2.10, 2.09};
  const std::size_t n = values.size();
  if (n == 0) return {};
  const auto count = static_cast<double>(n);
  const double mean =
      std::accumulate(values.begin(), values.end(), 0.0) / count;
  if (n == 1) return {mean, 0};
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  const double t = n - 2 < kT.size() ? kT[n - 2] : 1.96;
  return {mean, t * std::sqrt(squares / (count - 1) / count)};
}

Figures Reckon(const Town& town, const Neighbours& neighbours,
               const Story& story) {
  const auto needs = static_cast<double>(town.needs.size());
  const auto asks = static_cast<double>(story.asks.size());
  double filled = 0;
  double hours = 0;
  for (std::size_t i = 0; i < story.cases.size(); ++i) {
    if (story.cases[i].filled < 0) continue;
    ++filled;
    hours +=
        static_cast<double>(story.cases[i].filled - town.needs[i].posted) / 60;
  }
  double lost = 0;
  double thrice = 0;
  std::vector<double> asked;
  std::vector<double> jobs;
  for (const Member& member : story.members) {
    lost += member.is_here ? 0 : 1;
    thrice += AskedThriceInWeek(member) ? 1 : 0;
    asked.push_back(static_cast<double>(member.asked.size()));
    jobs.push_back(member.jobs);
  }
  const auto members = static_cast<double>(story.members.size());
  const Newcomers newcomers = CountNewcomers(town, neighbours, story);
  return {Ratio(filled, needs),
          Ratio(asks, needs),
          Ratio(asks, filled),
          Ratio(hours, filled),
          Ratio(lost, members),
          Ratio(thrice, members),
          Ratio(newcomers.never_asked, newcomers.members),
          Ratio(newcomers.never_fitting, newcomers.members),
          Ratio(newcomers.asked_late, newcomers.fitting_early),
          DaysToFirstJob(town, story),
          Gini(asked),
          Gini(jobs),
          static_cast<double>(story.over_limits),
          Ratio(asks, lost)};
}

}  // namespace omzien::lab
