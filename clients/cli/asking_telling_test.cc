// Goal: a coordinator reads at a glance how asks are shared out, and what was
// changed, by whom and why.

#include "clients/cli/asking_telling.h"

#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "clients/cli/language.h"
#include "clients/cli/moment.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/ask_report.pb.h"
#include "omzien/v1/policy_change.pb.h"

namespace omzien::cli {
namespace {

using ::testing::HasSubstr;

v1::AskShare Share(v1::AskShare::Division division, int from, int below) {
  v1::AskShare share;
  share.set_division(division);
  share.set_from(from);
  share.set_below(below);
  return share;
}

TEST(AskingTellingTest, SaysEachGroupInWords) {
  v1::AskShare skill = Share(v1::AskShare::DIVISION_SKILL, 0, 0);
  skill.set_skill("skills/light-garden-work");
  const struct {
    v1::AskShare share;
    const char* dutch;
    const char* english;
  } cases[] = {
      {Share(v1::AskShare::DIVISION_DISTANCE, 0, 500), "tot 500 m",
       "up to 500 m"},
      {Share(v1::AskShare::DIVISION_DISTANCE, 500, 1'000), "500 tot 1000 m",
       "500 to 1000 m"},
      {Share(v1::AskShare::DIVISION_DISTANCE, 5'000, 0), "5000 m en verder",
       "5000 m and beyond"},
      {Share(v1::AskShare::DIVISION_MEMBERSHIP, 0, 30), "tot 30 dagen",
       "up to 30 days"},
      {Share(v1::AskShare::DIVISION_MEMBERSHIP, 1'095, 0),
       "1095 dagen en langer", "1095 days and longer"},
      {skill, "light-garden-work", "light-garden-work"},
  };
  for (const auto& each : cases) {
    EXPECT_EQ(SayGroup(each.share, Language::kDutch), each.dutch);
    EXPECT_EQ(SayGroup(each.share, Language::kEnglish), each.english);
  }
}

TEST(AskingTellingTest, SaysWhatIsOtherThanBefore) {
  v1::AskReport report;
  report.set_asks(80);
  report.set_asks_before(0);
  *report.add_shares() = Share(v1::AskShare::DIVISION_DISTANCE, 0, 500);
  report.mutable_shares(0)->set_asks(60);
  report.mutable_shares(0)->set_shifted(true);
  const std::string drawn =
      ShareTable(report, Language::kDutch).Draw(0, /*coloured=*/false);
  EXPECT_THAT(drawn, HasSubstr("tot 500 m"));
  EXPECT_THAT(drawn, HasSubstr("75 %"));
  EXPECT_THAT(drawn, HasSubstr("-  "));
  EXPECT_THAT(drawn, HasSubstr("anders dan eerst"));
}

v1::PolicyChange Change(const std::string& version, int day,
                        const std::vector<std::string>& settings) {
  v1::PolicyChange change;
  change.set_name("municipalities/GM1669/policyChanges/" + version);
  change.mutable_time()->set_seconds(absl::ToUnixSeconds(
      absl::FromCivil(absl::CivilHour(2026, 11, day, 9), absl::UTCTimeZone())));
  change.mutable_settings()->Add(settings.begin(), settings.end());
  return change;
}

TEST(AskingTellingTest, SaysWhatEachChangeMadeOtherwise) {
  v1::PolicyChange newest =
      Change("bbb", 20, {"asks_per_week_max: 1", "waves_max: 4"});
  newest.set_decided_by("de vrijwilligersraad");
  newest.set_why("rustiger voor iedereen");
  const std::vector<v1::PolicyChange> changes = {
      newest, Change("aaa", 2, {"asks_per_week_max: 2", "waves_max: 4"})};
  const Moments moments{
      absl::UTCTimeZone(), Language::kDutch,
      absl::FromCivil(absl::CivilDay(2026, 11, 23), absl::UTCTimeZone())};
  EXPECT_EQ(absl::StrJoin(PolicyLines(changes, moments), "\n"),
            "Sinds vr 20 nov 09:00  (bbb)\n"
            "  Besloten door: de vrijwilligersraad\n"
            "  Waarom: rustiger voor iedereen\n"
            "    asks_per_week_max: 1\n"
            "    was asks_per_week_max: 2\n"
            "Sinds ma 2 nov 09:00  (aaa)\n"
            "  Wie dit besloot staat er niet bij.\n"
            "  Waarom staat er niet bij.\n"
            "    asks_per_week_max: 2\n"
            "    waves_max: 4");
}

TEST(AskingTellingTest, SaysThatNobodyDecidedAnotherFormula) {
  v1::PolicyChange newest = Change("aaa-2", 20, {"formula: 2", "waves_max: 4"});
  newest.set_formula_alone(true);
  const std::vector<v1::PolicyChange> changes = {
      newest, Change("aaa-1", 2, {"formula: 1", "waves_max: 4"})};
  const Moments moments{
      absl::UTCTimeZone(), Language::kDutch,
      absl::FromCivil(absl::CivilDay(2026, 11, 23), absl::UTCTimeZone())};
  const std::string said = absl::StrJoin(PolicyLines(changes, moments), "\n");
  EXPECT_THAT(said, HasSubstr("Sinds vr 20 nov 09:00  (aaa-2)\n"
                              "  Niemand hier besloot dit: Omzien zelf rekent "
                              "anders dan eerst, met dezelfde getallen.\n"
                              "    formula: 2\n"
                              "    was formula: 1\n"
                              "Sinds ma 2 nov"));
}

}  // namespace
}  // namespace omzien::cli
