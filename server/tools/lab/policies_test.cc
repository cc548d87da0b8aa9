// Properties of the policies, on towns that are not the shipped ones.

#include "server/tools/lab/policies.h"

#include <cmath>
#include <cstdint>
#include <vector>

#include "gtest/gtest.h"
#include "matcher/asking/ask_plan.h"
#include "server/tools/lab/bound.h"
#include "server/tools/lab/figures.h"
#include "server/tools/lab/luck.h"
#include "server/tools/lab/scenario.h"
#include "server/tools/lab/simulation.h"
#include "server/tools/lab/town.h"

namespace omzien::lab {
namespace {

Scenario Random(Luck& luck) {
  Scenario scenario;
  scenario.days = 42;
  scenario.kinds = {{"errands", 3, 0.6, 0},
                    {"garden", 2, luck.Share(), 0},
                    {"repairs", 1, 0, 1 + luck.Below(5)}};
  scenario.volunteers = 20 + luck.Below(80);
  scenario.sign_ups_per_day = luck.Share();
  scenario.acceptance_a = 0.3 + luck.Share();
  scenario.acceptance_b = 0.5 + 3 * luck.Share();
  scenario.free_share = 0.2 + 0.8 * luck.Share();
  scenario.asks_per_week_max = 1 + luck.Below(4);
  scenario.inactivity_chance = luck.Share();
  scenario.inactivity_mean_min = kDayMin + luck.Below(10) * kDayMin;
  scenario.quit_hazard = 0.005 * luck.Share();
  scenario.needs_per_day = 0.5 + 5 * luck.Share();
  scenario.deadline_min = 720 + luck.Below(4) * kDayMin;
  scenario.side_m = 1'500 + luck.Below(4'000);
  return scenario;
}

bool IsWithinLimits(const Policy& policy) {
  return policy.name == "limited-waves" || policy.name == "rule-2" ||
         policy.name == "rule-3" || policy.name == kOurs ||
         policy.name == kInformed;
}

// Chance may lift one town's fill over what can be expected: four standard
// deviations of a share of so many.
double Slack(const Town& town) {
  return 2 / std::sqrt(static_cast<double>(town.needs.size()));
}

TEST(PoliciesTest, NobodyFillsMoreThanTheBoundOrAsksBeyondItsLimits) {
  Luck luck(11);
  const matcher::AskingPolicy omzien;
  for (int round = 0; round < 12; ++round) {
    const auto seed = static_cast<std::uint64_t>(round);
    const Town town = MakeTown(Random(luck), seed);
    const Neighbours neighbours(town);
    const auto bound = BoundOf(town, neighbours, {});
    const auto within = BoundOf(town, neighbours, {.is_within_limits = true});
    ASSERT_TRUE(bound.ok() && within.ok());
    EXPECT_LE(*within, *bound + 1e-9);
    for (const Policy& policy : Policies()) {
      const auto asker =
          policy.make({seed, town.scenario, omzien, town.natures});
      const Story story = Simulate(town, neighbours, *asker);
      const Figures figures = Reckon(town, neighbours, story);
      const double filled = Of(figures, Figure::kFilled);
      EXPECT_LE(filled, *bound + Slack(town)) << policy.name;
      if (!IsWithinLimits(policy)) continue;
      EXPECT_EQ(story.over_limits, 0) << policy.name;
      EXPECT_LE(filled, *within + Slack(town)) << policy.name;
      const auto as_lost =
          BoundOf(town, neighbours,
                  {.is_within_limits = true,
                   .lost_max = Of(figures, Figure::kLost) + 0.05});
      ASSERT_TRUE(as_lost.ok());
      EXPECT_LE(*as_lost, *within + 1e-9);
      EXPECT_LE(filled, *as_lost + Slack(town)) << policy.name;
    }
  }
}

TEST(PoliciesTest, TheBoundIsReachedWhereNothingWearsOut) {
  Scenario scenario;
  scenario.days = 200;
  scenario.volunteers = 8;
  scenario.side_m = 1'000;
  scenario.quit_hazard = 0;
  scenario.inactivity_chance = 0;
  scenario.idle_quit_per_week = 0;
  const Town town = MakeTown(scenario, 5);
  const Neighbours neighbours(town);
  const matcher::AskingPolicy omzien;
  const auto bound = BoundOf(town, neighbours, {});
  ASSERT_TRUE(bound.ok());
  const auto everyone = Policies()[0].make({5, scenario, omzien, town.natures});
  const Figures figures =
      Reckon(town, neighbours, Simulate(town, neighbours, *everyone));
  EXPECT_LT(*bound, 0.95);
  EXPECT_NEAR(Of(figures, Figure::kFilled), *bound, 0.02);
}

TEST(PoliciesTest, FewerWhoMayBeLostFillLess) {
  Scenario scenario;
  scenario.days = 100;
  scenario.volunteers = 30;
  scenario.needs_per_day = 4;
  scenario.quit_hazard = 0.01;
  const Town town = MakeTown(scenario, 5);
  const Neighbours neighbours(town);
  double before = 0;
  for (const double lost_max : {0.0, 0.1, 0.3, 0.9}) {
    const auto bound = BoundOf(town, neighbours, {.lost_max = lost_max});
    ASSERT_TRUE(bound.ok());
    EXPECT_GE(*bound, before - 1e-9);
    before = *bound;
    if (lost_max == 0) {
      EXPECT_NEAR(*bound, 0, 1e-6);
    }
  }
  EXPECT_GT(before, 0.3);
}

}  // namespace
}  // namespace omzien::lab
