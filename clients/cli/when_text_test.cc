#include "clients/cli/when_text.h"

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "clients/cli/language.h"
#include "gtest/gtest.h"

namespace omzien::cli {
namespace {

absl::TimeZone Amsterdam() {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone("Europe/Amsterdam", &zone));
  return zone;
}

absl::Time At(int month, int day, int hour, int minute = 0) {
  return absl::FromCivil(absl::CivilMinute(2026, month, day, hour, minute),
                         Amsterdam());
}

// Sunday 22 November 2026, 10:30.
Here Sunday() { return {At(11, 22, 10, 30), Amsterdam(), Language::kDutch}; }

TEST(WhenTextTest, UnderstandsHowPeopleSayASpan) {
  const struct {
    const char* text;
    Span span;
  } kCases[] = {
      {"2026-11-24 09:00-12:00", {At(11, 24, 9), At(11, 24, 12)}},
      {"2026-11-24T09:00-12:00", {At(11, 24, 9), At(11, 24, 12)}},
      {"morgen 9-12", {At(11, 23, 9), At(11, 23, 12)}},
      {"Morgen 9 - 12", {At(11, 23, 9), At(11, 23, 12)}},
      {"morgen 9u-12u", {At(11, 23, 9), At(11, 23, 12)}},
      {"tomorrow 09:00-12:00", {At(11, 23, 9), At(11, 23, 12)}},
      {"tomorrow 9.30 to 12", {At(11, 23, 9, 30), At(11, 23, 12)}},
      {"tue 13:00-17:00", {At(11, 24, 13), At(11, 24, 17)}},
      {"di 24 nov 13:00-17:00", {At(11, 24, 13), At(11, 24, 17)}},
      {"dinsdag middag", {At(11, 24, 13), At(11, 24, 17)}},
      {"24 november ochtend", {At(11, 24, 9), At(11, 24, 12)}},
      {"24 nov 2026 9-12", {At(11, 24, 9), At(11, 24, 12)}},
      {"24-11 9-12", {At(11, 24, 9), At(11, 24, 12)}},
      {"24-11-2026 9-12", {At(11, 24, 9), At(11, 24, 12)}},
      {"+2d 09:00-12:00", {At(11, 24, 9), At(11, 24, 12)}},
      {"overmorgen 22-1", {At(11, 24, 22), At(11, 25, 1)}},
      {"vandaag 20:00-24:00", {At(11, 22, 20), At(11, 23, 0)}},
      // On Sunday morning "Sunday afternoon" is today; once over, next week.
      {"zo 9-12", {At(11, 22, 9), At(11, 22, 12)}},
      {"zo 8-10", {At(11, 29, 8), At(11, 29, 10)}},
  };
  for (const auto& test : kCases) {
    const absl::StatusOr<Span> span = ParseSpan(test.text, Sunday());
    ASSERT_TRUE(span.ok()) << test.text << ": " << span.status();
    EXPECT_EQ(*span, test.span) << test.text;
  }
}

TEST(WhenTextTest, ADateWithoutYearMayBeNextYears) {
  const absl::StatusOr<Span> span = ParseSpan("5 jan 9-12", Sunday());
  ASSERT_TRUE(span.ok()) << span.status();
  EXPECT_EQ(absl::ToCivilDay(span->start, Amsterdam()),
            absl::CivilDay(2027, 1, 5));
}

TEST(WhenTextTest, RefusesWhatIsNoTimeAndSaysWhatWouldBe) {
  for (const char* text :
       {"", "morgen", "9-12", "morgen 25-26", "morgen 9:5-12", "morgen 9-9",
        "2026-11-31 9-12", "31 november 9-12", "2026-13-01 9-12", "ooit 9-12",
        "morgen 9-12 graag", "+d 9-12", "morgen 24-25", "\xff\xff"}) {
    const absl::StatusOr<Span> span = ParseSpan(text, Sunday());
    EXPECT_EQ(span.status().code(), absl::StatusCode::kInvalidArgument) << text;
    EXPECT_TRUE(absl::StrContains(span.status().message(), "morgen 9-12"))
        << text;
  }
}

// Found by the fuzzer's reader: neither overflows nor reaches a year that no
// calendar holds.
TEST(WhenTextTest, RefusesWhatIsOutOfAllBounds) {
  for (const char* text :
       {"morgen 99999999-3", "+2147483647d 9-12", "24 nov 99999 9-12",
        "morgen 25-26", "24-11-20260 9-12"}) {
    EXPECT_FALSE(ParseSpan(text, Sunday()).ok()) << text;
  }
}

TEST(WhenTextTest, RefusesThePast) {
  EXPECT_FALSE(ParseSpan("vandaag 8-10", Sunday()).ok());
  EXPECT_FALSE(ParseSpan("2026-11-20 8-10", Sunday()).ok());
  EXPECT_FALSE(ParseMoment("vandaag 10:00", Sunday()).ok());
}

// Goal: a span across the change of the clock has the length people live.
TEST(WhenTextTest, FollowsTheClockChange) {
  const Here march{At(3, 27, 12), Amsterdam(), Language::kDutch};
  const absl::StatusOr<Span> spring = ParseSpan("2026-03-29 1-4", march);
  ASSERT_TRUE(spring.ok()) << spring.status();
  EXPECT_EQ(spring->end - spring->start, absl::Hours(2));
  EXPECT_FALSE(ParseMoment("2026-03-29 02:30", march).ok());
}

TEST(WhenTextTest, UnderstandsOneMoment) {
  for (const char* text : {"morgen 10:00", "2026-11-23 10:00", "ma 10u",
                           "mon 10", "2026-11-23T10:00"}) {
    const absl::StatusOr<absl::Time> time = ParseMoment(text, Sunday());
    ASSERT_TRUE(time.ok()) << text << ": " << time.status();
    EXPECT_EQ(*time, At(11, 23, 10)) << text;
  }
}

TEST(WhenTextTest, UnderstandsADay) {
  for (const char* text : {"morgen", "2026-11-23", "23 nov", "23-11", "ma"}) {
    const absl::StatusOr<absl::CivilDay> day = ParseDay(text, Sunday());
    ASSERT_TRUE(day.ok()) << text << ": " << day.status();
    EXPECT_EQ(*day, absl::CivilDay(2026, 11, 23)) << text;
  }
  EXPECT_FALSE(ParseDay("ooit", Sunday()).ok());
}

}  // namespace
}  // namespace omzien::cli
