#include "server/tools/lab/notifying_asker.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "server/tools/lab/luck.h"

namespace omzien::lab {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;

// Needs a minute, of who is asked for these and misses so many after an ask.
double Yield(const std::vector<Meeting>& met, const std::vector<bool>& kept,
             double missed_min) {
  double worth = 0;
  double asks = 0;
  for (std::size_t i = 0; i < met.size(); ++i) {
    if (!kept[i]) continue;
    worth += met[i].asks * met[i].worth;
    asks += met[i].asks;
  }
  return worth / (1 + asks * missed_min);
}

TEST(WorthMissingTest, WhoNeverTiresIsAskedForAll) {
  EXPECT_THAT(WorthMissing(std::vector<Meeting>{{1, 0.1}, {5, 0.9}}, 0),
              Each(true));
}

TEST(WorthMissingTest, WhatIsWorthLittleIsLeftForWhatIsWorthMuch) {
  // Ten of the second in the time that an ask takes.
  const std::vector<Meeting> met = {{0.01, 0.05}, {0.01, 0.5}};
  EXPECT_THAT(WorthMissing(met, 1'000), ElementsAre(false, true));
  EXPECT_THAT(WorthMissing(met, 1), ElementsAre(true, true));
}

// Property: no other choice yields more.
TEST(WorthMissingTest, IsTheBestOfAllChoices) {
  Luck luck(3);
  for (int round = 0; round < 200; ++round) {
    std::vector<Meeting> met(1 + luck.Below(7));
    for (Meeting& each : met) each = {0.02 * luck.Share(), luck.Share()};
    const double missed_min = 500 * luck.Share();
    const double best = Yield(met, WorthMissing(met, missed_min), missed_min);
    for (std::uint32_t bits = 0; bits < 1U << met.size(); ++bits) {
      std::vector<bool> other(met.size());
      for (std::size_t i = 0; i < met.size(); ++i) {
        other[i] = ((bits >> i) & 1U) != 0;
      }
      EXPECT_LE(Yield(met, other, missed_min), best + 1e-12);
    }
  }
}

}  // namespace
}  // namespace omzien::lab
