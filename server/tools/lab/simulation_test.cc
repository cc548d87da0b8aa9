// What an ask does in a town, and what always holds.

#include "server/tools/lab/simulation.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "matcher/asking/ask_plan.h"
#include "server/tools/lab/desk.h"
#include "server/tools/lab/policies.h"
#include "server/tools/lab/scenario.h"
#include "server/tools/lab/town.h"
#include "server/tools/lab/wave_asker.h"

namespace omzien::lab {
namespace {

Scenario Small() {
  Scenario scenario;
  scenario.days = 60;
  scenario.volunteers = 80;
  scenario.sign_ups_per_day = 0.5;
  scenario.needs_per_day = 3;
  scenario.side_m = 2'000;
  return scenario;
}

// Nobody is ever tired, quits or hesitates.
Scenario Ideal() {
  Scenario scenario = Small();
  scenario.acceptance_a = 1e6;
  scenario.acceptance_b = 1;
  scenario.acceptance_distance_m = 1'000'000;
  scenario.moment_spread = 0;
  scenario.inactivity_chance = 0;
  scenario.quit_hazard = 0;
  scenario.idle_quit_per_week = 0;
  scenario.reach_m = 20'000;
  scenario.free_share = 1;
  return scenario;
}

Story Everyone(const Scenario& scenario) {
  const Town town = MakeTown(scenario, 1);
  WaveAsker asker({.first = 1'000'000, .next = 0}, 1);
  return Simulate(town, Neighbours(town), asker);
}

TEST(SimulationTest, WhoAlwaysSaysYesFillsAllNeeds) {
  const Story story = Everyone(Ideal());
  ASSERT_GT(story.cases.size(), 100U);
  for (const Case& each : story.cases) EXPECT_GE(each.filled, 0);
  for (const Member& member : story.members) EXPECT_TRUE(member.is_here);
}

TEST(SimulationTest, WhoIsAwayAnswersNothing) {
  Scenario scenario = Ideal();
  scenario.surprises = {{0, 30, 1, 1.0}};
  const Town town = MakeTown(scenario, 1);
  WaveAsker asker({.first = 1'000'000, .next = 0}, 1);
  const Story story = Simulate(town, Neighbours(town), asker);
  for (std::size_t i = 0; i < town.needs.size(); ++i) {
    EXPECT_EQ(story.cases[i].filled >= 0, town.needs[i].posted >= 30 * kDayMin);
  }
}

TEST(SimulationTest, AskingWearsOutAndSoDoesNotAsking) {
  Scenario scenario = Ideal();
  scenario.quit_hazard = 0.05;
  int lost = 0;
  for (const Member& member : Everyone(scenario).members) {
    lost += member.is_here ? 0 : 1;
  }
  EXPECT_GT(lost, 60);

  scenario.quit_hazard = 0;
  scenario.idle_after_min = 10 * kDayMin;
  scenario.idle_quit_per_week = 0.5;
  const Town town = MakeTown(scenario, 1);
  WaveAsker nobody({.first = 0, .next = 0}, 1);
  lost = 0;
  for (const Member& member :
       Simulate(town, Neighbours(town), nobody).members) {
    lost += member.is_here ? 0 : 1;
  }
  EXPECT_GT(lost, 60);
}

TEST(SimulationTest, AsksBeyondALimitAreCounted) {
  EXPECT_GT(Everyone(Small()).over_limits, 0);
  const Town town = MakeTown(Small(), 1);
  WaveAsker careful({.is_within_limits = true}, 1);
  EXPECT_EQ(Simulate(town, Neighbours(town), careful).over_limits, 0);
}

// Property: what must hold of any policy's story.
TEST(SimulationTest, TheStoryOfEachPolicyHangsTogether) {
  const Town town = MakeTown(Small(), 4);
  const Neighbours neighbours(town);
  const matcher::AskingPolicy omzien;
  for (const Policy& policy : Policies()) {
    const auto asker = policy.make({4, town.scenario, omzien, town.natures});
    const Story story = Simulate(town, neighbours, *asker);
    EXPECT_FALSE(story.asks.empty()) << policy.name;
    std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
    std::vector<int> yeses(town.needs.size());
    for (const Ask& ask : story.asks) {
      const Need& need = town.needs[ask.need];
      EXPECT_TRUE(Fits(town.profiles[ask.volunteer], need)) << policy.name;
      EXPECT_TRUE(pairs.emplace(ask.need, ask.volunteer).second);
      EXPECT_GE(ask.sent, need.posted);
      EXPECT_LE(ask.sent, need.deadline);
      EXPECT_GE(ask.sent, town.profiles[ask.volunteer].signed_up);
      yeses[ask.need] += ask.state == AskState::kYes ? 1 : 0;
    }
    for (std::size_t i = 0; i < town.needs.size(); ++i) {
      EXPECT_EQ(yeses[i], story.cases[i].filled >= 0 ? 1 : 0) << policy.name;
      EXPECT_LE(story.cases[i].filled, town.needs[i].deadline);
    }
    for (const Member& member : story.members) EXPECT_GE(member.open_asks, 0);

    const auto again = policy.make({4, town.scenario, omzien, town.natures});
    EXPECT_EQ(Simulate(town, neighbours, *again).asks.size(),
              story.asks.size());
  }
}

}  // namespace
}  // namespace omzien::lab
