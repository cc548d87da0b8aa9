// What comes after a yes.

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "gtest/gtest.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/scenario.h"
#include "tests/scenarios/voice.h"

namespace omzien::scenarios {
namespace {

using v1::Appointment;
using v1::Invitation;
using v1::Job;

class Appointments : public Scenario {
 protected:
  // Truus has asked, Wim has said yes.
  Appointment WimHelpsTruus() {
    wim_ = here_.EnterVolunteer("Wim");
    truus_ = here_.EnterResident("Truus");
    need_ = here_.Post(here_.Gardening(truus_)).name();
    const auto agreed = here_.Accept(here_.AskTo(need_, wim_));
    EXPECT_TRUE(agreed.ok()) << agreed.status();
    return agreed.ok() ? *agreed : Appointment();
  }

  void PassTo(const google::protobuf::Timestamp& time) {
    world_->Advance(ToTime(time) - here_.now() + absl::Minutes(1));
  }

  absl::StatusOr<Appointment> Complete(
      const Voice& voice, const Appointment& appointment, v1::Outcome outcome,
      v1::NotDoneReason reason = v1::NOT_DONE_REASON_UNSPECIFIED) {
    v1::CompleteAppointmentRequest request;
    request.set_name(appointment.name());
    request.set_outcome(outcome);
    request.set_reason(reason);
    return here_.Try<Appointment>(voice, "CompleteAppointment", request);
  }

  absl::StatusOr<Appointment> Propose(const Voice& voice,
                                      const Appointment& appointment,
                                      absl::Duration later) {
    v1::ProposeTimeRequest request;
    request.set_name(appointment.name());
    *request.mutable_start_time() =
        ToProto(ToTime(appointment.start_time()) + later);
    return here_.Try<Appointment>(voice, "ProposeTime", request);
  }

  absl::StatusOr<Appointment> Answer(const Voice& voice,
                                     const Appointment& appointment,
                                     bool accept) {
    v1::AnswerProposedTimeRequest request;
    request.set_name(appointment.name());
    request.set_accept(accept);
    return here_.Try<Appointment>(voice, "AnswerProposedTime", request);
  }

