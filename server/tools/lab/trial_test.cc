// Trials: the best baseline, the goals, and what is told of them.

#include "server/tools/lab/trial.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "server/tools/lab/figures.h"
#include "server/tools/lab/goals.h"
#include "server/tools/lab/policies.h"
#include "server/tools/lab/report.h"
#include "server/tools/lab/scenario.h"

namespace omzien::lab {
namespace {

using ::testing::HasSubstr;

PolicyTrial Made(absl::string_view policy, double filled, double asks,
                 double lost) {
  Figures figures{};
  figures[static_cast<std::size_t>(Figure::kFilled)] = filled;
  figures[static_cast<std::size_t>(Figure::kAsksPerFilled)] = asks;
  figures[static_cast<std::size_t>(Figure::kLost)] = lost;
  return {policy, {figures}};
}

Trial MadeTrial(std::vector<PolicyTrial> policies) {
  Trial trial;
  trial.policies = std::move(policies);
  trial.bounds = {1.0};
  trial.bounds_within_limits = {1.0};
  trial.bounds_as_lost = {0.9};
  return trial;
}

bool IsMet(const Trial& trial, absl::string_view name) {
  for (const Goal& goal : GoalsOf(trial)) {
    if (goal.name == name) return goal.is_met;
  }
  ADD_FAILURE() << "no goal " << name;
  return false;
}

TEST(TrialTest, TheBestBaselineFillsMostAmongThoseThatLoseFew) {
  const Trial some =
      MadeTrial({Made("waves", 0.95, 7, 0.3), Made("rule-2", 0.8, 5, 0.1),
                 Made("rule-3", 0.7, 5, 0.05), Made("omzien", 0.99, 4, 0.01)});
  EXPECT_EQ(BestBaseline(some)->policy, "rule-2");
  const Trial none =
      MadeTrial({Made("waves", 0.95, 7, 0.3), Made("rule-2", 0.8, 5, 0.2),
                 Made("omzien", 0.99, 4, 0.01)});
  EXPECT_EQ(BestBaseline(none)->policy, "rule-2");
  EXPECT_EQ(BestBaseline(MadeTrial({Made("omzien", 1, 1, 0)})), nullptr);
}

TEST(TrialTest, HoldsTheGoalsAgainstTheFigures) {
  const PolicyTrial waves = Made("waves", 0.95, 10, 0.3);
  const PolicyTrial rule = Made("rule-2", 0.8, 5, 0.08);
  const Trial good = MadeTrial({waves, rule, Made("omzien", 0.9, 5, 0.08)});
  for (const Goal& goal : GoalsOf(good)) EXPECT_TRUE(goal.is_met) << goal.name;
  EXPECT_FALSE(IsMet(MadeTrial({waves, rule, Made("omzien", 0.89, 5, 0.08)}),
                     "gap_closed"));
  const Trial eager = MadeTrial({waves, rule, Made("omzien", 0.9, 6.1, 0.11)});
  for (const char* goal :
       {"asks_per_filled", "lost", "asks_of_waves", "lost_of_waves"}) {
    EXPECT_FALSE(IsMet(eager, goal)) << goal;
  }
  EXPECT_NEAR(GapClosable(good), 0.5, 1e-9);
}

TEST(TrialTest, TriesAndTells) {
  Scenario scenario;
  scenario.days = 21;
  scenario.volunteers = 40;
  scenario.needs_per_day = 2;
  TrialOptions options;
  options.seeds = 3;
  const auto trial = RunTrial(scenario, options);
  ASSERT_TRUE(trial.ok()) << trial.status();
  EXPECT_EQ(trial->policies.size(), Policies().size());
  const auto again = RunTrial(scenario, options);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(JsonOf(*trial), JsonOf(*again));
  EXPECT_THAT(JsonOf(*trial), HasSubstr("\"omzien\":{\"filled\":["));
  EXPECT_THAT(TableOf(*trial), HasSubstr("gap_closed"));
}

TEST(TrialTest, RefusesAPolicyThatIsNot) {
  TrialOptions options;
  options.only = {"waves", "guessing"};
  EXPECT_THAT(std::string(RunTrial(Scenario(), options).status().message()),
              HasSubstr("guessing"));
}

}  // namespace
}  // namespace omzien::lab
