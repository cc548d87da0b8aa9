// What an ask is taken to cost in volunteers.

#include "matcher/asking/loss_price.h"

#include "gtest/gtest.h"

namespace omzien::matcher {
namespace {

TEST(LossPriceTest, StartsFromWhatIsUsual) {
  // One quit in 500 asks, ten jobs a year.
  EXPECT_EQ(TiredPrice({}, 365), 20'000);
}

TEST(LossPriceTest, GrowsWithQuitsAndWithJobsAndFallsWithoutThem) {
  constexpr Wear kTown{
      .burdens = 20'000, .quits = 40, .jobs = 2'000, .member_days = 73'000};
  // One in 500; ten a year.
  EXPECT_NEAR(static_cast<double>(TiredPrice(kTown, 365)), 20'000, 500);
  EXPECT_EQ(TiredPrice(kTown, 73), TiredPrice(kTown, 365) / 5);
  Wear worn = kTown;
  worn.quits *= 3;
  EXPECT_GT(TiredPrice(worn, 365), 2 * TiredPrice(kTown, 365));
  Wear busy = kTown;
  busy.jobs *= 3;
  EXPECT_GT(TiredPrice(busy, 365), 2 * TiredPrice(kTown, 365));
  Wear patient = kTown;
  patient.quits = 0;
  EXPECT_LT(TiredPrice(patient, 365), TiredPrice(kTown, 365) / 10);
}

}  // namespace
}  // namespace omzien::matcher
