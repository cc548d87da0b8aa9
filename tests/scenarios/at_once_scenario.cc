// What happens when several people answer at the same moment.

#include <cstddef>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/invitation_service.pb.h"
#include "tests/scenarios/scenario.h"
#include "tests/scenarios/voice.h"

namespace omzien::scenarios {
namespace {

class AtOnce : public Scenario {};

// Only where there are threads.
INSTANTIATE_TEST_SUITE_P(Worlds, AtOnce, testing::Values(Where::kBinary),
                         NameOfWorld);

// Everybody says yes at the same moment: one appointment, and for the others an
// honest "already filled".
TEST_P(AtOnce, OneYesCounts) {
  here_.EnterVolunteers(3);
  const auto need =
      here_.Post(here_.Gardening(here_.EnterResident("Truus"))).name();
  const auto asks = here_.Asks(need);
  ASSERT_EQ(asks.size(), 3U);
  std::vector<std::string> reasons(asks.size());
  std::vector<std::thread> callers;
  callers.reserve(asks.size());
  callers.reserve(asks.size());
  for (std::size_t i = 0; i < asks.size(); ++i) {
    callers.emplace_back([&, i] {
      const Voice voice = AsVolunteer(asks[i].volunteer());
      v1::AcceptInvitationRequest yes;
      yes.set_name(asks[i].name());
      *yes.mutable_start_time() = asks[i].start_times(0);
      yes.set_request_id("0a7c0000-0000-4000-8000-00000000000" +
                         std::to_string(i));
      *yes.mutable_origin() = voice.origin;
      v1::Appointment appointment;
      reasons[i] = ReasonOf(
          world_->Call("AcceptInvitation", voice.as, yes, appointment));
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_THAT(reasons, testing::UnorderedElementsAre("OK", "ALREADY_FILLED",
                                                     "ALREADY_FILLED"));
  v1::ListAppointmentsRequest list;
  list.set_parent(need);
  EXPECT_EQ(
      here_.Do<v1::ListAppointmentsResponse>(Desk(), "ListAppointments", list)
          .appointments_size(),
      1);
}

}  // namespace
}  // namespace omzien::scenarios
