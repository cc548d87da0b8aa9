#include "matcher/start_times.h"

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/policy.h"
#include "matcher/sample.h"
#include "matcher/start_range.h"

namespace omzien::matcher {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// From 9:00 to 11:30 on the nth day from Monday.
StartRange Morning(int day) {
  return {At(kMonday + day, 9), At(kMonday + day, 11, 30), 0};
}

StartRange OnMonday(int first_hour, int first_min, int last_hour,
                    int last_min) {
  return {At(kMonday, first_hour, first_min), At(kMonday, last_hour, last_min),
          0};
}

// Goal: what an older resident is offered, one line a case.
TEST(PickStartTimesTest, OffersRealChoices) {
  const struct {
    absl::string_view why;
    StartRanges starts;
    std::vector<absl::Time> want;
  } cases[] = {
      {"none", {}, {}},
      {"many days: the soonest three",
       {Morning(3), Morning(0), Morning(1), Morning(4)},
       {At(kMonday, 9), At(kMonday + 1, 9), At(kMonday + 3, 9)}},
      {"two days: the third lies farthest, the earlier of equals",
       {Morning(0), Morning(1)},
       {At(kMonday, 9), At(kMonday, 11, 30), At(kMonday + 1, 9)}},
      {"morning and afternoon",
       {OnMonday(9, 0, 11, 0), OnMonday(14, 0, 14, 0)},
       {At(kMonday, 9), At(kMonday, 11), At(kMonday, 14)}},
      {"one long window: begin, middle, end",
       {OnMonday(9, 0, 16, 0)},
       {At(kMonday, 9), At(kMonday, 12, 30), At(kMonday, 16)}},
      {"the middle is a quarter of an hour, too",
       {OnMonday(9, 0, 9, 0), OnMonday(9, 5, 10, 15)},
       {At(kMonday, 9), At(kMonday, 9, 30), At(kMonday, 10, 15)}},
      {"no closer than half an hour",
       {OnMonday(9, 0, 9, 50)},
       {At(kMonday, 9), At(kMonday, 9, 45)}},
      {"up to the next quarter", {OnMonday(9, 1, 9, 15)}, {At(kMonday, 9, 15)}},
      {"a range without a quarter",
       {OnMonday(9, 1, 9, 14)},
       {At(kMonday, 9, 1)}},
      {"a range without a minute",
       {{At(kMonday, 9) + absl::Seconds(5), At(kMonday, 9) + absl::Seconds(9),
         0}},
       {At(kMonday, 9) + absl::Seconds(5)}},
      {"windows that overlap give no time twice",
       {OnMonday(9, 0, 10, 0), OnMonday(9, 0, 9, 30)},
       {At(kMonday, 9), At(kMonday, 9, 30), At(kMonday, 10)}},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.why));
    EXPECT_EQ(PickStartTimes(c.starts, Zone(), Policy{}), c.want);
  }
}

TEST(PickStartTimesTest, KeepsToThePolicy) {
  const StartRanges day = {OnMonday(9, 0, 17, 0)};
  Policy policy;
  policy.start_times_max = 1;
  EXPECT_THAT(PickStartTimes(day, Zone(), policy), ElementsAre(At(kMonday, 9)));
  policy.start_times_max = 0;
  EXPECT_THAT(PickStartTimes(day, Zone(), policy), IsEmpty());
  policy.start_times_max = 3;
  policy.start_step = absl::Hours(5);
  EXPECT_THAT(PickStartTimes(day, Zone(), policy), SizeIs(2));
}

// Quarters are those of the wall clock: Nepal is 5:45 ahead of UTC, and Lord
// Howe sets the clock by half an hour.
TEST(PickStartTimesTest, RoundsOnTheWallClock) {
  for (const absl::string_view name :
       {"Asia/Kathmandu", "Australia/Lord_Howe", "Europe/Amsterdam"}) {
    SCOPED_TRACE(std::string(name));
    const absl::TimeZone zone = Zone(name);
    const absl::Time first =
        absl::FromCivil(absl::CivilSecond(2026, 12, 2, 9, 1, 0), zone);
    for (const absl::Time time :
         PickStartTimes({{first, first + absl::Hours(3), 0}}, zone, Policy{})) {
      EXPECT_EQ(absl::ToCivilSecond(time, zone).minute() % 15, 0);
      EXPECT_EQ(absl::ToCivilSecond(time, zone).second(), 0);
    }
  }
}

}  // namespace
}  // namespace omzien::matcher