  std::string wim_;
  std::string truus_;
  std::string need_;
};

INSTANTIATE_TEST_SUITE_P(Worlds, Appointments,
                         testing::Values(Where::kInProcess, Where::kBinary),
                         NameOfWorld);

// "I can't come": the resident is told, others are asked at once, and who gave
// back is not asked again.
TEST_P(Appointments, GivenBackIsAskedAgain) {
  const Appointment appointment = WimHelpsTruus();
  const auto ria = here_.EnterVolunteer("Ria");
  v1::GiveBackAppointmentRequest request;
  request.set_name(appointment.name());
  const auto given_back =
      here_.Do<Appointment>(AsVolunteer(wim_), "GiveBackAppointment", request);
  EXPECT_EQ(given_back.state(), Appointment::STATE_GIVEN_BACK);
  EXPECT_FALSE(given_back.has_address());
  EXPECT_TRUE(here_.Hears("Truus", "kan toch niet"));
  EXPECT_EQ(here_.StateOf(need_), Job::STATE_OPEN);
  EXPECT_FALSE(here_.Get(need_).jobs(0).has_start_time());
  const auto sent = here_.Asks(need_, Invitation::STATE_SENT);
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent[0].volunteer(), ria);
  const auto again =
      here_.Do<Appointment>(AsVolunteer(wim_), "GiveBackAppointment", request);
  EXPECT_EQ(again.state(), Appointment::STATE_GIVEN_BACK) << "said twice";
}

// Who was told that help is found is asked again when it is given back.
TEST_P(Appointments, GivenBackAsksThoseWhoWereTooLate) {
  here_.EnterVolunteers(3);
  const auto need = here_.Post(here_.Gardening(here_.EnterResident("Truus")));
  const auto asks = here_.Asks(need.name());
  ASSERT_EQ(asks.size(), 3U);
  const auto appointment = here_.Accept(asks[0]);
  ASSERT_TRUE(appointment.ok()) << appointment.status();
  v1::GiveBackAppointmentRequest request;
  request.set_name(appointment->name());
  here_.Do<Appointment>(AsVolunteer(asks[0].volunteer()), "GiveBackAppointment",
                        request);
  const auto sent = here_.Asks(need.name(), Invitation::STATE_SENT);
  EXPECT_EQ(sent.size(), 2U);
  for (const auto& ask : sent) EXPECT_NE(ask.volunteer(), asks[0].volunteer());
}

// Another time, proposed by either side: the old one stands until the other
// side confirms, and stays when it does not.
TEST_P(Appointments, AnotherTime) {
  const Appointment appointment = WimHelpsTruus();
  const struct {
    Voice proposer;
    Voice other;
    const char* told;
  } sides[] = {{AsVolunteer(wim_), AsResident(truus_), "Truus"},
               {DeskFor(truus_), DeskFor(PersonOf(wim_)), "Wim"}};
  absl::Time const stands = ToTime(appointment.start_time());
  for (const auto& side : sides) {
    const auto old_mails = here_.MailsTo(side.told, "Kan het ook op").size();
    const auto proposed = Propose(side.proposer, appointment, absl::Hours(24));
    ASSERT_TRUE(proposed.ok()) << proposed.status();
    EXPECT_EQ(ToTime(proposed->start_time()), stands);
    EXPECT_TRUE(world_->Eventually([&] {
      return here_.MailsTo(side.told, "Kan het ook op").size() > old_mails;
    }));
    EXPECT_EQ(ReasonOf(Answer(side.proposer, appointment, true)),
              "NOTHING_PROPOSED")
        << "who proposes cannot confirm";
    const auto refused = Answer(side.other, appointment, false);
    ASSERT_TRUE(refused.ok()) << refused.status();
    EXPECT_EQ(ToTime(refused->start_time()), stands);
    EXPECT_FALSE(refused->has_proposed_start_time());
    EXPECT_EQ(ReasonOf(Answer(side.other, appointment, true)),
              "NOTHING_PROPOSED");
  }
  ASSERT_TRUE(Propose(AsVolunteer(wim_), appointment, absl::Hours(48)).ok());
  const auto moved = Answer(AsResident(truus_), appointment, true);
  ASSERT_TRUE(moved.ok()) << moved.status();
  EXPECT_EQ(ToTime(moved->start_time()), stands + absl::Hours(48));
  EXPECT_EQ(ToTime(moved->end_time()) - ToTime(moved->start_time()),
            absl::Hours(1));
  EXPECT_EQ(ToTime(here_.Get(need_).jobs(0).start_time()),
            stands + absl::Hours(48));
  EXPECT_TRUE(here_.Hears("Wim", "De nieuwe tijd is goed"));
  EXPECT_EQ(
      ReasonOf(Propose(AsVolunteer(wim_), appointment, -absl::Hours(24 * 30))),
      "TIME_IN_THE_PAST");
}

// Nothing is complete before it has begun; then either side or the desk says
// so, the other side hears it, and thanks reach the volunteer.
TEST_P(Appointments, DoneAndThanked) {
  const Appointment appointment = WimHelpsTruus();
  EXPECT_EQ(
      ReasonOf(Complete(AsVolunteer(wim_), appointment, v1::OUTCOME_DONE)),
      "NOT_BEGUN");
  v1::ThankVolunteerRequest thanks;
  thanks.set_name(appointment.name());
  thanks.set_thanks("Wat fijn, de voordeur is weer te zien!");
  EXPECT_EQ(ReasonOf(here_.Try<Appointment>(AsResident(truus_),
                                            "ThankVolunteer", thanks)),
            "NOT_COMPLETED");
  PassTo(appointment.start_time());
  const auto done = Complete(AsVolunteer(wim_), appointment, v1::OUTCOME_DONE);
  ASSERT_TRUE(done.ok()) << done.status();
  EXPECT_EQ(here_.StateOf(need_), Job::STATE_DONE);
  EXPECT_TRUE(here_.Hears("Truus", "klaar"));
  EXPECT_EQ(ReasonOf(here_.Try<Appointment>(AsVolunteer(wim_), "ThankVolunteer",
                                            thanks)),
            "NOT_ALLOWED")
      << "only the resident thanks";
  const auto thanked =
      here_.Do<Appointment>(DeskFor(truus_), "ThankVolunteer", thanks);
  EXPECT_EQ(thanked.thanks(), thanks.thanks());
  EXPECT_TRUE(here_.Hears("Wim", "de voordeur is weer te zien"));
}

// Each outcome by each who may say it; less than done asks for a reason.
TEST_P(Appointments, OutcomesWithReasons) {
  const auto wim = here_.EnterVolunteer("Wim");
  struct Case {
    std::string name;
    v1::Outcome outcome;
    v1::NotDoneReason reason;
    Job::State state;
  };
  const Case cases[] = {
      {"Anna", v1::OUTCOME_PARTLY_DONE, v1::NOT_DONE_REASON_BIGGER,
       Job::STATE_PARTLY_DONE},
      {"Bep", v1::OUTCOME_NOT_DONE, v1::NOT_DONE_REASON_NOBODY_HOME,
       Job::STATE_NOT_DONE},
      {"Cor", v1::OUTCOME_DONE, v1::NOT_DONE_REASON_UNSPECIFIED,
       Job::STATE_DONE},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.name);
    const std::string resident = here_.EnterResident(each.name);
    const auto need = here_.Post(here_.Gardening(resident));
    const auto agreed = here_.Accept(here_.AskTo(need.name(), wim));
    ASSERT_TRUE(agreed.ok()) << agreed.status();
    PassTo(agreed->start_time());
    if (each.outcome != v1::OUTCOME_DONE) {
      EXPECT_EQ(ReasonOf(Complete(AsResident(resident), *agreed, each.outcome)),
                "INVALID_FIELD");
    }
    const auto completed = Complete(
        each.outcome == v1::OUTCOME_DONE ? Desk() : AsResident(resident),
        *agreed, each.outcome, each.reason);
    ASSERT_TRUE(completed.ok()) << completed.status();
    EXPECT_EQ(completed->not_done_reason(), each.reason);
    EXPECT_EQ(here_.StateOf(need.name()), each.state);
    EXPECT_TRUE(here_.Hears("Wim", "We hoorden"));
  }
}

