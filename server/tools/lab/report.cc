#include "server/tools/lab/report.h"

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "server/tools/lab/figures.h"
#include "server/tools/lab/goals.h"
#include "server/tools/lab/trial.h"

namespace omzien::lab {
namespace {

double Percent(const PolicyTrial& policy, Figure figure) {
  return 100 * policy.Of(figure).mean;
}

double Mean(const PolicyTrial& policy, Figure figure) {
  return policy.Of(figure).mean;
}

std::string RowOf(const PolicyTrial& policy) {
  const Estimate filled = policy.Of(Figure::kFilled);
  const Estimate lost = policy.Of(Figure::kLost);
  return absl::StrFormat(
      "%-14s %5.1f ±%4.1f %7.2f %7.2f %7.1f %5.1f ±%4.1f %7.1f %7.1f %7.1f "
      "%7.1f %6.2f %6.2f %7.0f\n",
      policy.policy, 100 * filled.mean, 100 * filled.half_width,
      Mean(policy, Figure::kAsksPerNeed), Mean(policy, Figure::kAsksPerFilled),
      Mean(policy, Figure::kHoursToYes), 100 * lost.mean, 100 * lost.half_width,
      Percent(policy, Figure::kThriceInWeek),
      Percent(policy, Figure::kNeverAsked),
      Percent(policy, Figure::kNewcomersLate),
      Mean(policy, Figure::kDaysToFirstJob), Mean(policy, Figure::kGiniAsks),
      Mean(policy, Figure::kGiniJobs), Mean(policy, Figure::kOverLimits));
}

std::string JsonOf(const Estimate& estimate) {
  return absl::StrFormat("[%.6g,%.3g]", estimate.mean, estimate.half_width);
}

std::string JsonOf(const PolicyTrial& policy) {
  std::string members;
  for (std::size_t i = 0; i < kFigures; ++i) {
    absl::StrAppend(&members, i == 0 ? "" : ",", "\"", kFigureNames[i],
                    "\":", JsonOf(policy.Of(static_cast<Figure>(i))));
  }
  return absl::StrCat("\"", policy.policy, "\":{", members, "}");
}

}  // namespace

std::string TableOf(const Trial& trial) {
  std::string table = absl::StrFormat(
      "%s: %d days, %d seeds\n%-14s %11s %7s %7s %7s %11s %7s %7s %7s %7s %6s "
      "%6s %7s\n",
      trial.scenario.title, trial.scenario.days, trial.bounds.size(), "",
      "filled %", "asks", "asks /", "hours", "lost %", "thrice", "never",
      "new-", "days to", "Gini", "Gini", "over");
  absl::StrAppendFormat(
      &table, "%-14s %11s %7s %7s %7s %11s %7s %7s %7s %7s %6s %6s %7s\n", "",
      "", "/ need", "filled", "to yes", "", "a wk %", "asked %", "late %",
      "job", "asks", "jobs", "limits");
  for (const PolicyTrial& policy : trial.policies) {
    absl::StrAppend(&table, RowOf(policy));
  }
  absl::StrAppendFormat(&table, "bound %.2f %%, within own limits %.2f %%",
                        100 * EstimateOf(trial.bounds).mean,
                        100 * EstimateOf(trial.bounds_within_limits).mean);
  if (const PolicyTrial* best = BestBaseline(trial); best != nullptr) {
    absl::StrAppendFormat(&table, ", losing no more than %s %.2f %%",
                          best->policy,
                          100 * EstimateOf(trial.bounds_as_lost).mean);
  }
  absl::StrAppend(&table, "\n");
  if (!trial.finer_bounds.empty()) {
    absl::StrAppendFormat(
        &table, "finer bound, the same %.2f %%: gap closed against it %.4f\n",
        100 * EstimateOf(trial.finer_bounds).mean, FinerGapClosed(trial));
  }
  for (const Goal& goal : GoalsOf(trial)) {
    absl::StrAppendFormat(&table, "  %-6s %-16s %.4f, wanted %.4f\n",
                          goal.is_met ? "met" : "MISSED", goal.name,
                          goal.reached, goal.wanted);
  }
  return table;
}

std::string JsonOf(const Trial& trial) {
  std::string policies;
  for (const PolicyTrial& policy : trial.policies) {
    absl::StrAppend(&policies, policies.empty() ? "" : ",", JsonOf(policy));
  }
  std::string goals;
  for (const Goal& goal : GoalsOf(trial)) {
    absl::StrAppendFormat(
        &goals, R"(%s"%s":{"met":%s,"reached":%.6g,"wanted":%.6g})",
        goals.empty() ? "" : ",", goal.name, goal.is_met ? "true" : "false",
        goal.reached, goal.wanted);
  }
  std::string finer;
  if (!trial.finer_bounds.empty()) {
    finer = absl::StrFormat(R"("finer_bound":%s,"finer_gap_closed":%.4g,)",
                            JsonOf(EstimateOf(trial.finer_bounds)),
                            FinerGapClosed(trial));
  }
  const PolicyTrial* best = BestBaseline(trial);
  return absl::StrFormat(
      R"({"scenario":"%s","seeds":%d,"bound":%s,"bound_within_limits":%s,)"
      R"("bound_as_lost":%s,%s"best_baseline":"%s","gap_closable":%.4g,)"
      R"("goals":{%s},"policies":{%s}})",
      trial.scenario.title, trial.bounds.size(),
      JsonOf(EstimateOf(trial.bounds)),
      JsonOf(EstimateOf(trial.bounds_within_limits)),
      JsonOf(EstimateOf(trial.bounds_as_lost)), finer,
      best == nullptr ? "" : best->policy, GapClosable(trial), goals, policies);
}

}  // namespace omzien::lab
