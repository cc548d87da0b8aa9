// Imports of which some rows are bad.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/api/dispatcher_fixture.h"
#include "server/api/locator.h"
#include "server/api/sample_request.h"

namespace omzien::api {
namespace {

using ImportRowsTest = DispatcherTest;
using ::testing::ElementsAre;

v1::VolunteerRow GoodRow() {
  v1::VolunteerRow row;
  *row.mutable_person() = CreatePerson("1234AB").person();
  row.mutable_volunteer()->add_skills("skills/a");
  return row;
}

// Row 1 has no name, row 3 an address that nobody knows.
v1::ImportVolunteersRequest Import() {
  v1::ImportVolunteersRequest request;
  SampleOrigin(request);
  for (int i = 0; i < 5; ++i) *request.add_rows() = GoodRow();
  request.mutable_rows(1)->mutable_person()->clear_given_name();
  request.mutable_rows(3)
      ->mutable_person()
      ->mutable_home()
      ->mutable_address()
      ->set_postcode("1234AC");
  return request;
}

std::vector<std::string> RowErrors(const v1::ImportVolunteersResponse& answer) {
  std::vector<std::string> out;
  for (const auto& error : answer.errors()) {
    out.push_back(absl::StrCat(error.row(), " ", error.field()));
  }
  return out;
}

TEST_F(ImportRowsTest, SendsTheGoodRowsOfAnImport) {
  engine_.set_answer([](const Message& request, Message& response) {
    const int rows =
        static_cast<const v1::ImportVolunteersRequest&>(request).rows_size();
    auto& answer = static_cast<v1::ImportVolunteersResponse&>(response);
    answer.set_entered(rows - 1);
    answer.add_errors()->set_row(rows - 1);  // Core found one more.
    answer.mutable_errors(0)->set_field("volunteer.skills[0]");
    return absl::OkStatus();
  });
  Send("ImportVolunteers", Import());
  ASSERT_TRUE(status().ok()) << status();
  const auto& answer = response<v1::ImportVolunteersResponse>();
  EXPECT_EQ(answer.entered(), 2);
  EXPECT_THAT(RowErrors(answer),
              ElementsAre("1 person.given_name", "3 person.home.address",
                          "4 volunteer.skills[0]"));
}

TEST_F(ImportRowsTest, OnlyChecksTheRestOfAnImportThatIsAllOrNothing) {
  bool only_checked = false;
  engine_.set_answer([&](const Message& request, Message& response) {
    const auto& rows = static_cast<const v1::ImportVolunteersRequest&>(request);
    only_checked = rows.validate_only();
    auto& answer = static_cast<v1::ImportVolunteersResponse&>(response);
    answer.set_entered(rows.rows_size() - 1);
    answer.add_errors()->set_row(rows.rows_size() - 1);
    answer.mutable_errors(0)->set_field("volunteer.skills[0]");
    return absl::OkStatus();
  });
  auto request = Import();
  request.set_all_or_nothing(true);
  Send("ImportVolunteers", request);
  ASSERT_TRUE(status().ok()) << status();
  const auto& answer = response<v1::ImportVolunteersResponse>();
  EXPECT_TRUE(only_checked);
  EXPECT_EQ(answer.entered(), 0);
  EXPECT_THAT(RowErrors(answer),
              ElementsAre("1 person.given_name", "3 person.home.address",
                          "4 volunteer.skills[0]"));
}

TEST_F(ImportRowsTest, SendsNothingOfAnImportWithoutAGoodRow) {
  v1::ImportVolunteersRequest request;
  SampleOrigin(request);
  request.add_rows();
  Send("ImportVolunteers", request);
  ASSERT_TRUE(status().ok()) << status();
  EXPECT_EQ(response<v1::ImportVolunteersResponse>().errors_size(), 2);
  EXPECT_EQ(engine_.calls(), 0);
}

TEST_F(ImportRowsTest, RefusesAnImportThatIsWrongAsAWhole) {
  auto request = Import();
  request.clear_request_id();
  Send("ImportVolunteers", request);
  EXPECT_THAT(Violations(status()), ElementsAre("request_id: is required"));
  request = Import();
  for (int i = 0; i < 1000; ++i) *request.add_rows() = GoodRow();
  Send("ImportVolunteers", request);
  EXPECT_THAT(Violations(status()),
              ElementsAre("rows: has 1005 entries; at most 1000 are taken"));
}

TEST_F(ImportRowsTest, LooksUpManyAddressesAFewAtATime) {
  v1::ImportVolunteersRequest request;
  SampleOrigin(request);
  for (int i = 0; i < 1000; ++i) *request.add_rows() = GoodRow();
  Send("ImportVolunteers", request);  // Answered at once: the stack holds.
  ASSERT_TRUE(status().ok()) << status();
  EXPECT_EQ(places_.lookups(), 1000);

  places_.set_hold(true);
  Send("ImportVolunteers", request);
  int rounds = 0;
  for (; places_.held() > 0; ++rounds) {
    EXPECT_LE(places_.held(), kLookupsMax);
    places_.Release();
  }
  EXPECT_TRUE(status().ok());
  EXPECT_GE(rounds, 1000 / kLookupsMax);
}

}  // namespace
}  // namespace omzien::api
