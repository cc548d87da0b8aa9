// "Niet pluis": somebody notices something, the contact person is told and
// weighs it, and nobody else learns of it.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/audit_service.pb.h"
#include "omzien/v1/membership.pb.h"
#include "omzien/v1/membership_service.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/signal.pb.h"
#include "omzien/v1/signal_service.pb.h"
#include "omzien/v1/task.pb.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/scenario.h"
#include "tests/scenarios/signing_in.h"
#include "tests/scenarios/voice.h"
#include "tests/scenarios/world.h"

namespace omzien::scenarios {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using v1::Signal;

constexpr char kSecret[] = "De koelkast was leeg.";

class Signals : public SigningIn {
 protected:
  // Truus and Wim have an appointment.
  void Meet() {
    truus_ = here_.EnterResident("Truus");
    wim_ = here_.EnterVolunteer("Wim");
    const auto need = here_.Post(here_.Gardening(truus_));
    ASSERT_TRUE(here_.Accept(here_.AskTo(need.name(), wim_)).ok());
  }

  // Bo, who has signed in as contact person.
  Voice ContactPerson() {
    Give(here_.EnterResident("Bo"), v1::ROLE_DESK, true);
    Voice voice;
    voice.as = Bearing(SignIn("Bo"), "desk");
    voice.origin.set_channel(v1::CHANNEL_APP);
    return voice;
  }

  absl::StatusOr<v1::RaiseSignalResponse> Raise(
      const Voice& voice, const std::string& about,
      Signal::Urgency urgency = Signal::URGENCY_SOON) {
    v1::RaiseSignalRequest request;
    request.mutable_signal()->set_about(about);
    request.mutable_signal()->set_urgency(urgency);
    request.mutable_signal()->set_noticed(kSecret);
    return here_.Try<v1::RaiseSignalResponse>(voice, "RaiseSignal", request);
  }

  absl::StatusOr<Signal> See(const Voice& voice, const std::string& name) {
    v1::GetSignalRequest request;
    request.set_name(name);
    Signal signal;
    absl::Status status = world_->Call("GetSignal", voice.as, request, signal);
    if (!status.ok()) return status;
    return signal;
  }

  absl::StatusOr<Signal> Weigh(const Voice& voice, const std::string& name) {
    v1::WeighSignalRequest request;
    request.set_name(name);
    request.set_outcome(Signal::OUTCOME_TALKED);
    request.set_note("Haar dochter helpt mee.");
    return here_.Try<Signal>(voice, "WeighSignal", request);
  }

