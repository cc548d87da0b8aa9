#include "server/runtime/figures.h"

#include <sstream>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "server/core/observer.h"
#include "server/runtime/log.h"
#include "server/runtime/observers.h"
#include "tests/testing/manual_clock.h"

namespace omzien::runtime {
namespace {

using ::testing::HasSubstr;

class FiguresTest : public ::testing::Test {
 protected:
  void Turn(absl::string_view what, absl::Duration held) {
    figures_.OnTurn({what, absl::ZeroDuration(), held});
  }

  std::ostringstream out_;
  Log log_{out_, {}};
  testing::ManualClock clock_;
  Figures figures_{absl::Milliseconds(5), clock_, log_};
};

TEST_F(FiguresTest, KeepsTheLongestTurnAndCountsThoseOverTheLimit) {
  Turn("GetNeed", absl::Milliseconds(5));
  EXPECT_EQ(figures_.values().turns_over_limit, 0);
  EXPECT_EQ(out_.str(), "");
  Turn("PostNeed", absl::Microseconds(7500));
  Turn("ListNeeds", absl::Milliseconds(6));
  const FigureValues values = figures_.values();
  EXPECT_EQ(values.turns_over_limit, 2);
  EXPECT_EQ(values.longest_turn, "PostNeed");
  EXPECT_EQ(values.longest_held, absl::Microseconds(7500));
  EXPECT_THAT(out_.str(), HasSubstr("what=PostNeed ms=7.5 max-ms=5"));
}

TEST_F(FiguresTest, TheLaneIsSlowWhenManyTurnsAreInAShortTime) {
  for (int i = 0; i < Figures::kSlowTurns; ++i) {
    EXPECT_FALSE(figures_.values().lane_slow);
    Turn("PostNeed", absl::Seconds(1));
  }
  EXPECT_TRUE(figures_.values().lane_slow);
  clock_.Advance(Figures::kSlowWithin);
  EXPECT_FALSE(figures_.values().lane_slow);
  Turn("PostNeed", absl::Seconds(1));  // One is not many.
  EXPECT_FALSE(figures_.values().lane_slow);
}

TEST_F(FiguresTest, FailuresInARowBeginAtTheFirstAndEndWithASuccess) {
  figures_.OnDelivery(true);
  const absl::Time first = clock_.TimeNow();
  figures_.OnDelivery(false);
  clock_.Advance(absl::Minutes(1));
  figures_.OnDelivery(false);
  EXPECT_EQ(figures_.values().failed_in_a_row, 2);
  EXPECT_EQ(figures_.values().failing_since, first);
  figures_.OnDelivery(true);
  EXPECT_EQ(figures_.values().failed_in_a_row, 0);
  EXPECT_EQ(figures_.values().delivered, 2);
  EXPECT_EQ(figures_.values().failed, 2);
  clock_.Advance(absl::Minutes(1));
  figures_.OnDelivery(false);
  EXPECT_EQ(figures_.values().failing_since, first + absl::Minutes(2));
}

TEST_F(FiguresTest, SeveralObserversAreToldTheSame) {
  Figures other(absl::Milliseconds(1), clock_, log_);
  Observers both({&figures_, &other});
  both.OnTurn({"PostNeed", absl::ZeroDuration(), absl::Milliseconds(3)});
  both.OnDelivery(true);
  core::LaneFigures lane;
  lane.people = 5;
  both.OnLane(lane);
  for (const Figures* one : {&figures_, &other}) {
    EXPECT_EQ(one->values().longest_turn, "PostNeed");
    EXPECT_EQ(one->values().delivered, 1);
    EXPECT_EQ(one->values().lane.people, 5);
  }
  EXPECT_EQ(figures_.values().turns_over_limit, 0);
  EXPECT_EQ(other.values().turns_over_limit, 1);
}

}  // namespace
}  // namespace omzien::runtime
