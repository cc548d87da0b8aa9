// Goal: what is counted of the asks adds up, week by week, and a share that
// becomes another is told once.

#include "server/core/ask_counts.h"

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/ask_report.pb.h"
#include "omzien/v1/membership.pb.h"
#include "omzien/v1/membership_service.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/task.pb.h"
#include "omzien/v1/task_service.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/invitation.h"
#include "server/core/names.h"
#include "server/core/sample_settings.h"
#include "server/core/store.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::AskReport;
using omzien::v1::AskShare;
using omzien::v1::Task;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr absl::Duration kWeek = absl::Hours(24 * 7);

class AskCountsTest : public CoreFixture {
 protected:
  // So many asks to this volunteer, so far away.
  void Ask(const std::string& volunteer, int distance_m, int times = 1) {
    store::v1::NeedRecord need;
    need.mutable_need()->set_municipality(std::string(kRoerdalen));
    need.mutable_need()->add_jobs()->add_skills("skills/change-light-bulb");
    NewAsk ask;
    ask.plan.verdict.volunteer = {IdOf(volunteer)};
    ask.plan.verdict.distance_m = distance_m;
    const std::vector<NewAsk> asks(static_cast<std::size_t>(times), ask);
    Do(SystemCaller(), [&](Transaction& transaction) {
      return CountAsks(transaction, need, 0, asks);
    });
  }

  AskReport Report() {
    Transaction transaction = Begin();
    const auto report = ReportAsks(transaction, kRoerdalen);
    EXPECT_TRUE(report.ok()) << report.status();
    return report.ok() ? *report : AskReport();
  }

  std::vector<int> Asks(AskShare::Division division, bool before = false) {
    std::vector<int> asks;
    const AskReport report = Report();
    for (const AskShare& share : report.shares()) {
      if (share.division() != division) continue;
      asks.push_back(before ? share.asks_before() : share.asks());
    }
    return asks;
  }

  std::string AddCoordinator() {
    const std::string person = AddPerson(SamplePerson("Cor", 903));
    Caller caller = Staff(kDesk);
    caller.actor.set_role(omzien::v1::ROLE_ADMINISTRATOR);
    Do(caller, [&](Transaction& transaction) {
      omzien::v1::CreateMembershipRequest request;
      auto& membership = *request.mutable_membership();
      membership.set_organisation(std::string(kDesk));
      membership.set_role(omzien::v1::ROLE_COORDINATOR);
      membership.set_person(person);
      return CreateMembership(transaction, request).status();
    });
    return person;
  }

  int WeeksKept() {
    int weeks = 0;
    EXPECT_TRUE(store_
                    .Scan(Keyspace::kMeta, Prefix("asks/"), false,
                          [&weeks](absl::string_view, absl::string_view) {
                            ++weeks;
                            return true;
                          })
                    .ok());
    return weeks;
  }
};

