// A restart in the middle of the story changes nothing.

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "tests/scenarios/scenario.h"
#include "tests/scenarios/voice.h"

namespace omzien::scenarios {
namespace {

using v1::Invitation;
using v1::Job;

class Restart : public Scenario {
 protected:
  // All that the desk can read of a need, as text.
  std::vector<std::string> Told(const std::string& need) {
    std::vector<std::string> lines = {here_.Get(need).ShortDebugString()};
    for (const auto& ask : here_.Asks(need)) {
      lines.push_back(ask.ShortDebugString());
    }
    v1::ListAppointmentsRequest request;
    request.set_parent(need);
    const auto appointments = here_.Do<v1::ListAppointmentsResponse>(
        Desk(), "ListAppointments", request);
    for (const auto& each : appointments.appointments()) {
      lines.push_back(each.ShortDebugString());
    }
    for (const auto& task : here_.Work()) {
      lines.push_back(task.ShortDebugString());
    }
    return lines;
  }
};

INSTANTIATE_TEST_SUITE_P(Worlds, Restart,
                         testing::Values(Where::kInProcess, Where::kBinary),
                         NameOfWorld);

// After each step of the story, stopped or killed: all reads as before, and the
// story goes on.
TEST_P(Restart, StoryGoesOn) {
  for (const bool kill : {false, true}) {
    SCOPED_TRACE(kill ? "killed" : "stopped");
    const std::string name = kill ? "Bep" : "Anna";
    const auto wim = here_.EnterVolunteer("Wim" + name);
    const auto resident = here_.EnterCaller(name);
    const auto need = here_.Post(here_.Gardening(resident)).name();
    const auto unchanged = [&] {
      const auto before = Told(need);
      world_->Restart(kill);
      EXPECT_EQ(Told(need), before);
    };
    unchanged();
    EXPECT_TRUE(here_.Hears("Wim" + name, "code"));
    const auto agreed = here_.Accept(here_.AskTo(need, wim));
    ASSERT_TRUE(agreed.ok()) << agreed.status();
    unchanged();
    EXPECT_TRUE(here_.Hears("Wim" + name, "Bedankt!"));
    EXPECT_EQ(here_.Work(v1::Task::KIND_CALL).size(), 1U);
    here_.Close(here_.Work(v1::Task::KIND_CALL).at(0));
    v1::CancelNeedRequest cancel;
    cancel.set_name(need);
    here_.Do<v1::Need>(DeskFor(resident), "CancelNeed", cancel);
    unchanged();
    EXPECT_TRUE(here_.Hears("Wim" + name, "afgezegd"));
  }
}

// Only one yes counts, also across a restart.
TEST_P(Restart, NoSecondYes) {
  here_.EnterVolunteers(2);
  const auto need =
      here_.Post(here_.Gardening(here_.EnterResident("Truus"))).name();
  const auto asks = here_.Asks(need);
  ASSERT_EQ(asks.size(), 2U);
  const auto first = here_.Accept(asks[0]);
  ASSERT_TRUE(first.ok()) << first.status();
  world_->Restart(/*kill=*/true);
  EXPECT_EQ(ReasonOf(here_.Accept(asks[1])), "ALREADY_FILLED");
  const auto again = here_.Accept(asks[0]);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->name(), first->name());
}

// Timers that were set before a restart fire after it.
TEST_P(Restart, TimersStillFire) {
  here_.EnterVolunteers(5);
  const auto need =
      here_.Post(here_.Gardening(here_.EnterResident("Truus"))).name();
  world_->Restart(/*kill=*/true);
  world_->Advance(
      omzien::scenarios::Neighbourhood::Seconds(here_.policy().lapse_after()) +
      absl::Minutes(10));
  EXPECT_TRUE(world_->Eventually([&] {
    return here_.Asks(need, Invitation::STATE_LAPSED).size() == 3U &&
           here_.Asks(need, Invitation::STATE_SENT).size() == 2U;
  }));
  EXPECT_EQ(here_.StateOf(need), Job::STATE_OPEN);
}

}  // namespace
}  // namespace omzien::scenarios
