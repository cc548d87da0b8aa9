// How long answers take: what a group starts from, what it learns, and what is
// one volunteer's own.

#include "matcher/asking/answer_delay.h"

#include <cstdint>

#include "gtest/gtest.h"
#include "matcher/asking/micros.h"

namespace omzien::matcher {
namespace {

TEST(AnswerDelayTest, StartsWithHalfOfTheAnswersWithinTheHour) {
  const AnswerDelays delays;
  EXPECT_EQ(delays.ShareWithin(0, 0), 0);
  EXPECT_NEAR(static_cast<double>(delays.ShareWithin(60, 0)), 500'000, 60'000);
  EXPECT_NEAR(static_cast<double>(delays.WithinMin(kOne / 2)), 60, 8);
  EXPECT_EQ(delays.ShareWithin(20'000, 0), kOne);
  for (std::int64_t minutes = 1; minutes < 3'000; ++minutes) {
    EXPECT_LE(delays.ShareWithin(minutes, 0),
              delays.ShareWithin(minutes + 1, 0));
  }
}

TEST(AnswerDelayTest, LearnsAGroupThatIsQuicker) {
  AnswerDelays delays;
  for (int i = 0; i < 200; ++i) delays.Add(8, {});
  EXPECT_LT(delays.WithinMin(800'000), 16);
  EXPECT_GT(delays.ShareWithin(16, 0), 900'000);
}

TEST(AnswerDelayTest, KnowsASlowVolunteerAfterSomeAnswers) {
  const AnswerDelays delays;
  OwnDelay own;
  EXPECT_EQ(own.ShiftOctaves8(), 0);
  for (int i = 0; i < 12; ++i) {
    own.octaves8_sum += delays.FromMeanOctaves8(480);
    ++own.answers;
  }
  // Eight times the group's time is three octaves; four answers' worth of the
  // group's draws it back.
  EXPECT_NEAR(own.ShiftOctaves8(), 18, 3);
  EXPECT_LT(delays.ShareWithin(60, own.ShiftOctaves8()),
            delays.ShareWithin(60, 0) / 2);
}

}  // namespace
}  // namespace omzien::matcher
