#include "server/tools/lab/goals.h"

#include <vector>

#include "absl/strings/string_view.h"
#include "server/tools/lab/figures.h"
#include "server/tools/lab/policies.h"
#include "server/tools/lab/scenario.h"
#include "server/tools/lab/trial.h"

namespace omzien::lab {
namespace {

constexpr double kGapClosedMin = 0.5;
constexpr double kAsksOfWavesMax = 0.6;
constexpr double kLostOfWavesMax = 1.0 / 3;
constexpr double kNeverAskedMax = 0.02;
constexpr int kHalfYearDays = 182;
// Figures of a share come from whole counts: equal is equal.
constexpr double kRounding = 1e-9;

Goal AtMost(absl::string_view name, double reached, double wanted) {
  return {name, reached, wanted, reached <= wanted + kRounding};
}

double Mean(const PolicyTrial& policy, Figure figure) {
  return policy.Of(figure).mean;
}

// The share of the way from the baseline's fill to the bound.
double Closed(double filled, double baseline, double bound) {
  return bound > baseline ? (filled - baseline) / (bound - baseline) : 1;
}

}  // namespace

std::vector<Goal> GoalsOf(const Trial& trial) {
  const PolicyTrial* ours = trial.Find(kOurs);
  const PolicyTrial* waves = trial.Find("waves");
  const PolicyTrial* best = BestBaseline(trial);
  if (ours == nullptr || waves == nullptr || best == nullptr) return {};
  const double closed =
      Closed(Mean(*ours, Figure::kFilled), Mean(*best, Figure::kFilled),
             EstimateOf(trial.bounds).mean);
  std::vector<Goal> goals = {
      {"gap_closed", closed, kGapClosedMin, closed >= kGapClosedMin},
      AtMost("asks_per_filled", Mean(*ours, Figure::kAsksPerFilled),
             Mean(*best, Figure::kAsksPerFilled)),
      AtMost("lost", Mean(*ours, Figure::kLost), Mean(*best, Figure::kLost)),
      AtMost("asks_of_waves", Mean(*ours, Figure::kAsksPerFilled),
             kAsksOfWavesMax * Mean(*waves, Figure::kAsksPerFilled)),
      AtMost("lost_of_waves", Mean(*ours, Figure::kLost),
             kLostOfWavesMax * Mean(*waves, Figure::kLost)),
      AtMost("over_limits", Mean(*ours, Figure::kOverLimits), 0)};
  if (trial.scenario.days >= kHalfYearDays) {
    const double never = Mean(*ours, Figure::kNeverAsked);
    goals.push_back(
        {"never_asked", never, kNeverAskedMax, never < kNeverAskedMax});
    goals.push_back(
        AtMost("newcomers_late", Mean(*ours, Figure::kNewcomersLate), 0));
  }
  return goals;
}

double GapClosable(const Trial& trial) {
  const PolicyTrial* best = BestBaseline(trial);
  if (best == nullptr || trial.bounds_as_lost.empty()) return 1;
  return Closed(EstimateOf(trial.bounds_as_lost).mean,
                Mean(*best, Figure::kFilled), EstimateOf(trial.bounds).mean);
}

double FinerGapClosed(const Trial& trial) {
  const PolicyTrial* ours = trial.Find(kOurs);
  const PolicyTrial* best = BestBaseline(trial);
  if (ours == nullptr || best == nullptr || trial.finer_bounds.empty()) {
    return 0;
  }
  return Closed(Mean(*ours, Figure::kFilled), Mean(*best, Figure::kFilled),
                EstimateOf(trial.finer_bounds).mean);
}

}  // namespace omzien::lab
