// What an ask brings follows what was learned, and is the same for the same
// luck.

#include "server/tools/what_if/nature.h"

#include <cstdint>
#include <vector>

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/micros.h"
#include "server/tools/what_if/kept_asks.h"
#include "server/tools/what_if/past.h"

namespace omzien::what_if {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'780'000'000);

Past OneNeighbour() {
  Past past;
  past.begin = kNow;
  past.neighbours.resize(1);
  return past;
}

// Of first asks, each in a run of its own.
struct Shares {
  double yes = 0;
  double answers = 0;
};
Shares SharesOf(const Past& past, int runs) {
  Shares shares;
  for (int i = 0; i < runs; ++i) {
    const Reply reply =
        Natures(past, static_cast<std::uint64_t>(i)).Hear(0, 0, {}, kNow);
    shares.yes += reply.what == Reply::What::kYes ? 1 : 0;
    shares.answers += reply.what == Reply::What::kNothing ? 0 : 1;
    if (reply.what != Reply::What::kNothing) {
      EXPECT_GE(reply.after_waking_min, 1);
    }
  }
  shares.yes /= runs;
  shares.answers /= runs;
  return shares;
}

TEST(NatureTest, FollowsWhatWasLearned) {
  Past past = OneNeighbour();
  const Shares unknown = SharesOf(past, 4'000);
  EXPECT_NEAR(unknown.yes, 0.2, 0.04);
  EXPECT_NEAR(unknown.answers, 0.6, 0.04);

  constexpr matcher::Micros kMany = 1'000 * matcher::kOne;
  past.neighbours[0].likely.yes = {2 * kMany, kMany};
  EXPECT_NEAR(SharesOf(past, 4'000).yes, 0.4, 0.05);
  past.neighbours[0].likely.yes = {0, kMany};
  EXPECT_LT(SharesOf(past, 1'000).yes, 0.02);
}

TEST(NatureTest, WhoIsTiredHearsNothing) {
  Past past = OneNeighbour();
  past.neighbours[0].likely.inactive = matcher::kOne;
  past.neighbours[0].volunteer.asked_times = {kNow - absl::Minutes(1)};
  EXPECT_LT(SharesOf(past, 500).answers, 0.05);
  past.neighbours[0].volunteer.asked_times = {kNow - absl::Hours(24 * 80)};
  EXPECT_GT(SharesOf(past, 500).answers, 0.5);
}

TEST(NatureTest, TheSameLuckBringsTheSame) {
  const Past past = OneNeighbour();
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Reply one = Natures(past, seed).Hear(0, 3, {}, kNow);
    const Reply other = Natures(past, seed).Hear(0, 3, {}, kNow);
    EXPECT_EQ(one.what, other.what);
    EXPECT_EQ(one.after_waking_min, other.after_waking_min);
  }
}

// A hundred asks of which so many brought a yes tell a chance of about that.
TEST(KeptAsksTest, TellHowPeopleAnswer) {
  const auto learned = [](int yeses) {
    std::vector<KeptAsk> asks;
    for (int i = 0; i < 100; ++i) {
      const absl::Time sent = kNow + absl::Hours(24 * 40) * i;
      asks.push_back({.moment = {},
                      .sent = sent,
                      .closed = sent + absl::Hours(1),
                      .answer = i * 37 % 100 < yeses ? matcher::Answer::kYes
                                                     : matcher::Answer::kNo});
    }
    Past past = OneNeighbour();
    const Lessons lessons = LearnFrom(asks, 1, absl::UTCTimeZone());
    past.likely_customs = lessons.customs;
    past.neighbours[0].likely = lessons.habits[0];
    past.neighbours[0].likely.inactive = 0;
    return SharesOf(past, 1'000).yes;
  };
  const double few = learned(5);
  const double many = learned(60);
  EXPECT_LT(few, 0.15);
  EXPECT_GT(many, 0.4);
  EXPECT_TRUE(LearnFrom({}, 2, absl::UTCTimeZone()).habits.size() == 2);
}

}  // namespace
}  // namespace omzien::what_if
