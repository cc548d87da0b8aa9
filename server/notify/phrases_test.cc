#include "server/notify/phrases.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"

namespace omzien::notify {
namespace {

Phrases Load(absl::string_view language) {
  auto phrases = Phrases::Load(
      absl::StrCat(OMZIEN_TEXTS_DIR, "/", language, "/phrases.txt"));
  EXPECT_TRUE(phrases.ok()) << phrases.status();
  return *std::move(phrases);
}

absl::TimeZone Amsterdam() {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone("Europe/Amsterdam", &zone));
  return zone;
}

// Goal: moments as people say them, also on the days the clock changes.
TEST(PhrasesTest, SaysMomentsInTheZone) {
  const struct {
    absl::CivilMinute utc;
    absl::string_view nl, en;
  } cases[] = {
      {absl::CivilMinute(2026, 11, 24, 9, 0),
       "dinsdag 24 november om 10.00 uur", "Tuesday 24 November at 10:00"},
      {absl::CivilMinute(2026, 7, 5, 6, 5), "zondag 5 juli om 8.05 uur",
       "Sunday 5 July at 8:05"},
      {absl::CivilMinute(2026, 12, 31, 23, 30), "vrijdag 1 januari om 0.30 uur",
       "Friday 1 January at 0:30"},
      {absl::CivilMinute(2026, 3, 29, 0, 30), "zondag 29 maart om 1.30 uur",
       "Sunday 29 March at 1:30"},
      {absl::CivilMinute(2026, 3, 29, 1, 30), "zondag 29 maart om 3.30 uur",
       "Sunday 29 March at 3:30"},
  };
  const Phrases nl = Load("nl");
  const Phrases en = Load("en");
  for (const auto& c : cases) {
    const absl::Time time = absl::FromCivil(c.utc, absl::UTCTimeZone());
    EXPECT_EQ(nl.Moment(time, Amsterdam()), c.nl);
    EXPECT_EQ(en.Moment(time, Amsterdam()), c.en);
  }
}

TEST(PhrasesTest, SaysDurationsRoundedUpToAQuarter) {
  const struct {
    int minutes;
    absl::string_view nl, en;
  } cases[] = {
      {1, "ongeveer een kwartier", "about a quarter of an hour"},
      {30, "ongeveer een half uur", "about half an hour"},
      {31, "ongeveer drie kwartier", "about three quarters of an hour"},
      {60, "ongeveer 1 uur", "about 1 hour"},
      {75, "ongeveer 1 uur en 15 minuten", "about 1 h 15 min"},
      {90, "ongeveer 1,5 uur", "about 1.5 hours"},
      {120, "ongeveer 2 uur", "about 2 hours"},
  };
  const Phrases nl = Load("nl");
  const Phrases en = Load("en");
  for (const auto& c : cases) {
    EXPECT_EQ(nl.Duration(absl::Minutes(c.minutes)), c.nl);
    EXPECT_EQ(en.Duration(absl::Minutes(c.minutes)), c.en);
  }
}

TEST(PhrasesTest, SaysDistancesAndLists) {
  const Phrases nl = Load("nl");
  EXPECT_EQ(nl.Distance(400), "ongeveer 400 meter");
  EXPECT_EQ(nl.Distance(1200), "ongeveer 1,2 kilometer");
  EXPECT_EQ(nl.Distance(3000), "ongeveer 3 kilometer");
  EXPECT_EQ(Load("en").Distance(1200), "about 1.2 km");
  EXPECT_EQ(nl.And({}), "");
  EXPECT_EQ(nl.And(std::vector<std::string>{"a"}), "a");
  EXPECT_EQ(nl.And(std::vector<std::string>{"a", "b", "c"}), "a, b en c");
  EXPECT_EQ(nl.Or(std::vector<std::string>{"a", "b"}), "a of b");
}

}  // namespace
}  // namespace omzien::notify
