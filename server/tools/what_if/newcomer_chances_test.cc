// What a night of a run knows of newcomers, and what comes of it.

#include "server/tools/what_if/newcomer_chances.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "server/core/sample_settings.h"
#include "server/tools/what_if/month_fixture.h"
#include "server/tools/what_if/past.h"
#include "server/tools/what_if/rerun.h"
#include "server/tools/what_if/story.h"

namespace omzien::what_if {
namespace {

using ::testing::Optional;

constexpr absl::Duration kDay = absl::Hours(24);
// Places in the sample catalogue.
constexpr std::size_t kGardenKind = 0;
constexpr std::size_t kLampKind = 1;
constexpr std::size_t kNew = 3;  // One of the neighbours.

class NewcomerChancesTest : public MonthFixture {
 protected:
  NewcomerChancesTest() : MonthFixture(core::Asking::kOneByOne) {}

  // A job each day, every fifth one with a lamp. Nobody was
  // ever asked, so whoever can waits for her turn; one, who lives farthest
  // away, signs up after eleven days.
  Past ReadWithNewcomer() {
    Live(20, 25, 20);
    Past past = ReadMonth();
    for (auto* const jobs : {&past.jobs, &past.posted}) {
      for (std::size_t i = 0; i < jobs->size(); ++i) {
        PostedJob& job = (*jobs)[i];
        job.kind = i % 5 == 4 ? kLampKind : kGardenKind;
        job.job.skills.reset();
        job.job.skills.set(job.kind);
      }
    }
    for (std::size_t i = 0; i < past.neighbours.size(); ++i) {
      Neighbour& neighbour = past.neighbours[i];
      neighbour.volunteer.skills.reset();
      neighbour.volunteer.skills.set(i < kNew ? kGardenKind : kLampKind);
      neighbour.volunteer.asked_times.clear();
      neighbour.signed_up = past.begin - 70 * kDay;
    }
    Neighbour& her = past.neighbours[kNew];
    her.signed_up = past.jobs.front().posted + 11 * kDay;
    her.volunteer.home = past.jobs.front().job.place;
    her.volunteer.home.latitude_deg += 0.02;  // 2.2 km.
    return past;
  }
};

TEST_F(NewcomerChancesTest, AreCountedFromTheJobsUntilTheNight) {
  const Past past = ReadWithNewcomer();
  const absl::Time signed_up = past.neighbours[kNew].signed_up;
  NewcomerChances chances(past, Roerdalen());
  // No night has passed since.
  EXPECT_EQ(chances.Left(kNew, signed_up + absl::Hours(1)), std::nullopt);
  // Two lamps in twelve days: four in four weeks, one of which may be over.
  EXPECT_THAT(chances.Left(kNew, signed_up + kDay), Optional(3));
  // Five in twenty-five: five, of which half are left after a fortnight.
  EXPECT_THAT(chances.Left(kNew, signed_up + 14 * kDay), Optional(2));
  EXPECT_EQ(chances.Left(kNew, signed_up + 28 * kDay), std::nullopt);
  // Who has been here for long is no newcomer.
  NewcomerChances others(past, Roerdalen());
  EXPECT_EQ(others.Left(0, signed_up + kDay), std::nullopt);
}

TEST_F(NewcomerChancesTest, CountWhatIsNotPlayedAgainToo) {
  Past past = ReadWithNewcomer();
  const absl::Time later = past.neighbours[kNew].signed_up + kDay;
  past.jobs.clear();
  NewcomerChances chances(past, Roerdalen());
  EXPECT_THAT(chances.Left(kNew, later), Optional(3));
  // Of before these days they are known too.
  const Past last_week = ReadMonth(7);
  EXPECT_LT(last_week.jobs.size(), last_week.posted.size());
  EXPECT_LT(last_week.posted.front().posted, last_week.begin);
  EXPECT_TRUE(std::ranges::is_sorted(last_week.posted, {}, &PostedJob::posted));
}

TEST_F(NewcomerChancesTest, LetHerGoFirst) {
  const Past past = ReadWithNewcomer();
  Past unknown = past;
  unknown.posted.clear();
  const auto is_first = [&](const Past& tried, std::uint64_t seed) {
    const Story story = Rerun(tried, Roerdalen(), seed);
    const auto lamp = std::ranges::find_if(story.asks, [&](const auto& ask) {
      return tried.jobs[ask.job].kind == kLampKind &&
             ask.sent > past.neighbours[kNew].signed_up + kDay;
    });
    return lamp != story.asks.end() && lamp->neighbour == kNew;
  };
  int with = 0;
  int without = 0;
  constexpr std::uint64_t kSeeds = 10;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    with += is_first(past, seed) ? 1 : 0;
    without += is_first(unknown, seed) ? 1 : 0;
  }
  EXPECT_EQ(with, static_cast<int>(kSeeds));
  EXPECT_LT(without, with);
}

}  // namespace
}  // namespace omzien::what_if
