// What an ask is taken to cost in volunteers.

#include "matcher/asking/loss_price.h"

#include <cstdint>

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

// Half is left after a year of each count, and of a count of none nothing comes
// either.
TEST(LossPriceTest, HalfIsForgottenInAYear) {
  constexpr Wear kTown{
      .burdens = 2'000'000, .quits = 4'000, .jobs = 200'000, .member_days = 0};
  Wear wear = kTown;
  for (std::uint64_t night = 0; night < 365; ++night) wear = Faded(wear, night);
  EXPECT_NEAR(static_cast<double>(wear.burdens), 1'000'000, 1'000);
  EXPECT_NEAR(static_cast<double>(wear.quits), 2'000, 20);
  EXPECT_NEAR(static_cast<double>(wear.jobs), 100'000, 100);
  EXPECT_EQ(wear.member_days, 0);
}

// Of few the mean is as exact: one alone is gone in half of the towns after a
// year, and neither at once nor never.
TEST(LossPriceTest, RoundingEatsNoSmallCounts) {
  constexpr std::uint64_t kTowns = 4'000;
  std::int64_t quits = 0;
  std::int64_t jobs = 0;
  for (std::uint64_t town = 0; town < kTowns; ++town) {
    Wear wear{.quits = 1, .jobs = 100};
    for (std::uint64_t night = 0; night < 365; ++night) {
      wear = Faded(wear, town * 1'000 + night);
    }
    quits += wear.quits;
    jobs += wear.jobs;
  }
  // Five times the spread of such a mean.
  EXPECT_NEAR(static_cast<double>(quits) / kTowns, 0.5, 0.04);
  EXPECT_NEAR(static_cast<double>(jobs) / kTowns, 50, 0.5);
}

}  // namespace
}  // namespace omzien::matcher
