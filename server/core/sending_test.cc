// Asks that waited are sent within the volunteers' limits, however late it has
// become.

#include <string>

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/invitation_service.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/names.h"
#include "server/core/timers.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Invitation;
using store::v1::InvitationRecord;

class SendingTest : public CoreFixture {
 protected:
  // Time goes by; then what is due is done.
  void GoTo(absl::Time time) {
    clock_.AdvanceTo(time);
    for (;;) {
      const auto found = FindDueTimers(store_, clock_.TimeNow(), 1);
      ASSERT_TRUE(found.ok());
      if (found->due.empty()) return;
      Do(SystemCaller(), [&](Transaction& transaction) {
        return RunTimer(transaction, found->due[0].key, found->due[0].timer);
      });
    }
  }

  // Work for days on end; returns the one ask.
  std::string Ask(const std::string& resident, int metres) {
    auto job = SampleJob();
    *job.mutable_windows(0)->mutable_end_time() =
        ToProto(Monday() + absl::Hours(24 * 4));
    const auto need = Post(AddPerson(SamplePerson(resident, metres)), {job});
    const auto asks = AsksOf(need.name());
    return asks.empty() ? "" : asks[0].name();
  }

  Invitation Now(const std::string& ask) {
    return Stored<InvitationRecord>(ask).invitation();
  }

  // Wall clock, days after that Monday.
  static absl::Time At(int day, int hour, int minute = 0) {
    return Monday() + absl::Hours(24 * day + hour - 10) + absl::Minutes(minute);
  }
};

// The server was away in the morning: nobody is asked at night instead.
TEST_F(SendingTest, AnAskThatComesLateWaitsForTheMorning) {
  AddVolunteer("Zoë");
  GoTo(At(0, 22));
  const std::string ask = Ask("Truus", 3);
  ASSERT_EQ(Now(ask).state(), Invitation::STATE_PLANNED);
  GoTo(At(1, 23));
  EXPECT_EQ(Now(ask).state(), Invitation::STATE_PLANNED);
  EXPECT_EQ(FromProto(Now(ask).send_time()), At(2, 8));
  GoTo(At(2, 8));
  EXPECT_EQ(Now(ask).state(), Invitation::STATE_SENT);
  EXPECT_GT(FromProto(Now(ask).lapse_time()), At(2, 8));
}

// "Not now" in the evening, and again two hours later: that is night. In the
// morning what has passed is asked no longer.
TEST_F(SendingTest, ASnoozedAskComesBackByDayWithTimesThatAreLeft) {
  const std::string volunteer = AddVolunteer("Zoë");
  GoTo(At(0, 20, 30));
  const std::string ask = Ask("Truus", 3);
  ASSERT_EQ(Now(ask).state(), Invitation::STATE_SENT);
  Do(Herself(PersonOfVolunteer(volunteer)), [&](Transaction& transaction) {
    omzien::v1::SnoozeInvitationRequest request;
    request.set_name(ask);
    return SnoozeInvitation(transaction, request).status();
  });
  GoTo(At(0, 22, 30));
  EXPECT_EQ(Now(ask).state(), Invitation::STATE_SNOOZED);
  GoTo(At(1, 12));
  const Invitation sent = Now(ask);
  EXPECT_EQ(sent.state(), Invitation::STATE_SENT);
  for (const auto& start : sent.start_times()) {
    EXPECT_GE(FromProto(start), At(1, 13));
  }
}

// Two asks were planned at night, and she takes one a week.
TEST_F(SendingTest, TheWeekIsFullInTheMorningAsWell) {
  const std::string volunteer = AddVolunteer("Zoë");
  Do(Herself(PersonOfVolunteer(volunteer)), [&](Transaction& transaction) {
    omzien::v1::UpdateVolunteerRequest request;
    request.mutable_volunteer()->set_name(volunteer);
    auto& limits = *request.mutable_volunteer()->mutable_limits();
    limits.set_asks_per_week_max(1);
    limits.set_open_asks_max(3);
    request.mutable_update_mask()->add_paths("limits");
    return UpdateVolunteer(transaction, request).status();
  });
  GoTo(At(0, 22));
  const std::string asks[] = {Ask("Truus", 3), Ask("Mien", 4)};
  GoTo(At(1, 8));
  int sent = 0;
  int withdrawn = 0;
  for (const std::string& ask : asks) {
    sent += Now(ask).state() == Invitation::STATE_SENT ? 1 : 0;
    withdrawn += Now(ask).state() == Invitation::STATE_WITHDRAWN ? 1 : 0;
  }
  EXPECT_EQ(sent, 1);
  EXPECT_EQ(withdrawn, 1);
}

}  // namespace
}  // namespace omzien::core
