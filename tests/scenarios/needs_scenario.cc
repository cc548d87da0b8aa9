// What a resident asks: taken in, changed, called off, sent on, opened again.

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/match.pb.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/task.pb.h"
#include "omzien/v1/volunteer.pb.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/scenario.h"
#include "tests/scenarios/voice.h"

namespace omzien::scenarios {
namespace {

using testing::ElementsAre;
using v1::Invitation;
using v1::Job;
using v1::Need;

class Needs : public Scenario {
 protected:
  Need Cancel(const Need& need, const std::string& job_id = "") {
    v1::CancelNeedRequest request;
    request.set_name(need.name());
    request.set_job_id(job_id);
    return here_.Do<Need>(DeskFor(need.resident()), "CancelNeed", request);
  }

  absl::StatusOr<Need> Reopen(const Need& need, const Voice& voice) {
    v1::ReopenJobRequest request;
    request.set_name(need.name());
    request.set_job_id("1");
    return here_.Try<Need>(voice, "ReopenJob", request);
  }

  absl::StatusOr<Need> Update(const Need& need, const Job& job) {
    v1::UpdateNeedRequest request;
    request.set_name(need.name());
    request.set_job_id(job.id());
    *request.mutable_job() = job;
    request.set_etag(need.etag());
    return here_.Try<Need>(DeskFor(need.resident()), "UpdateNeed", request);
  }
};

INSTANTIATE_TEST_SUITE_P(Worlds, Needs,
                         testing::Values(Where::kInProcess, Where::kBinary),
                         NameOfWorld);

// Here the own network comes first; "there is nobody" is an answer too.
TEST_P(Needs, OwnNetworkFirst) {
  here_.EnterVolunteer("Wim");
  Need need = here_.Gardening(here_.EnterResident("Truus"));
  need.set_own_network(Need::OWN_NETWORK_NOT_ASKED);
  EXPECT_EQ(ReasonOf(here_.TryPost(need)), "OWN_NETWORK_FIRST");
  for (const auto answer :
       {Need::OWN_NETWORK_ASKED, Need::OWN_NETWORK_NOBODY}) {
    need.set_own_network(answer);
    EXPECT_EQ(here_.Post(need).own_network(), answer);
  }
}

// What goes beyond small jobs is sent on to where the municipality says, and
// the resident hears so; nobody is asked.
TEST_P(Needs, PolicySendsOn) {
  struct Case {
    std::string name;
    std::string rule;
    std::string initiative;
    std::function<void(Job&)> change;
  };
  const std::vector<Case> cases = {
      {"Heavy", "TOO_HEAVY", "Klusdienst Tilhulp (voorbeeld)",
       [](Job& job) { job.set_risk(v1::RISK_CLASS_HEAVY); }},
      {"Long", "JOB_TOO_LONG", "Vakmensen in de buurt (voorbeeld)",
       [](Job& job) { job.mutable_duration()->set_seconds(18'000); }},
      {"Weekly", "STRUCTURAL", "Wmo-loket (voorbeeld)",
       [](Job& job) { job.set_structural(true); }},
      {"Tree", "TOO_DANGEROUS", "Hoveniers in de buurt (voorbeeld)",
       [](Job& job) { job.set_skills(0, "skills/fell-tree"); }},
  };
  here_.EnterVolunteer("Wim");
  for (const Case& each : cases) {
    SCOPED_TRACE(each.name);
    Need need = here_.Gardening(here_.EnterResident(each.name));
    each.change(*need.mutable_jobs(0));
    const Need posted = here_.Post(need);
    EXPECT_EQ(posted.state(), Job::STATE_REFERRED);
    EXPECT_EQ(posted.jobs(0).referral().reason(), each.rule);
    EXPECT_EQ(posted.jobs(0).referral().initiative(), each.initiative);
    EXPECT_TRUE(here_.Hears(each.name, each.initiative));
    EXPECT_TRUE(here_.Asks(posted.name()).empty());
  }
}

// The same kind of job too often in a year is sent on; staff may open it past
// the policy, the resident may not.
TEST_P(Needs, TooOftenIsSentOnUnlessStaffSay) {
  here_.EnterVolunteer("Wim");
  const std::string truus = here_.EnterResident("Truus");
  for (int time = 0; time < here_.times_a_year_max(); ++time) {
    EXPECT_NE(here_.Post(here_.Gardening(truus)).state(), Job::STATE_REFERRED);
  }
  const Need once_more = here_.Post(here_.Gardening(truus));
  ASSERT_EQ(once_more.state(), Job::STATE_REFERRED);
  EXPECT_EQ(once_more.jobs(0).referral().reason(), "TOO_MANY_A_YEAR");
  const auto by_herself = Reopen(once_more, AsResident(truus));
  ASSERT_TRUE(by_herself.ok()) << by_herself.status();
  EXPECT_EQ(by_herself->state(), Job::STATE_REFERRED);
  const auto by_staff = Reopen(once_more, DeskFor(truus));
  ASSERT_TRUE(by_staff.ok()) << by_staff.status();
  EXPECT_NE(by_staff->state(), Job::STATE_REFERRED);
  EXPECT_FALSE(by_staff->jobs(0).has_referral());
}

// A job that is changed into another kind counts as what it is now.
TEST_P(Needs, TooOftenCountsWhatJobsAreNow) {
  // Enough that every job finds somebody to ask, and so can be changed.
  v1::Volunteer offer = Neighbourhood::AnyHour();
  offer.add_skills(kLamp);
  for (int i = 0; i < 4 * here_.times_a_year_max(); ++i) {
    here_.EnterVolunteer(here_.Somebody(absl::StrCat("Wim", i)), offer);
  }
  const std::string truus = here_.EnterResident("Truus");
  const auto post = [&](const std::string& skill) {
    Need need = here_.Gardening(truus);
    need.mutable_jobs(0)->set_skills(0, skill);
    return here_.Post(need);
  };
  const auto change = [&](const Need& need, const std::string& skill) {
    Job job = need.jobs(0);
    job.set_skills(0, skill);
    const auto changed = Update(need, job);
    ASSERT_TRUE(changed.ok()) << changed.status();
  };
  for (int time = 1; time < here_.times_a_year_max(); ++time) post(kGarden);
  const Need was_garden = post(kGarden);
  change(was_garden, kLamp);
  const Need was_lamp = post(kLamp);
  EXPECT_NE(was_lamp.state(), Job::STATE_REFERRED);
  change(was_lamp, kGarden);
  EXPECT_EQ(post(kGarden).state(), Job::STATE_REFERRED);
  EXPECT_NE(post(kLamp).state(), Job::STATE_REFERRED);
}

// A change withdraws asks that no longer fit, and sends the others anew with
// the new times.
TEST_P(Needs, UpdateAsksAnew) {
  v1::Volunteer no_dogs = Neighbourhood::AnyHour();
  no_dogs.add_avoids(v1::CIRCUMSTANCE_PETS);
  const auto ria = here_.EnterVolunteer(here_.Somebody("Ria"), no_dogs);
  const auto wim = here_.EnterVolunteer("Wim");
  const Need need = here_.Post(here_.Gardening(here_.EnterResident("Truus")));
  const auto before = here_.AskTo(need.name(), wim);
  ASSERT_TRUE(here_.Hears("Wim", before.code()));
  ASSERT_TRUE(here_.Hears("Ria", here_.AskTo(need.name(), ria).code()));

  Job job = need.jobs(0);
  job.add_circumstances(v1::CIRCUMSTANCE_PETS);
  *job.mutable_windows(0) = here_.Window(absl::Hours(240), absl::Hours(4));
  const auto updated = Update(need, job);
  ASSERT_TRUE(updated.ok()) << updated.status();
  EXPECT_EQ(here_.AskTo(need.name(), ria).withdraw_reason(),
            Invitation::WITHDRAW_REASON_CHANGED);
  EXPECT_TRUE(here_.Hears("Ria", "veranderd"));
  const auto after = here_.AskTo(need.name(), wim);
  EXPECT_EQ(after.state(), Invitation::STATE_SENT);
  EXPECT_EQ(after.name(), before.name());
  for (const auto& start : after.start_times()) {
    EXPECT_GE(ToTime(start), ToTime(job.windows(0).start_time()));
  }
  EXPECT_TRUE(here_.Hears("Wim", "huisdieren"));
  EXPECT_EQ(ReasonOf(Update(need, job)), "ETAG_MISMATCH") << "an old etag";
  ASSERT_TRUE(here_.Accept(after).ok());
  EXPECT_EQ(ReasonOf(Update(here_.Get(need.name()), job)), "JOB_NOT_OPEN");
}

// Called off: whoever was asked and whoever had said yes hears so, also twice.
TEST_P(Needs, CancelTellsEverybody) {
  here_.EnterVolunteers(2);
  Need wanted = here_.Gardening(here_.EnterResident("Truus"));
  wanted.mutable_jobs(0)->set_helpers_needed(2);
  const Need need = here_.Post(wanted);
  const auto asks = here_.Asks(need.name());
  ASSERT_EQ(asks.size(), 2U);
  const auto said_yes = here_.AskTo(need.name(), asks[0].volunteer());
  for (const char* name : {"Helper0", "Helper1"}) {
    ASSERT_TRUE(here_.Hears(name, "code"));
  }
  const auto appointment = here_.Accept(said_yes);
  ASSERT_TRUE(appointment.ok()) << appointment.status();
  EXPECT_EQ(Cancel(need).state(), Job::STATE_CANCELLED);
  EXPECT_EQ(Cancel(need).state(), Job::STATE_CANCELLED) << "said twice";
  EXPECT_EQ(here_.Get(Desk(), appointment->name()).state(),
            v1::Appointment::STATE_CANCELLED);
  EXPECT_EQ(here_.AskTo(need.name(), asks[1].volunteer()).withdraw_reason(),
            Invitation::WITHDRAW_REASON_CANCELLED);
  EXPECT_TRUE(world_->Eventually([&] {
    const auto told = [&](const char* words) {
      return here_.MailsTo("Helper0", words).size() +
             here_.MailsTo("Helper1", words).size();
    };
    return told("afgezegd") == 1 && told("niet meer nodig") == 1;
  }));
  EXPECT_TRUE(here_.Hears("Truus", "gestopt"));
}

// The desk sends a job on: asks and appointments end, and all are told.
TEST_P(Needs, DeskSendsOn) {
  here_.EnterVolunteer("Wim");
  const Need need = here_.Post(here_.Gardening(here_.EnterResident("Truus")));
  ASSERT_TRUE(here_.Hears("Wim", "code"));
  v1::ReferJobRequest request;
  request.set_name(need.name());
  request.set_job_id("1");
  request.set_initiative("Tuinclub (voorbeeld)");
  request.set_contact("Vraag de balie.");
  const Need sent_on =
      here_.Do<Need>(DeskFor(need.resident()), "ReferJob", request);
  EXPECT_EQ(sent_on.state(), Job::STATE_REFERRED);
  EXPECT_EQ(sent_on.jobs(0).referral().reason(), "BY_DESK");
  EXPECT_TRUE(here_.Hears("Truus", "Tuinclub (voorbeeld)"));
  EXPECT_TRUE(here_.Hears("Wim", "andere organisatie"));
  const auto again = Reopen(need, DeskFor(need.resident()));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->state(), Job::STATE_OPEN);
  EXPECT_EQ(here_.Asks(need.name(), Invitation::STATE_SENT).size(), 1U);
}

// Who is in and who is out, and what would have to change.
TEST_P(Needs, ExplainMatchSaysWhy) {
  const auto wim = here_.EnterVolunteer("Wim");
  v1::Volunteer near_only = Neighbourhood::AnyHour();
  near_only.set_reach_m(1'000);
  v1::Person far = here_.Somebody("Ria");
  far.mutable_home()->mutable_address()->set_postcode("6075XA");
  far.mutable_home()->mutable_address()->set_house_number(2);
  const auto ria = here_.EnterVolunteer(far, near_only);
  v1::Volunteer lamps = Neighbourhood::AnyHour();
  lamps.set_skills(0, kLamp);
  const auto kees = here_.EnterVolunteer(here_.Somebody("Kees"), lamps);
  const Need need = here_.Post(here_.Gardening(here_.EnterResident("Truus")));

  v1::ExplainMatchRequest request;
  request.set_name(need.name());
  const auto all =
      here_.Do<v1::MatchExplanation>(Desk(), "ExplainMatch", request);
  ASSERT_EQ(all.verdicts_size(), 3);
  const auto of = [&](const std::string& volunteer) {
    request.set_volunteer(volunteer);
    return here_.Do<v1::MatchExplanation>(Desk(), "ExplainMatch", request)
        .verdicts(0);
  };
  EXPECT_TRUE(of(wim).asked());
  EXPECT_THAT(of(wim).exclusions(), testing::IsEmpty());
  EXPECT_EQ(of(wim).rank(), 1);
  EXPECT_THAT(of(ria).exclusions(), ElementsAre(v1::EXCLUSION_TOO_FAR));
  EXPECT_FALSE(of(ria).asked());
  EXPECT_THAT(of(ria).would_have_to_change(0), testing::StartsWith("reach_m"));
  EXPECT_THAT(of(kees).exclusions(), ElementsAre(v1::EXCLUSION_SKILL));
  EXPECT_THAT(of(kees).would_have_to_change(0), testing::HasSubstr(kGarden));
}

// Jobs of one need go their own ways; what ends one leaves the other's work.
TEST_P(Needs, JobsGoTheirOwnWays) {
  here_.EnterVolunteer("Wim");
  Need two = here_.Gardening(here_.EnterResident("Truus"));
  *two.add_jobs() = two.jobs(0);
  two.mutable_jobs(1)->set_skills(0, kLamp);
  const Need need = here_.Post(two);
  EXPECT_EQ(need.state(), Job::STATE_OPEN) << "the earliest of its jobs";
  EXPECT_EQ(need.jobs(0).state(), Job::STATE_OPEN);
  EXPECT_EQ(need.jobs(1).state(), Job::STATE_UNANSWERED) << "no one has lamps";
  EXPECT_EQ(here_.Work(v1::Task::KIND_UNANSWERED).size(), 1U);
  const Need after = Cancel(need, "1");
  EXPECT_EQ(after.jobs(0).state(), Job::STATE_CANCELLED);
  EXPECT_EQ(after.jobs(1).state(), Job::STATE_UNANSWERED);
  EXPECT_EQ(after.state(), Job::STATE_UNANSWERED);
  EXPECT_EQ(here_.Work(v1::Task::KIND_UNANSWERED).size(), 1U)
      << "the other job is still unanswered";
}

}  // namespace
}  // namespace omzien::scenarios
