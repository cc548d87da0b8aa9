#include "clients/cli/moment.h"

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "clients/cli/language.h"
#include "google/protobuf/duration.pb.h"
#include "gtest/gtest.h"

namespace omzien::cli {
namespace {

absl::TimeZone Amsterdam() {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone("Europe/Amsterdam", &zone));
  return zone;
}

absl::Time At(int month, int day, int hour) {
  return absl::FromCivil(absl::CivilHour(2026, month, day, hour), Amsterdam());
}

TEST(MomentTest, SaysALocalTimeShortly) {
  const Moments dutch{Amsterdam(), Language::kDutch, At(11, 22, 9)};
  const Moments english{Amsterdam(), Language::kEnglish, At(11, 22, 9)};
  EXPECT_EQ(dutch.Say(At(11, 24, 10)), "di 24 nov 10:00");
  EXPECT_EQ(english.Say(At(11, 24, 10)), "Tue 24 Nov 10:00");
  EXPECT_EQ(dutch.Say(At(11, 24, 10) + absl::Hours(24 * 60)),
            "za 23 jan 2027 10:00");
}

TEST(MomentTest, SaysASpanWithOneDayOrTwo) {
  const Moments moments{Amsterdam(), Language::kDutch, At(11, 22, 9)};
  EXPECT_EQ(moments.SaySpan(At(11, 24, 9), At(11, 24, 12)),
            "di 24 nov 09:00-12:00");
  EXPECT_EQ(moments.SaySpan(At(11, 24, 22), At(11, 25, 1)),
            "di 24 nov 22:00 - wo 25 nov 01:00");
}

TEST(MomentTest, SaysDurationsInHoursAndMinutes) {
  google::protobuf::Duration duration;
  duration.set_seconds(2'700);
  EXPECT_EQ(SayDuration(duration, Language::kDutch), "45 min");
  duration.set_seconds(3'600);
  EXPECT_EQ(SayDuration(duration, Language::kDutch), "1 uur");
  duration.set_seconds(5'400);
  EXPECT_EQ(SayDuration(duration, Language::kEnglish), "1 h 30 min");
}

TEST(MomentTest, TimestampsKeepTheirFraction) {
  const absl::Time time = At(11, 24, 10) + absl::Milliseconds(1500);
  EXPECT_EQ(ToTime(ToTimestamp(time)), time);
}

}  // namespace
}  // namespace omzien::cli
