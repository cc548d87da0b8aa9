// Figures of stories that are made by hand.

#include "server/tools/lab/figures.h"

#include <cmath>
#include <cstddef>
#include <vector>

#include "gtest/gtest.h"
#include "server/tools/lab/desk.h"
#include "server/tools/lab/scenario.h"
#include "server/tools/lab/simulation.h"
#include "server/tools/lab/town.h"

namespace omzien::lab {
namespace {

TEST(FiguresTest, GiniIsNothingWhenAllAreEqualAndNearOneWhenOneHasAll) {
  EXPECT_NEAR(Gini(std::vector<double>{3, 3, 3, 3}), 0, 1e-12);
  EXPECT_NEAR(Gini(std::vector<double>{0, 0, 0, 8}), 0.75, 1e-12);
  EXPECT_NEAR(Gini(std::vector<double>{1, 3}), 0.25, 1e-12);
  EXPECT_EQ(Gini(std::vector<double>{0, 0}), 0);
}

TEST(FiguresTest, AnEstimateSaysHowSureItIs) {
  EXPECT_EQ(EstimateOf({}).mean, 0);
  EXPECT_EQ(EstimateOf(std::vector<double>{4}).half_width, 0);
  const Estimate estimate = EstimateOf(std::vector<double>{1, 2, 3});
  EXPECT_NEAR(estimate.mean, 2, 1e-12);
  EXPECT_NEAR(estimate.half_width, 4.30 / std::sqrt(3.0), 1e-9);
}

TEST(FiguresTest, CountsWhatHappened) {
  Town town;
  town.end = 200 * kDayMin;
  town.scenario.side_m = 1'000;
  // The last one is out of reach of all.
  for (const int x_m : {0, 10, 20, 900}) {
    town.profiles.push_back({.home = {x_m, 0},
                             .reach_m = 100,
                             .kinds = 1,
                             .free = 1,
                             .signed_up = 0});
  }
  for (const Minutes posted : {kDayMin, 40 * kDayMin}) {
    town.needs.push_back({.place = {0, 0},
                          .posted = posted,
                          .deadline = posted + 2 * kDayMin,
                          .offered = 1});
  }
  Story story;
  story.members.resize(4);
  story.cases.resize(2);
  story.asks = {
      {.volunteer = 0, .need = 0, .sent = kDayMin, .state = AskState::kYes},
      {.volunteer = 1,
       .need = 1,
       .sent = 40 * kDayMin,
       .state = AskState::kNo}};
  story.cases[0].filled = kDayMin + 180;
  story.cases[0].asks = {0};
  story.cases[1].asks = {1};
  story.members[0].asked = {kDayMin};
  story.members[0].jobs = 1;
  story.members[1].asked = {40 * kDayMin, 41 * kDayMin, 42 * kDayMin};
  story.members[1].is_here = false;
  const Figures figures = Reckon(town, Neighbours(town), story);
  struct Case {
    Figure figure;
    double wanted;
  };
  for (const Case& each :
       {Case{Figure::kFilled, 0.5}, Case{Figure::kAsksPerNeed, 1},
        Case{Figure::kAsksPerFilled, 2}, Case{Figure::kHoursToYes, 3},
        Case{Figure::kLost, 0.25}, Case{Figure::kThriceInWeek, 0.25},
        Case{Figure::kNeverAsked, 0.5}, Case{Figure::kNeverFitting, 0.25},
        // The first was asked in time, two of the three who fit were not.
        Case{Figure::kNewcomersLate, 2.0 / 3},
        Case{Figure::kDaysToFirstJob, 1.125}, Case{Figure::kAsksPerLost, 2}}) {
    EXPECT_NEAR(Of(figures, each.figure), each.wanted, 1e-9)
        << kFigureNames[static_cast<std::size_t>(each.figure)];
  }
}

}  // namespace
}  // namespace omzien::lab