  std::string truus_;
  std::string wim_;
};

INSTANTIATE_TEST_SUITE_P(In, Signals,
                         testing::Values(Where::kInProcess, Where::kBinary),
                         NameOfWorld);

TEST_P(Signals, AreNoticedToldAndWeighed) {
  Meet();
  const Voice bo = ContactPerson();
  const auto raised = Raise(AsVolunteer(wim_), truus_, Signal::URGENCY_NOW);
  ASSERT_TRUE(raised.ok()) << raised.status();
  for (const char* const help : {"112", "0800-2000", "Veilig Thuis"}) {
    EXPECT_THAT(raised->text(), HasSubstr(help));
    EXPECT_THAT(raised->say(), HasSubstr(help));
  }
  const std::string name = raised->signal().name();
  EXPECT_TRUE(here_.Hears("Bo", "wacht een signaal"));
  for (const Mail& mail : here_.MailsTo("Bo", "wacht een signaal")) {
    EXPECT_THAT(mail.subject, HasSubstr("Vandaag"));
    for (const char* const secret : {"Truus", "Wim", "koelkast"}) {
      EXPECT_THAT(absl::StrCat(mail.subject, mail.text),
                  Not(HasSubstr(secret)));
    }
  }

  v1::ListSignalsRequest list;
  list.set_parent(kRoerdalen);
  v1::ListSignalsResponse listed;
  ASSERT_TRUE(world_->Call("ListSignals", bo.as, list, listed).ok());
  ASSERT_THAT(listed.signals(), SizeIs(1));
  EXPECT_EQ(listed.signals(0).noticed(), kSecret);
  EXPECT_THAT(listed.signals(0).about_name(), HasSubstr("Truus"));
  v1::TakeSignalRequest take;
  take.set_name(name);
  EXPECT_EQ(here_.Do<Signal>(bo, "TakeSignal", take).state(),
            Signal::STATE_TAKEN);
  world_->Restart(/*kill=*/true);
  const auto weighed = Weigh(bo, name);
  ASSERT_TRUE(weighed.ok()) << weighed.status();
  EXPECT_EQ(weighed->state(), Signal::STATE_WEIGHED);

  EXPECT_TRUE(here_.Hears("Wim", "Er is gekeken"));
  const auto fact = See(AsVolunteer(wim_), name);
  ASSERT_TRUE(fact.ok()) << fact.status();
  EXPECT_EQ(fact->state(), Signal::STATE_WEIGHED);
  EXPECT_EQ(fact->note(), "");
  EXPECT_EQ(fact->about(), "");
}

TEST_P(Signals, AreNobodyElses) {
  Meet();
  const Voice bo = ContactPerson();
  const auto raised = Raise(AsVolunteer(wim_), truus_);
  ASSERT_TRUE(raised.ok()) << raised.status();
  const std::string name = raised->signal().name();
  ASSERT_TRUE(Weigh(bo, name).ok());
  Voice coordinator = Desk();
  coordinator.as.role = "coordinator";
  for (const Voice& voice : {Desk(), coordinator, AsResident(truus_)}) {
    EXPECT_EQ(ReasonOf(See(voice, name)), "RESOURCE_NOT_FOUND");
  }
  for (const char* const role : {"administrator", "auditor", "integration"}) {
    EXPECT_EQ(ReasonOf(See({{Desk().as.actor, role}, {}}, name)),
              "NOT_ALLOWED");
  }
  EXPECT_THAT(here_.Work(), IsEmpty());
  // A watch over the network does not say when it has told all.
  if (GetParam() == Where::kBinary) return;
  const auto holds = [&](const As& as, const std::string& parent) {
    for (const auto& event : world_->Watch(as, parent, 0, 0)) {
      if (absl::StrContains(event.ShortDebugString(), "ignal")) return true;
    }
    return false;
  };
  const std::string wim = PersonOf(wim_);
  EXPECT_FALSE(holds(Desk().as, kRoerdalen));
  EXPECT_FALSE(holds(Desk().as, wim)) << "the desk, looking in her watch";
  EXPECT_FALSE(holds(AsResident(truus_).as, truus_));
  EXPECT_TRUE(holds(AsResident(wim).as, wim));
}

TEST_P(Signals, AreToldAgainUntilSomebodyLooks) {
  Meet();
  ContactPerson();
  ASSERT_TRUE(Raise(Desk(), truus_, Signal::URGENCY_NOW).ok());
  EXPECT_TRUE(here_.Hears("Bo", "wacht een signaal"));
  world_->Advance(absl::Hours(2));
  EXPECT_TRUE(world_->Eventually(
      [&] { return here_.MailsTo("Bo", "wacht een signaal").size() == 2; }));
  EXPECT_TRUE(here_.Hears("Bo", "wacht al langer"));
  const auto work = here_.Work(v1::Task::KIND_SIGNAL_WAITS);
  ASSERT_THAT(work, SizeIs(1));
  EXPECT_THAT(work[0].person_name(), HasSubstr("Bo"));
}

TEST_P(Signals, AreToldAgainUntilTheyAreWeighed) {
  Meet();
  Voice bo = ContactPerson();
  const auto raised = Raise(Desk(), truus_, Signal::URGENCY_SOON);
  ASSERT_TRUE(raised.ok()) << raised.status();
  EXPECT_TRUE(here_.Hears("Bo", "wacht een signaal"));
  v1::TakeSignalRequest take;
  take.set_name(raised->signal().name());
  here_.Do<Signal>(bo, "TakeSignal", take);
  world_->Restart(/*kill=*/true);
  world_->Advance(absl::Hours(8 * 24));
  EXPECT_TRUE(world_->Eventually(
      [&] { return here_.MailsTo("Bo", "wacht een signaal").size() == 2; }));
  const auto work = here_.Work(v1::Task::KIND_SIGNAL_WAITS);
  ASSERT_THAT(work, SizeIs(1));
  bo.as = Bearing(SignIn("Bo"), "desk");  // The week ended her session.
  const auto weighed = Weigh(bo, raised->signal().name());
  ASSERT_TRUE(weighed.ok()) << weighed.status();
  EXPECT_THAT(here_.Work(v1::Task::KIND_SIGNAL_WAITS), IsEmpty());
}

TEST_P(Signals, GoWithWhomTheyAreAbout) {
  Meet();
  const Voice bo = ContactPerson();
  const auto raised = Raise(AsVolunteer(wim_), truus_);
  ASSERT_TRUE(raised.ok()) << raised.status();
  v1::ErasePersonRequest erase;
  erase.set_name(truus_);
  here_.Do<v1::ErasePersonResponse>(AsResident(truus_), "ErasePerson", erase);
  EXPECT_EQ(ReasonOf(See(bo, raised->signal().name())), "RESOURCE_NOT_FOUND");
  EXPECT_EQ(ReasonOf(See(AsVolunteer(wim_), raised->signal().name())),
            "RESOURCE_NOT_FOUND");
}

TEST_P(Signals, AnAuditorSeesThatAndNotWhom) {
  Meet();
  const Voice bo = ContactPerson();
  const auto raised = Raise(AsVolunteer(wim_), truus_);
  ASSERT_TRUE(raised.ok()) << raised.status();
  ASSERT_TRUE(Weigh(bo, raised->signal().name()).ok());
  v1::ListJournalRequest request;
  request.set_page_size(1000);
  v1::ListJournalResponse journal;
  ASSERT_TRUE(
      world_
          ->Call("ListJournal", {Desk().as.actor, "auditor"}, request, journal)
          .ok());
  int signals = 0;
  for (const v1::LogEntry& entry : journal.entries()) {
    if (!absl::StrContains(entry.method(), "Signal")) continue;
    ++signals;
    const std::string text = entry.ShortDebugString();
    EXPECT_THAT(text, Not(HasSubstr(truus_)));
    EXPECT_THAT(text, Not(HasSubstr(PersonOf(wim_))));
  }
  EXPECT_EQ(signals, 2);
  EXPECT_THAT(journal.ShortDebugString(), Not(HasSubstr("koelkast")));
  EXPECT_EQ(ReasonOf(world_->Call("ListJournal", Desk().as, request, journal)),
            "NOT_ALLOWED");
}

// The agreed word is short: who may go on trying finds it.
TEST_P(Signals, TheAgreedWordIsNotFoundByTrying) {
  v1::Person person = here_.Somebody("Truus");
  person.set_agreed_word("Kersenpit");
  const auto truus = here_.Enter(person);
  const auto say = [&](const std::string& word) {
    v1::RecognisePersonRequest request;
    request.set_name(truus);
    return ReasonOf(here_.Try<v1::Person>(
        Phoning(truus, v1::IdentityCheck::WAY_AGREED_WORD, word),
        "RecognisePerson", request));
  };
  EXPECT_EQ(say("kersenpit"), "OK");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(say("mis"), "CALLER_NOT_RECOGNISED");
  EXPECT_EQ(say("kersenpit"), "TOO_MANY_TRIES");
  v1::RecognisePersonRequest request;
  request.set_name(truus);
  EXPECT_TRUE(
      here_
          .Try<v1::Person>(Phoning(truus, v1::IdentityCheck::WAY_CALLED_BACK),
                           "RecognisePerson", request)
          .ok());
  world_->Advance(absl::Hours(1));
  EXPECT_EQ(say("kersenpit"), "OK");
}

TEST_P(Signals, AMembersListSaysWhoTheyAre) {
  const v1::Membership given =
      Give(here_.EnterResident("Bo"), v1::ROLE_DESK, true);
  EXPECT_EQ(given.person_name(), "") << "not stored";
  v1::ListMembershipsRequest request;
  request.set_organisation(Desk().as.actor);
  request.set_page_size(1);
  v1::ListMembershipsResponse response;
  ASSERT_TRUE(world_
                  ->Call("ListMemberships", {Desk().as.actor, "administrator"},
                         request, response)
                  .ok());
  ASSERT_THAT(response.memberships(), SizeIs(1));
  EXPECT_THAT(response.memberships(0).person_name(), HasSubstr("Bo"));
  EXPECT_TRUE(response.memberships(0).signal_contact());
}

}  // namespace
}  // namespace omzien::scenarios
