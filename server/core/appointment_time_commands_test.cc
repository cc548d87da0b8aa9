// Another time: never over another appointment, nor so near to one that the way
// between cannot be made.

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/names.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

class AppointmentTimeTest : public CoreFixture {
 protected:
  void SetUp() override {
    volunteer_ = AddVolunteer("Zoë");
    Do(Herself(PersonOfVolunteer(volunteer_)),
       [this](Transaction& transaction) {
         omzien::v1::UpdateVolunteerRequest request;
         request.mutable_volunteer()->set_name(volunteer_);
         request.mutable_volunteer()->mutable_limits()->set_open_asks_max(2);
         return UpdateVolunteer(transaction, request).status();
       });
    // Two kilometres apart.
    moved_ = Agree("Truus", 0);
    other_ = Agree("Mien", 2'000);
  }

  omzien::v1::Appointment Agree(const std::string& resident, int metres) {
    const auto need =
        Post(AddPerson(SamplePerson(resident, metres)), {SampleJob()});
    return Accept(AsksOf(need.name()).at(0).name());
  }

  absl::Status Propose(absl::Time start) {
    Transaction transaction = Begin(Herself(moved_.resident()));
    omzien::v1::ProposeTimeRequest request;
    request.set_name(moved_.name());
    *request.mutable_start_time() = ToProto(start);
    const absl::Status status = ProposeTime(transaction, request).status();
    if (status.ok()) Commit(transaction);
    return status;
  }

  std::string volunteer_;
  omzien::v1::Appointment moved_;
  omzien::v1::Appointment other_;
};

TEST_F(AppointmentTimeTest, TheWayBetweenTwoAppointmentsCounts) {
  const absl::Time start = FromProto(other_.start_time());
  const absl::Time end = FromProto(other_.end_time());
  // Upon it, right before it and right after it.
  EXPECT_FALSE(Propose(start).ok());
  EXPECT_FALSE(Propose(start - absl::Minutes(61)).ok());
  EXPECT_FALSE(Propose(end + absl::Minutes(1)).ok());
  // With time to cycle two kilometres.
  EXPECT_TRUE(Propose(end + absl::Minutes(45)).ok());
}

TEST_F(AppointmentTimeTest, ItsOwnTimeDoesNotStandInTheWay) {
  const absl::Time own = FromProto(moved_.start_time());
  // Where the other one is far enough.
  const absl::Duration away = FromProto(other_.start_time()) > own
                                  ? -absl::Minutes(15)
                                  : absl::Minutes(15);
  EXPECT_TRUE(Propose(own + away).ok());
}

TEST_F(AppointmentTimeTest, WhatIsPastIsRefused) {
  EXPECT_EQ(Propose(clock_.TimeNow()).code(),
            absl::StatusCode::kFailedPrecondition);
}

// Between the asking and the answer the time was taken by something else.
TEST_F(AppointmentTimeTest, AnAnswerIsHeldAgainstTheCalendarAgain) {
  const absl::Time start = FromProto(other_.end_time()) + absl::Hours(1);
  ASSERT_TRUE(Propose(start).ok());
  Do(SystemCaller(), [&](Transaction& transaction) {
    auto record = *transaction.Get<store::v1::AppointmentRecord>(other_.name());
    auto& between = *record.mutable_appointment();
    *between.mutable_start_time() = ToProto(start + absl::Minutes(30));
    *between.mutable_end_time() = ToProto(start + absl::Minutes(90));
    const absl::Status put =
        transaction.Put(other_.name(), record, IdOf(between.resident()));
    return put.ok() ? transaction.RefreshVolunteer(volunteer_) : put;
  });
  Transaction transaction = Begin(Herself(PersonOfVolunteer(volunteer_)));
  omzien::v1::AnswerProposedTimeRequest request;
  request.set_name(moved_.name());
  request.set_accept(true);
  EXPECT_EQ(AnswerProposedTime(transaction, request).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace omzien::core
