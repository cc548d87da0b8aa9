// What the desk does for those who phone.

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/task.pb.h"
#include "omzien/v1/task_service.pb.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/scenario.h"
#include "tests/scenarios/voice.h"

namespace omzien::scenarios {
namespace {

using testing::HasSubstr;
using v1::IdentityCheck;
using v1::Invitation;
using v1::Job;
using v1::Notice;
using v1::Task;

class DeskWork : public Scenario {
 protected:
  Task Get(const Task& task) {
    v1::GetTaskRequest request;
    request.set_name(task.name());
    return here_.Do<Task>(Desk(), "GetTask", request);
  }

  Task Complain(const std::string& person, const std::string& about) {
    v1::CreateTaskRequest request;
    request.mutable_task()->set_kind(Task::KIND_COMPLAINT);
    request.mutable_task()->set_municipality(kRoerdalen);
    request.mutable_task()->set_person(person);
    request.mutable_task()->set_about(about);
    request.mutable_task()->set_report("Het klikte niet.");
    return here_.Do<Task>(DeskFor(person), "CreateTask", request);
  }

  Job::State StateOfNextNeed(const std::string& resident) {
    return here_.Post(here_.Gardening(resident)).state();
  }
};

INSTANTIATE_TEST_SUITE_P(Worlds, DeskWork,
                         testing::Values(Where::kInProcess, Where::kBinary),
                         NameOfWorld);

// Who has no e-mail is phoned: the desk gets whom to call and what to say, and
// ticks it once.
TEST_P(DeskWork, CallsWhoHasNoMail) {
  const auto wim = here_.EnterVolunteer("Wim");
  const auto truus = here_.EnterCaller("Truus");
  const auto need = here_.Post(here_.Gardening(truus));
  EXPECT_TRUE(here_.Work().empty()) << "she stood at the desk: said there";
  ASSERT_TRUE(here_.Accept(here_.AskTo(need.name(), wim)).ok());
  const auto work = here_.Work(Task::KIND_CALL);
  ASSERT_EQ(work.size(), 1U);
  EXPECT_EQ(work[0].person(), truus);
  EXPECT_EQ(work[0].notice_kind(), Notice::KIND_APPOINTMENT_MADE);
  EXPECT_TRUE(work[0].say().empty()) << "not in a list";
  const Task call = Get(work[0]);
  EXPECT_THAT(call.person_name(), HasSubstr("Truus"));
  EXPECT_FALSE(call.phone().empty());
  EXPECT_THAT(call.say(), HasSubstr("Wim"));
  const Task ticked = here_.Close(call);
  EXPECT_TRUE(ticked.has_close_time());
  EXPECT_TRUE(here_.Work().empty());
  v1::CloseTaskRequest again;
  again.set_name(call.name());
  again.set_result("nog eens");
  EXPECT_EQ(ReasonOf(here_.Try<Task>(Desk(), "CloseTask", again)),
            "TASK_CLOSED");
  EXPECT_EQ(ReasonOf(here_.Try<Task>(AsResident(truus), "CloseTask", again)),
            "NOT_ALLOWED");
}

// A call that is no longer needed goes away by itself.
TEST_P(DeskWork, NeedlessCallsGo) {
  v1::Person no_mail = here_.Somebody("Wim");
  no_mail.clear_email();
  const auto wim = here_.EnterVolunteer(no_mail, Neighbourhood::AnyHour());
  const auto need = here_.Post(here_.Gardening(here_.EnterResident("Truus")));
  const auto work = here_.Work(Task::KIND_CALL);
  ASSERT_EQ(work.size(), 1U);
  EXPECT_EQ(work[0].notice_kind(), Notice::KIND_INVITED);
  EXPECT_EQ(work[0].subject(), here_.AskTo(need.name(), wim).name());
  EXPECT_THAT(Get(work[0]).say(),
              HasSubstr(here_.AskTo(need.name(), wim).code()));
  v1::CancelNeedRequest cancel;
  cancel.set_name(need.name());
  here_.Do<v1::Need>(DeskFor(need.resident()), "CancelNeed", cancel);
  EXPECT_TRUE(here_.Work().empty()) << "who was never called is not told";
}

// Who phones to say yes is recognised first; a code alone opens no address.
TEST_P(DeskWork, YesByPhoneNeedsACheck) {
  v1::Person person = here_.Somebody("Wim");
  person.set_agreed_word("Appelboom");
  const auto wim = here_.EnterVolunteer(person, Neighbourhood::AnyHour());
  const auto need = here_.Post(here_.Gardening(here_.EnterResident("Truus")));
  Invitation ask = here_.AskTo(need.name(), wim);
  ask.set_name("invitations/" + ask.code());
  const std::string who = PersonOf(wim);
  const struct {
    Voice voice;
    std::string reason;
  } refused[] = {
      {Phoning(who), "CALLER_NOT_RECOGNISED"},
      {Phoning(who, IdentityCheck::WAY_AGREED_WORD, "perenboom"),
       "CALLER_NOT_RECOGNISED"},
      {Phoning(who, IdentityCheck::WAY_AGREED_WORD, ""), "INVALID_FIELD"},
      {Desk(), "INVALID_FIELD"},
  };
  for (const auto& each : refused) {
    EXPECT_EQ(ReasonOf(here_.Accept(each.voice, ask)), each.reason);
  }
  EXPECT_EQ(here_.StateOf(need.name()), Job::STATE_OPEN);
  const auto agreed = here_.Accept(
      Phoning(who, IdentityCheck::WAY_AGREED_WORD, "appelboom"), ask);
  ASSERT_TRUE(agreed.ok()) << agreed.status();
  EXPECT_EQ(agreed->address().street(), "Akkerwindestraat");
}

// The desk may check whom it has on the phone before it says anything.
TEST_P(DeskWork, RecognisesCallers) {
  v1::Person person = here_.Somebody("Truus");
  person.set_agreed_word("Kersenpit");
  const auto truus = here_.Enter(person);
  const auto recognise = [&](const Voice& voice) {
    v1::RecognisePersonRequest request;
    request.set_name(truus);
    return here_.Try<v1::Person>(voice, "RecognisePerson", request);
  };
  EXPECT_EQ(ReasonOf(recognise(Phoning(truus))), "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(recognise(
                Phoning(truus, IdentityCheck::WAY_AGREED_WORD, "mis"))),
            "CALLER_NOT_RECOGNISED");
  const auto known =
      recognise(Phoning(truus, IdentityCheck::WAY_AGREED_WORD, " kersenpit "));
  ASSERT_TRUE(known.ok()) << known.status();
  EXPECT_EQ(known->agreed_word(), "set") << "the word itself is never shown";
  EXPECT_TRUE(recognise(Phoning(truus, IdentityCheck::WAY_CALLED_BACK)).ok());
}

