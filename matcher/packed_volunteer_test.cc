#include "matcher/packed_volunteer.h"

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "matcher/availability.h"
#include "matcher/check.h"
#include "matcher/sample.h"
#include "matcher/time_span.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {
namespace {

// The parts that have no == of their own, as ones that do.
auto WeeklyOf(const Volunteer& volunteer) {
  std::vector<std::tuple<int, int, int>> all;
  all.reserve(volunteer.availability.weekly.size());
  for (const WeeklyHours& each : volunteer.availability.weekly) {
    all.emplace_back(each.weekday, each.start_min, each.end_min);
  }
  return all;
}

auto DatesOf(const Volunteer& volunteer) {
  std::vector<std::tuple<absl::CivilDay, absl::CivilDay, int, int>> all;
  all.reserve(volunteer.availability.away.size());
  for (const DaysAway& each : volunteer.availability.away) {
    all.emplace_back(each.first, each.last, 0, 0);
  }
  for (const DatedHours& each : volunteer.availability.extra) {
    all.emplace_back(each.date, each.date, each.start_min, each.end_min);
  }
  for (const CheckHeld& each : volunteer.checks) {
    all.emplace_back(each.seen_on, each.valid_until,
                     static_cast<int>(each.kind), 0);
  }
  return all;
}

auto EngagementsOf(const Volunteer& volunteer) {
  std::vector<std::tuple<absl::Time, absl::Time, double, double>> all;
  all.reserve(volunteer.engagements.size());
  for (const Engagement& each : volunteer.engagements) {
    all.emplace_back(each.span.start, each.span.end, each.place.latitude_deg,
                     each.place.longitude_deg);
  }
  return all;
}

auto LimitsOf(const Volunteer& volunteer) {
  const Limits& limits = volunteer.limits;
  return std::tuple(limits.asks_per_week_max, limits.rest_after_job,
                    limits.quiet_start_min, limits.quiet_end_min,
                    limits.open_asks_max);
}

void ExpectSame(const Volunteer& volunteer) {
  const PackedVolunteer packed(volunteer);
  const Volunteer again = packed.Unpacked();
  EXPECT_EQ(packed.id(), volunteer.id.value);
  EXPECT_EQ(again.id, volunteer.id);
  EXPECT_EQ(again.person, volunteer.person);
  EXPECT_EQ(again.home, volunteer.home);
  EXPECT_EQ(again.travel_mode, volunteer.travel_mode);
  EXPECT_EQ(again.reach_m, volunteer.reach_m);
  EXPECT_EQ(again.practised, volunteer.practised);
  EXPECT_EQ(again.languages, volunteer.languages);
  EXPECT_EQ(again.avoids, volunteer.avoids);
  EXPECT_EQ(again.pause_until, volunteer.pause_until);
  EXPECT_EQ(again.kept_apart, volunteer.kept_apart);
  EXPECT_EQ(again.asked_times, volunteer.asked_times);
  EXPECT_EQ(again.open_asks, volunteer.open_asks);
  EXPECT_EQ(again.last_job_end, volunteer.last_job_end);
  EXPECT_EQ(again.helped_well, volunteer.helped_well);
  EXPECT_EQ(WeeklyOf(again), WeeklyOf(volunteer));
  EXPECT_EQ(DatesOf(again), DatesOf(volunteer));
  EXPECT_EQ(EngagementsOf(again), EngagementsOf(volunteer));
  EXPECT_EQ(LimitsOf(again), LimitsOf(volunteer));
}

// Property: unpacking gives what was packed.
TEST(PackedVolunteerTest, GivesBackWhatWasPacked) {
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    SCOPED_TRACE(seed);
    Chance chance(seed);
    ExpectSame(RandomVolunteer(chance, "v" + std::to_string(seed)));
  }
}

TEST(PackedVolunteerTest, KeepsWhatIsOdd) {
  Volunteer volunteer = SampleVolunteer(std::string(300, 'x'));
  volunteer.person = {"somebody"};
  volunteer.reach_m = -1;
  volunteer.availability.weekly = {{1, 7, 1'439}, {7, 1'440, 1}};
  volunteer.availability.away = {
      {absl::CivilDay(1, 1, 1), absl::CivilDay(9'999, 12, 31)}};
  volunteer.pause_until = absl::InfiniteFuture();
  volunteer.asked_times = {absl::InfinitePast(),
                           Now() + absl::Nanoseconds(1) / 4,
                           absl::UnixEpoch() - absl::Hours(1)};
  volunteer.last_job_end = absl::FromUnixNanos(7);
  volunteer.limits.rest_after_job = absl::Seconds(1);
  volunteer.limits.open_asks_max = 1'000'000;
  volunteer.kept_apart.assign(2'000, {"a resident with a name of some length"});
  ExpectSame(volunteer);
  volunteer.limits.rest_after_job = absl::InfiniteDuration();
  volunteer.limits.quiet_start_min = 1'440;
  ExpectSame(volunteer);
  ExpectSame(Volunteer());
}

TEST(PackedVolunteerTest, TellsAnotherOffer) {
  const Volunteer volunteer = SampleVolunteer();
  Volunteer asked = volunteer;
  asked.asked_times = {Now()};
  asked.open_asks = 1;
  Volunteer moved = volunteer;
  moved.home = NorthOf(kSquare, 1'001);
  Volunteer busier = volunteer;
  busier.availability.weekly.pop_back();
  const PackedVolunteer packed(volunteer);
  EXPECT_TRUE(packed.HasSameOffer(PackedVolunteer(asked)));
  EXPECT_FALSE(packed.HasSameOffer(PackedVolunteer(moved)));
  EXPECT_FALSE(packed.HasSameOffer(PackedVolunteer(busier)));
}

}  // namespace
}  // namespace omzien::matcher
