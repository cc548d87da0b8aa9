// A yes to an ask that is over: welcome, as long as the job is still what was
// asked, at a time that is still wanted; and who is asked once it is given
// back.

#include <algorithm>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/invitation_service.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/error.h"
#include "server/core/names.h"
#include "server/core/sample_settings.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Appointment;
using omzien::v1::Invitation;
using omzien::v1::Job;
using store::v1::NeedRecord;
using store::v1::VolunteerRecord;
using ::testing::SizeIs;

bool Has(const absl::Status& status, Reason reason) {
  const auto payload = status.GetPayload(std::string(kReasonPayload));
  return payload.has_value() && *payload == ReasonName(reason);
}

class LateYesTest : public CoreFixture {
 protected:
  LateYesTest() {
    resident_ = AddPerson(SamplePerson("Truus"));
    her_ = AddVolunteer("Wies", 300);
    AddVolunteer("Bo", 400);
  }

  // She said no; the other ask is open still.
  Invitation Declined(const std::string& need) {
    for (const Invitation& ask : AsksOf(need)) {
      if (ask.volunteer() != her_) continue;
      Decline(ask);
      return ask;
    }
    ADD_FAILURE() << "she was not asked";
    return {};
  }

  void Decline(const Invitation& ask) {
    Do(Herself(PersonOfVolunteer(ask.volunteer())),
       [&](Transaction& transaction) {
         omzien::v1::DeclineInvitationRequest request;
         request.set_name(ask.name());
         return DeclineInvitation(transaction, request).status();
       });
  }

  absl::Status SayYes(const Invitation& ask, absl::Time start) {
    Transaction transaction = Begin(Herself(PersonOfVolunteer(her_)));
    omzien::v1::AcceptInvitationRequest request;
    request.set_name(ask.name());
    *request.mutable_start_time() = ToProto(start);
    return AcceptInvitation(transaction, request).status();
  }

  void MoveTo(const std::string& need, absl::Duration later) {
    Do(Herself(resident_), [&](Transaction& transaction) {
      omzien::v1::UpdateNeedRequest request;
      request.set_name(need);
      request.set_job_id("1");
      *request.mutable_job() = SampleJob();
      auto& window = *request.mutable_job()->mutable_windows(0);
      *window.mutable_start_time() =
          ToProto(FromProto(window.start_time()) + later);
      *window.mutable_end_time() =
          ToProto(FromProto(window.end_time()) + later);
      return UpdateNeed(transaction, request).status();
    });
  }

  void GiveBack(const Appointment& appointment) {
    Do(Herself(PersonOfVolunteer(appointment.volunteer())),
       [&](Transaction& transaction) {
         omzien::v1::GiveBackAppointmentRequest request;
         request.set_name(appointment.name());
         return GiveBackAppointment(transaction, request).status();
       });
  }

  Invitation OpenAskTo(const std::string& need, const std::string& volunteer) {
    for (const Invitation& ask : AsksOf(need)) {
      if (ask.volunteer() == volunteer &&
          ask.state() == Invitation::STATE_SENT) {
        return ask;
      }
    }
    ADD_FAILURE() << volunteer << " has no open ask";
    return {};
  }

  std::string resident_;
  std::string her_;
};

TEST_F(LateYesTest, IsWelcomeWhileNothingChanged) {
  const std::string need = Post(resident_, {SampleJob()}).name();
  const Invitation ask = Declined(need);
  EXPECT_TRUE(SayYes(ask, FromProto(ask.start_times(0))).ok());
}

TEST_F(LateYesTest, IsNotTakenAtATimeThatIsNoLongerWanted) {
  const std::string need = Post(resident_, {SampleJob()}).name();
  const Invitation ask = Declined(need);
  MoveTo(need, absl::Hours(48));
  const absl::Status refused = SayYes(ask, FromProto(ask.start_times(0)));
  EXPECT_TRUE(Has(refused, Reason::kInvitationClosed)) << refused;
  EXPECT_EQ(NeedOf(need).jobs(0).state(), Job::STATE_OPEN);
}

