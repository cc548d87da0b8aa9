// Asks that leave one by one, as those meet it who ask and are asked.

#include <string>

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/match.pb.h"
#include "omzien/v1/municipality_service.pb.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/volunteer.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "tests/scenarios/demo_config.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/scenario.h"
#include "tests/scenarios/voice.h"
#include "tests/scenarios/world.h"

namespace omzien::scenarios {
namespace {

using v1::AskReason;
using v1::Invitation;
using v1::Job;

class OneByOne : public Scenario {
 protected:
  OneByOne() : Scenario(&SetOneByOne) {}

  v1::Need TruusAsks() {
    return here_.Post(here_.Gardening(here_.EnterResident("Truus")));
  }

  v1::Volunteer Offer(const std::string& volunteer, const Voice& voice) {
    v1::GetVolunteerRequest request;
    request.set_name(volunteer);
    return here_.Do<v1::Volunteer>(voice, "GetVolunteer", request);
  }
};

INSTANTIATE_TEST_SUITE_P(Worlds, OneByOne,
                         testing::Values(Where::kInProcess, Where::kBinary),
                         NameOfWorld);

// One neighbour is asked; her "no" brings the next one, with the reason why.
TEST_P(OneByOne, ANoBringsTheNext) {
  here_.EnterVolunteers(5);
  const auto need = TruusAsks();
  const auto first = here_.Asks(need.name());
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(first[0].reasons().ask_reason().why_now(),
            AskReason::WHY_NOW_POSTED);
  here_.Decline(first[0]);
  const auto next = here_.Asks(need.name(), Invitation::STATE_SENT);
  ASSERT_EQ(next.size(), 1U);
  EXPECT_NE(next[0].volunteer(), first[0].volunteer());
  EXPECT_EQ(next[0].reasons().ask_reason().why_now(),
            AskReason::WHY_NOW_SAID_NO);
  v1::ExplainMatchRequest explain;
  explain.set_name(need.name());
  const auto match =
      here_.Do<v1::MatchExplanation>(Desk(), "ExplainMatch", explain);
  int told = 0;
  for (const auto& verdict : match.verdicts()) {
    told += verdict.has_ask_reason() ? 1 : 0;
  }
  EXPECT_EQ(told, 2);
  ASSERT_TRUE(here_.Accept(next[0]).ok());
  EXPECT_EQ(here_.StateOf(need.name()), Job::STATE_ARRANGED);
}

// Silence brings another long before the first ask lapses, and the first yes
// still counts; then the other hears that it is no longer needed.
TEST_P(OneByOne, SilenceBringsAnotherAndTheFirstMayStillSayYes) {
  here_.EnterVolunteers(5);
  const auto need = TruusAsks();
  const auto first = here_.Asks(need.name()).at(0);
  world_->Advance(absl::Hours(24));  // Of which 16 awake, whenever it starts.
  EXPECT_TRUE(world_->Eventually([&] {
    return here_.Asks(need.name(), Invitation::STATE_SENT).size() >= 2U;
  }));
  ASSERT_TRUE(here_.Accept(first).ok());
  EXPECT_EQ(here_.StateOf(need.name()), Job::STATE_ARRANGED);
  EXPECT_TRUE(here_.Asks(need.name(), Invitation::STATE_SENT).empty());
}

// What is learned survives a kill, is read by its volunteer, and by nobody
// else.
TEST_P(OneByOne, WhatIsLearnedIsHers) {
  here_.EnterVolunteers(3);
  const auto need = TruusAsks();
  const auto ask = here_.Asks(need.name()).at(0);
  here_.Decline(ask);
  world_->Restart(/*kill=*/true);
  const auto own = Offer(ask.volunteer(), AsVolunteer(ask.volunteer()));
  EXPECT_EQ(own.balance().asks_last_week(), 1);
  EXPECT_EQ(own.balance().declined(), 1);
  EXPECT_EQ(own.learned().answers(), 1);
  const auto seen = Offer(ask.volunteer(), Desk());
  EXPECT_EQ(seen.balance().declined(), 1);
  EXPECT_FALSE(seen.has_learned());
}

// Who works for the municipality reads how asks are shared out, and by which
// numbers; both outlive the server.
TEST_P(OneByOne, TheDeskReadsHowItAsks) {
  here_.EnterVolunteers(3);
  here_.Decline(here_.Asks(TruusAsks().name()).at(0));
  v1::GetAskReportRequest shares;
  shares.set_parent("municipalities/GM1669");
  EXPECT_EQ(here_.Do<v1::AskReport>(Desk(), "GetAskReport", shares).asks(), 2);
  world_->Restart(/*kill=*/true);
  EXPECT_EQ(here_.Do<v1::AskReport>(Desk(), "GetAskReport", shares).asks(), 2);
  v1::ListPolicyChangesRequest numbers;
  numbers.set_parent("municipalities/GM1669");
  const auto changes = here_.Do<v1::ListPolicyChangesResponse>(
      Desk(), "ListPolicyChanges", numbers);
  ASSERT_EQ(changes.policy_changes_size(), 1);
  EXPECT_FALSE(changes.policy_changes(0).settings().empty());
}

// Who signs up by herself hears how it goes on, before the day is over.
TEST_P(OneByOne, WhoSignsUpHearsHowItGoesOn) {
  const std::string person = here_.Enter(here_.Somebody("Zoe"));
  v1::CreateVolunteerRequest request;
  *request.mutable_volunteer() = Neighbourhood::AnyHour();
  request.mutable_volunteer()->set_person(person);
  here_.Do<v1::Volunteer>(AsVolunteer(person), "CreateVolunteer", request);
  world_->Advance(absl::Hours(24));
  EXPECT_TRUE(here_.Hears("Zoe", "Fijn dat je meedoet"));
}

}  // namespace
}  // namespace omzien::scenarios
