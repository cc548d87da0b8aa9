#include "clients/cli/volunteer_rows.h"

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "clients/cli/csv_rows.h"
#include "clients/cli/language.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/volunteer.pb.h"
#include "omzien/v1/volunteer_service.pb.h"

namespace omzien::cli {
namespace {

using ::testing::ElementsAre;

constexpr absl::string_view kHeading =
    "given_name;family_name;phone;email;postcode;house_number;house_letter;"
    "addition;languages;contact;skills;weekly;travel_mode;reach_m;checks;"
    "asks_per_week_max;avoids;municipalities\n";

absl::StatusOr<ReadRows<v1::VolunteerRow>> Read(absl::string_view rows) {
  return ReadVolunteers(absl::StrCat(kHeading, rows), "municipalities/GM1669",
                        Language::kDutch);
}

TEST(VolunteerRowsTest, ReadsAWholeRow) {
  const auto read = Read(
      "Bo;Voorbeeld;0475 000000;bo@omzien.example;6075AB;12;a;2;nl|lim;email;"
      "light-garden-work|lamps;mo 09:00-12:30|we 13:00-17:00;bicycle;4000;"
      "vog:coördinator:2026-01-10:2029-01-10;2;pets|smoke;GM1669|GM0957\n");
  ASSERT_TRUE(read.ok()) << read.status();
  ASSERT_TRUE(read->problems.empty()) << read->problems[0].description;
  ASSERT_EQ(read->rows.size(), 1U);
  EXPECT_EQ(read->lines[0], 2);
  const v1::Person& person = read->rows[0].person();
  EXPECT_EQ(person.municipality(), "municipalities/GM1669");
  EXPECT_EQ(person.given_name(), "Bo");
  EXPECT_EQ(person.home().address().house_number(), 12);
  EXPECT_EQ(person.home().address().addition(), "2");
  EXPECT_THAT(person.languages(), ElementsAre("nl", "lim"));
  EXPECT_EQ(person.contact(), v1::Person::CONTACT_EMAIL);
  const v1::Volunteer& offer = read->rows[0].volunteer();
  EXPECT_THAT(offer.skills(),
              ElementsAre("skills/light-garden-work", "skills/lamps"));
  EXPECT_EQ(offer.availability().weekly_size(), 2);
  EXPECT_EQ(offer.travel_mode(), v1::TRAVEL_MODE_BICYCLE);
  EXPECT_EQ(offer.reach_m(), 4000);
  EXPECT_EQ(offer.checks(0).kind(), v1::Check::KIND_VOG);
  EXPECT_EQ(offer.limits().asks_per_week_max(), 2);
  EXPECT_THAT(offer.avoids(),
              ElementsAre(v1::CIRCUMSTANCE_PETS, v1::CIRCUMSTANCE_SMOKE));
  EXPECT_THAT(offer.municipalities(),
              ElementsAre("municipalities/GM1669", "municipalities/GM0957"));
}

TEST(VolunteerRowsTest, ReadsInWhatSomebodyIsPractised) {
  const auto read = ReadVolunteers(
      "given_name;skills;practised_skills\nBo;lamps|walk;lamps\n",
      "municipalities/GM1669", Language::kDutch);
  ASSERT_TRUE(read.ok()) << read.status();
  ASSERT_EQ(read->rows.size(), 1U);
  EXPECT_THAT(read->rows[0].volunteer().practised_skills(),
              ElementsAre("skills/lamps"));
}

TEST(VolunteerRowsTest, ReportsAllThatIsWrongByLineAndKeepsTheRest) {
  const auto read = Read(
      "Bo;;;;6075AB;twaalf;;;;post;;mo 9-12;fiets;ver;vog;;honden;\n"
      "An;;;;6075AB;1;;;;;lamps;;;;;;;\n");
  ASSERT_TRUE(read.ok()) << read.status();
  ASSERT_EQ(read->rows.size(), 1U);
  EXPECT_EQ(read->lines[0], 3);
  std::vector<std::string> fields;
  for (const RowProblem& problem : read->problems) {
    EXPECT_EQ(problem.line, 2);
    EXPECT_FALSE(problem.description.empty());
    fields.push_back(problem.field);
  }
  EXPECT_THAT(fields,
              ElementsAre("house_number", "contact", "skills", "weekly",
                          "checks", "travel_mode", "reach_m", "avoids"));
}

TEST(VolunteerRowsTest, ResidentsNeedNoOffer) {
  const auto read = ReadResidents(
      "family_name;given_name;postcode;house_number\n"
      "van Verzonnen;Truus;6075AB;3\n",
      "municipalities/GM1669", Language::kDutch);
  ASSERT_TRUE(read.ok()) << read.status();
  ASSERT_EQ(read->rows.size(), 1U);
  EXPECT_EQ(read->rows[0].family_name(), "van Verzonnen");
  EXPECT_FALSE(ReadResidents("given_name;skills\nTruus;lamps\n",
                             "municipalities/GM1669", Language::kDutch)
                   .ok());
}

TEST(VolunteerRowsTest, FindsTheColumnOfAServersPath) {
  EXPECT_EQ(ColumnOfPath("person.home.address.postcode"), "postcode");
  EXPECT_EQ(ColumnOfPath("volunteer.skills[2]"), "skills");
  EXPECT_EQ(ColumnOfPath("person.home.location"), "person.home.location");
}

}  // namespace
}  // namespace omzien::cli
