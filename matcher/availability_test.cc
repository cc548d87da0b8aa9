#include "matcher/availability.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/local_days.h"
#include "matcher/sample.h"
#include "matcher/time_span.h"

namespace omzien::matcher {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr int kNine = 9 * 60;
constexpr int kTwelve = 12 * 60;

TimeSpan WholeDays(absl::CivilDay first, absl::CivilDay last) {
  return {At(first, 0), At(last + 1, 0)};
}

// 2026-11-30 is a Monday.
const absl::CivilDay kTuesday = kMonday + 1;

// Goal: which of weekly, away and extra goes first, one line a case.
TEST(FreeSpansTest, ExtraGoesBeforeAwayBeforeWeekly) {
  const Availability mornings{
      {{1, kNine, kTwelve}, {2, kNine, kTwelve}}, {}, {}};
  const Availability nights{{{1, 22 * 60, 6 * 60}}, {}, {}};
  const auto with = [](Availability availability, std::vector<DaysAway> away,
                       std::vector<DatedHours> extra) {
    availability.away = std::move(away);
    availability.extra = std::move(extra);
    return availability;
  };
  const struct {
    absl::string_view why;
    Availability availability;
    std::vector<TimeSpan> want;
  } cases[] = {
      {"weekly",
       mornings,
       {{At(kMonday, 9), At(kMonday, 12)},
        {At(kTuesday, 9), At(kTuesday, 12)}}},
      {"one day away",
       with(mornings, {{kMonday, kMonday}}, {}),
       {{At(kTuesday, 9), At(kTuesday, 12)}}},
      {"away from before until after",
       with(mornings, {{kMonday - 9, kTuesday + 9}}, {}),
       {}},
      {"extra on an away day",
       with(mornings, {{kMonday, kTuesday}}, {{kTuesday, 600, 660}}),
       {{At(kTuesday, 10), At(kTuesday, 11)}}},
      {"extra joins weekly",
       with(mornings, {{kTuesday, kTuesday}}, {{kMonday, 660, 780}}),
       {{At(kMonday, 9), At(kMonday, 13)}}},
      {"over midnight", nights, {{At(kMonday, 22), At(kTuesday, 6)}}},
      {"the evening is away, the tail stays",
       with(nights, {{kMonday, kMonday}}, {}),
       {{At(kTuesday, 0), At(kTuesday, 6)}}},
      {"the tail is away, the evening stays",
       with(nights, {{kTuesday, kTuesday}}, {}),
       {{At(kMonday, 22), At(kTuesday, 0)}}},
      {"the tail of extra hours goes before away",
       with({}, {{kMonday, kTuesday}}, {{kMonday, 1380, 60}}),
       {{At(kMonday, 23), At(kTuesday, 1)}}},
      {"until 24:00 is midnight",
       {{{1, 1380, 1440}}, {}, {}},
       {{At(kMonday, 23), At(kTuesday, 0)}}},
      {"until 00:00 is midnight, too",
       {{{1, 1380, 0}}, {}, {}},
       {{At(kMonday, 23), At(kTuesday, 0)}}},
      {"equal ends are a whole day round",
       {{{1, kNine, kNine}}, {}, {}},
       {{At(kMonday, 9), At(kTuesday, 9)}}},
      {"the tail of the Sunday before",
       {{{7, 1380, 60}}, {}, {}},
       {{At(kMonday, 0), At(kMonday, 1)}}},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.why));
    EXPECT_EQ(FreeSpans(c.availability, WholeDays(kMonday, kTuesday), Zone()),
              c.want);
  }
}

TEST(FreeSpansTest, IsClippedToTheSpan) {
  const Availability mornings{{{1, kNine, kTwelve}}, {}, {}};
  EXPECT_THAT(FreeSpans(mornings, {At(kMonday, 10), At(kMonday, 11)}, Zone()),
              ElementsAre(TimeSpan{At(kMonday, 10), At(kMonday, 11)}));
  EXPECT_THAT(FreeSpans(mornings, {At(kMonday, 11), At(kMonday, 10)}, Zone()),
              IsEmpty());
}

// Goal: how long hours last in the nights in which the clock is set. In
// Amsterdam 2026-03-29 has no 02:00-03:00 and 2026-10-25 has it twice; both are
// Sundays.
TEST(FreeSpansTest, HoldsInTheNightsTheClockIsSet) {
  const absl::CivilDay spring(2026, 3, 29);
  const absl::CivilDay autumn(2026, 10, 25);
  const struct {
    absl::string_view why;
    absl::CivilDay sunday;
    DatedHours hours;
    std::vector<int> want_min;  // Lengths of the spans.
  } cases[] = {
      {"spring: the day has 23 hours", spring, {spring, 0, 1440}, {1380}},
      {"spring: in the gap", spring, {spring, 120, 180}, {}},
      {"spring: ends in the gap", spring, {spring, 60, 150}, {60}},
      {"spring: starts in the gap", spring, {spring, 150, 240}, {60}},
      {"spring: over the gap", spring, {spring, 60, 240}, {120}},
      {"spring: from the evening", spring, {spring - 1, 1380, 240}, {240}},
      {"autumn: the day has 25 hours", autumn, {autumn, 0, 1440}, {1500}},
      {"autumn: the hour that comes twice", autumn, {autumn, 120, 180}, {120}},
      {"autumn: over it", autumn, {autumn, 60, 240}, {240}},
      {"autumn: half of it, twice", autumn, {autumn, 150, 180}, {30, 30}},
      {"autumn: until half of it", autumn, {autumn, 60, 150}, {90, 30}},
      {"autumn: from the evening", autumn, {autumn - 1, 1380, 240}, {360}},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.why));
    std::vector<int> lengths_min;
    for (const TimeSpan& span :
         FreeSpans({{}, {}, {c.hours}}, WholeDays(c.sunday - 2, c.sunday + 2),
                   Zone())) {
      lengths_min.push_back(
          static_cast<int>(absl::ToInt64Minutes(span.end - span.start)));
    }
    EXPECT_EQ(lengths_min, c.want_min);
  }
}

