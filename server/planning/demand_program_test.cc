// The expected-demand program on cases that can be done by hand.

#include "server/planning/demand_program.h"

#include "gtest/gtest.h"

namespace omzien::planning {
namespace {

// Ten needs of each of two classes; the first group can do both, the second
// only the first class.
DemandProgram Two(double first_budget, double second_budget) {
  DemandProgram program;
  program.classes = {{10, 1}, {10, 1}};
  program.groups.push_back({.budget = first_budget,
                            .chance = {0.5, 0.5},
                            .asks_max = {100, 100},
                            .losses = {}});
  program.groups.push_back({.budget = second_budget,
                            .chance = {0.5, 0},
                            .asks_max = {100, 100},
                            .losses = {}});
  return program;
}

TEST(DemandProgramTest, SparesWhoOthersWillMiss) {
  const auto answer = Solve(Two(20, 20));
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_NEAR(answer->filled, 20, 1e-6);
  EXPECT_NEAR(answer->asks[0][0], 0, 1e-6);
  EXPECT_NEAR(answer->asks[0][1], 20, 1e-6);
  EXPECT_NEAR(answer->asks[1][0], 20, 1e-6);
}

TEST(DemandProgramTest, PricesAnAskByTheNeedsThatItWouldFill) {
  const auto scarce = Solve(Two(10, 50));
  ASSERT_TRUE(scarce.ok());
  EXPECT_NEAR(scarce->filled, 15, 1e-6);
  EXPECT_NEAR(scarce->ask_prices[0], 0.5, 1e-3);
  EXPECT_NEAR(scarce->ask_prices[1], 0, 1e-3);
  EXPECT_NEAR(scarce->yes_values[0], 0, 1e-3);
  EXPECT_NEAR(scarce->yes_values[1], 1, 1e-3);
  const auto plenty = Solve(Two(50, 50));
  ASSERT_TRUE(plenty.ok());
  EXPECT_NEAR(plenty->ask_prices[0], 0, 1e-3);
}

TEST(DemandProgramTest, FillsNoMoreThanCanBeFilledAtAll) {
  DemandProgram program = Two(50, 50);
  program.classes[0].cap = 0.3;
  const auto answer = Solve(program);
  ASSERT_TRUE(answer.ok());
  EXPECT_NEAR(answer->filled, 13, 1e-6);
}

TEST(DemandProgramTest, KeepsToTheLossesAllowed) {
  DemandProgram program = Two(100, 100);
  program.losses_max = 0.2;
  for (DemandGroup& group : program.groups) {
    // One in a hundred asks, and three from the eleventh on.
    group.losses = {{0.01, 0}, {0.03, -0.2}};
  }
  const auto answer = Solve(program);
  ASSERT_TRUE(answer.ok());
  // Ten asks to each.
  EXPECT_NEAR(answer->filled, 10, 1e-6);
}

}  // namespace
}  // namespace omzien::planning
