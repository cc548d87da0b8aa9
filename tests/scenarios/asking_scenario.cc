// From a need to a yes: who is asked, and what the answers do.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/invitation_service.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/task.pb.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/scenario.h"
#include "tests/scenarios/voice.h"
#include "tests/scenarios/world.h"

namespace omzien::scenarios {
namespace {

using v1::Invitation;
using v1::Job;

class Asking : public Scenario {
 protected:
  std::string NameOf(const Invitation& ask) {
    v1::GetPersonRequest who;
    who.set_name(PersonOf(ask.volunteer()));
    return here_.Do<v1::Person>(Desk(), "GetPerson", who).given_name();
  }

  // Truus asks, and the first wave has left.
  v1::Need TruusAsks(int helpers_needed = 1) {
    v1::Need need = here_.Gardening(here_.EnterResident("Truus"));
    need.mutable_jobs(0)->set_helpers_needed(helpers_needed);
    return here_.Post(need);
  }
};

INSTANTIATE_TEST_SUITE_P(Worlds, Asking,
                         testing::Values(Where::kInProcess, Where::kBinary),
                         NameOfWorld);

// A post asks the first wave: as many as the policy says, with reasons, a code
// in the mail, and no more of the place than the village.
TEST_P(Asking, PostAsksTheFirstWave) {
  here_.EnterVolunteers(5);
  const auto need = TruusAsks();
  EXPECT_EQ(need.state(), Job::STATE_OPEN);
  const auto asks = here_.Asks(need.name());
  ASSERT_EQ(asks.size(), here_.policy().first_wave_size());
  for (const auto& ask : asks) {
    EXPECT_EQ(ask.state(), Invitation::STATE_SENT);
    EXPECT_EQ(ask.wave(), 1);
    EXPECT_GT(ask.reasons().terms_size(), 0);
    EXPECT_FALSE(ask.start_times().empty());
    EXPECT_EQ(ask.village(), "Posterholt");
    const std::string name = NameOf(ask);
    ASSERT_TRUE(here_.Hears(name, ask.code()));
    const Mail mail = here_.MailsTo(name, ask.code()).front();
    EXPECT_FALSE(mail.has_calendar);
    EXPECT_FALSE(absl::StrContains(mail.text, "Akkerwindestraat")) << mail.text;
    EXPECT_FALSE(absl::StrContains(mail.text, "Truus")) << mail.text;
  }
  EXPECT_TRUE(here_.Hears("Truus", ""));
}

// A yes arranges the job: both sides are told, with an entry for the calendar,
// and the others hear kindly that help is found.
TEST_P(Asking, YesArrangesAndTellsAll) {
  here_.EnterVolunteers(3);
  const auto need = TruusAsks();
  const auto asks = here_.Asks(need.name());
  ASSERT_EQ(asks.size(), 3U);
  for (const auto& ask : asks) {
    EXPECT_TRUE(here_.Hears(NameOf(ask), ask.code()));
  }

  const auto appointment = here_.Accept(asks[0], 1);
  ASSERT_TRUE(appointment.ok()) << appointment.status();
  EXPECT_EQ(ToTime(appointment->start_time()), ToTime(asks[0].start_times(1)));
  EXPECT_EQ(appointment->address().street(), "Akkerwindestraat");
  const auto after = here_.Get(need.name());
  EXPECT_EQ(after.state(), Job::STATE_ARRANGED);
  EXPECT_EQ(after.jobs(0).helpers_found(), 1);
  ASSERT_TRUE(here_.Hears("Truus", NameOf(asks[0])));
  EXPECT_TRUE(here_.MailsTo("Truus", NameOf(asks[0])).front().has_calendar);
  ASSERT_TRUE(here_.Hears(NameOf(asks[0]), "Akkerwindestraat"));
  EXPECT_TRUE(
      here_.MailsTo(NameOf(asks[0]), "Akkerwindestraat").front().has_calendar);
  for (const auto& other : {asks[1], asks[2]}) {
    const auto closed = here_.AskTo(need.name(), other.volunteer());
    EXPECT_EQ(closed.state(), Invitation::STATE_WITHDRAWN);
    EXPECT_EQ(closed.withdraw_reason(), Invitation::WITHDRAW_REASON_FILLED);
    EXPECT_TRUE(here_.Hears(NameOf(other), "er is al hulp gevonden"));
  }
}

// The second yes is too late and hears so honestly; the first one said again is
// the same appointment.
TEST_P(Asking, OnlyOneYesCounts) {
  here_.EnterVolunteers(2);
  const auto need = TruusAsks();
  const auto asks = here_.Asks(need.name());
  ASSERT_EQ(asks.size(), 2U);
  const auto first = here_.Accept(asks[0]);
  ASSERT_TRUE(first.ok()) << first.status();
  const auto second = here_.Accept(asks[1]);
  EXPECT_EQ(second.status().code(), absl::StatusCode::kAborted);
  EXPECT_EQ(ReasonOf(second), "ALREADY_FILLED");
  const auto again = here_.Accept(asks[0]);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->name(), first->name());
  EXPECT_EQ(again->etag(), first->etag());
  EXPECT_EQ(ReasonOf(here_.Try<Invitation>(AsVolunteer(asks[0].volunteer()),
                                           "DeclineInvitation",
                                           [&] {
                                             v1::DeclineInvitationRequest no;
                                             no.set_name(asks[0].name());
                                             return no;
                                           }())),
            "INVITATION_CLOSED");
}

// A yes picks one of the times that were asked, and no other.
TEST_P(Asking, YesPicksAnOfferedTime) {
  here_.EnterVolunteers(1);
  const auto need = TruusAsks();
  auto ask = here_.Asks(need.name()).at(0);
  ASSERT_GT(ask.start_times_size(), 1);
  EXPECT_EQ(ReasonOf(here_.Accept(ask, 99)), "TIME_NOT_OFFERED");
  *ask.mutable_start_times(0) =
      ToProto(ToTime(ask.start_times(0)) + absl::Minutes(7));
  EXPECT_EQ(ReasonOf(here_.Accept(ask)), "TIME_NOT_OFFERED");
  EXPECT_EQ(here_.StateOf(need.name()), Job::STATE_OPEN);
}

// When all of a wave have said no, others are asked at once.
TEST_P(Asking, AllNoAsksTheNextWave) {
  here_.EnterVolunteers(5);
  const auto need = TruusAsks();
  const auto asks = here_.Asks(need.name());
  ASSERT_EQ(asks.size(), 3U);
  here_.Decline(asks[0]);
  here_.Decline(asks[1]);
  EXPECT_EQ(here_.Asks(need.name()).size(), 3U) << "one may still say yes";
  here_.Decline(asks[2]);
  const auto sent = here_.Asks(need.name(), Invitation::STATE_SENT);
  ASSERT_EQ(sent.size(), here_.policy().next_wave_size());
  for (const auto& ask : sent) {
    EXPECT_EQ(ask.wave(), 2);
    for (const auto& before : asks) {
      EXPECT_NE(ask.volunteer(), before.volunteer());
    }
  }
  EXPECT_EQ(here_.Get(need.name()).jobs(0).attempts().declined(), 3);
}

// Nobody answers: after the interval others are asked too; after the time to
// answer an ask lapses, and a late yes is still welcome while the job is open.
TEST_P(Asking, SilenceBringsTheNextWaveAndLateYesIsWelcome) {
  here_.EnterVolunteers(5);
  const auto need = TruusAsks();
  const auto first = here_.Asks(need.name()).at(0);
  const auto count = [&](Invitation::State state) {
    return here_.Asks(need.name(), state).size();
  };
  world_->Advance(omzien::scenarios::Neighbourhood::Seconds(
      here_.policy().wave_interval()));
  EXPECT_TRUE(
      world_->Eventually([&] { return count(Invitation::STATE_SENT) == 5U; }));
  world_->Advance(
      omzien::scenarios::Neighbourhood::Seconds(here_.policy().lapse_after()) -
      omzien::scenarios::Neighbourhood::Seconds(
          here_.policy().wave_interval()));
  EXPECT_TRUE(world_->Eventually(
      [&] { return count(Invitation::STATE_LAPSED) == 3U; }));
  EXPECT_EQ(here_.AskTo(need.name(), first.volunteer()).state(),
            Invitation::STATE_LAPSED);
  const auto late = here_.Accept(first);
  ASSERT_TRUE(late.ok()) << late.status();
  EXPECT_EQ(here_.StateOf(need.name()), Job::STATE_ARRANGED);
  EXPECT_EQ(count(Invitation::STATE_WITHDRAWN), 2U);
}

// "Not now" leaves somebody alone, and asks again while it still helps.
TEST_P(Asking, SnoozedAskComesBack) {
  const auto volunteer = here_.EnterVolunteer("Wim");
  const auto need = TruusAsks();
  const auto ask = here_.Asks(need.name()).at(0);
  const auto snoozed = here_.Snooze(ask);
  EXPECT_EQ(snoozed.state(), Invitation::STATE_SNOOZED);
  EXPECT_GT(ToTime(snoozed.send_time()), here_.now());
  EXPECT_LT(ToTime(snoozed.send_time()), ToTime(ask.start_times(0)));
  EXPECT_EQ(here_.StateOf(need.name()), Job::STATE_OPEN);
  EXPECT_TRUE(world_->Eventually(
      [&] { return here_.MailsTo("Wim", ask.code()).size() == 1; }));
  world_->Advance(ToTime(snoozed.send_time()) - here_.now() + absl::Seconds(1));
  EXPECT_TRUE(world_->Eventually([&] {
    return here_.AskTo(need.name(), volunteer).state() ==
           Invitation::STATE_SENT;
  }));
  EXPECT_TRUE(world_->Eventually(
      [&] { return here_.MailsTo("Wim", ask.code()).size() == 2; }));
  EXPECT_TRUE(here_.Accept(ask).ok());
}

// The desk takes an ask back: the volunteer is told, and another is asked.
TEST_P(Asking, DeskWithdraws) {
  const auto first = here_.EnterVolunteer("Wim");
  const auto need = TruusAsks();
  const auto ask = here_.Asks(need.name()).at(0);
  ASSERT_TRUE(here_.Hears("Wim", ask.code()));
  here_.EnterVolunteer("Ria");
  v1::WithdrawInvitationRequest request;
  request.set_name(ask.name());
  EXPECT_EQ(ReasonOf(here_.Try<Invitation>(AsVolunteer(first),
                                           "WithdrawInvitation", request)),
            "NOT_ALLOWED");
  const auto withdrawn =
      here_.Do<Invitation>(Desk(), "WithdrawInvitation", request);
  EXPECT_EQ(withdrawn.withdraw_reason(), Invitation::WITHDRAW_REASON_BY_DESK);
  EXPECT_TRUE(here_.Hears("Wim", "zelf teruggenomen"));
  const auto sent = here_.Asks(need.name(), Invitation::STATE_SENT);
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_NE(sent[0].volunteer(), first);
  EXPECT_EQ(ReasonOf(here_.Accept(ask)), "INVITATION_CLOSED");
}

// Two helpers: the first yes fixes the time, the job is arranged at the second.
TEST_P(Asking, TwoHelpersAgreeOnOneTime) {
  here_.EnterVolunteers(4);
  const auto need = TruusAsks(2);
  const auto asks = here_.Asks(need.name());
  ASSERT_EQ(asks.size(), 4U) << "a wave for each helper";
  const auto first = here_.Accept(asks[0], 1);
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(here_.StateOf(need.name()), Job::STATE_OPEN);
  EXPECT_EQ(here_.Get(need.name()).jobs(0).helpers_found(), 1);
  const auto narrowed = here_.AskTo(need.name(), asks[1].volunteer());
  ASSERT_EQ(narrowed.start_times_size(), 1);
  EXPECT_EQ(ToTime(narrowed.start_times(0)), ToTime(first->start_time()));
  EXPECT_EQ(ReasonOf(here_.Accept(asks[1], 0)), "TIME_NOT_OFFERED")
      << "the time is fixed";
  const auto second = here_.Accept(narrowed);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(ToTime(second->start_time()), ToTime(first->start_time()));
  EXPECT_EQ(here_.StateOf(need.name()), Job::STATE_ARRANGED);
  EXPECT_EQ(here_.Asks(need.name(), Invitation::STATE_WITHDRAWN).size(), 2U);
}

// Nobody can be found: said honestly to the resident, with what was tried, and
// work for the desk until it opens the job again.
TEST_P(Asking, UnansweredIsSaidAndIsWork) {
  const auto no_one = TruusAsks();
  EXPECT_EQ(no_one.state(), Job::STATE_UNANSWERED);
  EXPECT_TRUE(here_.Hears("Truus", "niemand"));
  ASSERT_EQ(here_.Work(v1::Task::KIND_UNANSWERED).size(), 1U);

  here_.EnterVolunteer("Wim");
  v1::ReopenJobRequest reopen;
  reopen.set_name(no_one.name());
  reopen.set_job_id("1");
  const auto opened =
      here_.Do<v1::Need>(DeskFor(no_one.resident()), "ReopenJob", reopen);
  EXPECT_EQ(opened.state(), Job::STATE_OPEN);
  EXPECT_TRUE(here_.Work(v1::Task::KIND_UNANSWERED).empty());
  here_.Decline(here_.Asks(no_one.name()).at(0));
  const auto tried = here_.Get(no_one.name());
  EXPECT_EQ(tried.state(), Job::STATE_UNANSWERED);
  EXPECT_EQ(tried.jobs(0).attempts().waves(), 1);
  EXPECT_EQ(tried.jobs(0).attempts().asked(), 1);
  EXPECT_EQ(tried.jobs(0).attempts().declined(), 1);
  EXPECT_EQ(here_.Work(v1::Task::KIND_UNANSWERED).size(), 1U);

  const auto change_of_mind = here_.Accept(here_.Asks(no_one.name()).at(0));
  ASSERT_TRUE(change_of_mind.ok()) << change_of_mind.status();
  EXPECT_EQ(here_.StateOf(no_one.name()), Job::STATE_ARRANGED);
  EXPECT_TRUE(here_.Work(v1::Task::KIND_UNANSWERED).empty());
}

}  // namespace
}  // namespace omzien::scenarios
