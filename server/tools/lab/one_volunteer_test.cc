// The best use of one volunteer on cases that can be done by hand.

#include "server/tools/lab/one_volunteer.h"

#include <cmath>
#include <cstdint>
#include <vector>

#include "gtest/gtest.h"
#include "server/tools/lab/ask_history.h"
#include "server/tools/lab/scenario.h"

namespace omzien::lab {
namespace {

// A need of its own in each of these slots, with these chances of a yes.
OneVolunteer Made(const std::vector<float>& chances, int asks_per_week_max) {
  OneVolunteer volunteer{.recovery_min = 3.0 * kDayMin,
                         .asks_per_week_max = asks_per_week_max,
                         .begins = {0},
                         .chances = {}};
  for (std::uint32_t i = 0; i < chances.size(); ++i) {
    if (chances[i] > 0) volunteer.chances.push_back({i, chances[i]});
    volunteer.begins.push_back(
        static_cast<std::uint32_t>(volunteer.chances.size()));
  }
  return volunteer;
}

Scenario Calm() {
  Scenario scenario;
  scenario.quit_hazard = 0;
  scenario.inactivity_chance = 0;
  return scenario;
}

TEST(OneVolunteerTest, SparesHerForTheNeedThatIsWorthMore) {
  OneVolunteerProgram program(Calm(), 2);
  const std::vector<double> prices = {1, 1, 0.2};
  std::vector<double> yeses(3);
  const OneVolunteer once = Made({0.3F, 0.5F, 0.9F}, 1);
  EXPECT_NEAR(program.Solve(once, prices, 0, yeses), 0.5, 1e-6);
  EXPECT_NEAR(yeses[1], 0.5, 1e-6);
  EXPECT_EQ(yeses[0] + yeses[2], 0);
  const OneVolunteer twice = Made({0.3F, 0.5F, 0.9F}, 2);
  EXPECT_NEAR(program.Solve(twice, prices, 0, yeses), 0.8, 1e-6);
}

TEST(OneVolunteerTest, AsksAgainAWeekLater) {
  OneVolunteerProgram program(Calm(), 1);
  std::vector<float> chances(kSlotsAWeek + 1);
  chances.front() = chances.back() = 0.5F;
  const std::vector<double> prices(chances.size(), 1);
  std::vector<double> yeses(chances.size());
  EXPECT_NEAR(program.Solve(Made(chances, 1), prices, 0, yeses), 1, 1e-6);
}

TEST(OneVolunteerTest, AsksNobodyWhoseLossWouldCostMore) {
  Scenario scenario = Calm();
  scenario.quit_hazard = 0.1;
  OneVolunteerProgram program(scenario, 1);
  const std::vector<double> prices = {1};
  std::vector<double> yeses(1);
  const OneVolunteer volunteer = Made({0.5F}, 1);
  EXPECT_NEAR(program.Solve(volunteer, prices, 1, yeses), 0.9 * 0.5 - 0.1,
              1e-6);
  EXPECT_NEAR(yeses[0], 0.9 * 0.5, 1e-6);
  EXPECT_EQ(program.Solve(volunteer, prices, 5, yeses), 0);
  EXPECT_NEAR(yeses[0], 0.9 * 0.5, 1e-6);  // Nothing was added.
}

TEST(OneVolunteerTest, HearsLessSoonAfterAnAsk) {
  Scenario scenario = Calm();
  scenario.inactivity_chance = 0.5;
  OneVolunteerProgram program(scenario, 2);
  const std::vector<double> prices = {1, 1};
  std::vector<double> yeses(2);
  const double listens = 1 - 0.5 * std::exp(-780.0 / (3 * kDayMin));
  EXPECT_NEAR(program.Solve(Made({0.4F, 0.4F}, 2), prices, 0, yeses),
              0.4 + 0.4 * listens, 1e-6);
}

}  // namespace
}  // namespace omzien::lab
