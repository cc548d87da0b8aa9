#include "matcher/start_slots.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "matcher/availability.h"
#include "matcher/job.h"
#include "matcher/job_case.h"
#include "matcher/policy.h"
#include "matcher/sample.h"
#include "matcher/score.h"
#include "matcher/suiting.h"
#include "matcher/volunteer.h"
#include "matcher/week.h"

namespace omzien::matcher {
namespace {

// One volunteer, in place 5.
constexpr int kPlace = 5;

SlotColumns ColumnsOf(const Volunteer& volunteer) {
  SlotColumns columns{};
  for (const Stretch& stretch : StretchesOf(volunteer.availability.weekly)) {
    for (std::size_t i = stretch.first; i < stretch.end; ++i) {
      columns[i] = std::uint64_t{1} << kPlace;
    }
  }
  return columns;
}

// Somebody who is never quiet and has nothing but weekly hours.
Volunteer WeeklyVolunteer(Chance& chance) {
  Volunteer volunteer = SampleVolunteer();
  volunteer.availability = RandomAvailability(chance, kMonday);
  volunteer.availability.away.clear();
  volunteer.availability.extra.clear();
  volunteer.limits.quiet_end_min = volunteer.limits.quiet_start_min;
  return volunteer;
}

// Windows at odd minutes; some are long, some over midnight or a Sunday.
Job OddJob(Chance& chance) {
  Job job = SampleJob();
  job.duration = absl::Minutes(1 + chance.Below(500));
  job.windows.clear();
  for (int i = 1 + chance.Below(3); i > 0; --i) {
    const absl::Time start =
        At(kMonday, 0) + absl::Minutes(chance.Below(13 * 24 * 60));
    job.windows.push_back(
        {start, start + absl::Minutes(1 + chance.Below(3 * 24 * 60))});
  }
  return job;
}

// Property: the slots say what the calendar says, for every window.
TEST(StartSlotsTest, SayWhatTheCalendarSays) {
  int free = 0;
  constexpr int kSeeds = 3'000;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE(seed);
    Chance chance(seed);
    const Volunteer volunteer = WeeklyVolunteer(chance);
    const Job job = OddJob(chance);
    const Policy policy;
    const JobCase job_case(job, policy,
                           Now() + absl::Seconds(chance.Below(200'000)));
    const StartSlots slots(job_case);
    ASSERT_TRUE(slots.tells());
    const Suiting suiting = FindSuiting(job_case, volunteer);
    const SlotColumns columns = ColumnsOf(volunteer);
    EXPECT_EQ(slots.Free(columns, ~std::uint64_t{0}),
              suiting.free.empty() ? 0 : std::uint64_t{1} << kPlace);
    EXPECT_EQ(slots.WindowsFree(columns, kPlace), WindowsIn(suiting.free));
    EXPECT_EQ(slots.Free(columns, ~(std::uint64_t{1} << kPlace)), 0U);
    free += suiting.free.empty() ? 0 : 1;
  }
  EXPECT_GT(free, kSeeds / 10);
  EXPECT_LT(free, kSeeds * 9 / 10);
}

TEST(StartSlotsTest, DoNotTellOfADayOnWhichTheClockIsSet) {
  const Policy policy;
  for (const absl::CivilDay sunday :
       {absl::CivilDay(2026, 3, 29), absl::CivilDay(2026, 10, 25)}) {
    Job job = SampleJob();
    job.windows = {{At(sunday, 9), At(sunday, 12)}};
    EXPECT_FALSE(StartSlots(JobCase(job, policy, At(sunday - 3, 10))).tells());
    job.windows = {{At(sunday + 1, 9), At(sunday + 1, 12)}};
    EXPECT_TRUE(StartSlots(JobCase(job, policy, At(sunday - 3, 10))).tells());
  }
}

TEST(StartSlotsTest, NobodyIsFreeWhenItIsTooLate) {
  const Job job = SampleJob();
  const Policy policy;
  const StartSlots slots(JobCase(job, policy, At(kWednesday, 11)));
  ASSERT_TRUE(slots.tells());
  EXPECT_EQ(slots.Free(ColumnsOf(SampleVolunteer()), ~std::uint64_t{0}), 0U);
}

TEST(WeekTest, TellsTheSlotsThatHoursTouch) {
  const std::vector<WeeklyHours> weekly = {{7, 23 * 60 + 45, 15},
                                           {1, 9 * 60, 9 * 60 + 20}};
  EXPECT_FALSE(FillSlots(weekly));
  const Stretches want = {{kSlotsPerWeek - 1, kSlotsPerWeek},  // Sunday 23:45,
                          {0, 1},                              // to Monday.
                          {36, 38}};  // Monday 09:00 to 09:20.
  EXPECT_EQ(StretchesOf(weekly), want);
  EXPECT_TRUE(FillSlots({{2, 0, 0}}));
  EXPECT_EQ(StretchesOf({{2, 0, 0}}), (Stretches{{96, 192}}));
  // From the last midnight of the week on.
  EXPECT_EQ(StretchesOf({{7, 24 * 60, 30}}),
            (Stretches{{kSlotsPerWeek, kSlotsPerWeek}, {0, 2}}));
}

}  // namespace
}  // namespace omzien::matcher
