#include "server/core/renewal.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/task.pb.h"
#include "omzien/v1/volunteer.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/names.h"
#include "server/core/notice.h"
#include "server/core/times.h"

namespace omzien::core {
namespace {

using omzien::v1::Check;
using omzien::v1::Task;

constexpr absl::CivilDay kLast(2026, 12, 31);

TEST(RenewalStepTest, AtTheStartHalfwayAndInTheLastWeek) {
  struct Row {
    int days_left;
    int step;
  };
  for (const Row& row : std::vector<Row>{{200, 0},
                                         {91, 0},
                                         {90, 1},
                                         {46, 1},
                                         {45, 2},
                                         {8, 2},
                                         {7, 3},
                                         {0, 3},
                                         {-1, 0}}) {
    EXPECT_EQ(RenewalStep(kLast, kLast - row.days_left, absl::Hours(24 * 90)),
              row.step)
        << row.days_left;
  }
  EXPECT_EQ(RenewalStep(kLast, kLast, absl::ZeroDuration()), 3);
}

class RenewalTest : public CoreFixture {
 protected:
  void GiveChecks(const std::string& volunteer,
                  const std::vector<int>& days_left) {
    Do(Herself(PersonOfVolunteer(volunteer)), [&](Transaction& transaction) {
      omzien::v1::UpdateVolunteerRequest request;
      request.mutable_volunteer()->set_name(volunteer);
      for (const int days : days_left) {
        Check& check = *request.mutable_volunteer()->add_checks();
        check.set_kind(Check::KIND_VOG);
        check.set_seen_on("2020-01-01");
        check.set_valid_until(absl::FormatCivilTime(
            absl::ToCivilDay(clock_.TimeNow(), absl::UTCTimeZone()) + days));
      }
      request.mutable_update_mask()->add_paths("checks");
      return UpdateVolunteer(transaction, request).status();
    });
  }

  // Messages that a day's round has told, in all its turns.
  int Round() {
    int told = 0;
    for (int turn = 0; turn < 10; ++turn) {
      Transaction transaction = Begin();
      EXPECT_TRUE(RemindOfChecks(transaction).ok());
      told += transaction.entry().notices_size();
      Commit(transaction);
    }
    return told;
  }

  std::vector<Task> Work() {
    std::vector<Task> work = OpenWork();
    std::erase_if(work, [](const Task& task) {
      return task.kind() != Task::KIND_CHECK_ENDING;
    });
    return work;
  }
};

TEST_F(RenewalTest, IsToldThreeTimesAndTheDeskHelpsFromHalfwayOn) {
  const std::string wim = AddVolunteer("Wim");
  GiveChecks(wim, {100});
  EXPECT_EQ(Round(), 0);
  clock_.Advance(absl::Hours(24 * 11));
  EXPECT_EQ(Round(), 1);
  EXPECT_EQ(Round(), 0);  // Once.
  EXPECT_TRUE(Work().empty());
  clock_.Advance(absl::Hours(24 * 45));
  EXPECT_EQ(Round(), 1);
  EXPECT_EQ(Work().size(), 1U);
  clock_.Advance(absl::Hours(24 * 40));
  EXPECT_EQ(Round(), 1);
  EXPECT_EQ(Work().size(), 1U);
  clock_.Advance(absl::Hours(24 * 5));
  EXPECT_EQ(Round(), 0);  // Past.
}

TEST_F(RenewalTest, ARenewedCheckIsNoWorkAnyMore) {
  const std::string wim = AddVolunteer("Wim");
  GiveChecks(wim, {30});
  EXPECT_EQ(Round(), 1);
  ASSERT_EQ(Work().size(), 1U);
  const auto task = Stored<store::v1::TaskRecord>(Work()[0].name());
  GiveChecks(wim, {30, 1000});  // The old one stays in the list.
  EXPECT_TRUE(Work().empty());
  EXPECT_EQ(Round(), 0);
  Transaction transaction = Begin();
  const auto notice = ComposeNotice(transaction, task.outbox());
  ASSERT_TRUE(notice.ok()) << notice.status();
  EXPECT_FALSE(notice->has_value());
}

TEST_F(RenewalTest, AfterAnOutageOneMessageSaysWhereItStands) {
  const std::string wim = AddVolunteer("Wim");
  GiveChecks(wim, {100});
  clock_.Advance(absl::Hours(24 * 97));
  EXPECT_EQ(Round(), 1);
  EXPECT_EQ(Work().size(), 1U);
}

TEST_F(RenewalTest, TheMessageNamesTheCheckAndItsLastDay) {
  const std::string wim = AddVolunteer("Wim");
  GiveChecks(wim, {5});
  EXPECT_EQ(Round(), 1);
  const auto task = Stored<store::v1::TaskRecord>(Work().at(0).name());
  Transaction transaction = Begin();
  const auto notice = ComposeNotice(transaction, task.outbox());
  ASSERT_TRUE(notice.ok() && notice->has_value()) << notice.status();
  EXPECT_EQ((*notice)->check(), Check::KIND_VOG);
  const absl::TimeZone zone =
      transaction.catalogue().FindMunicipality("municipalities/GM1669")->zone;
  EXPECT_EQ(absl::ToCivilDay(FromProto((*notice)->lapse_time()), zone),
            absl::ToCivilDay(clock_.TimeNow(), zone) + 5);
}

}  // namespace
}  // namespace omzien::core
