// A volunteer's own limits hold, whatever is asked.

#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/match.pb.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/volunteer.pb.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/scenario.h"
#include "tests/scenarios/voice.h"

namespace omzien::scenarios {
namespace {

using testing::Contains;
using testing::ElementsAre;
using v1::Invitation;
using v1::Job;

class Limits : public Scenario {
 protected:
  // Why a volunteer is out for a need, right now.
  std::vector<int> WhyNot(const std::string& need,
                          const std::string& volunteer) {
    v1::ExplainMatchRequest request;
    request.set_name(need);
    request.set_volunteer(volunteer);
    const auto explained =
        here_.Do<v1::MatchExplanation>(Desk(), "ExplainMatch", request);
    if (explained.verdicts_size() != 1) return {-1};
    const auto& exclusions = explained.verdicts(0).exclusions();
    return {exclusions.begin(), exclusions.end()};
  }

  v1::Need Ask(const std::string& resident,
               absl::Duration ahead = absl::Hours(24 * 10)) {
    return here_.Post(here_.Gardening(here_.EnterResident(resident), ahead));
  }

  // The wall clock in Roerdalen, on a quarter of an hour.
  std::string Clock(absl::Duration from_now) {
    absl::TimeZone zone;
    EXPECT_TRUE(absl::LoadTimeZone("Europe/Amsterdam", &zone));
    const auto time = zone.At(here_.now() + from_now).cs;
    return absl::StrFormat("%02d:%02d", time.hour(), time.minute() / 15 * 15);
  }
};

INSTANTIATE_TEST_SUITE_P(Worlds, Limits,
                         testing::Values(Where::kInProcess, Where::kBinary),
                         NameOfWorld);

// No more asks are open at once than the volunteer wants; the next comes when
// one has been answered.
TEST_P(Limits, OpenAsks) {
  v1::Volunteer one_at_a_time = Neighbourhood::AnyHour();
  one_at_a_time.mutable_limits()->clear_open_asks_max();
  const auto wim = here_.EnterVolunteer(here_.Somebody("Wim"), one_at_a_time);
  const auto first = Ask("Anna");
  const auto second = Ask("Bep");
  EXPECT_TRUE(here_.Asks(second.name()).empty());
  EXPECT_EQ(second.state(), Job::STATE_OPEN) << "Wim may be free in time";
  EXPECT_THAT(WhyNot(second.name(), wim), ElementsAre(v1::EXCLUSION_OPEN_ASKS));
  here_.Decline(here_.AskTo(first.name(), wim));
  world_->Advance(omzien::scenarios::Neighbourhood::Seconds(
                      here_.policy().wave_interval()) +
                  absl::Seconds(1));
  EXPECT_TRUE(world_->Eventually(
      [&] { return here_.Asks(second.name()).size() == 1U; }));
}

// No more asks in any seven days than the volunteer wants, also when each was
// answered.
TEST_P(Limits, AsksAWeek) {
  v1::Volunteer offer = Neighbourhood::AnyHour();
  offer.mutable_limits()->set_asks_per_week_max(1);
  const auto wim = here_.EnterVolunteer(here_.Somebody("Wim"), offer);
  here_.Decline(here_.AskTo(Ask("Anna").name(), wim));
  const auto second = Ask("Bep");
  EXPECT_THAT(WhyNot(second.name(), wim), ElementsAre(v1::EXCLUSION_WEEK_FULL));
  EXPECT_TRUE(here_.Asks(second.name()).empty());
  EXPECT_EQ(second.state(), Job::STATE_OPEN) << "the week ends in time";
  const auto too_soon = Ask("Cor", absl::Hours(24 * 3));
  EXPECT_EQ(too_soon.state(), Job::STATE_UNANSWERED) << "it does not";
  world_->Advance(absl::Hours(24 * 7) + absl::Seconds(1));
  EXPECT_TRUE(world_->Eventually(
      [&] { return here_.Asks(second.name()).size() == 1U; }));
}

// After a job there is rest before the next ask.
TEST_P(Limits, RestAfterAJob) {
  v1::Volunteer offer = Neighbourhood::AnyHour();
  offer.mutable_limits()->set_rest_after_job_hours(72);
  const auto wim = here_.EnterVolunteer(here_.Somebody("Wim"), offer);
  const auto agreed =
      here_.Accept(here_.AskTo(Ask("Anna", absl::Hours(24)).name(), wim));
  ASSERT_TRUE(agreed.ok()) << agreed.status();
  world_->Advance(ToTime(agreed->end_time()) - here_.now());
  v1::CompleteAppointmentRequest done;
  done.set_name(agreed->name());
  done.set_outcome(v1::OUTCOME_DONE);
  here_.Do<v1::Appointment>(AsVolunteer(wim), "CompleteAppointment", done);
  const auto next = Ask("Bep");
  EXPECT_THAT(WhyNot(next.name(), wim), ElementsAre(v1::EXCLUSION_RESTING));
  EXPECT_TRUE(here_.Asks(next.name()).empty());
  world_->Advance(absl::Hours(73));
  EXPECT_TRUE(
      world_->Eventually([&] { return here_.Asks(next.name()).size() == 1U; }));
}

// In quiet hours an ask is planned, not sent; it goes out when they end.
TEST_P(Limits, QuietHours) {
  v1::Volunteer offer = Neighbourhood::AnyHour();
  offer.mutable_limits()->set_quiet_start(Clock(-absl::Hours(1)));
  offer.mutable_limits()->set_quiet_end(Clock(absl::Hours(3)));
  const auto wim = here_.EnterVolunteer(here_.Somebody("Wim"), offer);
  const auto need = Ask("Truus");
  const auto planned = here_.AskTo(need.name(), wim);
  EXPECT_EQ(planned.state(), Invitation::STATE_PLANNED);
  EXPECT_GT(ToTime(planned.send_time()), here_.now() + absl::Hours(2));
  EXPECT_TRUE(here_.MailsTo("Wim").empty());
  world_->Advance(absl::Hours(3));
  EXPECT_TRUE(here_.Hears("Wim", planned.code()));
  EXPECT_EQ(here_.AskTo(need.name(), wim).state(), Invitation::STATE_SENT);
}

// Nobody is in two places at once, nor without time to get from one to the
// other; who would be is not asked, and cannot say yes.
TEST_P(Limits, NoDoubleBooking) {
  v1::Volunteer on_foot = Neighbourhood::AnyHour();
  on_foot.set_travel_mode(v1::TRAVEL_MODE_WALK);
  const auto wim = here_.EnterVolunteer(here_.Somebody("Wim"), on_foot);
  const auto hour = [&](absl::Duration ahead, const std::string& name,
                        const std::string& postcode) {
    v1::Person resident = here_.Somebody(name);
    resident.mutable_home()->mutable_address()->set_postcode(postcode);
    resident.mutable_home()->mutable_address()->set_house_number(2);
    v1::Need need = here_.Gardening(here_.Enter(resident), ahead);
    *need.mutable_jobs(0)->mutable_windows(0) =
        here_.Window(ahead, absl::Hours(1));
    return here_.Post(need);
  };
  const absl::Duration ahead = absl::Hours(24 * 5);
  const auto anna = hour(ahead, "Anna", "6061XC");
  const auto bep = hour(ahead, "Bep", "6061XC");
  const auto first = here_.AskTo(anna.name(), wim);
  const auto second = here_.AskTo(bep.name(), wim);
  ASSERT_EQ(second.state(), Invitation::STATE_SENT) << "no yes yet";
  ASSERT_TRUE(here_.Accept(first).ok());
  EXPECT_EQ(ReasonOf(here_.Accept(second)), "VOLUNTEER_BUSY");
  EXPECT_EQ(here_.StateOf(bep.name()), Job::STATE_OPEN);

  const auto near = hour(ahead + absl::Minutes(90), "Cor", "6061XC");
  EXPECT_EQ(here_.AskTo(near.name(), wim).state(), Invitation::STATE_SENT);
  const auto far = hour(ahead + absl::Minutes(90), "Dirk", "6075XA");
  EXPECT_THAT(WhyNot(far.name(), wim), Contains(v1::EXCLUSION_BUSY));
  EXPECT_EQ(far.state(), Job::STATE_UNANSWERED)
      << "an hour and a half on foot lies between";
}

}  // namespace
}  // namespace omzien::scenarios
