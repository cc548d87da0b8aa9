#include "server/tools/what_if/figures.h"

#include <cstddef>
#include <optional>

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "server/tools/what_if/past.h"
#include "server/tools/what_if/story.h"

namespace omzien::what_if {
namespace {

const absl::Time kBegin = absl::FromUnixSeconds(1'780'000'000);

// Three jobs, the last of which nobody did; of four neighbours one was asked
// three times within a week, and one who was asked is no more.
TEST(FiguresTest, CountsWhatWasAskedAndFound) {
  Past past;
  past.neighbours.resize(4);
  past.jobs.resize(3);
  for (PostedJob& job : past.jobs) job.posted = kBegin;
  Story story;
  story.filled = {kBegin + absl::Hours(2), kBegin + absl::Hours(5),
                  absl::InfiniteFuture()};
  story.over_limits = 1;
  const auto ask = [&](std::optional<std::size_t> neighbour, int day) {
    story.asks.push_back({neighbour, 0, kBegin + absl::Hours(24) * day});
  };
  for (const int day : {6, 0, 3}) ask(0, day);
  for (const int day : {0, 3, 7}) ask(1, day);
  ask(std::nullopt, 1);
  const Figures figures = Reckon(past, story);
  EXPECT_NEAR(Of(figures, Figure::kFilled), 66.7, 0.1);
  EXPECT_EQ(Of(figures, Figure::kAsks), 3.5);
  EXPECT_EQ(Of(figures, Figure::kHoursToYes), 3.5);
  EXPECT_EQ(Of(figures, Figure::kNotAsked), 2);
  EXPECT_EQ(Of(figures, Figure::kOftenAsked), 1);
  EXPECT_EQ(Of(figures, Figure::kOverLimits), 1);
  EXPECT_EQ(Of(Reckon(Past(), Story()), Figure::kFilled), 0);
}

Figures Made(double filled) {
  Figures figures{};
  figures[static_cast<std::size_t>(Figure::kFilled)] = filled;
  return figures;
}

// Of twenty runs the highest and the lowest are left out.
TEST(FiguresTest, HoldsRealityAgainstTheRuns) {
  Comparison comparison;
  for (int i = 0; i < 20; ++i) {
    comparison.now.push_back(Made(60 + i));
    comparison.tried.push_back(Made(64 + i));
  }
  EXPECT_EQ(comparison.Difference(Figure::kFilled).mean, 4);
  EXPECT_EQ(comparison.Difference(Figure::kFilled).half_width, 0);
  const struct {
    double happened;
    Fit fit;
  } cases[] = {{60, Fit::kDoesNotFit},
               {61, Fit::kFits},
               {78, Fit::kFits},
               {79, Fit::kDoesNotFit}};
  for (const auto& [happened, fit] : cases) {
    comparison.happened = Made(happened);
    EXPECT_EQ(comparison.FitOf(), fit) << happened;
  }
  comparison.now[0] = comparison.now[1] = Made(10);
  comparison.happened = Made(70);
  EXPECT_EQ(comparison.FitOf(), Fit::kTooWide);
}

}  // namespace
}  // namespace omzien::what_if
