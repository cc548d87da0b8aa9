// At the door: the four words, who else can be phoned, who agreed to what the
// desk enters, and the number that nobody here may have.

#include <algorithm>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/task.pb.h"
#include "omzien/v1/task_service.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/scenario.h"
#include "tests/scenarios/voice.h"
#include "tests/scenarios/world.h"

namespace omzien::scenarios {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using v1::Appointment;

class Door : public Scenario {
 protected:
  // Truus asks, and her daughter Anneke can be phoned; Wim says yes.
  Appointment WimHelpsTruus() {
    wim_ = here_.EnterVolunteer("Wim");
    truus_ = here_.EnterResident("Truus");
    anneke_ = here_.EnterCaller("Anneke");
    v1::Need need = here_.Gardening(truus_);
    auto& contact = *need.add_contacts();
    contact.set_person(anneke_);
    contact.set_relation("dochter");
    need_ = here_.Post(need).name();
    const auto agreed = here_.Accept(here_.AskTo(need_, wim_));
    EXPECT_TRUE(agreed.ok()) << agreed.status();
    return agreed.ok() ? *agreed : Appointment();
  }

  void GiveBack(const Appointment& appointment) {
    v1::GiveBackAppointmentRequest request;
    request.set_name(appointment.name());
    here_.Do<Appointment>(AsVolunteer(wim_), "GiveBackAppointment", request);
  }

  // Neither in a subject nor in the mail of somebody else.
  void ExpectOnlyIn(const std::string& words, absl::string_view given_name,
                    absl::string_view other_name) {
    for (const Mail& mail : world_->Mails()) {
      EXPECT_THAT(mail.subject, Not(HasSubstr(words)));
      if (mail.to == MailOf(given_name) || mail.to == MailOf(other_name)) {
        continue;
      }
      EXPECT_THAT(mail.text, Not(HasSubstr(words))) << mail.to;
    }
  }

  std::string Erase(const std::string& person) {
    v1::ErasePersonRequest request;
    request.set_name(person);
    return ReasonOf(here_.Try<v1::ErasePersonResponse>(DeskFor(person),
                                                       "ErasePerson", request));
  }

