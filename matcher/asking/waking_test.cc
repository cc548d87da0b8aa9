// Waking time passes by day alone, also over nights in which the clock is set.

#include "matcher/asking/waking.h"

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"

namespace omzien::matcher {
namespace {

absl::TimeZone Amsterdam() {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone("Europe/Amsterdam", &zone));
  return zone;
}

absl::Time At(absl::string_view reading) {
  absl::Time time;
  std::string error;
  EXPECT_TRUE(
      absl::ParseTime("%E4Y-%m-%d %H:%M", reading, Amsterdam(), &time, &error))
      << error;
  return time;
}

struct Row {
  const char* from;
  const char* to;
  std::int64_t waking_min;
};

constexpr Row kRows[] = {
    {"2026-11-23 10:00", "2026-11-23 10:45", 45},
    {"2026-11-23 06:00", "2026-11-23 07:30", 30},
    {"2026-11-23 22:30", "2026-11-24 07:10", 40},
    {"2026-11-23 10:00", "2026-11-25 10:00", 1'920},
    {"2026-03-28 22:00", "2026-03-29 08:00", 120},  // The clock goes forward.
    {"2026-10-24 22:00", "2026-10-25 08:00", 120},  // And back.
};

TEST(WakingTest, CountsMinutesInWhichPeopleAreAwake) {
  for (const Row& row : kRows) {
    EXPECT_EQ(WakingMinBetween(At(row.from), At(row.to), Amsterdam()),
              row.waking_min)
        << row.from;
    EXPECT_EQ(WakingMinBetween(At(row.to), At(row.from), Amsterdam()), 0);
  }
}

TEST(WakingTest, FindsTheMomentAfterSoMany) {
  for (const Row& row : kRows) {
    EXPECT_EQ(AfterWakingMin(At(row.from), row.waking_min, Amsterdam()),
              At(row.to))
        << row.from;
  }
  // What ends with a day ends in the morning after: nothing happens between.
  EXPECT_EQ(AfterWakingMin(At("2026-11-23 22:00"), 60, Amsterdam()),
            At("2026-11-24 07:00"));
}

}  // namespace
}  // namespace omzien::matcher
