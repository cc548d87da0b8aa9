#include "server/runtime/stop_signals.h"

#include <csignal>
#include <thread>

#include "gtest/gtest.h"

namespace omzien::runtime {
namespace {

TEST(StopSignalsTest, ASignalThatCameBeforeTheWaitIsNotLost) {
  for (const int signal : {SIGTERM, SIGINT}) {
    StopSignals signals;
    ASSERT_EQ(raise(signal), 0);
    EXPECT_EQ(signals.Wait(), signal == SIGTERM ? "SIGTERM" : "SIGINT");
  }
}

TEST(StopSignalsTest, TheFirstReasonCounts) {
  StopSignals signals;
  std::thread other([&signals] {
    signals.Stop("the disk is full");
    signals.Stop("something later");
  });
  EXPECT_EQ(signals.Wait(), "the disk is full");
  other.join();
}

TEST(StopSignalsDeathTest, ASecondSignalEndsTheProgramAtOnce) {
  EXPECT_EXIT(
      {
        StopSignals signals;
        raise(SIGTERM);
        signals.Wait();
        raise(SIGTERM);
      },
      testing::KilledBySignal(SIGTERM), "");
}

}  // namespace
}  // namespace omzien::runtime
