// Fractions in millionths, against the values they stand for.

#include "matcher/asking/micros.h"

#include <cmath>
#include <cstdint>

#include "gtest/gtest.h"

namespace omzien::matcher {
namespace {

TEST(MicrosTest, DecayFollowsTheExponentialFromBelowOneToNothing) {
  EXPECT_EQ(Decay(0, 100), kOne);
  EXPECT_EQ(Decay(-5, 100), kOne);
  EXPECT_EQ(Decay(1'400, 100), 0);
  for (const std::int64_t mean : {64, 1'440, 4'320}) {
    for (std::int64_t elapsed = 0; elapsed < 10 * mean; elapsed += mean / 8) {
      const double exact =
          std::exp(-static_cast<double>(elapsed) / static_cast<double>(mean));
      // A step of a 64th of the mean.
      EXPECT_NEAR(static_cast<double>(Decay(elapsed, mean)) / kOne, exact,
                  exact / 60 + 1e-6)
          << elapsed << " of " << mean;
      EXPECT_GE(Decay(elapsed, mean), Decay(elapsed + 1, mean));
    }
  }
}

TEST(MicrosTest, OctavesGrowByEightWithEachDoubling) {
  struct Case {
    std::int64_t value;
    int octaves8;
  };
  for (const Case& each :
       {Case{-3, 0}, Case{0, 0}, Case{1, 0}, Case{2, 8}, Case{3, 12},
        Case{4, 16}, Case{60, 47}, Case{1'024, 80}, Case{1'536, 84}}) {
    EXPECT_EQ(Octaves8(each.value), each.octaves8) << each.value;
  }
}

}  // namespace
}  // namespace omzien::matcher
