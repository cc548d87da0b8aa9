#include "server/runtime/system_clock.h"

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"

namespace omzien::runtime {
namespace {

TEST(SystemClockTest, TellsTheCalendarTime) {
  SystemClock clock;
  const absl::Time before = absl::Now();
  const absl::Time now = clock.TimeNow();
  EXPECT_GE(now, before);
  EXPECT_LE(now, absl::Now());
}

TEST(SystemClockTest, SteadyTimeNeverGoesBackAndDoesNotStandStill) {
  SystemClock clock;
  const absl::Duration first = clock.SteadyNow();
  absl::Duration last = first;
  while (last == first) {
    const absl::Duration now = clock.SteadyNow();
    ASSERT_GE(now, last);
    last = now;
  }
  EXPECT_GT(first, absl::ZeroDuration());
}

}  // namespace
}  // namespace omzien::runtime