bool Covers(int start_min, int end_min, int days_later, int reading_min) {
  if (end_min > start_min) {
    return days_later == 0 && start_min <= reading_min && reading_min < end_min;
  }
  return days_later == 0 ? start_min <= reading_min : reading_min < end_min;
}

// Says by the definition whether a moment is free.
bool IsFree(const Availability& availability, absl::Time time,
            absl::TimeZone zone) {
  const absl::CivilMinute reading = absl::ToCivilMinute(time, zone);
  const absl::CivilDay date(reading);
  const int minute = reading.hour() * 60 + reading.minute();
  for (const int days_later : {0, 1}) {
    for (const DatedHours& hours : availability.extra) {
      if (hours.date + days_later == date &&
          Covers(hours.start_min, hours.end_min, days_later, minute)) {
        return true;
      }
    }
  }
  for (const DaysAway& away : availability.away) {
    if (away.first <= date && date <= away.last) return false;
  }
  for (const int days_later : {0, 1}) {
    for (const WeeklyHours& hours : availability.weekly) {
      if (hours.weekday == IsoWeekday(date - days_later) &&
          Covers(hours.start_min, hours.end_min, days_later, minute)) {
        return true;
      }
    }
  }
  return false;
}

// How many quarters of an hour the spans have wrong.
int WrongMoments(const Availability& availability, TimeSpan within,
                 absl::TimeZone zone) {
  const std::vector<TimeSpan> spans = FreeSpans(availability, within, zone);
  int wrong = Merged(spans) == spans ? 0 : 1;
  for (absl::Time time = within.start; time < within.end;
       time += absl::Minutes(15)) {
    const bool in_spans =
        std::ranges::any_of(spans, [time](const TimeSpan& span) {
          return span.start <= time && time < span.end;
        });
    wrong += in_spans != IsFree(availability, time, zone) ? 1 : 0;
  }
  return wrong;
}

// Property: a moment is in the spans exactly when the definition says so, also
// where the clock is set by half an hour or at midnight.
TEST(FreeSpansTest, SaysWhatTheDefinitionSays) {
  const struct {
    absl::string_view zone;
    absl::CivilDay from;
  } places[] = {
      {"Europe/Amsterdam", absl::CivilDay(2026, 3, 16)},
      {"Europe/Amsterdam", absl::CivilDay(2026, 10, 12)},
      {"Europe/Amsterdam", absl::CivilDay(2026, 11, 30)},
      {"Australia/Lord_Howe", absl::CivilDay(2026, 3, 23)},
      {"Asia/Beirut", absl::CivilDay(2026, 3, 16)},
      {"America/Havana", absl::CivilDay(2026, 10, 19)},
      {"Pacific/Apia", absl::CivilDay(2011, 12, 19)},
  };
  for (const auto& place : places) {
    const absl::TimeZone zone = Zone(place.zone);
    const TimeSpan within{absl::FromCivil(place.from + 1, zone),
                          absl::FromCivil(place.from + 21, zone)};
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      SCOPED_TRACE(std::string(place.zone) + " " + std::to_string(seed));
      Chance chance(seed);
      EXPECT_EQ(
          WrongMoments(RandomAvailability(chance, place.from), within, zone),
          0);
    }
  }
}

// A date that a zone leaves out is no day: Samoa had no 30 December 2011.
TEST(DaysTouchingTest, LeavesOutADateThatIsNot) {
  const absl::TimeZone zone = Zone("Pacific/Apia");
  const LocalDays days =
      DaysTouching({{absl::FromCivil(absl::CivilDay(2011, 12, 29), zone),
                     absl::FromCivil(absl::CivilDay(2012, 1, 1), zone)}},
                   zone);
  int days_with_time = 0;
  for (const LocalDay& day : days) days_with_time += day.runs.empty() ? 0 : 1;
  EXPECT_EQ(days_with_time, 2);
}

TEST(DaysTouchingTest, EndsAtTheLimit) {
  EXPECT_EQ(DaysTouching({{Now(), absl::InfiniteFuture()}}, Zone()).size(),
            static_cast<std::size_t>(kDaysMax));
}

}  // namespace
}  // namespace omzien::matcher
