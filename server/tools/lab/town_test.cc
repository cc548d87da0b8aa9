// Towns: drawn from a seed, as the scenario says, and searched as they are.

#include "server/tools/lab/town.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gtest/gtest.h"
#include "server/tools/lab/scenario.h"

namespace omzien::lab {
namespace {

Scenario Sample() {
  Scenario scenario;
  scenario.kinds = {{"errands", 3, 0.5, 0}, {"repairs", 1, 0, 4}};
  scenario.volunteers = 300;
  scenario.sign_ups_per_day = 2;
  scenario.days = 100;
  return scenario;
}

TEST(TownTest, IsTheSameFromTheSameSeed) {
  const Town town = MakeTown(Sample(), 1);
  const Town again = MakeTown(Sample(), 1);
  const Town other = MakeTown(Sample(), 2);
  ASSERT_EQ(town.profiles.size(), again.profiles.size());
  for (std::size_t i = 0; i < town.profiles.size(); ++i) {
    EXPECT_EQ(town.profiles[i].home.x_m, again.profiles[i].home.x_m);
    EXPECT_EQ(town.natures[i].yes, again.natures[i].yes);
  }
  EXPECT_NE(town.profiles[0].home.x_m, other.profiles[0].home.x_m);
}

TEST(TownTest, HasWhatTheScenarioSays) {
  const Town town = MakeTown(Sample(), 3);
  EXPECT_NEAR(static_cast<double>(town.profiles.size()), 500, 60);
  EXPECT_NEAR(static_cast<double>(town.needs.size()), 12 * 98 * 1.15, 120);
  int repairers = 0;
  for (const Profile& profile : town.profiles) {
    EXPECT_NE(profile.kinds, 0U);
    EXPECT_GE(profile.asks_per_week_max, 1);
    repairers += static_cast<int>(profile.kinds >> 1);
  }
  EXPECT_EQ(repairers, 4);
  double yes = 0;
  for (const Nature& nature : town.natures) yes += nature.yes;
  EXPECT_NEAR(yes / static_cast<double>(town.natures.size()), 0.25, 0.03);
  std::size_t repairs = 0;
  for (std::size_t i = 0; i < town.needs.size(); ++i) {
    repairs += town.needs[i].kind;
    EXPECT_LT(town.needs[i].deadline, town.end);
    if (i > 0) {
      EXPECT_GE(town.needs[i].posted, town.needs[i - 1].posted);
    }
  }
  EXPECT_NEAR(static_cast<double>(repairs),
              static_cast<double>(town.needs.size()) / 4, 60);
}

TEST(TownTest, ASurpriseChangesItsDaysOnly) {
  Scenario scenario = Sample();
  scenario.surprises = {{20, 7, 5.0, 0.4}};
  const Town town = MakeTown(scenario, 3);
  int within = 0;
  for (const Need& need : town.needs) {
    const Minutes day = need.posted / kDayMin;
    within += day >= 20 && day < 27 ? 1 : 0;
  }
  EXPECT_NEAR(within, 5 * 12 * 7 * 1.18, 90);
  EXPECT_EQ(AwayShare(scenario, 19 * kDayMin), 0);
  EXPECT_EQ(AwayShare(scenario, 20 * kDayMin), 0.4);
  EXPECT_EQ(AwayShare(scenario, 27 * kDayMin), 0);
}

TEST(TownTest, FindsAllWhoFitAndNobodyElse) {
  for (const std::uint64_t seed : {1, 2, 3}) {
    Scenario scenario = Sample();
    scenario.reach_spread = 1;
    const Town town = MakeTown(scenario, seed);
    const Neighbours neighbours(town);
    std::vector<std::uint32_t> found;
    std::size_t fitting = 0;
    for (const Need& need : town.needs) {
      std::vector<std::uint32_t> wanted;
      for (std::uint32_t i = 0; i < town.profiles.size(); ++i) {
        if (Fits(town.profiles[i], need)) wanted.push_back(i);
      }
      neighbours.Fitting(need, found);
      ASSERT_EQ(found, wanted);
      fitting += found.size();
    }
    EXPECT_GT(fitting, town.needs.size());
  }
}

}  // namespace
}  // namespace omzien::lab
