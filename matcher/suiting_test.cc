#include "matcher/suiting.h"

#include <vector>

#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/check.h"
#include "matcher/job_case.h"
#include "matcher/sample.h"
#include "matcher/scene.h"
#include "matcher/verdict.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {
namespace {

using ::testing::ElementsAre;

// Goal: checks hold on the day of the work, not today.
TEST(SuitingTest, ChecksHoldOnTheDayOfTheWork) {
  using enum Exclusion;
  const auto needs_vog = [](const std::vector<CheckHeld>& held) {
    return [held](Scene& s) {
      s.job.checks = {CheckKind::kVog};
      s.volunteer.checks = held;
    };
  };
  ExpectAll({
      {"none", needs_vog({}), {kCheck}},
      {"of another kind",
       needs_vog({{CheckKind::kFirstAid, kMonday - 9, kMonday + 9}}),
       {kCheck}},
      {"until the day", needs_vog({VogUntil(kWednesday)}), {}},
      {"until the day before", needs_vog({VogUntil(kWednesday - 1)}), {kCheck}},
      {"renewed: the old one is over",
       needs_vog({VogUntil(kMonday), VogUntil(kWednesday + 200)}),
       {}},
      {"seen only after the work",
       needs_vog({{CheckKind::kVog, kWednesday + 1, kWednesday + 9}}),
       {kCheck}},
      {"free only on the day it no longer holds",
       [](Scene& s) {
         s.job.checks = {CheckKind::kVog};
         s.job.windows.insert(s.job.windows.begin(),
                              {At(kWednesday - 1, 9), At(kWednesday - 1, 12)});
         s.volunteer.checks = {VogUntil(kWednesday - 1)};
         s.volunteer.availability.away = {{kWednesday - 1, kWednesday - 1}};
       },
       {kCheck}},
      {"work past midnight needs both days",
       [](Scene& s) {
         s.job.checks = {CheckKind::kVog};
         s.job.windows = {{At(kWednesday, 23, 30), At(kWednesday + 1, 0, 30)}};
         s.volunteer.checks = {VogUntil(kWednesday)};
         s.volunteer.availability.extra = {{kWednesday, 0, 0},
                                           {kWednesday + 1, 0, 0}};
       },
       {kCheck}},
      {"work until midnight needs one",
       [](Scene& s) {
         s.job.checks = {CheckKind::kVog};
         s.job.windows = {{At(kWednesday, 23), At(kWednesday + 1, 0)}};
         s.volunteer.checks = {VogUntil(kWednesday)};
         s.volunteer.availability.extra = {{kWednesday, 0, 0}};
       },
       {}},
  });
}

// Goal: time: windows, free hours, lead, a fixed start, quiet hours.
TEST(SuitingTest, FindsTimeOrNone) {
  using enum Exclusion;
  ExpectAll({
      {"away",
       [](Scene& s) {
         s.volunteer.availability.away = {{kWednesday, kWednesday}};
       },
       {kNotAvailable}},
      {"the work just fits",
       [](Scene& s) { s.job.duration = absl::Hours(3); },
       {}},
      {"the work is too long",
       [](Scene& s) { s.job.duration = absl::Hours(3) + absl::Minutes(1); },
       {kNotAvailable}},
      {"two short windows are not one long one",
       [](Scene& s) {
         s.job.duration = absl::Hours(2);
         s.job.windows = {{At(kWednesday, 9), At(kWednesday, 10)},
                          {At(kWednesday, 10), At(kWednesday, 11)}};
       },
       {kNotAvailable}},
      {"just early enough", [](Scene& s) { s.now = At(kWednesday, 9); }, {}},
      {"a second too late",
       [](Scene& s) { s.now = At(kWednesday, 9) + absl::Seconds(1); },
       {kNotAvailable}},
      {"the fixed start suits",
       [](Scene& s) { s.job.fixed_start = At(kWednesday, 10, 20); },
       {}},
      {"the fixed start does not suit",
       [](Scene& s) { s.job.fixed_start = At(kWednesday, 11, 30); },
       {kNotAvailable}},
      {"a fixed start outside the windows holds all the same",
       [](Scene& s) { s.job.fixed_start = At(kWednesday + 1, 9); },
       {}},
      {"quiet hours end in time",
       [](Scene& s) { s.now = At(kWednesday, 1); },
       {}},
      {"quiet hours end too late",
       [](Scene& s) {
         s.now = At(kWednesday, 1);
         s.volunteer.limits.quiet_end_min = 9 * 60 + 15;
       },
       {kNotAvailable}},
      {"no windows", [](Scene& s) { s.job.windows.clear(); }, {kNotAvailable}},
      {"a job in the past",
       [](Scene& s) { s.now = At(kWednesday + 1, 9); },
       {kNotAvailable}},
  });
}

// Goal: no double booking, with 6 minutes by bicycle to a place 1 km away.
TEST(SuitingTest, LeavesTimeToTravelBothWays) {
  using enum Exclusion;
  const auto engaged = [](const std::vector<Engagement>& engagements) {
    return [engagements](Scene& s) {
      s.job.windows = {{At(kWednesday, 10), At(kWednesday, 11)}};
      s.volunteer.engagements = engagements;
    };
  };
  const auto near = [](int from_h, int from_m, int to_h, int to_m) {
    return Engagement{
        {At(kWednesday, from_h, from_m), At(kWednesday, to_h, to_m)},
        NorthOf(kSquare, 1'000)};
  };
  ExpectAll({
      {"just time to come", engaged({near(9, 0, 9, 54)}), {}},
      {"no time to come", engaged({near(9, 0, 9, 55)}), {kBusy}},
      {"just time to go on", engaged({near(11, 6, 12, 0)}), {}},
      {"no time to go on", engaged({near(11, 5, 12, 0)}), {kBusy}},
      {"at the same time", engaged({near(10, 15, 10, 30)}), {kBusy}},
      {"over all of it", engaged({near(8, 0, 18, 0)}), {kBusy}},
      {"on both sides", engaged({near(9, 0, 9, 54), near(11, 6, 12, 0)}), {}},
      {"the second is in the way",
       engaged({near(9, 0, 9, 54), near(11, 0, 12, 0)}),
       {kBusy}},
      {"at the same address there is no travel",
       engaged({{{At(kWednesday, 9), At(kWednesday, 10)}, kSquare}}),
       {}},
      {"on another day",
       engaged({{{At(kMonday, 10), At(kMonday, 11)}, kSquare}}),
       {}},
      {"neither available nor unengaged",
       [&](Scene& s) {
         engaged({near(10, 15, 10, 30)})(s);
         s.volunteer.availability.weekly.clear();
       },
       {kNotAvailable, kBusy}},
  });
}

TEST(SuitingTest, SaysWhenQuietHoursHoldTheAskBack) {
  Scene scene;
  scene.now = At(kWednesday, 1);
  const JobCase job_case(scene.job, scene.policy, scene.now);
  EXPECT_EQ(FindSuiting(job_case, scene.volunteer).ask_at, At(kWednesday, 8));
  EXPECT_EQ(scene.Judged().ask_at, At(kWednesday, 8));
  EXPECT_THAT(scene.Judged().start_times,
              ElementsAre(At(kWednesday, 10), At(kWednesday, 10, 30),
                          At(kWednesday, 11)));
  scene.volunteer.limits.quiet_end_min = 11 * 60;
  const Verdict verdict = scene.Judged();
  ASSERT_THAT(Exclusions(verdict), ElementsAre(Exclusion::kNotAvailable));
  EXPECT_EQ(verdict.obstacles[0].not_before, At(kWednesday, 11));
}

TEST(SuitingTest, OffersTheFixedStartAlone) {
  Scene scene;
  scene.job.fixed_start = At(kWednesday, 10, 20);
  EXPECT_THAT(scene.Judged().start_times, ElementsAre(At(kWednesday, 10, 20)));
}

}  // namespace
}  // namespace omzien::matcher
