// Months that the lane has been through, read and played again.

#include "server/tools/what_if/rerun.h"

#include <cstddef>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "matcher/volunteer.h"
#include "omzien/v1/job.pb.h"
#include "server/core/asks.h"
#include "server/core/catalogue.h"
#include "server/core/sample_settings.h"
#include "server/core/times.h"
#include "server/tools/lab/figures.h"
#include "server/tools/what_if/figures.h"
#include "server/tools/what_if/month_fixture.h"
#include "server/tools/what_if/past.h"
#include "server/tools/what_if/story.h"

namespace omzien::what_if {
namespace {

constexpr int kSeeds = 20;

class WavesMonthTest : public MonthFixture {
 protected:
  WavesMonthTest() : MonthFixture(core::Asking::kWaves) {}
};

class OneByOneMonthTest : public MonthFixture {
 protected:
  OneByOneMonthTest() : MonthFixture(core::Asking::kOneByOne) {}
};

core::Catalogue Asking(core::Asking asking) {
  return *core::Catalogue::Make(core::SampleSettings(asking));
}

// What is read is what the lane did.
TEST_F(WavesMonthTest, IsReadAsItWas) {
  Live(15, 12, 20);
  const Past past = ReadMonth();
  EXPECT_EQ(past.neighbours.size(), 15U);
  // The last was over when the store ended, or still runs.
  ASSERT_EQ(past.jobs.size() + static_cast<std::size_t>(past.left_out.running),
            12U);
  std::size_t asks = 0;
  for (std::size_t i = 0; i < past.jobs.size(); ++i) {
    const auto need = NeedOf(needs_[i]);
    EXPECT_EQ(past.jobs[i].posted, core::FromProto(need.create_time()));
    EXPECT_EQ(past.happened.filled[i] < absl::InfiniteFuture(),
              need.jobs(0).helpers_found() == 1);
    asks += static_cast<std::size_t>(need.jobs(0).attempts().asked());
    EXPECT_TRUE(past.jobs[i].job.asked.empty());
  }
  EXPECT_EQ(past.happened.asks.size(), asks);
  // Nothing was learned in waves; the asks that were kept tell all the same.
  EXPECT_EQ(past.customs.answers.expected, 0);
  EXPECT_GT(past.likely_customs.answers.seen, 0);
}

// Of the days before stands what counts later: asks, and what was promised.
TEST_F(WavesMonthTest, BeginsWhereItBegins) {
  Live(15, 12, 20);
  const Past past = ReadMonth(8);
  EXPECT_EQ(past.end - past.begin, absl::Hours(24) * 8);
  std::size_t asks = 0;
  std::size_t promises = 0;
  for (const Neighbour& neighbour : past.neighbours) {
    const matcher::Volunteer& volunteer = neighbour.volunteer;
    asks += volunteer.asked_times.size();
    for (const absl::Time time : volunteer.asked_times) {
      EXPECT_LT(time, past.begin);
    }
    promises += volunteer.engagements.size();
    for (const auto& engagement : volunteer.engagements) {
      EXPECT_GT(engagement.span.end, past.begin);
    }
    EXPECT_LT(volunteer.last_job_end.value_or(absl::InfinitePast()),
              past.begin);
    EXPECT_EQ(volunteer.open_asks, 0);
  }
  EXPECT_GT(asks, 0U);
  EXPECT_GT(promises, 0U);
  for (const PostedJob& job : past.jobs) EXPECT_GE(job.posted, past.begin);
}

// The way of asking that the lane had comes to what the lane came to, and the
// other way to something else.
TEST_F(WavesMonthTest, ComesOutAgainInWaves) {
  Live(20, 30, 20);
  const Past past = ReadMonth();
  const core::Catalogue other = Asking(core::Asking::kOneByOne);
  const Comparison comparison =
      Compare({past, Roerdalen()},
              {past, *other.FindMunicipality(core::kRoerdalen)}, kSeeds);
  EXPECT_EQ(comparison.FitOf(), Fit::kFits);
  const lab::Estimate filled = comparison.Difference(Figure::kFilled);
  EXPECT_GT(filled.mean - filled.half_width, 5);
  EXPECT_EQ(comparison.Now(Figure::kOverLimits).mean, 0);
  EXPECT_EQ(comparison.Tried(Figure::kOverLimits).mean, 0);
}

TEST_F(OneByOneMonthTest, ComesOutAgainOneByOne) {
  Live(20, 30, 20);
  const Past past = ReadMonth();
  EXPECT_GT(past.customs.answers.expected, 0);
  const core::Catalogue other = Asking(core::Asking::kWaves);
  const Comparison comparison =
      Compare({past, Roerdalen()},
              {past, *other.FindMunicipality(core::kRoerdalen)}, kSeeds);
  EXPECT_EQ(comparison.FitOf(), Fit::kFits);
  const lab::Estimate filled = comparison.Difference(Figure::kFilled);
  EXPECT_LT(filled.mean + filled.half_width, -5);
  EXPECT_EQ(comparison.Tried(Figure::kOverLimits).mean, 0);
}

// Property: what holds of the story of any run.
TEST_F(WavesMonthTest, TheStoryOfEachRunHangsTogether) {
  Live(15, 10, 20);
  Past past = ReadMonth();
  for (PostedJob& job : past.jobs) job.helpers = 2;
  const core::Catalogue other = Asking(core::Asking::kOneByOne);
  for (const core::MunicipalityEntry* municipality :
       {&Roerdalen(), other.FindMunicipality(core::kRoerdalen)}) {
    std::size_t filled = 0;
    for (const std::uint64_t seed : {1, 2, 3}) {
      const Story story = Rerun(past, *municipality, seed);
      std::set<std::pair<std::size_t, std::size_t>> pairs;
      for (const Story::Ask& ask : story.asks) {
        const PostedJob& job = past.jobs[ask.job];
        EXPECT_TRUE(pairs.emplace(ask.job, *ask.neighbour).second);
        EXPECT_GE(ask.sent, job.posted);
        EXPECT_LT(ask.sent, core::LastStart(job.job));
      }
      for (std::size_t i = 0; i < past.jobs.size(); ++i) {
        if (story.filled[i] == absl::InfiniteFuture()) continue;
        ++filled;
        EXPECT_GT(story.filled[i], past.jobs[i].posted);
        EXPECT_LT(story.filled[i], core::LastStart(past.jobs[i].job));
      }
      const Story again = Rerun(past, *municipality, seed);
      EXPECT_EQ(again.filled, story.filled);
      EXPECT_EQ(again.asks.size(), story.asks.size());
    }
    EXPECT_GT(filled, 0U);
  }
}

}  // namespace
}  // namespace omzien::what_if
