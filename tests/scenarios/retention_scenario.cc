// Nothing is kept for ever: what is over goes, who is silent is told and then
// forgotten, and a check that ends is renewed in time or counts no longer.

#include <functional>
#include <map>
#include <string>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/administration_service.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/task.pb.h"
#include "omzien/v1/task_service.pb.h"
#include "omzien/v1/volunteer.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/scenario.h"
#include "tests/scenarios/voice.h"

namespace omzien::scenarios {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Of trust, by the catalogue.
constexpr char kDigid[] = "skills/digid-help";

class Retaining : public Scenario {
 protected:
  // Lets days go by, and the round of the last morning.
  bool After(int days, const std::function<bool()>& holds) {
    world_->Advance(absl::Hours(24 * days));
    // Also to the next morning, when the round before had not ended.
    const auto turn = [&] {
      world_->Advance(absl::Hours(1));
      return holds();
    };
    for (int i = 0; i < 30; ++i) {
      if (turn()) return true;
    }
    return world_->Eventually(turn);
  }
  std::string Seen(const std::string& person) {
    v1::GetPersonRequest request;
    request.set_name(person);
    return ReasonOf(here_.Try<v1::Person>(Desk(), "GetPerson", request));
  }
  bool IsGone(const std::string& person) {
    return Seen(person) == "RESOURCE_NOT_FOUND";
  }

  std::map<std::string, int> Preview() {
    Voice administrator = Desk();
    administrator.as.role = "administrator";
    std::map<std::string, int> counts;
    v1::PreviewRetentionRequest request;
    do {
      const auto page = here_.Do<v1::PreviewRetentionResponse>(
          administrator, "PreviewRetention", request);
      for (const auto& row : page.rows()) {
        counts[row.kind()] += static_cast<int>(row.count());
      }
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return counts;
  }

  std::string Date(int days) {
    return absl::FormatCivilTime(
        absl::ToCivilDay(world_->Now(), absl::UTCTimeZone()) + days);
  }
  v1::Check Vog(int days) {
    v1::Check check;
    check.set_kind(v1::Check::KIND_VOG);
    check.set_seen_by("coördinator");
    check.set_seen_on("2020-01-06");
    check.set_valid_until(Date(days));
    return check;
  }
  v1::Volunteer Trusted(int days) {
    v1::Volunteer offer = Neighbourhood::AnyHour();
    offer.add_skills(kDigid);
    *offer.add_checks() = Vog(days);
    return offer;
  }
};

INSTANTIATE_TEST_SUITE_P(In, Retaining,
                         testing::Values(Where::kInProcess, Where::kBinary),
                         NameOfWorld);

TEST_P(Retaining, WhoIsSilentIsToldAndThenForgotten) {
  const std::string truus = here_.EnterResident("Truus");
  const std::string bep = here_.EnterResident("Bep");
  const std::string gijs = here_.EnterCaller("Gijs");
  ASSERT_TRUE(After(701, [&] {
    return !here_.MailsTo("Truus", "bekend blijven").empty() &&
           !here_.MailsTo("Bep", "bekend blijven").empty() &&
           !here_.Work(v1::Task::KIND_CALL).empty();
  }));
  EXPECT_THAT(here_.MailsTo("Truus"), SizeIs(1));
  // The desk phones who has no e-mail, and says the same.
  v1::GetTaskRequest get;
  get.set_name(here_.Work(v1::Task::KIND_CALL).at(0).name());
  EXPECT_THAT(here_.Do<v1::Task>(Desk(), "GetTask", get).say(),
              HasSubstr("Wilt u blijven"));
  // One phones back: that is enough.
  v1::RecognisePersonRequest phoned;
  phoned.set_name(bep);
  here_.Do<v1::Person>(Phoning(bep, v1::IdentityCheck::WAY_CALLED_BACK),
                       "RecognisePerson", phoned);
  EXPECT_TRUE(After(32, [&] { return IsGone(truus); }));
  EXPECT_EQ(Seen(bep), "OK");
  EXPECT_EQ(Seen(gijs), "OK");  // The call was not made yet.
  EXPECT_TRUE(After(31, [&] { return IsGone(gijs); }));
  EXPECT_EQ(Seen(bep), "OK");
}

TEST_P(Retaining, ANeedThatIsOverGoesAndSoWasSaid) {
  const std::string truus = here_.EnterResident("Truus");
  here_.EnterVolunteer("Wim");
  const std::string need = here_.Post(here_.Gardening(truus)).name();
  v1::CancelNeedRequest cancel;
  cancel.set_name(need);
  here_.Do<v1::Need>(AsResident(truus), "CancelNeed", cancel);
  EXPECT_EQ(Preview()["needs"], 0);
  v1::GetNeedRequest get;
  get.set_name(need);
  const auto is_gone = [&] {
    return ReasonOf(here_.Try<v1::Need>(Desk(), "GetNeed", get)) ==
           "RESOURCE_NOT_FOUND";
  };
  EXPECT_TRUE(After(733, is_gone));
  EXPECT_TRUE(world_->Eventually([&] {
    world_->Advance(absl::Seconds(2));
    return Preview().empty() || Preview()["needs"] == 0;
  }));
  world_->Restart(/*kill=*/true);
  EXPECT_TRUE(is_gone());
}

TEST_P(Retaining, ACheckCountsOnItsLastDayAndNotAfter) {
  const std::string truus = here_.EnterResident("Truus");
  const std::string wim =
      here_.EnterVolunteer(here_.Somebody("Wim"), Trusted(14));
  const auto ask = [&](int days) {
    v1::Need need = here_.Gardening(truus, absl::Hours(24 * days));
    need.mutable_jobs(0)->clear_skills();
    need.mutable_jobs(0)->add_skills(kDigid);
    need.mutable_jobs(0)->set_risk(v1::RISK_CLASS_TRUST);
    return here_.Asks(here_.Post(need).name()).size();
  };
  EXPECT_EQ(ask(12), 1U);  // Over by the last day, wherever midnight is.
  EXPECT_EQ(ask(15), 0U);
}

TEST_P(Retaining, ACheckIsRenewedInTime) {
  const std::string wim =
      here_.EnterVolunteer(here_.Somebody("Wim"), Trusted(100));
  ASSERT_TRUE(After(11, [&] { return !here_.MailsTo("Wim", "VOG").empty(); }));
  EXPECT_THAT(here_.Work(v1::Task::KIND_CHECK_ENDING), IsEmpty());
  ASSERT_TRUE(After(45, [&] {
    return !here_.Work(v1::Task::KIND_CHECK_ENDING).empty() &&
           here_.MailsTo("Wim", "VOG").size() == 2;
  }));
  v1::UpdateVolunteerRequest renew;
  renew.mutable_volunteer()->set_name(wim);
  *renew.mutable_volunteer()->add_checks() = Vog(1'000);
  renew.mutable_update_mask()->add_paths("checks");
  here_.Do<v1::Volunteer>(DeskFor(PersonOf(wim)), "UpdateVolunteer", renew);
  EXPECT_THAT(here_.Work(v1::Task::KIND_CHECK_ENDING), IsEmpty());
  world_->Advance(absl::Hours(24 * 40));
  world_->Advance(absl::Seconds(2));
  EXPECT_THAT(here_.MailsTo("Wim", "VOG"), SizeIs(2));
}

}  // namespace
}  // namespace omzien::scenarios