// The address is open to the volunteer from the yes to the end, and to nobody
// else.
TEST_P(Appointments, AddressIsOpenWhileAgreed) {
  const Appointment agreed = WimHelpsTruus();
  EXPECT_EQ(agreed.address().street(), "Akkerwindestraat");
  EXPECT_EQ(agreed.resident_name(), "Truus");
  EXPECT_FALSE(agreed.resident_phone().empty());
  const auto for_resident = here_.Get(AsResident(truus_), agreed.name());
  EXPECT_EQ(for_resident.volunteer_name(), "Wim");
  EXPECT_TRUE(for_resident.resident_phone().empty());
  const auto stranger = here_.EnterVolunteer("Kees");
  v1::GetAppointmentRequest look;
  look.set_name(agreed.name());
  EXPECT_EQ(ReasonOf(here_.Try<Appointment>(AsVolunteer(stranger),
                                            "GetAppointment", look)),
            "RESOURCE_NOT_FOUND");
  PassTo(agreed.start_time());
  ASSERT_TRUE(Complete(AsVolunteer(wim_), agreed, v1::OUTCOME_DONE).ok());
  const auto over = here_.Get(AsVolunteer(wim_), agreed.name());
  EXPECT_FALSE(over.has_address());
  EXPECT_TRUE(over.resident_name().empty());
  EXPECT_TRUE(over.resident_phone().empty());
}

// Both sides are reminded the day before; the volunteer is asked how it went.
TEST_P(Appointments, RemindersComeInTime) {
  const Appointment appointment = WimHelpsTruus();
  const auto before = here_.MailsTo("Wim", "Denk je eraan").size();
  EXPECT_EQ(before, 0U);
  world_->Advance(ToTime(appointment.start_time()) -
                  omzien::scenarios::Neighbourhood::Seconds(
                      here_.policy().reminder_before()) -
                  here_.now() + absl::Minutes(1));
  EXPECT_TRUE(here_.Hears("Wim", "Denk je eraan"));
  EXPECT_TRUE(here_.Hears("Truus", "Denkt u eraan"));
  world_->Advance(ToTime(appointment.end_time()) +
                  omzien::scenarios::Neighbourhood::Seconds(
                      here_.policy().how_did_it_go_after()) -
                  here_.now() + absl::Minutes(1));
  EXPECT_TRUE(here_.Hears("Wim", "Hoe ging het"));
  EXPECT_EQ(here_.MailsTo("Wim", "Denk je eraan").size(), 1U);
}

}  // namespace
}  // namespace omzien::scenarios
