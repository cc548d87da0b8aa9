#include "server/runtime/shifted_clock.h"

#include <fstream>
#include <string>

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "tests/testing/manual_clock.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::runtime {
namespace {

TEST(ShiftedClockTest, MovesBothClocksByWhatTheFileSays) {
  const testing::TemporaryFolder folder;
  const std::string path = folder.path() + "/time";
  testing::ManualClock real(absl::FromUnixSeconds(1'000));
  ShiftedClock clock(real, path);
  EXPECT_EQ(clock.TimeNow(), real.TimeNow());
  std::ofstream(path) << "3600\n";
  EXPECT_EQ(clock.TimeNow(), real.TimeNow() + absl::Hours(1));
  EXPECT_EQ(clock.SteadyNow(), real.SteadyNow() + absl::Hours(1));
}

TEST(ShiftedClockTest, KeepsTheLastNumberAndNeverGoesBack) {
  const testing::TemporaryFolder folder;
  const std::string path = folder.path() + "/time";
  testing::ManualClock real;
  ShiftedClock clock(real, path);
  std::ofstream(path) << "60";
  ASSERT_EQ(clock.TimeNow(), real.TimeNow() + absl::Minutes(1));
  for (const std::string text : {"", "soon", "30"}) {
    std::ofstream(path) << text;
    EXPECT_EQ(clock.TimeNow(), real.TimeNow() + absl::Minutes(1)) << text;
  }
}

TEST(ShiftedClockTest, AJumpMovesTheCalendarAlone) {
  const testing::TemporaryFolder folder;
  const std::string path = folder.path() + "/time";
  testing::ManualClock real(absl::FromUnixSeconds(1'000));
  ShiftedClock clock(real, path);
  for (const int jump : {-3600, 86400}) {
    std::ofstream(path) << "60\njump " << jump << "\n";
    EXPECT_EQ(clock.TimeNow(), real.TimeNow() + absl::Seconds(60 + jump));
    EXPECT_EQ(clock.SteadyNow(), real.SteadyNow() + absl::Minutes(1));
  }
  std::ofstream(path) << "60\n";
  EXPECT_EQ(clock.TimeNow(), real.TimeNow() + absl::Minutes(1));
}

}  // namespace
}  // namespace omzien::runtime