TEST_F(LateYesTest, IsTakenAtATimeThatIsStillWanted) {
  const std::string need = Post(resident_, {SampleJob()}).name();
  const Invitation ask = Declined(need);
  MoveTo(need, absl::Hours(3));
  const absl::Time first = FromProto(ask.start_times(0));
  const absl::Time last =
      FromProto(ask.start_times(ask.start_times_size() - 1));
  const absl::Status refused = SayYes(ask, first);
  EXPECT_TRUE(Has(refused, Reason::kTimeNotOffered)) << refused;
  EXPECT_TRUE(SayYes(ask, last).ok());
}

// Also one whom the desk has taken a check or a skill from since.
TEST_F(LateYesTest, IsNotTakenFromWhoMayNotDoItAnyMore) {
  const std::string need = Post(resident_, {SampleJob()}).name();
  const Invitation ask = Declined(need);
  Do(SystemCaller(), [&](Transaction& transaction) -> absl::Status {
    auto record = transaction.Get<VolunteerRecord>(her_);
    if (!record.ok()) return record.status();
    record->mutable_volunteer()->clear_skills();
    record->mutable_volunteer()->add_skills(std::string(kLamp));
    const absl::Status put = transaction.Put(her_, *record, IdOf(her_));
    return put.ok() ? transaction.RefreshVolunteer(her_) : put;
  });
  const absl::Status refused = SayYes(ask, FromProto(ask.start_times(0)));
  EXPECT_TRUE(Has(refused, Reason::kInvitationClosed)) << refused;
}

// Who was too late once, and then said no, is not asked a third time.
TEST_F(LateYesTest, WhoSaidNoIsNotAskedWhenItIsGivenBackAgain) {
  const std::string third = AddVolunteer("Ans", 600);
  const std::string need = Post(resident_, {SampleJob()}).name();
  const std::vector<Invitation> first = AsksOf(need);
  ASSERT_THAT(first, SizeIs(2));
  GiveBack(Accept(first[0].name()));
  const std::string late = first[1].volunteer();
  Decline(OpenAskTo(need, late));
  GiveBack(Accept(OpenAskTo(need, third).name()));
  EXPECT_EQ(std::ranges::count(AsksOf(need), late, &Invitation::volunteer), 2);
}

// What the policy has let in is not sent on while somebody comes for it.
TEST_F(LateYesTest, AJobThatSomebodyComesForIsNotSentOnWhenItIsOpenedAgain) {
  Job job = SampleJob();
  job.set_helpers_needed(2);
  const std::string need = Post(resident_, {job}).name();
  for (const Invitation& ask : AsksOf(need)) {
    if (ask.volunteer() != her_) Decline(ask);
  }
  const Appointment visit = Accept(OpenAskTo(need, her_).name());
  ASSERT_EQ(NeedOf(need).jobs(0).state(), Job::STATE_UNANSWERED);
  // As if the municipality had become stricter.
  Do(SystemCaller(), [&](Transaction& transaction) -> absl::Status {
    auto record = transaction.Get<NeedRecord>(need);
    if (!record.ok()) return record.status();
    record->mutable_need()->mutable_jobs(0)->set_risk(
        omzien::v1::RISK_CLASS_HEAVY);
    return transaction.Put(need, *record, IdOf(resident_));
  });
  Do(Herself(resident_), [&](Transaction& transaction) {
    omzien::v1::ReopenJobRequest request;
    request.set_name(need);
    request.set_job_id("1");
    return ReopenJob(transaction, request).status();
  });
  EXPECT_NE(NeedOf(need).jobs(0).state(), Job::STATE_REFERRED);
  EXPECT_EQ(AppointmentOf(visit.name()).state(), Appointment::STATE_AGREED);
  clock_.AdvanceTo(FromProto(visit.end_time()));
  Do(Herself(resident_), [&](Transaction& transaction) {
    omzien::v1::CompleteAppointmentRequest request;
    request.set_name(visit.name());
    request.set_outcome(omzien::v1::OUTCOME_DONE);
    return CompleteAppointment(transaction, request).status();
  });
  EXPECT_EQ(NeedOf(need).jobs(0).state(), Job::STATE_DONE);
}

}  // namespace
}  // namespace omzien::core
