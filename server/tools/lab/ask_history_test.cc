// The histories of asks against what a list of times says.

#include "server/tools/lab/ask_history.h"

#include <cstddef>

#include "gtest/gtest.h"
#include "server/tools/lab/scenario.h"

namespace omzien::lab {
namespace {

TEST(AskHistoryTest, ForgetsAnAskAfterAWeekAndItsTimeAfterFour) {
  const auto histories = AskHistoriesOf(2);
  std::size_t at = histories[0].asked;
  EXPECT_EQ(histories[at].asks_in_week, 1);
  for (int age = 0; age < kForgottenSlots; ++age) {
    EXPECT_EQ(histories[at].last_age, age);
    EXPECT_EQ(histories[at].asks_in_week, age < kSlotsAWeek ? 1 : 0);
    at = histories[at].next;
  }
  EXPECT_EQ(at, 0);
}

TEST(AskHistoryTest, LetsNobodyBeAskedBeyondTheLimitInAnySevenDays) {
  const auto histories = AskHistoriesOf(2);
  std::size_t at = histories[histories[0].asked].next;
  at = histories[at].asked;  // Ages 0 and 1.
  EXPECT_EQ(histories[at].asks_in_week, 2);
  for (int slot = 1; slot < kSlotsAWeek; ++slot) {
    EXPECT_EQ(histories[at].asked, 0) << slot;
    at = histories[at].next;
  }
  EXPECT_EQ(histories[at].asks_in_week, 1);
  EXPECT_NE(histories[at].asked, 0);
}

TEST(AskHistoryTest, HasAHigherNumberAfterOneMoreAsk) {
  const auto histories = AskHistoriesOf(3);
  for (std::size_t i = 0; i < histories.size(); ++i) {
    if (histories[i].asked != 0) {
      EXPECT_GT(histories[i].asked, i);
    }
  }
}

TEST(AskHistoryTest, TakesTheLongestTimeBetweenTwoSlots) {
  // From 8:00 until 14:30, until 21:00, and until 14:30 the next day.
  EXPECT_EQ(GapMax(2, 0), 390);
  EXPECT_EQ(GapMax(3, 1), 780);
  EXPECT_EQ(GapMax(4, 2), kDayMin + 390);
  EXPECT_EQ(GapMax(4, 1), kDayMin);
}

}  // namespace
}  // namespace omzien::lab
