// What may be said of a comparison, and when nothing may.

#include "server/tools/what_if/advice.h"

#include <cstddef>
#include <vector>

#include "gtest/gtest.h"
#include "server/tools/what_if/figures.h"

namespace omzien::what_if {
namespace {

Figures Made(double filled, double asks, double hours = 5) {
  Figures figures{};
  figures[static_cast<std::size_t>(Figure::kFilled)] = filled;
  figures[static_cast<std::size_t>(Figure::kAsks)] = asks;
  figures[static_cast<std::size_t>(Figure::kHoursToYes)] = hours;
  return figures;
}

// Five runs of today's way, and as many that differ by so much; every other of
// them by `noise` more or less.
Comparison MadeComparison(double filled, double asks, double noise = 0) {
  Comparison comparison;
  for (int i = 0; i < 6; ++i) {
    const double off = i % 2 == 0 ? noise : -noise;
    comparison.now.push_back(Made(70 + i, 4));
    comparison.tried.push_back(Made(70 + i + filled + off, 4 + asks));
  }
  return comparison;
}

TEST(AdviceTest, FollowsFromDifferencesThatCount) {
  const struct {
    const char* what;
    double filled;
    double asks;
    double noise;
    std::size_t jobs;
    Advice advice;
  } cases[] = {
      {"nothing differs", 0, 0, 0, 100, Advice::kTooSmall},
      {"too few jobs", 30, -3, 0, 9, Advice::kTooFewJobs},
      {"just enough jobs", 30, -3, 0, 10, Advice::kBetter},
      {"more filled, as many asks", 5, 0, 1, 100, Advice::kBetter},
      {"more filled, more asks", 5, 1, 1, 100, Advice::kMoreForMore},
      {"as many filled, fewer asks", 0, -1, 1, 100, Advice::kFewerAsks},
      {"as many filled, more asks", 0, 1, 1, 100, Advice::kMoreAsks},
      {"fewer filled, fewer asks", -5, -1, 1, 100, Advice::kLessForLess},
      {"fewer filled, as many asks", -5, 0, 1, 100, Advice::kWorse},
      {"too little to matter", 1.9, -0.2, 0, 100, Advice::kTooSmall},
      {"may be chance", 5, 0, 8, 100, Advice::kTooSmall},
  };
  for (const auto& each : cases) {
    EXPECT_EQ(
        AdviceOf(MadeComparison(each.filled, each.asks, each.noise), each.jobs),
        each.advice)
        << each.what;
  }
}

TEST(AdviceTest, SaysWhenMoreAreAskedOften) {
  Comparison comparison = MadeComparison(0, 0);
  EXPECT_FALSE(AsksMoreOften(comparison));
  for (Figures& run : comparison.tried) {
    run[static_cast<std::size_t>(Figure::kOftenAsked)] = 2;
  }
  EXPECT_TRUE(AsksMoreOften(comparison));
}

TEST(AdviceTest, SaysWhenItTakesLonger) {
  Comparison comparison = MadeComparison(0, 0);
  EXPECT_FALSE(IsSlower(comparison));
  for (Figures& run : comparison.tried) run = Made(70, 4, 8);
  EXPECT_TRUE(IsSlower(comparison));
  for (Figures& run : comparison.tried) run = Made(70, 4, 2);
  EXPECT_FALSE(IsSlower(comparison));
}

}  // namespace
}  // namespace omzien::what_if
