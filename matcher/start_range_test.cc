#include "matcher/start_range.h"

#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/time_span.h"

namespace omzien::matcher {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

absl::Time Hour(int hour) { return absl::UnixEpoch() + absl::Hours(hour); }
TimeSpan Hours(int start, int end) { return {Hour(start), Hour(end)}; }
StartRange Range(int first, int last, int window = 0) {
  return {Hour(first), Hour(last), window};
}

TEST(StartsInTest, TheWholeWorkLiesInOneWindow) {
  // The second is too short, and touching windows are not one.
  EXPECT_THAT(StartsIn({Hours(0, 5), Hours(5, 6), Hours(6, 8)}, absl::Hours(2),
                       Hour(1)),
              ElementsAre(Range(1, 3, 0), Range(6, 6, 2)));
  EXPECT_THAT(StartsIn({Hours(0, 5)}, absl::Hours(2), Hour(3)),
              ElementsAre(Range(3, 3)));
  EXPECT_THAT(StartsIn({Hours(0, 5)}, absl::Hours(2), Hour(4)), IsEmpty());
}

TEST(StartsWithinTest, TheWholeWorkLiesInOneSpan) {
  EXPECT_THAT(
      StartsWithin({Range(0, 8, 0), Range(5, 9, 1)},
                   {Hours(1, 4), Hours(5, 6), Hours(7, 20)}, absl::Hours(2)),
      ElementsAre(Range(1, 2, 0), Range(7, 8, 0), Range(7, 9, 1)));
}

TEST(StartsOutsideTest, BothEndsOfWhatIsBlockedStay) {
  const StartRanges starts = {Range(0, 8)};
  EXPECT_THAT(StartsOutside(starts, {Hours(2, 4)}),
              ElementsAre(Range(0, 2), Range(4, 8)));
  EXPECT_THAT(StartsOutside(starts, {Hours(-1, 3), Hours(5, 9)}),
              ElementsAre(Range(3, 5)));
  EXPECT_THAT(StartsOutside(starts, {Hours(8, 9)}), ElementsAre(Range(0, 8)));
  EXPECT_THAT(StartsOutside(starts, {Hours(-1, 9)}), IsEmpty());
  EXPECT_THAT(StartsOutside(starts, {Hours(0, 8)}),
              ElementsAre(Range(0, 0), Range(8, 8)));
}

}  // namespace
}  // namespace omzien::matcher