// A complaint keeps the pair apart until it is closed, or for good.
TEST_P(DeskWork, ComplaintKeepsApart) {
  const auto wim = here_.EnterVolunteer("Wim");
  const auto truus = here_.EnterResident("Truus");
  for (const bool for_good : {false, true}) {
    SCOPED_TRACE(for_good);
    const Task complaint = Complain(truus, PersonOf(wim));
    EXPECT_EQ(here_.Work(Task::KIND_COMPLAINT).size(), 1U);
    EXPECT_EQ(StateOfNextNeed(truus), Job::STATE_UNANSWERED);
    here_.Close(complaint, for_good);
    EXPECT_EQ(StateOfNextNeed(truus),
              for_good ? Job::STATE_UNANSWERED : Job::STATE_OPEN);
  }
  v1::KeepApartRequest lift;
  lift.set_name(truus);
  lift.set_other(PersonOf(wim));
  lift.set_lift(true);
  here_.Do<v1::Person>(Desk(), "KeepApart", lift);
  EXPECT_EQ(StateOfNextNeed(truus), Job::STATE_OPEN);
}

// A complaint takes back the open asks between the two, and a late yes does not
// bring them together either; neither hears why.
TEST_P(DeskWork, ComplaintTakesBackAsks) {
  const auto wim = here_.EnterVolunteer("Wim");
  const auto truus = here_.EnterResident("Truus");
  const auto declined = here_.Post(here_.Gardening(truus));
  here_.Decline(here_.AskTo(declined.name(), wim));
  const auto open = here_.Post(here_.Gardening(truus));
  ASSERT_TRUE(here_.Hears("Wim", here_.AskTo(open.name(), wim).code()));
  Complain(truus, PersonOf(wim));
  const auto ask = here_.AskTo(open.name(), wim);
  EXPECT_EQ(ask.withdraw_reason(), Invitation::WITHDRAW_REASON_BY_DESK);
  EXPECT_TRUE(here_.Hears("Wim", "zelf teruggenomen"));
  for (const auto& need : {declined, open}) {
    EXPECT_EQ(ReasonOf(here_.Accept(here_.AskTo(need.name(), wim))),
              "INVITATION_CLOSED");
    EXPECT_EQ(here_.StateOf(need.name()), Job::STATE_UNANSWERED);
  }
}

}  // namespace
}  // namespace omzien::scenarios
