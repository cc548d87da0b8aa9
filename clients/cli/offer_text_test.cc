#include "clients/cli/offer_text.h"

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/language.h"
#include "gtest/gtest.h"
#include "omzien/v1/availability.pb.h"
#include "omzien/v1/volunteer.pb.h"

namespace omzien::cli {
namespace {

TEST(OfferTextTest, ReadsWeeklyHours) {
  for (const char* text : {"mo 09:00-12:30", "ma 09:00-12:30",
                           "Maandag  09:00-12:30", "MONDAY 09:00-12:30"}) {
    const absl::StatusOr<v1::WeeklyHours> hours =
        ParseWeeklyHours(text, Language::kDutch);
    ASSERT_TRUE(hours.ok()) << text << ": " << hours.status();
    EXPECT_EQ(hours->day(), v1::WEEKDAY_MONDAY);
    EXPECT_EQ(hours->start(), "09:00");
    EXPECT_EQ(hours->end(), "12:30");
  }
  EXPECT_TRUE(ParseWeeklyHours("fr 22:00-02:00", Language::kDutch).ok());
  EXPECT_TRUE(ParseWeeklyHours("fr 20:00-24:00", Language::kDutch).ok());
  for (const char* text :
       {"", "mo", "mo 9:00-12:30", "mo 09:05-12:30", "xx 09:00-12:30",
        "mo 09:00", "mo 25:00-26:00", "mo 09:00-09:00", "mo 24:00-01:00",
        "mo 09:00-12:30 tu"}) {
    EXPECT_EQ(ParseWeeklyHours(text, Language::kDutch).status().code(),
              absl::StatusCode::kInvalidArgument)
        << text;
  }
}

TEST(OfferTextTest, ReadsDatesAndChecks) {
  EXPECT_TRUE(ParseDatedHours("2026-12-05 09:00-12:00", Language::kDutch).ok());
  EXPECT_FALSE(
      ParseDatedHours("2026-02-30 09:00-12:00", Language::kDutch).ok());
  EXPECT_TRUE(ParseDaysAway("2026-12-01/2026-12-05", Language::kDutch).ok());
  EXPECT_EQ(ParseDaysAway("2026-12-01", Language::kDutch)->last(),
            "2026-12-01");
  EXPECT_FALSE(ParseDaysAway("2026-12-05/2026-12-01", Language::kDutch).ok());

  const absl::StatusOr<v1::Check> check =
      ParseCheck("vog:coördinator:2026-01-10:2029-01-10", Language::kDutch);
  ASSERT_TRUE(check.ok()) << check.status();
  EXPECT_EQ(check->kind(), v1::Check::KIND_VOG);
  EXPECT_EQ(check->seen_by(), "coördinator");
  EXPECT_EQ(check->valid_until(), "2029-01-10");
  for (const char* text :
       {"vog", "vog::2026-01-10:2029-01-10", "pas:x:2026-01-10:2029-01-10",
        "vog:x:2029-01-10:2026-01-10"}) {
    EXPECT_FALSE(ParseCheck(text, Language::kDutch).ok()) << text;
  }
}

}  // namespace
}  // namespace omzien::cli