  std::string wim_;
  std::string truus_;
  std::string anneke_;
  std::string need_;
};

INSTANTIATE_TEST_SUITE_P(In, Door,
                         testing::Values(Where::kInProcess, Where::kBinary),
                         NameOfWorld);

TEST_P(Door, BothSidesKnowTheSameFourWords) {
  const Appointment visit = WimHelpsTruus();
  const std::string words = visit.door_words();
  EXPECT_EQ(std::count(words.begin(), words.end(), ' '), 3) << words;
  EXPECT_EQ(here_.Get(AsResident(truus_), visit.name()).door_words(), words);
  EXPECT_EQ(here_.Get(Desk(), visit.name()).door_words(), words);
  EXPECT_TRUE(here_.Hears("Truus", words));
  EXPECT_TRUE(here_.Hears("Truus", "Kent de bezoeker de woorden niet"));
  EXPECT_TRUE(here_.Hears("Wim", words));
  ExpectOnlyIn(words, "Truus", "Wim");
  world_->Restart(/*kill=*/true);
  EXPECT_EQ(here_.Get(AsVolunteer(wim_), visit.name()).door_words(), words);

  const std::string noor = here_.EnterVolunteer("Noor");
  GiveBack(visit);
  for (const Voice& voice : {AsResident(truus_), AsVolunteer(wim_), Desk()}) {
    EXPECT_EQ(here_.Get(voice, visit.name()).door_words(), "");
  }
  const auto next = here_.Accept(here_.AskTo(need_, noor));
  ASSERT_TRUE(next.ok()) << next.status();
  EXPECT_EQ(
      std::count(next->door_words().begin(), next->door_words().end(), ' '), 3);
  EXPECT_NE(next->door_words(), words);
}

TEST_P(Door, TheReminderSaysThemAndTheEndDoesNot) {
  const Appointment visit = WimHelpsTruus();
  const auto said = [&](absl::string_view name) {
    const auto mails = here_.MailsTo(name, visit.door_words());
    return mails.size();
  };
  ASSERT_TRUE(here_.Hears("Wim", visit.door_words()));
  ASSERT_TRUE(here_.Hears("Truus", visit.door_words()));
  world_->Advance(ToTime(visit.start_time()) - here_.now() - absl::Minutes(30));
  for (const char* name : {"Truus", "Wim"}) {
    EXPECT_TRUE(world_->Eventually([&] { return said(name) == 2U; })) << name;
  }
  world_->Advance(absl::Hours(2));
  v1::CompleteAppointmentRequest request;
  request.set_name(visit.name());
  request.set_outcome(v1::OUTCOME_DONE);
  const auto done =
      here_.Do<Appointment>(AsVolunteer(wim_), "CompleteAppointment", request);
  EXPECT_EQ(done.door_words(), "");
  EXPECT_TRUE(here_.Hears("Truus", "klaar"));
  EXPECT_EQ(said("Truus"), 2U);
}

// Who has no e-mail hears them from the desk, which reads them out.
TEST_P(Door, TheDeskReadsThemOut) {
  const std::string wim = here_.EnterVolunteer("Wim");
  const std::string truus = here_.EnterCaller("Truus");
  const std::string need = here_.Post(here_.Gardening(truus)).name();
  const auto visit = here_.Accept(here_.AskTo(need, wim));
  ASSERT_TRUE(visit.ok()) << visit.status();
  std::string said;
  for (const v1::Task& task : here_.Work(v1::Task::KIND_CALL)) {
    v1::GetTaskRequest request;
    request.set_name(task.name());
    absl::StrAppend(&said,
                    here_.Do<v1::Task>(Desk(), "GetTask", request).say());
  }
  EXPECT_THAT(said, HasSubstr(visit->door_words()));
}

TEST_P(Door, AContactPersonIsToldToWhoComes) {
  const Appointment visit = WimHelpsTruus();
  const auto seen = here_.Get(AsVolunteer(wim_), visit.name());
  ASSERT_THAT(seen.contacts(), SizeIs(1));
  EXPECT_EQ(seen.contacts(0).given_name(), "Anneke");
  EXPECT_NE(seen.contacts(0).phone(), "");
  EXPECT_EQ(seen.contacts(0).relation(), "dochter");
  const auto hers = here_.Get(AsResident(truus_), visit.name());
  EXPECT_EQ(hers.contacts(0).given_name(), "Anneke");
  EXPECT_EQ(hers.contacts(0).phone(), "");
  EXPECT_TRUE(here_.Hears("Wim", "Anneke (dochter)"));
  EXPECT_THAT(here_.MailsTo("Truus", "dochter"), IsEmpty());
  GiveBack(visit);
  EXPECT_THAT(here_.Get(AsVolunteer(wim_), visit.name()).contacts(), IsEmpty());
}

TEST_P(Door, AContactPersonIsForgotten) {
  const Appointment visit = WimHelpsTruus();
  v1::ProposeTimeRequest request;
  request.set_name(visit.name());
  request.set_request_id("11111111-2222-4333-8444-555555555555");
  *request.mutable_start_time() =
      ToProto(ToTime(visit.start_time()) + absl::Hours(1));
  const auto propose = [&] {
    return here_.Do<Appointment>(AsVolunteer(wim_), "ProposeTime", request);
  };
  EXPECT_THAT(propose().contacts(), SizeIs(1));
  EXPECT_THAT(propose().contacts(), SizeIs(1));  // The answer that was kept.
  EXPECT_EQ(Erase(anneke_), "OK");
  EXPECT_THAT(propose().contacts(), IsEmpty());
  EXPECT_THAT(here_.Get(need_).contacts(), IsEmpty());
  const auto seen = here_.Get(AsVolunteer(wim_), visit.name());
  EXPECT_EQ(seen.state(), Appointment::STATE_AGREED);
  EXPECT_THAT(seen.contacts(), IsEmpty());
}

TEST_P(Door, WhoAsksIsForgottenAndHerContactPersonIsNot) {
  WimHelpsTruus();
  EXPECT_EQ(Erase(truus_), "OK");
  v1::GetPersonRequest request;
  request.set_name(anneke_);
  EXPECT_EQ(
      here_.Do<v1::Person>(DeskFor(anneke_), "GetPerson", request).given_name(),
      "Anneke");
  EXPECT_EQ(Erase(anneke_), "OK");
}

TEST_P(Door, OnlySheOrHerContactPersonAgrees) {
  WimHelpsTruus();
  const std::string bep = here_.EnterResident("Bep");
  const auto cancel = [&](const std::string& given_by, absl::Duration ago) {
    v1::CancelNeedRequest request;
    request.set_name(need_);
    Voice voice = DeskFor(truus_);
    auto& consent = *voice.origin.mutable_consent();
    consent.set_given_by(given_by);
    *consent.mutable_time() = ToProto(here_.now() - ago);
    return here_.Try<v1::Need>(voice, "CancelNeed", request).status();
  };
  EXPECT_THAT(std::string(cancel(bep, absl::Hours(1)).message()),
              HasSubstr("origin.consent.given_by"));
  EXPECT_THAT(std::string(cancel(anneke_, absl::Hours(24 * 91)).message()),
              HasSubstr("origin.consent.time"));
  EXPECT_THAT(std::string(cancel(anneke_, -absl::Hours(24)).message()),
              HasSubstr("origin.consent.time"));
  EXPECT_EQ(here_.StateOf(need_), v1::Job::STATE_ARRANGED);
  EXPECT_TRUE(cancel(anneke_, absl::Hours(1)).ok());
  EXPECT_EQ(here_.StateOf(need_), v1::Job::STATE_CANCELLED);
}

TEST_P(Door, ACitizenNumberIsRefused) {
  const std::string truus = here_.EnterResident("Truus");
  v1::Need need = here_.Gardening(truus);
  need.mutable_jobs(0)->set_description("Mijn BSN is 123456782.");
  const auto refused = here_.TryPost(need);
  EXPECT_EQ(ReasonOf(refused), "INVALID_FIELD");
  const std::string said(refused.status().message());
  EXPECT_THAT(said, HasSubstr("need.jobs[0].description"));
  EXPECT_THAT(said, Not(HasSubstr("123456782")));

  v1::ImportVolunteersRequest request;
  for (const char* name : {"Wim", "Noor"}) {
    auto& row = *request.add_rows();
    *row.mutable_person() = here_.Somebody(name);
    *row.mutable_volunteer() = Neighbourhood::AnyHour();
  }
  request.mutable_rows(1)->mutable_person()->set_given_name("Noor 123 456 782");
  const auto imported = here_.Do<v1::ImportVolunteersResponse>(
      Desk(), "ImportVolunteers", request);
  EXPECT_EQ(imported.entered(), 1);
  ASSERT_THAT(imported.errors(), SizeIs(1));
  EXPECT_EQ(imported.errors(0).field(), "person.given_name");
}

}  // namespace
}  // namespace omzien::scenarios
