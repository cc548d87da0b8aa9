// The lab's clock: nights count for nothing, quiet hours end in the morning.

#include "server/tools/lab/waking.h"

#include <cstddef>

#include "gtest/gtest.h"
#include "server/tools/lab/scenario.h"

namespace omzien::lab {
namespace {

constexpr Minutes At(int day, int hour, int minute = 0) {
  return day * kDayMin + hour * kHourMin + minute;
}

TEST(WakingTest, CountsOnlyTheTimeAwake) {
  struct Case {
    Minutes from;
    Minutes to;
    Minutes waking;
  };
  for (const Case& each :
       {Case{At(0, 9), At(0, 10), 60}, Case{At(0, 22), At(1, 8), 120},
        Case{At(0, 23), At(1, 7), 0}, Case{At(0, 3), At(0, 5), 0},
        Case{At(2, 12), At(4, 12), 1'920}, Case{At(1, 12), At(1, 11), 0}}) {
    EXPECT_EQ(WakingBetween(each.from, each.to), each.waking) << each.from;
  }
}

TEST(WakingTest, AfterSoMuchTimeAwakeSoMuchHasPassed) {
  for (Minutes from = 0; from < 2 * kDayMin; from += 37) {
    for (const Minutes waking : {0, 1, 59, 600, 2'000}) {
      const Minutes then = AfterWaking(from, waking);
      EXPECT_GE(then, from);
      EXPECT_EQ(WakingBetween(from, then), waking) << from;
    }
  }
}

TEST(WakingTest, QuietHoursEndAtEight) {
  EXPECT_EQ(NotQuiet(At(3, 7, 59)), At(3, 8));
  EXPECT_EQ(NotQuiet(At(3, 8)), At(3, 8));
  EXPECT_EQ(NotQuiet(At(3, 20, 59)), At(3, 20, 59));
  EXPECT_EQ(NotQuiet(At(3, 21)), At(4, 8));
}

TEST(WakingTest, ADayHasThreePartsAndAWeekThreeKindsOfThem) {
  struct Case {
    Minutes now;
    int day_part;
    std::size_t part_of_week;
  };
  for (const Case& each :
       {Case{At(0, 9), 0, 0}, Case{At(0, 13), 1, 0}, Case{At(0, 19), 2, 1},
        Case{At(4, 19), 14, 1}, Case{At(5, 9), 15, 2}, Case{At(6, 23), 20, 2},
        Case{At(7, 9), 0, 0}}) {
    EXPECT_EQ(DayPartOf(each.now), each.day_part);
    EXPECT_EQ(PartOfWeek(each.day_part), each.part_of_week);
  }
}

}  // namespace
}  // namespace omzien::lab
