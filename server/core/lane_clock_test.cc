#include "server/core/lane_clock.h"

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "server/core/clock.h"

namespace omzien::core {
namespace {

// Calendar and steady time that a test sets apart.
class TwoClocks final : public Clock {
 public:
  absl::Time TimeNow() override { return calendar; }
  absl::Duration SteadyNow() override { return steady; }
  void Pass(absl::Duration time) {
    calendar += time;
    steady += time;
  }

  absl::Time calendar = absl::FromUnixSeconds(1'000'000);
  absl::Duration steady = absl::Seconds(50);
};

TEST(LaneClockTest, FollowsTheCalendarAndSmallCorrections) {
  TwoClocks clocks;
  LaneClock clock(clocks, absl::InfinitePast());
  clocks.Pass(absl::Hours(1));
  clocks.calendar += absl::Minutes(4);
  EXPECT_EQ(clock.Now(), clocks.calendar);
  EXPECT_FALSE(clock.jumped());
}

TEST(LaneClockTest, NeverGoesBack) {
  TwoClocks clocks;
  LaneClock clock(clocks, absl::InfinitePast());
  const absl::Time before = clock.Now();
  clocks.calendar -= absl::Minutes(3);
  EXPECT_EQ(clock.Now(), before);
  EXPECT_FALSE(clock.jumped());
}

TEST(LaneClockTest, GoesOnInSteadyTimeAfterAJumpUntilConfirmed) {
  TwoClocks clocks;
  LaneClock clock(clocks, absl::InfinitePast());
  const absl::Time before = clock.Now();
  clocks.calendar += absl::Hours(24);
  clocks.Pass(absl::Minutes(10));
  EXPECT_EQ(clock.Now(), before + absl::Minutes(10));
  EXPECT_TRUE(clock.jumped());
  clock.Confirm();
  EXPECT_EQ(clock.Now(), clocks.calendar);
  EXPECT_FALSE(clock.jumped());
}

// Given twice, or after the clock was set right: the next jump is a new one.
TEST(LaneClockTest, AConfirmationIsForThatTimeAlone) {
  TwoClocks clocks;
  LaneClock clock(clocks, absl::InfinitePast());
  clock.Confirm();
  clock.Now();
  clocks.calendar += absl::Hours(24);
  clock.Now();
  EXPECT_TRUE(clock.jumped());
}

TEST(LaneClockTest, AJumpThatIsTakenBackEndsByItself) {
  TwoClocks clocks;
  LaneClock clock(clocks, absl::InfinitePast());
  clocks.calendar += absl::Hours(24);
  clock.Now();
  EXPECT_TRUE(clock.jumped());
  clocks.calendar -= absl::Hours(24);
  clock.Now();
  EXPECT_FALSE(clock.jumped());
}

TEST(LaneClockTest, StartsAtTheJournalsTimeWhenTheClockWentBack) {
  TwoClocks clocks;
  const absl::Time floor = clocks.calendar + absl::Hours(2);
  LaneClock clock(clocks, floor);
  EXPECT_TRUE(clock.jumped());
  clocks.Pass(absl::Minutes(1));
  EXPECT_EQ(clock.Now(), floor + absl::Minutes(1));
}

}  // namespace
}  // namespace omzien::core
