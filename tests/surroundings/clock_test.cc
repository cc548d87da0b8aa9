// Somebody sets the machine's clock: nobody is asked and nothing lapses until
// the operator has looked; calls go on meanwhile.

// POSIX signals, which <csignal> need not have.
#include <signal.h>  // NOLINT(modernize-deprecated-headers)

#include <memory>
#include <string>

#include "absl/strings/match.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "omzien/v1/invitation.pb.h"
#include "tests/scenarios/binary_world.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/surroundings/main_job.h"

namespace omzien::surroundings {
namespace {

using v1::Invitation;

class Clock : public testing::Test {
 protected:
  Clock() : world_(scenarios::MakeOpenBinary({})), job_(*world_) {}

  void SetOff(absl::Duration distance) {
    world_->SetClockOff(distance);
    EXPECT_TRUE(world_->Eventually(
        [&] { return absl::StrContains(world_->Log(), "clock jumped"); }));
    EXPECT_FALSE(Trusted());
  }

  bool Trusted() const {
    return absl::StrContains(world_->Log(), "the clock is trusted again");
  }

  // Time enough for asks to lapse and the next to be asked goes by, and nothing
  // of it happens, while calls are carried out as ever.
  void ExpectTimersToStand(const std::string& need) {
    const auto before = job_.here().Asks(need);
    ASSERT_FALSE(before.empty());
    world_->Advance(absl::Hours(24 * 4));
    job_.GoesOnByPhone();
    job_.GoesOnByPhone();
    const auto now = job_.here().Asks(need);
    EXPECT_EQ(now.size(), before.size());
    EXPECT_EQ(job_.here().Asks(need, Invitation::STATE_SENT).size(),
              before.size());
  }

  // The asks that were due to lapse do so, and others are asked.
  void ExpectTimersToGoOn(const std::string& need) {
    EXPECT_TRUE(world_->Eventually([&] {
      return !job_.here().Asks(need, Invitation::STATE_LAPSED).empty();
    }));
  }

  const std::unique_ptr<scenarios::Binary> world_;
  MainJob job_;
};

// Back by an hour: timers stand, until the operator says that the clock is
// right. Time itself does not go back.
TEST_F(Clock, SetBackAnHour) {
  job_.here().EnterVolunteers(2);
  const std::string need =
      job_.here()
          .Post(job_.here().Gardening(job_.here().EnterResident("Truus")))
          .name();
  SetOff(-absl::Hours(1));
  ExpectTimersToStand(need);
  kill(world_->pid(), SIGUSR1);
  EXPECT_TRUE(world_->Eventually([&] { return Trusted(); }));
  EXPECT_TRUE(absl::StrContains(world_->Log(), "the operator confirms"));
  // The time in doubt counts against nobody.
  job_.GoesOnByPhone();
  EXPECT_TRUE(job_.here().Asks(need, Invitation::STATE_LAPSED).empty());
  world_->Advance(absl::Hours(24 * 4));
  ExpectTimersToGoOn(need);
  job_.GoesOnByPhone();
}

// A day ahead, and put right again: that was no time that went by, so nothing
// has lapsed, and all goes on by itself.
TEST_F(Clock, SetADayAheadAndRightAgain) {
  job_.here().EnterVolunteers(2);
  const std::string need =
      job_.here()
          .Post(job_.here().Gardening(job_.here().EnterResident("Truus")))
          .name();
  SetOff(absl::Hours(24));
  job_.GoesOnByPhone();
  world_->SetClockOff(absl::ZeroDuration());
  EXPECT_TRUE(world_->Eventually([&] { return Trusted(); }));
  job_.GoesOnByPhone();
  EXPECT_TRUE(job_.here().Asks(need, Invitation::STATE_LAPSED).empty());
  world_->Advance(absl::Hours(24 * 4));
  ExpectTimersToGoOn(need);
}

// Three days ahead, and that is the right time: who was asked a moment ago has
// no less time to answer for it.
TEST_F(Clock, SetDaysAheadAndConfirmed) {
  job_.here().EnterVolunteers(2);
  const std::string need =
      job_.here()
          .Post(job_.here().Gardening(job_.here().EnterResident("Truus")))
          .name();
  SetOff(absl::Hours(72));
  job_.GoesOnByPhone();
  kill(world_->pid(), SIGUSR1);
  EXPECT_TRUE(world_->Eventually([&] { return Trusted(); }));
  job_.GoesOnByPhone();
  EXPECT_TRUE(job_.here().Asks(need, Invitation::STATE_LAPSED).empty());
  world_->Advance(absl::Hours(24 * 4));
  ExpectTimersToGoOn(need);
}

// A start with a clock that went back while the server was down: the same.
TEST_F(Clock, SetBackWhileTheServerIsDown) {
  job_.GoesOnByPhone();
  world_->SetClockOff(-absl::Hours(1));
  world_->Restart(/*kill=*/false);
  EXPECT_TRUE(world_->Eventually(
      [&] { return absl::StrContains(world_->Log(), "clock jumped"); }));
  job_.GoesOnByPhone();
  kill(world_->pid(), SIGUSR1);
  EXPECT_TRUE(world_->Eventually([&] { return Trusted(); }));
  job_.GoesOnByPhone();
}

}  // namespace
}  // namespace omzien::surroundings