TEST_F(AskCountsTest, EachAskIsInOneGroupOfEachDivision) {
  const std::string volunteer = AddVolunteer("Zoë");
  const struct {
    int distance_m;
    std::vector<int> asks;
  } cases[] = {
      {0, {1, 0, 0, 0, 0}},     {499, {2, 0, 0, 0, 0}},
      {500, {2, 1, 0, 0, 0}},   {1'999, {2, 1, 1, 0, 0}},
      {2'000, {2, 1, 1, 1, 0}}, {4'999, {2, 1, 1, 2, 0}},
      {5'000, {2, 1, 1, 2, 1}}, {40'000, {2, 1, 1, 2, 2}},
  };
  for (const auto& each : cases) {
    Ask(volunteer, each.distance_m);
    EXPECT_EQ(Asks(AskShare::DIVISION_DISTANCE), each.asks) << each.distance_m;
  }
  const AskReport report = Report();
  EXPECT_EQ(report.asks(), 8);
  EXPECT_THAT(Asks(AskShare::DIVISION_MEMBERSHIP), ElementsAre(8, 0, 0, 0, 0));
  EXPECT_THAT(Asks(AskShare::DIVISION_SKILL), ElementsAre(8));
  EXPECT_EQ(report.shares(10).skill(), "skills/change-light-bulb");
  EXPECT_EQ(report.shares(1).from(), 500);
  EXPECT_EQ(report.shares(1).below(), 1'000);
  EXPECT_EQ(report.shares(4).below(), 0);
}

// Who takes part for longer is in another group, from the very day.
TEST_F(AskCountsTest, MembershipIsCountedFromTheFirstDay) {
  const std::string volunteer = AddVolunteer("Zoë");
  clock_.Advance(absl::Hours(24 * 30) - absl::Seconds(1));
  Ask(volunteer, 100);
  clock_.Advance(absl::Seconds(1));
  Ask(volunteer, 100);
  EXPECT_THAT(Asks(AskShare::DIVISION_MEMBERSHIP), ElementsAre(1, 1, 0, 0, 0));
}

// Weeks begin on Monday in the municipality's own time: at night the clock of
// the world is behind.
TEST_F(AskCountsTest, WeeksBeginOnMondayWhereItIs) {
  const std::string volunteer = AddVolunteer("Zoë");
  const absl::TimeZone zone =
      state_.catalogue.FindMunicipality(kRoerdalen)->zone;
  const auto monday = absl::FromCivil(absl::CivilDay(2026, 10, 5), zone);
  clock_.AdvanceTo(monday - absl::Seconds(1));
  Ask(volunteer, 100);
  EXPECT_EQ(Report().lately_date(), "2026-09-07");
  clock_.AdvanceTo(monday);
  Ask(volunteer, 100, 2);
  EXPECT_EQ(Report().lately_date(), "2026-09-14");
  EXPECT_EQ(Report().before_date(), "2026-06-22");
  EXPECT_EQ(Report().asks(), 3);
  // Three weeks on the first falls to what was before, though an hour was put
  // back meanwhile.
  clock_.AdvanceTo(absl::FromCivil(absl::CivilDay(2026, 10, 26), zone));
  EXPECT_EQ(Report().asks(), 2);
  EXPECT_EQ(Report().asks_before(), 1);
  EXPECT_THAT(Asks(AskShare::DIVISION_DISTANCE, /*before=*/true),
              ElementsAre(1, 0, 0, 0, 0));
}

// The coordinator has work with the first ask of the next week, and not again
// while it is so.
TEST_F(AskCountsTest, AShiftIsToldOnce) {
  const std::string volunteer = AddVolunteer("Zoë");
  const std::string coordinator = AddCoordinator();
  for (int week = 0; week < 12; ++week) {
    Ask(volunteer, 400, 10);
    Ask(volunteer, 3'000, 10);
    clock_.Advance(kWeek);
  }
  EXPECT_THAT(OpenWork(), IsEmpty());
  for (int week = 0; week < 4; ++week) {
    Ask(volunteer, 400, 20);
    clock_.Advance(kWeek);
  }
  Ask(volunteer, 400);
  const std::vector<Task> work = OpenWork();
  ASSERT_THAT(work, SizeIs(1));
  EXPECT_EQ(work[0].kind(), Task::KIND_ASKS_SHIFTED);
  EXPECT_EQ(work[0].person(), coordinator);
  EXPECT_EQ(work[0].subject(), kRoerdalen);
  Do(Staff(kDesk), [&](Transaction& transaction) {
    omzien::v1::CloseTaskRequest request;
    request.set_name(work[0].name());
    request.set_result("bekeken");
    return CloseTask(transaction, request).status();
  });
  clock_.Advance(kWeek);
  Ask(volunteer, 400);
  EXPECT_THAT(OpenWork(), IsEmpty());
}

// All that is asked of a volunteer who takes part for ever longer moves from
// group to group; few asks say nothing of it.
TEST_F(AskCountsTest, AFewAsksAreNoShift) {
  const std::string volunteer = AddVolunteer("Zoë");
  AddCoordinator();
  for (int week = 0; week < 30; ++week) {
    Ask(volunteer, week < 20 ? 100 : 6'000, 3);
    clock_.Advance(kWeek);
  }
  EXPECT_THAT(OpenWork(), IsEmpty());
}

TEST_F(AskCountsTest, AYearIsKept) {
  const std::string volunteer = AddVolunteer("Zoë");
  for (int week = 0; week < 60; ++week) {
    Ask(volunteer, 100);
    clock_.Advance(kWeek);
  }
  EXPECT_EQ(WeeksKept(), 54);
}

// Real asks are counted when they are decided, in waves too.
TEST_F(AskCountsTest, TheAsksOfANeedAreCounted) {
  for (int i = 0; i < 3; ++i) {
    AddVolunteer(absl::StrCat("Zoë ", i), 300 + 500 * i);
  }
  const auto need = Post(AddPerson(SamplePerson("Truus")), {SampleJob()});
  EXPECT_EQ(Report().asks(), static_cast<int>(AsksOf(need.name()).size()));
  EXPECT_GT(Report().asks(), 0);
}

// Counts of somewhere else are somewhere else's.
TEST_F(AskCountsTest, EachMunicipalityHasItsOwn) {
  Ask(AddVolunteer("Zoë"), 100);
  Transaction transaction = Begin();
  const auto report = ReportAsks(transaction, kElsewhere);
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->asks(), 0);
}

}  // namespace
}  // namespace omzien::core
