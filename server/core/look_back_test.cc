// What a night reckons from: who is there, and what was wanted.

#include "server/core/look_back.h"

#include <string>

#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/asking/habit.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/job.pb.h"
#include "server/core/prices_fixture.h"
#include "server/core/sample_settings.h"
#include "server/core/times.h"

namespace omzien::core {
namespace {

using omzien::v1::Job;
using store::v1::VolunteerRecord;
using ::testing::ElementsAre;
using ::testing::SizeIs;

class LookBackTest : public PricesFixture {};

TEST_F(LookBackTest, AWorkloadCountsWhoIsThereAndWhatWasWanted) {
  resident_ = Resident();
  AddHelper("Wies", 300, {kGarden, kLamp});
  const std::string paused = AddHelper("Bo", 400, {kGarden});
  Change(paused, [this](VolunteerRecord& record) {
    *record.mutable_volunteer()->mutable_pause_until() =
        ToProto(clock_.TimeNow() + absl::Hours(1));
  });
  AddPastNeeds(kLamp, 60);  // Four of them are older than eight weeks.
  AddPastNeeds(kGarden, 3, Job::STATE_REFERRED);
  const auto before = LookBackIn({store_, state_.codec, state_.catalogue},
                                 kRoerdalen, clock_.TimeNow());
  ASSERT_TRUE(before.ok()) << before.status();
  ASSERT_THAT(before->workload.helpers, SizeIs(1));
  EXPECT_EQ(before->workload.helpers[0].kinds, kGardensAndLamps);
  EXPECT_EQ(before->workload.helpers[0].asks_per_week_max, 5);
  EXPECT_EQ(before->workload.over_min, 56 * matcher::kDayMin);
  ASSERT_THAT(before->workload.wanted, SizeIs(3));
  EXPECT_THAT(before->workload.wanted[kLampKind], ElementsAre(56, 0, 0));
  EXPECT_THAT(before->workload.wanted[kGardenKind], ElementsAre(0, 0, 0));
}

TEST_F(LookBackTest, AServerThatIsNewCountsTheDaysThatItWasThere) {
  resident_ = Resident();
  AddPastNeeds(kLamp, 10);
  const auto ten = LookBackIn({store_, state_.codec, state_.catalogue},
                              kRoerdalen, clock_.TimeNow());
  ASSERT_TRUE(ten.ok());
  EXPECT_EQ(ten->workload.over_min, 10 * matcher::kDayMin);
  // Of another municipality nothing is known; a week is the least.
  const auto other = LookBackIn({store_, state_.codec, state_.catalogue},
                                "municipalities/GM0001", clock_.TimeNow());
  ASSERT_TRUE(other.ok());
  EXPECT_EQ(other->workload.over_min, 7 * matcher::kDayMin);
}

}  // namespace
}  // namespace omzien::core
