// A night in the lane: the timer, the reckoning at the workers, and the prices
// in the lane again.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/scarcity.h"
#include "server/core/engine.h"
#include "server/core/prices.h"
#include "server/core/prices_fixture.h"
#include "server/core/sample_settings.h"
#include "server/planning/scarcity.h"
#include "tests/testing/inline_executor.h"

namespace omzien::core {
namespace {

using matcher::ScarcityPrices;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

absl::StatusOr<ScarcityPrices> NoAnswer(const matcher::Workload&,
                                        const matcher::Customs&) {
  return absl::InternalError("the expected-demand program has no answer");
}

class LanePricesTest : public PricesFixture {
 protected:
  void Start(ReckonScarcity reckon, Asking asking = Asking::kOneByOne) {
    engine_.reset();
    Ports ports = MakePorts();
    ports.workers = &workers_;
    ports.reckon_scarcity = std::move(reckon);
    ports.report = [this](absl::string_view what, const absl::Status& status) {
      reports_.push_back(absl::StrCat(what, ": ", status.message()));
    };
    auto engine = Engine::Start(std::move(ports), SampleSettings(asking));
    ASSERT_TRUE(engine.ok()) << engine.status();
    engine_ = *std::move(engine);
    Finish();
  }

  void Finish() {
    while (workers_.size() > 0 || executor_.size() > 0) {
      workers_.RunAll();
      executor_.RunAll();
    }
  }

  void PassNight() {
    clock_.AdvanceTo(clock_.TimeNow() + absl::Hours(24));
    engine_->RunTimers([](absl::Time) {});
    Finish();
  }

  Prices Stored() {
    const auto prices =
        PricesIn(store_, kRoerdalen, state_.catalogue, clock_.TimeNow());
    EXPECT_TRUE(prices.ok());
    return prices.ok() ? *prices : Prices();
  }

  testing::InlineExecutor workers_;
  std::vector<std::string> reports_;
  std::unique_ptr<Engine> engine_;
};

TEST_F(LanePricesTest, ANightReckonsThem) {
  MakeTown();
  Start(&planning::ReckonScarcity);
  EXPECT_TRUE(Stored().scarcity.asks.empty());
  PassNight();
  EXPECT_GT(Stored().scarcity.OfAsk(kGardensAndLamps, kGardenKind), 20'000);
  EXPECT_EQ(Stored().wear.member_days, 0);
  PassNight();
  EXPECT_EQ(Stored().wear.member_days, 9);
  EXPECT_THAT(reports_, IsEmpty());
}

TEST_F(LanePricesTest, ANightWithoutAnswerIsReportedAndChangesNothing) {
  MakeTown();
  Start(&planning::ReckonScarcity);
  PassNight();
  const Prices before = Stored();
  Start(&NoAnswer);
  PassNight();
  EXPECT_EQ(Stored().scarcity.asks, before.scarcity.asks);
  EXPECT_EQ(Stored().scarcity_time, before.scarcity_time);
  EXPECT_THAT(reports_, ElementsAre(HasSubstr("stays as an earlier night")));
}

TEST_F(LanePricesTest, WhoAsksInWavesAgainHasNoMoreNights) {
  MakeTown();
  Start(&planning::ReckonScarcity);
  Start(&planning::ReckonScarcity, Asking::kWaves);
  PassNight();
  EXPECT_TRUE(Stored().scarcity.asks.empty());
  // And begins anew with the way of asking.
  Start(&planning::ReckonScarcity);
  PassNight();
  EXPECT_FALSE(Stored().scarcity.asks.empty());
}

}  // namespace
}  // namespace omzien::core
