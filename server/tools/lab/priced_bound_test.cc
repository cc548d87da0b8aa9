// The finer bound: no policy that keeps own limits fills more, at any price.

#include "server/tools/lab/priced_bound.h"

#include <cmath>
#include <cstdint>

#include "gtest/gtest.h"
#include "matcher/asking/ask_plan.h"
#include "server/tools/lab/bound.h"
#include "server/tools/lab/figures.h"
#include "server/tools/lab/luck.h"
#include "server/tools/lab/policies.h"
#include "server/tools/lab/scenario.h"
#include "server/tools/lab/simulation.h"
#include "server/tools/lab/town.h"

namespace omzien::lab {
namespace {

constexpr int kSteps = 6;
constexpr double kPrice = 0.3;

// Where capacity is short, so that the bound has something to say.
Scenario Busy(Luck& luck) {
  Scenario scenario;
  scenario.days = 28;
  scenario.volunteers = 10 + luck.Below(15);
  scenario.side_m = 2'000;
  scenario.acceptance_b = 0.5 + 3 * luck.Share();
  scenario.asks_per_week_max = 1 + luck.Below(2);
  scenario.inactivity_chance = luck.Share();
  scenario.inactivity_mean_min = kDayMin + luck.Below(10) * kDayMin;
  scenario.quit_hazard = 0.01 * luck.Share();
  scenario.needs_per_day = 1 + 5 * luck.Share();
  return scenario;
}

TEST(PricedBoundTest, NobodyWithinLimitsFillsMoreAtAnyPriceOfALoss) {
  Luck luck(17);
  const matcher::AskingPolicy omzien;
  int held = 0;
  for (std::uint64_t round = 0; round < 6; ++round) {
    const Town town = MakeTown(Busy(luck), round);
    const Neighbours neighbours(town);
    ASSERT_TRUE(HasPricedBound(town));
    // What those who may be lost add comes on top.
    const double freely = PricedBoundOf(
        town, neighbours, {.lost_price = 0, .lost_max = 0, .steps = kSteps});
    const double priced =
        PricedBoundOf(town, neighbours,
                      {.lost_price = kPrice, .lost_max = 0, .steps = kSteps});
    // Chance may lift a town's fill over what can be expected: four standard
    // deviations of a share of so many.
    const double slack = 2 / std::sqrt(static_cast<double>(town.needs.size()));
    for (const Policy& policy : Policies()) {
      const auto asker =
          policy.make({round, town.scenario, omzien, town.natures});
      const Story story = Simulate(town, neighbours, *asker);
      if (story.over_limits > 0) continue;
      const Figures figures = Reckon(town, neighbours, story);
      const double filled = Of(figures, Figure::kFilled);
      EXPECT_LE(filled, freely + slack) << policy.name << ", " << round;
      EXPECT_LE(filled, priced + kPrice * Of(figures, Figure::kLost) + slack)
          << policy.name << ", " << round;
      ++held;
    }
  }
  EXPECT_GE(held, 30);  // Five policies keep own limits.
}

TEST(PricedBoundTest, IsFinerWhereCapacityIsShort) {
  Scenario scenario;
  scenario.days = 42;
  scenario.volunteers = 20;
  scenario.side_m = 2'000;
  scenario.needs_per_day = 4;
  const Town town = MakeTown(scenario, 3);
  const Neighbours neighbours(town);
  const auto within = BoundOf(town, neighbours, {.is_within_limits = true});
  ASSERT_TRUE(within.ok());
  const double finer = PricedBoundOf(town, neighbours, {.steps = kSteps});
  EXPECT_LT(finer, *within - 0.05);
  EXPECT_GT(finer, 0);
}

TEST(PricedBoundTest, MoreStepsAndFewerLossesComeToNoMore) {
  Luck luck(5);
  const Town town = MakeTown(Busy(luck), 5);
  const Neighbours neighbours(town);
  const PricedOptions few = {.lost_price = 0.3, .lost_max = 0.2, .steps = 1};
  PricedOptions many = few;
  many.steps = kSteps;
  PricedOptions strict = many;
  strict.lost_max = 0;
  const double bound = PricedBoundOf(town, neighbours, many);
  EXPECT_LE(bound, PricedBoundOf(town, neighbours, few));
  EXPECT_LT(PricedBoundOf(town, neighbours, strict), bound);
}

TEST(PricedBoundTest, SaysWhereThereIsNone) {
  Scenario scenario;
  scenario.asks_per_week_max = kPricedLimitMax + 2;
  EXPECT_FALSE(HasPricedBound(MakeTown(scenario, 1)));
}

}  // namespace
}  // namespace omzien::lab
